"""``pmkg audit``: whether the audit of questions about patients is whole, and what it says."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pmkg.cli.home import Home, Json, home_folder
from pmkg.errors import NotFound, ReleaseError

Digest = Annotated[
    str, typer.Option("--digest", help="A last digest that was noted earlier; it must still be in the chain.")
]
Last = Annotated[int, typer.Option("--last", min=0, help="How many entries to show, the newest last.")]


def audit(last: Last = 10, digest: Digest = "", json_output: Json = False, home: Home = None) -> None:
    """Check the chain of the audit, and show its newest entries: who asked which question of how many patients, never what."""
    from collections import deque

    import orjson

    from pmkg.store.audit_file import AuditFile, verify

    path = home_folder(home) / "access" / "audit.jsonl"
    if not path.is_file():
        raise NotFound(f"an audit at {home_folder(home)}")
    found = verify(path, digest)
    entries = deque(AuditFile(home_folder(home)).entries(), maxlen=last)
    if json_output:
        told = {
            "entries": found.entries,
            "digest": found.head,
            "whole": found.whole,
            "brokenAtLine": found.broken or None,
            "tornLines": list(found.torn),
            "digestFound": found.met,
            "last": list(entries),
        }
        sys.stdout.write(orjson.dumps(told, option=orjson.OPT_INDENT_2).decode() + "\n")
    else:
        _show(list(entries), found.entries)
        print(f"last digest {found.head}", file=sys.stdout)
    if found.broken:
        raise ReleaseError(f"the audit is broken at line {found.broken}: it was changed, shortened or written into")
    if not found.met:
        raise ReleaseError(
            "the digest that you noted is not in the audit: entries were taken away, or all of it was written anew"
        )


def _show(entries: list[object], total: int) -> None:
    from pmkg.cli.tables import print_line, print_whole
    from pmkg.cli.terminal import console

    print_line(console(), f"{len(entries):,} of {total:,} entries, times in UTC:")
    rows = [
        (str(each["time"])[:19], each["caller"], ", ".join(each["questions"]), str(each["patients"]), each["outcome"])
        for each in entries
        if isinstance(each, dict)
    ]
    print_whole(console(), ("Time", "Caller", "Questions", "Patients", "Outcome"), rows)
