"""Let the processes of a batch write their answers to the standard output themselves, one after the other in order.

Answers are large. Sent through the process that hands out the work, each would be copied five times; here each is written once. A
thread waits for the turn of its answers, so that its process goes on answering.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from io import UnsupportedOperation
from multiprocessing.context import SpawnContext
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Condition

_STDOUT = 1
_AHEAD = 2
"""Chunks of answers that wait for their turn in each process, before it stops answering."""
_BROKEN = -1


@dataclass(frozen=True, slots=True)
class Turns:
    """Say whose turn it is to write: the number of the chunk that comes next, or that the output is broken."""

    changed: Condition
    next: Synchronized[int]

    @classmethod
    def of(cls, context: SpawnContext) -> Turns:
        """Begin with the first chunk."""
        return cls(context.Condition(), context.Value("q", 0, lock=False))

    def wait(self, number: int) -> bool:
        """Wait for the turn of a chunk; false says that the output broke before."""
        with self.changed:
            self.changed.wait_for(lambda: self.next.value in (number, _BROKEN))
            return self.next.value == number

    def end(self, number: int) -> None:
        """Let the next one write."""
        with self.changed:
            self.next.value = number
            self.changed.notify_all()

    def check(self, chunks: int) -> None:
        """Raise :class:`BrokenPipeError` unless all chunks were written."""
        if self.next.value != chunks:
            raise BrokenPipeError


def writes_to_stdout() -> bool:
    """Say whether what is printed goes to the process's standard output, which its children share."""
    try:
        return sys.stdout.fileno() == _STDOUT
    except (UnsupportedOperation, AttributeError, ValueError):
        return False


class OrderedOutput:
    """Write the answers of one process when it is their turn. What still waits is written before the process ends."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        # the threads of an executor are joined at the end of a process
        self._thread = ThreadPoolExecutor(1)
        self._waiting: deque[Future[None]] = deque()

    def put(self, number: int, answers: Sequence[bytes]) -> None:
        """Write the answers of a chunk in its turn. Raises what the writing of an earlier one raised."""
        while len(self._waiting) >= _AHEAD:
            self._waiting.popleft().result()
        self._waiting.append(self._thread.submit(self._write, number, answers))

    def _write(self, number: int, answers: Sequence[bytes]) -> None:
        if not self._turns.wait(number):
            return
        try:
            for answer in answers:
                _write_all(answer)
        except BaseException:
            self._turns.end(_BROKEN)
            raise
        self._turns.end(number + 1)


def _write_all(text: bytes) -> None:
    left = memoryview(text)
    while left:
        left = left[os.write(_STDOUT, left) :]
