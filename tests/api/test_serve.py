"""Serving on an address: who may listen, who may read, how it stops."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from pmkg.api import ApiSettings
from pmkg.api.serve import AddressInUse, AddressRefused, for_address, is_loopback, listen, serve
from pmkg.store.memory_releases import MemoryReleases

_PROGRAM = """
import sys
sys.path[:0] = [{here!r}, {store!r}]
from api_graph import publish
from pmkg.api.serve import serve
from pmkg.store.memory_releases import MemoryReleases
from pmkg.vocabulary.kinds import facets_by_kind
home = MemoryReleases(facets_by_kind())
publish(home, "2026.1")
serve(home, port=0, ready=lambda address: print(address, flush=True))
print("stopped", flush=True)
"""


def test_a_port_in_use_is_one_clear_error(releases: MemoryReleases) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressInUse, match=rf"127\.0\.0\.1:{port}.*--port"):
            serve(releases, port=port)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70_000), ("192.0.2.1", 0)])
def test_an_address_that_is_not_ours_is_one_clear_error(host: str, port: int) -> None:
    with pytest.raises(AddressRefused, match="cannot listen"):
        listen(host, port)


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("192.0.2.1", False), ("example.org", False)],
)
def test_loopback_is_known_by_name_and_address(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_strangers_need_a_token_unless_an_operator_says_otherwise() -> None:
    assert for_address(ApiSettings(), "127.0.0.1").auth == ""
    assert for_address(ApiSettings(auth="required"), "127.0.0.1").auth == "required"
    assert for_address(ApiSettings(), "192.0.2.1").auth == "required"
    assert for_address(ApiSettings(auth="none"), "192.0.2.1").auth == "none"


def test_loopback_answers_to_its_own_names_only() -> None:
    hosts = for_address(ApiSettings(), "127.0.0.1").hosts
    assert "localhost" in hosts
    assert "*" not in hosts


def test_a_served_release_answers_and_a_running_request_ends_before_the_server_stops() -> None:
    here = Path(__file__).parent
    program = _PROGRAM.format(here=str(here), store=str(here.parent / "store"))
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        try:
            answer = httpx.get(f"{address}/ready", timeout=60)
            assert answer.json() == {"status": "ready", "release": "2026.1"}
            assert "server" not in answer.headers
            host, port = address.removeprefix("http://").split(":")
            with socket.create_connection((host, int(port))) as slow:
                body = b'{"query": "{ releases { name } }"}'
                head = f"POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: {len(body)}\r\n"
                head += "connection: close\r\ncontent-type: application/json\r\n\r\n"
                slow.sendall(head.encode() + body[:10])
                time.sleep(0.2)
                os.kill(server.pid, signal.SIGTERM)
                time.sleep(0.2)
                slow.sendall(body[10:])
                slow.settimeout(60)
                answer_bytes = b"".join(iter(lambda: slow.recv(65_536), b""))
                assert b'"2026.1"' in answer_bytes
            assert server.wait(60) in (0, -signal.SIGTERM)
        finally:
            server.kill()


def test_an_interrupt_that_comes_while_the_server_starts_is_not_lost(tmp_path: Path) -> None:
    """A shell lets what it starts in the background ignore SIGINT."""
    program = (
        "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); os.execv(sys.executable, sys.argv[1:])"
    )
    # uvicorn is imported on the way to the server: there the signal comes
    early = """
import signal, sys
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "uvicorn":
            print("interrupted", flush=True)
            signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
from pmkg.cli.app import main
main()
"""
    command = [
        sys.executable,
        "-c",
        program,
        sys.executable,
        "-c",
        early,
        "serve",
        "--port",
        "0",
        "--home",
        str(tmp_path),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        try:
            told, said = server.communicate(timeout=120)
        finally:
            server.kill()
    assert (told.strip(), server.returncode) == ("interrupted", 130)
    assert "pmkg serves" not in said
