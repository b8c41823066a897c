"""A home whose current release changes, as builds would change it, without the minutes of a build."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

Publish: TypeAlias = Callable[[str], None]
"""Publish the release once more, under another name."""


@contextmanager
def moving_home(home: Path, folder: Path) -> Iterator[tuple[Path, Publish]]:
    """Give a home of its own with the current release of another, and a way to publish it there again under other names."""
    name = (home / "current").read_text(encoding="utf-8").strip()
    source = home / "releases" / name
    scratch = folder / "moving"
    manifest = json.loads((source / "manifest.json").read_bytes())

    def publish(fresh: str) -> None:
        draft, target = scratch / f"draft-{fresh}", scratch / "releases" / fresh
        draft.mkdir(parents=True)
        try:
            os.link(source / "graph.sqlite", draft / "graph.sqlite")
        except OSError:
            shutil.copyfile(source / "graph.sqlite", draft / "graph.sqlite")
        (draft / "manifest.json").write_text(json.dumps({**manifest, "release": fresh}), encoding="utf-8")
        target.parent.mkdir(exist_ok=True)
        draft.rename(target)
        pointer = scratch / "current.new"
        pointer.write_text(f"{fresh}\n", encoding="utf-8")
        pointer.replace(scratch / "current")

    publish("moved-0")
    try:
        yield scratch, publish
    finally:
        shutil.rmtree(scratch)
