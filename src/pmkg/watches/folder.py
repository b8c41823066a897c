"""Where watches are kept: files of their owner alone beside the releases.

    <home>/watches/<name>.json                       the watch: signature and last answer are patient content
    <home>/watches/outbox/<news>-<channel>.json      news that has still to go out

Every write is atomic and synced, so that a process that is killed loses nothing and tells nothing half.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import orjson
from filelock import FileLock, Timeout

from pmkg.errors import NotFound, ReleaseError, RequestError
from pmkg.model.codec import decode, encode
from pmkg.watches.watch import Waiting, Watch

T = TypeVar("T")

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_SECONDS = 30.0


class WatchFolder:
    """Keep, list and delete watches at a home, and the news that waits to go out."""

    def __init__(self, home: Path) -> None:
        self._folder, self._outbox = home / "watches", home / "watches" / "outbox"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Let one process at a time run or change the watches of a home."""
        self._make(self._folder)
        lock = FileLock(self._folder / ".lock", timeout=_SECONDS, mode=0o600)
        try:
            lock.acquire()
        except Timeout:
            raise ReleaseError(f"another process has run the watches at {self._folder} for {_SECONDS:g} s") from None
        try:
            yield
        finally:
            lock.release()

    def names(self) -> tuple[str, ...]:
        """Name all watches."""
        return tuple(sorted(path.stem for path in self._folder.glob("*.json")))

    def read(self, name: str) -> Watch:
        """Give a watch, or raise :class:`NotFound` with the names there are."""
        path = self._existing(name)
        return _read(path, Watch, f"{path} holds no watch; delete it and add the watch again")

    def write(self, watch: Watch) -> None:
        """Keep a watch; one of its name is replaced."""
        self._make(self._folder)
        write_privately(self._path(watch.name), orjson.dumps(encode(watch)))

    def delete(self, name: str) -> None:
        """Delete a watch with the signature that it holds, and the news of it that waits."""
        path = self._existing(name)
        for entry in self._waiting(name):
            entry.unlink()
        path.unlink()

    def send(self, waiting: Waiting) -> None:
        """Put news into the outbox, or back into it; the same news twice is there once."""
        self._make(self._outbox)
        write_privately(self._entry(waiting), orjson.dumps(encode(waiting)))

    def sent(self, waiting: Waiting) -> None:
        """Take news that went out from the outbox."""
        self._entry(waiting).unlink(missing_ok=True)

    def waiting(self, name: str = "") -> tuple[Waiting, ...]:
        """Give the news that has still to go out, of one watch or of all, in the order in which it came."""
        found = [_read(path, Waiting, f"{path} holds no news; delete it") for path in self._waiting(name)]
        return tuple(sorted(found, key=lambda each: (each.news.at, each.news.id, each.channel)))

    def _waiting(self, name: str) -> Iterator[Path]:
        for path in sorted(self._outbox.glob("*.json")):
            if not name or _read(path, Waiting, f"{path} holds no news; delete it").news.watch == name:
                yield path

    def _existing(self, name: str) -> Path:
        path = self._path(name)
        if not path.is_file():
            raise NotFound(f"watch {name!r}", self.names())
        return path

    def _entry(self, waiting: Waiting) -> Path:
        return self._outbox / f"{waiting.news.id}-{waiting.channel}.json"

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise RequestError(f"{name!r} is no name of a watch; use letters, digits, dots, hyphens and underscores")
        return self._folder / f"{name}.json"

    def _make(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def _read(path: Path, kind: type[T], problem: str) -> T:
    try:
        return decode(kind, orjson.loads(path.read_bytes()))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise RequestError(problem) from None


def write_privately(path: Path, content: bytes) -> None:
    """Put a file in place whole, synced, and readable by its owner alone."""
    part = path.with_name(f"{path.name}.part-{os.getpid()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
