"""Searches for trials that an earlier version of pmkg kept: they are taken over as watches about trials.

<home>/searches/<name>.json    {"signature", "release", "found": {trial: state}}
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from pmkg.watches.folder import WatchFolder
from pmkg.watches.watch import About, Watch


def take_over(home: Path, folder: WatchFolder) -> Iterator[str]:
    """Make a watch of each search, drop the search, and say so; what a file says that is no search stays where it is.

    A search whose name a watch has becomes ``<name>-search``. Killed between the two, the next call finds the watch and drops
    the search.
    """
    paths = sorted((home / "searches").glob("*.json"))
    if not paths:
        return
    with folder.locked():
        for path in paths:
            if not path.is_file():  # another process was faster
                continue
            found = _read(path)
            if found is None:
                yield f"{path} holds no search; delete it, and add a watch in its place"
                continue
            yield _taken_over(folder, path, *found)


def _taken_over(folder: WatchFolder, path: Path, signature: dict[str, Any], release: str, found: dict[str, Any]) -> str:
    for name in (path.stem, f"{path.stem}-search"):
        there = folder.read(name) if name in folder.names() else None
        if there is None:
            folder.write(Watch(name, str(uuid.uuid4()), About.TRIALS, signature, release, found))
        elif (there.about, there.signature) != (About.TRIALS, signature):
            continue
        path.unlink()
        return f"the search {path.stem} is now the watch {name} about trials"
    return (
        f"{path} is not taken over: there are other watches {path.stem} and {path.stem}-search; delete one of the three"
    )


def _read(path: Path) -> tuple[dict[str, Any], str, dict[str, Any]] | None:
    try:
        kept = orjson.loads(path.read_bytes())
        signature = {name: value for name, value in kept["signature"].items() if name != "id"}
        return signature, str(kept["release"]), dict(kept["found"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
