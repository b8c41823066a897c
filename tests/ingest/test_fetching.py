"""Fetching from an owner's address: a server of this machine stands in for the owner."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socket import socket

import pytest

from pmkg.errors import MissingFile
from pmkg.ingest.catalog import select
from pmkg.ingest.fetch import Cache
from pmkg.ingest.locate import Origin, Place, locate
from pmkg.model.source import FileRule, Source

CONTENT = b"symbol\tscore\nBRAF\t1\n"


class Owner(BaseHTTPRequestHandler):
    """Serve one file, and count how often it is asked for."""

    asked: list[str]
    given: list[bytes]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        content = self.given[-1] if self.path == "/table.tsv" else b""
        self.send_response(200 if content else 404)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@contextmanager
def owner(*given: bytes) -> Iterator[tuple[str, list[str]]]:
    """Run the owner's server, which gives the last of the contents; give its address and the paths that it was asked for."""
    asked: list[str] = []
    handler = type("CountingOwner", (Owner,), {"asked": asked, "given": [CONTENT, *given]})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def source_at(url: str, schedule: str = "manual") -> Source:
    """Give a source of the catalog one file, at this address."""
    return replace(select(["gnomad"])[0], files=(FileRule("table", ("*.tsv",), url),), schedule=schedule)


def unanswered() -> str:
    """Give an address at which nothing listens."""
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}/table.tsv"


def fetched_before(folder: Path, days: float) -> Path:
    """Put the file into the cache as if it had been fetched so many days ago."""
    path = folder / "gnomad" / "table.tsv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"old")
    then = (datetime.now(UTC) - timedelta(days=days)).timestamp()
    os.utime(path, (then, then))
    return path


def test_a_file_comes_from_its_owner_and_then_from_the_cache(folder: Path) -> None:
    with owner() as (address, asked):
        source = source_at(f"{address}/table.tsv")
        path = Cache(folder).fetch(source, source.files[0])
        assert path.read_bytes() == CONTENT
        assert path.is_relative_to(folder / "gnomad")
        assert Cache(folder).fetch(source, source.files[0]) == path
        assert asked == ["/table.tsv"]
    assert Cache(folder).fetch(source, source.files[0]) == path
    assert [found.name for found in folder.rglob("*")] == ["gnomad", "table.tsv"]


def test_a_build_from_the_owners_finds_what_they_give(folder: Path) -> None:
    with owner() as (address, _):
        files = locate(source_at(f"{address}/table.tsv"), Place(Origin.OWNERS, fetch=Cache(folder).fetch))
    assert files.path("table").read_bytes() == CONTENT


def test_a_file_that_its_owner_does_not_have_is_named_with_its_address_and_the_cause(folder: Path) -> None:
    with owner() as (address, _), pytest.raises(MissingFile, match=rf"{address}/withdrawn.tsv \(404 .*Not Found"):
        locate(source_at(f"{address}/withdrawn.tsv"), Place(Origin.OWNERS, fetch=Cache(folder).fetch))
    assert not list(folder.rglob("*.tsv"))


def test_an_owner_that_does_not_answer_gives_nothing_and_the_cause_is_told(folder: Path) -> None:
    source = source_at(unanswered())
    with pytest.raises(MissingFile, match="refused"):
        Cache(folder).fetch(source, source.files[0])


@pytest.mark.parametrize(
    ("schedule", "days", "fetched"),
    [
        ("daily", 0.9, False),
        ("daily", 1.1, True),
        ("weekly", 6, False),
        ("weekly", 8, True),
        ("monthly", 30, False),
        ("monthly", 32, True),
        ("manual", 3650, False),
    ],
)
def test_a_file_is_fetched_anew_once_a_period_of_its_schedule(
    folder: Path, schedule: str, days: float, fetched: bool
) -> None:
    path = fetched_before(folder, days)
    with owner() as (address, asked):
        source = source_at(f"{address}/table.tsv", schedule)
        assert Cache(folder).fetch(source, source.files[0]) == path
        assert Cache(folder).fetch(source, source.files[0]) == path
    assert path.read_bytes() == (CONTENT if fetched else b"old")
    assert len(asked) == fetched


def test_a_source_that_is_named_is_fetched_whatever_its_age(folder: Path) -> None:
    path = fetched_before(folder, 0)
    with owner(b"<new>") as (address, _):
        source = source_at(f"{address}/table.tsv")
        Cache(folder, again=frozenset({"hgnc"})).fetch(source, source.files[0])
        assert path.read_bytes() == b"old"
        Cache(folder, again=frozenset({"gnomad"})).fetch(source, source.files[0])
        assert path.read_bytes() == b"<new>"


@pytest.mark.parametrize("answering", [True, False])
def test_what_cannot_be_fetched_anew_stays_in_use_and_is_told_with_its_date(folder: Path, answering: bool) -> None:
    path = fetched_before(folder, 9)
    source = source_at(unanswered(), "weekly")
    told: list[str] = []
    assert Cache(folder, answering=answering, warn=told.append).fetch(source, source.files[0]) == path
    assert path.read_bytes() == b"old"
    (warning,) = told
    assert f"gnomad: table as fetched on {datetime.now(UTC).date() - timedelta(days=9)}" in warning
    assert ("refused" if answering else "no owner answers") in warning


def test_the_cache_says_whether_it_holds_a_source(folder: Path) -> None:
    cache = Cache(folder, answering=False)
    source = source_at("https://example.org/table.tsv")
    assert not cache.holds([source])
    fetched_before(folder, 400)
    assert cache.holds([source])
    assert not cache.holds([source, source_at("https://example.org/other.tsv")])
    assert not cache.holds([source_at("")])
