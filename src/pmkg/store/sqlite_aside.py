"""Drafts that failed their checks, kept beside the releases with the report.

<home>/aside/<name>/report.json      what is wrong with it
<home>/aside/<name>/manifest.json
<home>/aside/<name>/graph.sqlite     of the newest alone: it is there to be looked into, and as large as a release
"""

from __future__ import annotations

import shutil
from pathlib import Path

import orjson

from pmkg.model.codec import decode
from pmkg.model.manifest import SCHEMA, Manifest, SetAside
from pmkg.store.disk import sync
from pmkg.store.sqlite_writer import GRAPH, MANIFEST

REPORT = "report.json"
_REPORTS = 20
"""How many reports are kept."""


class SqliteAside:
    """Keep and list what was set aside at a home."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "aside"

    def folder(self, name: str) -> Path:
        """Give the folder of a draft that was set aside, whether it is there or not."""
        return self._folder / name

    def keep(self, draft: Path, found: SetAside) -> None:
        """Move a draft here, whole or not at all; older graphs and the oldest reports go."""
        report = draft / REPORT
        report.write_bytes(orjson.dumps({"problems": found.problems}))
        sync(report)
        self._folder.mkdir(exist_ok=True)
        draft.rename(self.folder(found.manifest.release))
        sync(self._folder)
        for number, older in enumerate(self.list()[1:], start=1):
            folder = self.folder(older.manifest.release)
            if number < _REPORTS:
                (folder / GRAPH).unlink(missing_ok=True)
            else:
                shutil.rmtree(folder, ignore_errors=True)

    def list(self) -> tuple[SetAside, ...]:
        """Give what was set aside, newest first."""
        folders = self._folder.iterdir() if self._folder.is_dir() else ()
        found = [item for folder in folders if (item := self.find(folder.name)) is not None]
        return tuple(sorted(found, key=lambda item: (item.manifest.built_at, item.manifest.release), reverse=True))

    def find(self, name: str) -> SetAside | None:
        """Give one that was set aside, None where there is none of that name."""
        folder = self.folder(name)
        try:
            data = orjson.loads((folder / MANIFEST).read_bytes())
            problems = tuple(map(str, orjson.loads((folder / REPORT).read_bytes())["problems"]))
            kept = (folder / GRAPH).is_file() and int(data.get("schema", SCHEMA)) == SCHEMA
            return SetAside(decode(Manifest, data), problems, kept)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
