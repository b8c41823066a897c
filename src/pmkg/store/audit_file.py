"""The audit of questions about patients: one file that only grows, each line bound to the one before by its digest.

    <home>/access/audit.jsonl    one JSON object a line: number, what happened, "previous" and "digest"; readable by its owner alone

A line's digest covers its content and the digest before it, so a line that is changed, left out or put in between breaks the
chain from there on. Who may write the file could still compute a whole new chain, or cut off its end: note the last digest
elsewhere from time to time (``pmkg audit`` prints it), and give it to :func:`verify`.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import orjson
from filelock import FileLock, Timeout

from pmkg.errors import AuditUnavailable
from pmkg.store.access_folder import OWNER_ONLY, access_folder
from pmkg.store.disk import sync

BEGINNING = "0" * 64
_SECONDS_TO_WAIT = 5.0
_LONGEST_LINE = 65_536


@dataclass(frozen=True, slots=True)
class Verified:
    """Hold what a check of the chain found.

    ``broken`` names the first line that does not follow from the one before, 0 where all do. ``torn`` are lines that a crash cut
    short; nothing was answered for them. ``met`` says whether the digest that was looked for is in the chain.
    """

    entries: int
    head: str
    broken: int = 0
    torn: tuple[int, ...] = ()
    met: bool = True

    @property
    def whole(self) -> bool:
        return not self.broken and self.met


class AuditFile:
    """Keep the audit in a file (an ``Audit``), shared by processes and threads.

    An entry is on the disk before it returns, so that what was answered outlives a power failure. One call brings all entries there
    that were written before it began, whoever wrote them, so that many callers wait no longer than one.
    """

    def __init__(self, home: Path) -> None:
        try:
            self.path = access_folder(home) / "audit.jsonl"
            os.close(self._open())
        except OSError as error:
            raise AuditUnavailable(_cannot(home / "access" / "audit.jsonl", error)) from error
        self._lock, self._between = Lock(), FileLock(self.path.with_name("audit.lock"), timeout=_SECONDS_TO_WAIT)
        self._known: tuple[int, int, int, str] | None = None
        self._syncing, self._written, self._synced = Lock(), 0, (0, 0)
        sync(self.path.parent)

    def append(self, entry: Mapping[str, Any]) -> None:
        """Add one entry, or raise :class:`AuditUnavailable`."""
        try:
            with ExitStack() as opened:
                with self._lock, self._between:
                    descriptor = self._open()
                    opened.callback(os.close, descriptor)
                    mine = self._write(descriptor, entry)
                self._sync(descriptor, *mine)
        except (OSError, Timeout) as error:
            self._known = None
            raise AuditUnavailable(_cannot(self.path, error)) from error

    def entries(self) -> Iterator[Mapping[str, Any]]:
        """Give the entries, oldest first, without lines that a crash cut short."""
        for _, told in _told(self.path):
            if told is not None:
                yield told

    def _open(self) -> int:
        """Open the file anew for every entry: an operator may move it away at any time, and a new one begins."""
        return os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, OWNER_ONLY)

    def _write(self, descriptor: int, entry: Mapping[str, Any]) -> tuple[int, int]:
        """Add a line; give the file it is in, and how many this process has written by now."""
        found = os.fstat(descriptor)
        number, previous, torn = self._end(found.st_ino, found.st_size)
        line = _line(number + 1, entry, previous)
        content = (b"\n" if torn else b"") + line.body
        if os.write(descriptor, content) != len(content):
            raise OSError(errno.ENOSPC, "the line could not be written whole")
        self._known = (found.st_ino, found.st_size + len(content), number + 1, line.digest)
        self._written += 1
        return found.st_ino, self._written

    def _sync(self, descriptor: int, inode: int, number: int) -> None:
        """Bring a line to the disk, unless a call that began after it was written has done so."""
        with self._syncing:
            file, upto = self._synced
            if file != inode or upto < number:
                written = self._written
                os.fsync(descriptor)
                if number == 1 or file != inode:
                    sync(self.path.parent)
                self._synced = (inode, written)

    def _end(self, inode: int, size: int) -> tuple[int, str, bool]:
        """Give number and digest of the last whole entry, and whether what follows it has no end of line."""
        if self._known is not None and self._known[:2] == (inode, size):
            return self._known[2], self._known[3], False
        with self.path.open("rb") as file:
            file.seek(max(0, size - 2 * _LONGEST_LINE))
            tail = file.read(2 * _LONGEST_LINE)
        torn = bool(tail) and not tail.endswith(b"\n")
        for text in reversed(tail.split(b"\n")):
            told = _read(text)
            if told is not None:
                return told["number"], told["digest"], torn
        if size > len(tail):
            raise OSError(errno.EIO, "its last lines are no entries; run 'pmkg audit'")
        return 0, BEGINNING, torn


def verify(path: Path, digest: str = "") -> Verified:
    """Check a chain from its first line to its last; ``digest`` is one that was noted earlier and must still be in it."""
    number, previous, torn, met = 0, BEGINNING, list[int](), digest in ("", BEGINNING)
    for place, told in _told(path):
        if told is None:
            torn.append(place)
            continue
        content = {name: value for name, value in told.items() if name not in ("number", "previous", "digest")}
        expected = _line(number + 1, content, previous)
        if told.get("number") != number + 1 or told.get("previous") != previous or told["digest"] != expected.digest:
            return Verified(number, previous, place, tuple(torn), met)
        number, previous = number + 1, expected.digest
        met = met or previous == digest
    return Verified(number, previous, 0, tuple(torn), met)


@dataclass(frozen=True, slots=True)
class _Line:
    body: bytes
    digest: str


def _line(number: int, entry: Mapping[str, Any], previous: str) -> _Line:
    content = {"number": number, **entry, "previous": previous}
    digest = hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()
    return _Line(orjson.dumps({**content, "digest": digest}) + b"\n", digest)


def _told(path: Path) -> Iterator[tuple[int, dict[str, Any] | None]]:
    with path.open("rb") as file:
        for place, text in enumerate(file, 1):
            if text.strip():
                yield place, _read(text)


def _read(text: bytes) -> dict[str, Any] | None:
    try:
        told = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return told if isinstance(told, dict) and isinstance(told.get("digest"), str) and "number" in told else None


def _cannot(path: Path, error: BaseException) -> str:
    why = getattr(error, "strerror", None) or type(error).__name__
    return f"the audit {path} cannot be written ({why}); make it writable, or go without one by PMKG_AUDIT=off"
