"""End a long command at once and cleanly when it is told to stop (SIGTERM, SIGINT)."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_LOOK = 5.0


class Stopped(KeyboardInterrupt):
    """Say that the process was told to stop; raised where it stands, so that what is half done is dropped on the way out."""


class Stop:
    """Know whether the process was told to stop.

    The first signal raises :class:`Stopped`, later ones do not disturb the cleaning up. Python swallows an exception that is
    raised while an object is being finalized; :meth:`check` and :meth:`wait` raise it then.
    """

    def __init__(self) -> None:
        self._told = threading.Event()

    def signaled(self, _number: int, _frame: FrameType | None) -> None:
        """Take a signal."""
        if not self._told.is_set():
            self._told.set()
            raise Stopped

    def check(self) -> None:
        """Raise :class:`Stopped` if the process was told to stop."""
        if self._told.is_set():
            raise Stopped

    def wait(self, seconds: float) -> None:
        """Wait, or raise :class:`Stopped` as soon as the process is told to stop."""
        # A signal that another thread takes does not wake this one; it is seen at the next look.
        while seconds > 0 and not self._told.wait(min(seconds, _LOOK)):
            seconds -= _LOOK
        self.check()


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Take SIGTERM and SIGINT while the block runs; they are as before when it ends."""
    stop, report = Stop(), sys.unraisablehook

    def report_others(swallowed: sys.UnraisableHookArgs) -> None:
        """Leave out what Python swallowed of ours: it is raised again at the next look."""
        if not issubclass(swallowed.exc_type, Stopped):
            report(swallowed)

    sys.unraisablehook = report_others
    before = {number: signal.signal(number, stop.signaled) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        sys.unraisablehook = report
        for number, handler in before.items():
            signal.signal(number, handler)
