"""Load a server and see what it gives: requests a second, latencies, errors; and that no request fails while releases change.

The server has one core and the load generator, wrk, another. wrk sends as fast as its connections are answered, or, with a
rest before each request, at about a rate. Every answer is checked. What wrk itself takes of its core is among the figures: near
100 % it, and not the server, would be the limit.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson
import psutil

from benchmarks.commands import PMKG, CommandFailed
from benchmarks.figures import Figure
from benchmarks.made_signatures import SEEN, TUMORS
from benchmarks.moving_home import moving_home
from benchmarks.whole_commands import free_port, is_ready
from pmkg.api.saved import saved_questions

CACHED, UNCACHED = 1_000, 150
"""Requests a second that a server gives at least, of answers that it kept and of those it did not."""

_SCRIPT = Path(__file__).with_name("load.lua")
_LINES = 200
_KINDS = 100
_CONNECTIONS, _RESTING = 8, 32
_AT_REST = 0.75
"""The share of a connection's time in which it rests where a rate is asked for; the other quarter is for the answer."""

_SECONDS_BETWEEN_RELEASES = 3.0
_PATIENCE = 60.0


class NoGenerator(RuntimeError):
    """Say that wrk is not installed."""


@dataclass(frozen=True, slots=True)
class Load:
    """Hold what a run of load came to; times in milliseconds, CPU in seconds."""

    requests: int
    seconds: float
    p50: float
    p95: float
    p99: float
    failed: int
    releases: tuple[str, ...]
    first: str
    server_cpu: float
    generator_cpu: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


def measure_load(home: Path, folder: Path, seconds: int) -> Iterator[Figure]:
    """Load a server of a release with kept answers, with answers it must work out, and while releases change under it."""
    lines = folder / "requests.jsonl"
    write_requests(lines)
    with serving(home) as server:
        for name, kinds, demanded in (("cached", _KINDS, CACHED), ("uncached", 0, UNCACHED)):
            run_load(server, lines, kinds, max(1, seconds // 4))
            yield from _figures(name, run_load(server, lines, kinds, seconds), demanded)
            slow = run_load(server, lines, kinds, seconds, demanded)
            yield from _latencies(f"{name}, at {slow.rate:,.0f} a second", slow)
    yield from _while_releases_change(home, folder, lines, seconds)


def _figures(name: str, run: Load, demanded: int) -> Iterator[Figure]:
    yield Figure("load", f"{name}: requests a second", run.rate, "/s")
    yield Figure("load", f"{name}: wall per request", 1000 / run.rate, "ms", 1000 / demanded)
    yield Figure("load", f"{name}: CPU of the server per request", 1000 * run.server_cpu / run.requests, "ms")
    yield Figure("load", f"{name}: CPU of the load generator", 100 * run.generator_cpu / run.seconds, "% of its core")
    yield from _latencies(name, run)


def _latencies(name: str, run: Load) -> Iterator[Figure]:
    for share in ("p50", "p95", "p99"):
        yield Figure("load", f"{name}: {share}", getattr(run, share), "ms")
    yield Figure("load", f"{name}: failed of {run.requests:,}", run.failed, "", 0)


def _while_releases_change(home: Path, folder: Path, lines: Path, seconds: int) -> Iterator[Figure]:
    with moving_home(home, folder) as (scratch, publish), serving(scratch) as server:
        stop, count = threading.Event(), [0]

        def move() -> None:
            while not stop.wait(_SECONDS_BETWEEN_RELEASES):
                count[0] += 1
                publish(f"moved-{count[0]}")

        mover = threading.Thread(target=move)
        mover.start()
        try:
            run = run_load(server, lines, _KINDS, seconds)
        finally:
            stop.set()
            mover.join()
        yield Figure("load", f"while {count[0]} releases are published: releases that answered", len(run.releases), "")
        yield from _latencies("while releases are published", run)


def write_requests(path: Path) -> None:
    """Write requests for the whole answer, as the saved question has it, to ten alterations that tumors often carry."""
    (question,) = [each for each in saved_questions() if each.name == "targeted-drugs"]
    draw = random.Random(7)
    with path.open("wb") as file:
        for _ in range(_LINES):
            alterations = [{"text": text} for text in draw.sample(SEEN, 10)]
            signature = {"id": "@", "tumorType": draw.choice(TUMORS), "alterations": alterations}
            file.write(orjson.dumps({"query": question.query, "variables": {"signature": signature}}) + b"\n")


@dataclass(frozen=True, slots=True)
class Server:
    """Hold a server that runs."""

    address: str
    process: psutil.Process

    def cpu(self) -> float:
        """Give the seconds of CPU that it took so far."""
        times = self.process.cpu_times()
        return float(times.user + times.system)


@contextmanager
def serving(home: Path) -> Iterator[Server]:
    """Serve a home on the first core."""
    port = free_port()
    command = [*_pinned(0), *PMKG, "serve", "--port", str(port), "--home", str(home)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + _PATIENCE
        while not is_ready(port):
            if server.poll() is not None or time.monotonic() > end:
                raise CommandFailed(f"the server was not ready within {_PATIENCE:g} s")
            time.sleep(0.05)
        yield Server(f"http://127.0.0.1:{port}", psutil.Process(server.pid))
    finally:
        server.terminate()
        server.wait()


def run_load(server: Server, lines: Path, kinds: int, seconds: int, rate: float = 0) -> Load:
    """Run wrk on the second core, at most at about a rate where one is given."""
    wrk = shutil.which("wrk")
    if wrk is None:
        raise NoGenerator("wrk is not installed; on Debian and Ubuntu: apt install wrk")
    connections, rest = (_RESTING, _AT_REST * 1000 * _RESTING / rate) if rate else (_CONNECTIONS, 0.0)
    command = [*_pinned(1), wrk, "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", str(_SCRIPT)]
    before, spent = server.cpu(), _children()
    done = subprocess.run(
        [*command, server.address, "--", str(lines), str(kinds), str(int(rest))],
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout.strip().splitlines()[-1])
    return Load(
        told["requests"],
        told["seconds"],
        told["p50"],
        told["p95"],
        told["p99"],
        told["failed"] + told["lost"],
        tuple(told["releases"].split()),
        told["first"],
        server.cpu() - before,
        _children() - spent,
    )


def _pinned(core: int) -> list[str]:
    """Begin a command that keeps to one core, where there are two and a way to say so."""
    taskset = shutil.which("taskset")
    return [taskset, "-c", str(core)] if taskset and (os.cpu_count() or 1) > 1 and sys.platform == "linux" else []


def _children() -> float:
    taken = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken.ru_utime + taken.ru_stime
