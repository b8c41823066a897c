"""Answers that a server gave already, kept in memory for as long as nothing about them can change.

An answer is kept under its release, the scope of the caller and the request, byte for byte. What stands in memory of a request
is a keyed hash of it, under a key that this process drew and that never leaves it: no signature can be read or guessed from it.
The answer itself names the patient's alterations, so it is kept for minutes only, within a bound of bytes, and never on a disk.
Two callers never share what is kept: how fast an answer comes would tell one what the other asked.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

_OVERHEAD = 512
"""Bytes that an entry takes besides its content, as measured with ``tracemalloc``, rounded up."""

_LARGEST_SHARE = 8


@dataclass(frozen=True, slots=True)
class Answered:
    """Hold a finished answer: status, body, the questions by their fields' names, the code of its first error, the release."""

    status: int
    content: bytes
    questions: tuple[str, ...] = ()
    fault: str = ""
    release: str = ""


@dataclass(frozen=True, slots=True)
class CacheFigures:
    """Count what a cache did since the server started, and what it holds."""

    hits: int
    misses: int
    dropped: int
    entries: int
    bytes: int


class ResponseCache:
    """Keep the answers used most recently, up to ``limit`` bytes and each up to ``seconds``; a limit of 0 keeps none."""

    def __init__(self, limit: int, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._limit, self._seconds, self._now = limit, seconds, now
        self._secret = secrets.token_bytes(32)
        self._kept: OrderedDict[bytes, tuple[float, Answered]] = OrderedDict()
        self._bytes = self._hits = self._misses = self._dropped = 0
        self._lock = Lock()

    def key(self, release: str, scope: str, body: bytes) -> bytes:
        """Give the name under which the answer to a request is kept.

        >>> cache = ResponseCache(1, 1.0)
        >>> cache.key("2026.1", "a", b"b") == cache.key("2026.1", "ab", b"")
        False
        """
        digest = hashlib.blake2b(key=self._secret, digest_size=24)
        for part in (release.encode(), scope.encode()):
            digest.update(len(part).to_bytes(8, "big") + part)
        digest.update(body)
        return digest.digest()

    def get(self, key: bytes) -> Answered | None:
        """Give the answer that is kept, None where none is or its time is over."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None and found[0] < self._now():
                self._drop(key)
                found = None
            if found is None:
                self._misses += 1
                return None
            self._kept.move_to_end(key)
            self._hits += 1
            return found[1]

    def put(self, key: bytes, answer: Answered) -> None:
        """Keep an answer, and let go of those whose time is over and of those longest unused; one far too large is not kept."""
        size = len(answer.content) + _OVERHEAD
        with self._lock:
            if key in self._kept:
                self._drop(key)
            if size * _LARGEST_SHARE > self._limit:
                return
            now = self._now()
            self._kept[key] = (now + self._seconds, answer)
            self._bytes += size
            while self._bytes > self._limit or self._kept[next(iter(self._kept))][0] < now:
                self._drop(next(iter(self._kept)))

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def figures(self) -> CacheFigures:
        """Count what was done, and what is held."""
        with self._lock:
            return CacheFigures(self._hits, self._misses, self._dropped, len(self._kept), self._bytes)

    def _drop(self, key: bytes) -> None:
        _, answer = self._kept.pop(key)
        self._bytes -= len(answer.content) + _OVERHEAD
        self._dropped += 1
