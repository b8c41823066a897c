"""Which releases are in use: every reader holds a shared lock on its release's manifest for as long as it lives.

The lock goes with the process, however it ends. Where a file system knows no locks, or other machines' are not seen, the time
of grace of :mod:`pmkg.store.sqlite_prune` is what protects a reader.
"""

from __future__ import annotations

import fcntl
import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class Use:
    """Hold a file in use until it is ended, or until the object that it is for is gone."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDONLY)
        with suppress(OSError):
            fcntl.flock(self._descriptor, fcntl.LOCK_SH)
        if not path.exists() or path.stat().st_ino != os.fstat(self._descriptor).st_ino:
            self.end()
            raise FileNotFoundError(path)

    def end(self) -> None:
        """Give the file free."""
        os.close(self._descriptor)

    def of(self, user: object) -> None:
        """Hold the file for as long as ``user`` lives."""
        weakref.finalize(user, os.close, self._descriptor)


@contextmanager
def unused(path: Path) -> Iterator[bool]:
    """Say whether nobody uses a file, and let nobody begin to until this ends."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        except OSError:  # of a file system without locks
            yield True
        else:
            yield True
    finally:
        os.close(descriptor)
