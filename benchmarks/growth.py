"""Measure how builds and reads grow when the graph becomes ten times as large."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.commands import run
from benchmarks.figures import Figure

_SCRIPT = Path(__file__).with_name("synthetic_graph.py")


def measure_growth(nodes: int, edges: int) -> Iterator[Figure]:
    """Build and read a synthetic graph and one of a tenth of it, each in a process of its own."""
    small, large = _synthetic(nodes // 10, edges // 10), _synthetic(nodes, edges)
    tenth = "a tenth of the graph"
    yield Figure("growth", "nodes", float(nodes), "", None, tenth, 10.0)
    yield Figure("growth", "edges", float(edges), "", None, tenth, 10.0)
    for name, unit in (("build_cpu_s", "s"), ("peak_memory_mib", "MiB")):
        yield _grown(f"build {name}", unit, small["build"][name], large["build"][name])
    yield _grown("file_mib", "MiB", small["file_mib"], large["file_mib"])
    for name in large["reads"]:
        yield _grown(name.removesuffix("_ms"), "ms", small["reads"][name], large["reads"][name])


def _grown(name: str, unit: str, small: float, large: float) -> Figure:
    return Figure("growth", name, float(large), unit, None, "a tenth of the graph", large / small if small else None)


def _synthetic(nodes: int, edges: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        run([sys.executable, str(_SCRIPT), "--nodes", str(nodes), "--edges", str(edges), "--out", str(out)])
        figures: dict[str, Any] = json.loads(out.read_bytes())
        return figures
