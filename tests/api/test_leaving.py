"""How a server that was told to stop leaves without failing a request."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from api_client import Client, serving

from pmkg.api import ApiSettings, create_app
from pmkg.api.leaving import Leaving
from pmkg.errors import RequestError
from pmkg.store.memory_releases import MemoryReleases

_PROGRAM = """
import sys
sys.path[:0] = [{here!r}, {store!r}]
from api_graph import publish
from pmkg.api import ApiSettings
from pmkg.api.serve import serve
from pmkg.store.memory_releases import MemoryReleases
from pmkg.vocabulary.kinds import facets_by_kind
home = MemoryReleases(facets_by_kind())
publish(home, "2026.1")
serve(home, port=0, settings=ApiSettings(drain_seconds={seconds}), ready=lambda address: print(address, flush=True))
"""


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start a server that goes on for so many seconds after it was told to stop."""
    here = Path(__file__).parent
    program = _PROGRAM.format(here=str(here), store=str(here.parent / "store"), seconds=request.param)
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            address = process.stdout.readline().strip()
            assert httpx.get(f"{address}/ready", timeout=60).status_code == 200
            yield process, address
        finally:
            process.kill()


@pytest.mark.parametrize("server", [600], indirect=True)
def test_told_to_stop_a_server_is_not_ready_but_answers_and_lets_go(server: tuple[subprocess.Popen[str], str]) -> None:
    process, address = server
    with httpx.Client(base_url=address, timeout=60) as client:
        process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + 60
        while client.get("/ready").status_code == 200:
            assert time.monotonic() < deadline
        assert client.get("/ready").json() == {"status": "stopping", "code": "STOPPING"}
        assert client.get("/health").status_code == 200
        answer = client.post("/graphql", json={"query": "{ releases { name } }"})
        assert answer.json() == {"data": {"releases": [{"name": "2026.1"}]}}
        assert answer.headers["connection"] == "close"
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) in (0, -signal.SIGTERM)


@pytest.mark.parametrize("server", [0.3], indirect=True)
def test_after_its_seconds_it_stops(server: tuple[subprocess.Popen[str], str]) -> None:
    process, _ = server
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) in (0, -signal.SIGTERM)


@pytest.mark.parametrize("server", [600], indirect=True)
def test_at_a_terminal_it_stops_at_once(server: tuple[subprocess.Popen[str], str]) -> None:
    process, _ = server
    process.send_signal(signal.SIGINT)
    assert process.wait(60) in (0, 1, 130, -signal.SIGINT)


def test_a_leaving_application_is_not_ready(releases: MemoryReleases) -> None:
    leaving = Leaving(60)
    with serving(create_app(releases, ApiSettings(), leaving=leaving.begun)) as client:
        assert _closes(client) == (200, False)
        leaving.begin()
        assert _closes(client) == (503, True)
        assert not leaving.over()


def _closes(client: Client) -> tuple[int, bool]:
    response = client.request("GET", "/ready")
    return response.status_code, response.headers.get("connection") == "close"


@pytest.mark.parametrize("text", ["-1", "soon", "nan", "1e9"])
def test_the_seconds_are_checked(text: str) -> None:
    with pytest.raises(RequestError, match="PMKG_DRAIN_SECONDS"):
        ApiSettings.read({"PMKG_DRAIN_SECONDS": text})
    assert ApiSettings.read({"PMKG_DRAIN_SECONDS": "5"}).drain_seconds == 5
    assert ApiSettings.read({"PMKG_CACHE_MIB": "0"}).cache_bytes == 0
