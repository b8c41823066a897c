"""Run a whole command and say what it and its children took."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

PMKG = (sys.executable, "-m", "pmkg.cli")
_MIB = 2**20
_LOOK_EVERY = 0.1
_PIECE = 1 << 20


@dataclass(slots=True)
class Run:
    """Hold what a command took: seconds of wall and of CPU over all its processes, and its output's size.

    ``peaks_mib`` is the peak memory of each process, largest first; ``middle_mib`` the sum over processes about half way.
    """

    wall_s: float = 0.0
    cpu_s: float = 0.0
    first_output_s: float = 0.0
    lines: int = 0
    size: int = 0
    output: bytes = b""
    peaks_mib: list[float] = field(default_factory=list)
    middle_mib: float = 0.0
    end_mib: float = 0.0


class CommandFailed(RuntimeError):
    """Say that a measured command did not do its work."""


def run(command: Sequence[str], environment: Mapping[str, str] | None = None, keep: bool = False) -> Run:
    """Run a command to its end; ``keep`` keeps its output. The CPU is that of the command and all children it waited for."""
    begun = time.monotonic()
    errors = subprocess.PIPE
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=errors, env={**os.environ, **(environment or {})}
    )
    watch = _Watch(process.pid)
    said: list[bytes] = []
    listener = threading.Thread(target=lambda: said.append(process.stderr.read()))  # type: ignore[union-attr]
    for thread in (watch, listener):
        thread.start()
    taken = Run()
    kept = []
    while piece := os.read(process.stdout.fileno(), _PIECE):  # type: ignore[union-attr]
        taken.first_output_s = taken.first_output_s or time.monotonic() - begun
        taken.lines += piece.count(b"\n")
        taken.size += len(piece)
        if keep:
            kept.append(piece)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    taken.wall_s = time.monotonic() - begun
    watch.stop()
    listener.join()
    process.stdout.close()  # type: ignore[union-attr]
    process.stderr.close()  # type: ignore[union-attr]
    if process.returncode:
        raise CommandFailed(f"{' '.join(command[:6])}: {b''.join(said).decode(errors='replace')[-500:]}")
    taken.cpu_s = usage.ru_utime + usage.ru_stime
    taken.output = b"".join(kept)
    taken.peaks_mib = watch.peaks() or [usage.ru_maxrss / 1024]
    taken.middle_mib, taken.end_mib = watch.half_way()
    return taken


class _Watch(threading.Thread):
    """Look at the memory of a process and its children from time to time."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._root = psutil.Process(pid)
        self._over = threading.Event()
        self._peaks: dict[int, float] = {}
        self._sums: list[float] = []

    def run(self) -> None:
        """Look until told to stop."""
        while not self._over.wait(_LOOK_EVERY):
            try:
                family = [self._root, *self._root.children(recursive=True)]
            except psutil.Error:
                break
            self._sums.append(sum(self._look(member) for member in family))

    def _look(self, process: psutil.Process) -> float:
        try:
            memory = float(process.memory_info().rss / _MIB)
        except psutil.Error:
            return 0.0
        self._peaks[process.pid] = max(self._peaks.get(process.pid, 0.0), memory)
        return memory

    def stop(self) -> None:
        """End the looking."""
        self._over.set()
        self.join()

    def peaks(self) -> list[float]:
        """Give the largest memory seen of each process, without those that never grew past an empty interpreter."""
        return sorted((peak for peak in self._peaks.values() if peak > 0), reverse=True)

    def half_way(self) -> tuple[float, float]:
        """Give the memory of all processes half way and near the end."""
        seen = [total for total in self._sums if total > 0]
        return (seen[len(seen) // 2], seen[int(len(seen) * 0.95)]) if seen else (0.0, 0.0)


def file_size(path: Path) -> float:
    """Give a file's size in MiB."""
    return path.stat().st_size / _MIB
