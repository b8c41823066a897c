"""Fetching from an owner's address: a server of this machine stands in for the owner."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socket import socket

import pytest

from pmkg.errors import MissingFile
from pmkg.ingest.catalog import select
from pmkg.ingest.fetch import fetch
from pmkg.ingest.locate import Origin, Place, locate
from pmkg.model.source import FileRule, Source

CONTENT = b"symbol\tscore\nBRAF\t1\n"


class Owner(BaseHTTPRequestHandler):
    """Serve one file, and count how often it is asked for."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        known = self.path == "/table.tsv"
        self.send_response(200 if known else 404)
        self.send_header("Content-Length", str(len(CONTENT) if known else 0))
        self.end_headers()
        if known:
            self.wfile.write(CONTENT)

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@contextmanager
def owner() -> Iterator[tuple[str, list[str]]]:
    """Run the owner's server; give its address and the paths that it was asked for."""
    asked: list[str] = []
    handler = type("CountingOwner", (Owner,), {"asked": asked})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep fetched files in a folder of the test."""
    monkeypatch.setenv("PMKG_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def source_at(url: str) -> Source:
    """Give a source of the catalog one file, at this address."""
    return replace(select(["gnomad"])[0], files=(FileRule("table", ("*.tsv",), url),))


def test_a_file_comes_from_its_owner_and_then_from_the_cache(cache: Path) -> None:
    with owner() as (address, asked):
        source = source_at(f"{address}/table.tsv")
        path = fetch(source, source.files[0])
        assert path is not None
        assert path.read_bytes() == CONTENT
        assert path.is_relative_to(cache / "gnomad")
        assert fetch(source, source.files[0]) == path
        assert asked == ["/table.tsv"]
    assert fetch(source, source.files[0]) == path


def test_a_build_from_the_owners_finds_what_they_give() -> None:
    with owner() as (address, _):
        files = locate(source_at(f"{address}/table.tsv"), Place(Origin.OWNERS, fetch=fetch))
    assert files.path("table").read_bytes() == CONTENT


def test_a_file_that_its_owner_does_not_have_is_named_with_its_address(cache: Path) -> None:
    with owner() as (address, _), pytest.raises(MissingFile, match=f"{address}/withdrawn.tsv"):
        locate(source_at(f"{address}/withdrawn.tsv"), Place(Origin.OWNERS, fetch=fetch))
    assert not list(cache.rglob("*.tsv"))


def test_an_owner_that_does_not_answer_gives_nothing() -> None:
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        source = source_at(f"http://127.0.0.1:{taken.getsockname()[1]}/table.tsv")
        assert fetch(source, source.files[0]) is None
