"""The load on a server, on a tiny release: every answer is checked, and releases change meanwhile."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import httpx
import pytest

from benchmarks.graphql_page import make_release
from benchmarks.load import run_load, serving, write_requests
from benchmarks.moving_home import moving_home
from benchmarks.run import main

pytestmark = pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed: apt install wrk")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    make_release(folder)
    return folder


def test_the_load_is_measured_and_no_request_fails(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    main(["--home", str(home), "--only", "load", "--seconds", "1", "--out", str(out)])
    figures = {figure["name"]: figure["value"] for figure in json.loads(out.read_bytes())["figures"]}
    assert [value for name, value in figures.items() if "failed" in name] == [0] * 5
    assert figures["cached: requests a second"] > 0
    assert figures["uncached: p50"] <= figures["uncached: p95"] <= figures["uncached: p99"]


def test_every_release_that_was_published_answers(home: Path, tmp_path: Path) -> None:
    write_requests(tmp_path / "requests.jsonl")
    with moving_home(home, tmp_path) as (scratch, publish), serving(scratch) as server:
        before = "moved-0"
        for name in ("a", "b"):
            publish(name)
            run = run_load(server, tmp_path / "requests.jsonl", 5, 1)
            assert (set(run.releases) - {before, name}, run.failed) == (set(), 0)
            await_release(server.address, name)
            run = run_load(server, tmp_path / "requests.jsonl", 5, 1)
            assert (run.releases, run.failed) == ((name,), 0)
            before = name


def await_release(address: str, name: str) -> None:
    """Wait until a release serves: it is made ready beside the one before."""
    deadline = time.monotonic() + 300
    while httpx.get(f"{address}/ready", timeout=60).json()["release"] != name:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_an_answer_that_is_none_counts_as_failed(home: Path, tmp_path: Path) -> None:
    lines = tmp_path / "requests.jsonl"
    lines.write_text('{"query": "{ nothing }", "operationName": "@"}\n', encoding="utf-8")
    with serving(home) as server:
        run = run_load(server, lines, 1, 1)
    assert run.failed == run.requests > 0
    assert "BAD_REQUEST" in run.first
