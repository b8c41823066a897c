"""What is known of a fetched file, in a small file beside it: what its owner said of it, and how asking for it went.

<cache>/<source>/<name>               the file, whole, as its owner gave it
<cache>/<source>/.<name>.json         this record
<cache>/<source>/.<name>.part         what came of it so far, with .part.tag: the validator of the version that it is a part of
<cache>/<source>/.lock                held by the one process that asks this source's owner
"""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson

from pmkg.ingest.locate import checksum


@dataclass(frozen=True, slots=True)
class OwnerFile:
    """Hold what an owner said of a file (address, ``ETag``, ``Last-Modified``), its SHA-256, and when it was asked for.

    ``fetched`` is when the content came, ``checked`` when the owner last confirmed it; ``failing_since`` and ``problem`` are
    of the tries since then.
    """

    url: str = ""
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""
    fetched: datetime | None = None
    checked: datetime | None = None
    failing_since: datetime | None = None
    problem: str = ""

    def conditions(self, path: Path) -> dict[str, str]:
        """Give the headers that ask for the file only if it changed; none when what is at ``path`` is not what came."""
        if not (self.etag or self.last_modified) or not path.is_file() or checksum(path) != self.sha256:
            return {}
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in told.items() if value}


_TIMES = ("fetched", "checked", "failing_since")


def beside(path: Path, suffix: str) -> Path:
    """Give the hidden file beside a fetched one."""
    return path.with_name(f".{path.name}{suffix}")


def read_record(path: Path) -> OwnerFile:
    """Read what is known of a fetched file; a file without a record was last checked when it was written."""
    try:
        told = orjson.loads(beside(path, ".json").read_bytes())
        times = {name: datetime.fromisoformat(told[name]) if told[name] else None for name in _TIMES}
        return OwnerFile(**{**told, **times})
    except (OSError, ValueError, TypeError, KeyError):
        then = datetime.fromtimestamp(path.stat().st_mtime, UTC) if path.is_file() else None
        return OwnerFile(fetched=then, checked=then)


def write_record(path: Path, record: OwnerFile) -> None:
    """Keep what is known of a fetched file, in one step."""
    fresh = beside(path, f".json-{os.getpid()}")
    fresh.write_bytes(orjson.dumps(asdict(record), option=orjson.OPT_INDENT_2))
    fresh.replace(beside(path, ".json"))
