"""What a measure gives: a figure, the bound it is held to, and a baseline of the same run."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles
from time import process_time
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold one figure; ``ratio`` is the figure over its baseline, which was measured in the same run on the same machine."""

    part: str
    name: str
    value: float
    unit: str
    bound: float | None = None
    baseline: str = ""
    ratio: float | None = None

    @property
    def verdict(self) -> str:
        """Say whether the figure keeps its bound; "" where it has none."""
        if self.bound is None:
            return ""
        return "kept" if self.value <= self.bound else "MISSED"

    def plain(self) -> dict[str, Any]:
        """Give the figure for JSON, numbers to four digits."""
        return {
            key: float(f"{value:.4g}") if isinstance(value, float) else value for key, value in asdict(self).items()
        }


def cpu_ms(work: Callable[[], object], rounds: int) -> list[float]:
    """Give the milliseconds of CPU of each round."""
    spent = []
    for _ in range(rounds):
        begun = process_time()
        work()
        spent.append(1000 * (process_time() - begun))
    return spent


def speed() -> float:
    """Give the CPU seconds of a fixed loop: how fast a core of this machine is now, with what else runs on it."""
    begun = process_time()
    total = 0
    for number in range(5_000_000):
        total += number
    return process_time() - begun


def p50(values: Iterable[float]) -> float:
    """Give the median."""
    return median(values)


def p95(values: list[float]) -> float:
    """Give the value that one in twenty exceeds."""
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def machine() -> dict[str, Any]:
    """Describe the machine by its class: nothing that names it or its folders."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "system": platform.system(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory / 2**30, 1),
        "python": platform.python_version(),
        "implementation": sys.implementation.name,
        "sqlite": sqlite3.sqlite_version,
        "load_before": round(os.getloadavg()[0], 2),
    }


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    if described.is_file():
        for line in described.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()
