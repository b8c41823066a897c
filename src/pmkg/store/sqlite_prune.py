"""Remove old releases: all but the newest, never the one that serves, never one that somebody reads."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import orjson

from pmkg.store.disk import sync
from pmkg.store.release_use import unused
from pmkg.store.sqlite_writer import MANIFEST


@dataclass(slots=True)
class Pruned:
    """Say what was removed, how many bytes that freed, and what was left though it is old, with the reason."""

    removed: list[str] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class _Kept:
    """Hold what is known of a release's folder, whatever the schema of the release is."""

    name: str
    built_at: str
    published: float


def prune(releases: Path, trash: Path, current: str, keep: int, grace: timedelta, now: float, dry: bool) -> Pruned:
    """Remove all but the ``keep`` newest releases; the caller holds the build lock.

    A release goes whole: it is renamed out of sight first. One that was replaced within the time of ``grace`` stays, because a
    process that has learned its name may be about to open it.
    """
    found = Pruned()
    known = sorted(_folders(releases, found), key=lambda item: (item.built_at, item.name), reverse=True)
    for newer, release in pairwise(known):
        if release.name == current or known.index(release) < keep:
            continue
        if now - newer.published < grace.total_seconds():
            found.left[release.name] = "it was replaced a short while ago"
            continue
        with unused(releases / release.name / MANIFEST) as free:
            if not free:
                found.left[release.name] = "somebody is reading it"
                continue
            found.bytes += sum(path.stat().st_size for path in (releases / release.name).iterdir())
            found.removed.append(release.name)
            if not dry:
                _remove(releases / release.name, trash)
    return found


def _folders(releases: Path, found: Pruned) -> Iterator[_Kept]:
    for folder in releases.iterdir() if releases.is_dir() else ():
        path = folder / MANIFEST
        try:
            yield _Kept(folder.name, str(orjson.loads(path.read_bytes())["built_at"]), path.stat().st_mtime)
        except (OSError, ValueError, TypeError, KeyError):
            found.left[folder.name] = "its manifest cannot be read; look what it is, and remove it by hand"


def _remove(folder: Path, trash: Path) -> None:
    trash.mkdir(exist_ok=True)
    gone = trash / f"pruned-{folder.name}-{os.getpid()}"
    folder.rename(gone)
    sync(folder.parent)
    shutil.rmtree(gone, ignore_errors=True)
