"""Measure whole commands, as a user runs them: build, ask, a batch of tumors, serve."""

from __future__ import annotations

import contextlib
import json
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import psutil

from benchmarks.commands import PMKG, Run, file_size, run
from benchmarks.figures import Figure
from benchmarks.tcga_signatures import write

BUILD_WALL, BUILD_MEMORY = 120.0, 3 * 1024.0
ASK_WALL = 0.6
BATCH_CPU, BATCH_WALL = 70.0, 90.0
READY_WALL = 2.0
_EXAMPLE = ("ask", "drugs", "--tumor", "SKCM", "--alteration", "BRAF V600E")
_EMPTY = (sys.executable, "-c", "pass")
_PATIENCE = 60.0


def measure_build(mirror: Path, home: Path, folder: Path) -> Iterator[Figure]:
    """Build a release of the whole mirror; held against SQLite's own copy of the file that comes out."""
    built = run([*PMKG, "build", "--mirror", str(mirror), "--home", str(home)])
    name = (home / "current").read_text(encoding="utf-8").strip()
    graph = home / "releases" / name / "graph.sqlite"
    copy_cpu = _copy(graph, folder / "copy.sqlite")
    memory = max(built.peaks_mib)
    yield Figure("build", "wall", built.wall_s, "s", BUILD_WALL)
    yield Figure("build", "CPU", built.cpu_s, "s", None, "SQLite copying the release", built.cpu_s / copy_cpu)
    yield Figure("build", "peak memory", memory, "MiB", BUILD_MEMORY, "the release's file", memory / file_size(graph))
    yield Figure("build", "release", file_size(graph), "MiB")
    manifest = json.loads((graph.parent / "manifest.json").read_bytes())
    for kind in ("nodes", "edges"):
        yield Figure("build", kind, float(sum(manifest[kind].values())), "")


def _copy(graph: Path, target: Path) -> float:
    """Let SQLite write the same content anew, in a process of its own, and give its CPU."""
    script = "import sqlite3,sys; sqlite3.connect(sys.argv[1]).execute('VACUUM INTO ?', (sys.argv[2],))"
    with contextlib.closing(sqlite3.connect(graph)) as file:
        file.execute("SELECT 1")
    taken = run([sys.executable, "-c", script, str(graph), str(target)])
    target.unlink()
    return taken.cpu_s


def measure_ask(home: Path, rounds: int) -> Iterator[Figure]:
    """Ask one question as a process, with JSON and as a table; held against a Python that does nothing."""
    empty = _median([run(_EMPTY) for _ in range(rounds)])
    for name, more in (("ask --json", ("--json",)), ("ask, table", ())):
        asked = _median([run([*PMKG, *_EXAMPLE, *more, "--home", str(home)]) for _ in range(rounds)])
        yield Figure("ask", f"{name}: wall", asked[0], "s", ASK_WALL, "python -c pass", asked[0] / empty[0])
        yield Figure("ask", f"{name}: CPU", asked[1], "s", None, "python -c pass", asked[1] / empty[1])


def _median(runs: list[Run]) -> tuple[float, float]:
    return median(taken.wall_s for taken in runs), median(taken.cpu_s for taken in runs)


def measure_batch(mirror: Path, home: Path, folder: Path, every: int) -> Iterator[Figure]:
    """Ask for every tumor of TCGA; held against decoding the same input and encoding the same output with orjson alone."""
    path = folder / "tumors.jsonl"
    with path.open("wb") as file:
        written = write(mirror / "tcga", file, every)
    answered = run([*PMKG, "ask", "drugs", "--batch", str(path), "--home", str(home)])
    if answered.lines != written.tumors:
        raise RuntimeError(f"{written.tumors} tumors were asked for, {answered.lines} answers came")
    plain = _plain_json(path, answered.size)
    whole = every == 1
    yield Figure("batch", "tumors", float(written.tumors), "")
    yield Figure("batch", "alterations", float(written.alterations), "")
    yield Figure("batch", "wall", answered.wall_s, "s", BATCH_WALL if whole else None)
    yield Figure(
        "batch",
        "CPU of all processes",
        answered.cpu_s,
        "s",
        BATCH_CPU if whole else None,
        "orjson on the same bytes",
        answered.cpu_s / plain,
    )
    yield Figure("batch", "first answer after", answered.first_output_s, "s")
    yield Figure("batch", "CPU per tumor", 1000 * answered.cpu_s / written.tumors, "ms")
    yield Figure("batch", "CPU per alteration", 1e6 * answered.cpu_s / written.alterations, "us")
    yield Figure("batch", "answers", answered.size / 2**20, "MiB")
    for number, peak in enumerate(peak for peak in answered.peaks_mib if peak > 40):
        yield Figure("batch", f"peak memory of process {number + 1}", peak, "MiB")
    yield Figure(
        "batch",
        "memory of all processes near the end",
        answered.end_mib,
        "MiB",
        None,
        "half way",
        answered.end_mib / max(answered.middle_mib, 1.0),
    )


def _plain_json(path: Path, size: int) -> float:
    """Give the CPU of reading the lines as JSON and writing as many bytes of JSON, in a process of its own."""
    script = (
        "import orjson,sys\n"
        "line = b''\n"
        "for line in open(sys.argv[1], 'rb'): value = orjson.loads(line)\n"
        "for _ in range(int(sys.argv[2]) // max(len(line), 1)): orjson.dumps(value)"
    )
    return run([sys.executable, "-c", script, str(path), str(size)]).cpu_s


def measure_serve(home: Path, rounds: int) -> Iterator[Figure]:
    """Start the server until it says that it is ready; held against importing its frameworks."""
    frameworks = _median([run([sys.executable, "-c", "import fastapi, strawberry, uvicorn"]) for _ in range(rounds)])
    ready = [_until_ready(home) for _ in range(rounds)]
    wall = median(wall for wall, _ in ready)
    yield Figure("serve", "ready after", wall, "s", READY_WALL, "importing its frameworks", wall / frameworks[0])
    yield Figure("serve", "memory when ready", median(memory for _, memory in ready), "MiB")


def _until_ready(home: Path) -> tuple[float, float]:
    """Give the seconds until ``/ready`` answers, and the memory of the server then, in MiB."""
    port = free_port()
    begun = time.monotonic()
    server = subprocess.Popen(
        [*PMKG, "serve", "--port", str(port), "--home", str(home)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while time.monotonic() - begun < _PATIENCE:
            if is_ready(port):
                return time.monotonic() - begun, psutil.Process(server.pid).memory_info().rss / 2**20
            time.sleep(0.01)
        raise RuntimeError(f"the server was not ready within {_PATIENCE:g} s")
    finally:
        server.terminate()
        server.wait()


def is_ready(port: int) -> bool:
    """Whether a server on a port is ready."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False


def free_port() -> int:
    """Give a port that nobody listens at."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
