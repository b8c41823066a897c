"""``pmkg prune``: remove old releases, by hand or after every build."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pmkg.cli.home import Home, home_folder, releases_to_build
from pmkg.errors import BuildInProgress, RequestError

if TYPE_CHECKING:
    from pmkg.store.sqlite_prune import Pruned

SETTING = "PMKG_KEEP"
_GRACE_HOURS = 1.0

Keep = Annotated[int | None, typer.Option("--keep", min=1, help=f"How many releases to keep ({SETTING}).")]
Grace = Annotated[
    float, typer.Option("--grace-hours", min=0, help="Keep what was replaced less than this many hours ago.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be removed, and remove nothing.")]


def prune(keep: Keep = None, grace_hours: Grace = _GRACE_HOURS, dry_run: DryRun = False, home: Home = None) -> None:
    """Remove all but the newest releases; the one that serves and those that somebody reads stay."""
    number = keep or kept_by_setting()
    if number is None:
        raise RequestError(f"say how many releases to keep: --keep 10, or set {SETTING}")
    for line in _told(_prune(home, number, grace_hours, dry_run), dry_run):
        sys.stdout.write(line + "\n")


def kept_by_setting() -> int | None:
    """Give how many releases ``PMKG_KEEP`` says to keep after a build, None for all."""
    text = os.environ.get(SETTING, "")
    if not text:
        return None
    if not text.isdecimal() or int(text) < 1:
        raise RequestError(
            f"{SETTING} is {text!r}; set it to the number of releases to keep, 1 or more, or leave it unset"
        )
    return int(text)


def prune_by_setting(home: Path | None) -> None:
    """Remove old releases after a build where ``PMKG_KEEP`` says so; a build that runs by then prunes later itself."""
    number = kept_by_setting()
    if number is None:
        return
    try:
        found = _prune(home, number, _GRACE_HOURS, False)
    except BuildInProgress:
        return
    for line in _told(found, False):
        print(f"pmkg: {line}", file=sys.stderr)


def _prune(home: Path | None, keep: int, grace_hours: float, dry: bool) -> Pruned:
    from datetime import timedelta

    from pmkg.ingest.kept import KeptFiles

    files = KeptFiles(home_folder(home) / "files")
    return releases_to_build(home).prune(keep, timedelta(hours=grace_hours), files.keep_only, dry)


def _told(found: Pruned, dry: bool) -> Iterator[str]:
    word = "would remove" if dry else "removed"
    for name in found.removed:
        yield f"{word} release {name}"
    if found.removed:
        yield f"{word} {len(found.removed)} releases, {found.bytes / 1e6:,.1f} MB"
    for name, reason in sorted(found.left.items()):
        yield f"left release {name}: {reason}"
    if not found.removed and not found.left:
        yield "there is nothing to remove"
