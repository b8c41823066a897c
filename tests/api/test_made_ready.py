"""A release that was published is made ready beside the one that serves, and nobody waits for it."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from api_client import Client, serving
from api_graph import publish
from small_graph import BRAF, EGFR, MELANOMA

from pmkg.api import create_app
from pmkg.api.rehearsal import read_ahead, rehearse
from pmkg.api.serving import Served, Serving
from pmkg.model.kinds import EdgeKind
from pmkg.model.reads import Way
from pmkg.model.views import GENE_KNOWLEDGE, VIEWS
from pmkg.ports.reader import Remembered, Remembering
from pmkg.store import SqliteReleases
from pmkg.store.memory import MemoryGraph
from pmkg.store.memory_jobs import MemoryJobs
from pmkg.store.memory_releases import MemoryReleases
from pmkg.vocabulary.kinds import facets_by_kind

_GENES = "{ genes { totalCount } }"
_BOTH = """{ genes { totalCount }
    targetedDrugs(signature: {tumorType: "SKCM", alterations: [{text: "BRAF V600E"}]}) { release } }"""
_LONG = 60.0


class Slow(MemoryReleases):
    """Open the second release only when told to, and know how often it was opened."""

    def __init__(self) -> None:
        super().__init__(facets_by_kind())
        self.told, self.opened = threading.Event(), 0

    def open(self, name: str = "") -> MemoryGraph:
        if name == "2026.2":
            self.opened += 1
            assert self.told.wait(_LONG)
        return super().open(name)


@pytest.fixture
def slow() -> Slow:
    home = Slow()
    publish(home, "2026.1")
    return home


@pytest.fixture
def ahead(slow: Slow) -> Iterator[Client]:
    with serving(create_app(slow, ahead=True)) as client:
        yield client
        slow.told.set()


def await_release(client: Client, name: str) -> None:
    deadline = time.monotonic() + _LONG
    while client.request("GET", "/ready").json()["release"] != name:
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_the_release_before_answers_until_the_next_one_is_ready(ahead: Client, slow: Slow) -> None:
    assert ahead.ask(_GENES)["genes"]["totalCount"] == 5
    publish(slow, "2026.2", frozenset({EGFR.id}))
    for _ in range(5):
        assert ahead.ask(_GENES)["genes"]["totalCount"] == 5
        assert ahead.request("GET", "/ready").json() == {"status": "ready", "release": "2026.1"}
    slow.told.set()
    await_release(ahead, "2026.2")
    assert ahead.ask(_GENES)["genes"]["totalCount"] == 4
    assert slow.opened == 1, "it is made ready once, however many ask"


def test_a_release_is_taken_up_where_nobody_asks(ahead: Client, slow: Slow) -> None:
    slow.told.set()
    publish(slow, "2026.2", frozenset({EGFR.id}))

    async def wait() -> None:
        end = time.monotonic() + _LONG
        while not slow.opened:
            assert time.monotonic() < end
            await asyncio.sleep(0.05)

    ahead.runner.run(wait())


def test_a_release_that_is_replaced_before_it_is_ready_is_passed_over(ahead: Client, slow: Slow) -> None:
    publish(slow, "2026.2", frozenset({EGFR.id}))
    assert ahead.ask(_GENES)["genes"]["totalCount"] == 5
    publish(slow, "2026.3", frozenset({EGFR.id, BRAF.id}))
    await_release(ahead, "2026.3")
    slow.told.set()
    assert ahead.ask(_GENES)["genes"]["totalCount"] == 3


def test_a_release_that_cannot_be_opened_leaves_the_last_good_one_serving_and_is_told_once(
    ahead: Client, slow: Slow, caplog: pytest.LogCaptureFixture
) -> None:
    slow.told.set()
    publish(slow, "2026.2", schema=99)
    end = time.monotonic() + _LONG
    while not caplog.records or slow.opened < 3:
        assert ahead.ask(_GENES)["genes"]["totalCount"] == 5
        assert time.monotonic() < end
    assert [record.getMessage() for record in caplog.records] == [
        "the current release cannot be read (UNKNOWN_SCHEMA); release 2026.1 goes on"
    ]
    publish(slow, "2026.3", frozenset({EGFR.id}))
    await_release(ahead, "2026.3")


def test_what_was_asked_of_a_release_is_read_of_the_next_one_before_it_serves(tmp_path: Path) -> None:
    home = SqliteReleases(tmp_path, facets_by_kind())
    publish(home, "2026.1")
    publish(home, "2026.2", frozenset({EGFR.id}))
    before = Serving(home.open("2026.1"))
    before.reader.nodes([BRAF.id, EGFR.id])
    before.reader.closure([MELANOMA], EdgeKind.IS_A, Way.IN)
    before.reader.rows(GENE_KNOWLEDGE, [BRAF.id])
    assert before.asking.trials
    after = Serving(home.open("2026.2"))
    rehearse(after, before)
    assert isinstance(after.reader, Remembering)
    found = after.reader.remembered(100_000)
    assert BRAF.id in found.nodes
    assert EGFR.id not in found.nodes
    assert MELANOMA in found.closures[EdgeKind.IS_A, Way.IN]
    assert BRAF.id in found.rows[GENE_KNOWLEDGE.name]
    assert "trials" in vars(after.asking)
    assert "tumor_types" not in vars(after)


def test_as_much_is_read_ahead_as_is_told(tmp_path: Path) -> None:
    home = SqliteReleases(tmp_path, facets_by_kind())
    publish(home, "2026.1")
    reader = home.open()
    rehearse(Serving(reader))
    few = reader.remembered(3)
    assert len(few.nodes) == 3
    assert sum(map(len, few.rows.values())) == 3
    again = home.open()
    read_ahead(again, few)
    assert set(again.remembered(100).nodes) >= set(few.nodes)
    assert {view.name for view in VIEWS} >= again.remembered(100).rows.keys() == few.rows.keys()


def test_a_reader_that_remembers_nothing_is_no_obstacle(slow: Slow) -> None:
    before = Serving(slow.open())
    assert not isinstance(before.reader, Remembering)
    rehearse(Serving(slow.open()), before)
    read_ahead(slow.open(), Remembered())


def test_without_a_release_a_server_begins_all_the_same() -> None:
    home = MemoryReleases(facets_by_kind())
    Served(home, MemoryJobs(), ahead=True).begin()
    with serving(create_app(home, ahead=True)) as client:
        assert client.request("GET", "/ready").status_code == 503
        publish(home, "2026.1")
        assert client.ask(_GENES)["genes"]["totalCount"] == 5


def test_no_request_fails_while_releases_come_one_after_the_other(tmp_path: Path) -> None:
    home = SqliteReleases(tmp_path, facets_by_kind())
    publish(home, "2026.01")
    seen: list[tuple[str, int]] = []
    with serving(create_app(home, ahead=True)) as client:
        for number in range(2, 8):
            publish(home, f"2026.{number:02d}", frozenset({EGFR.id}) if number % 2 else frozenset())
            for _ in range(5):
                told = client.ask(_BOTH)
                seen.append((told["targetedDrugs"]["release"], told["genes"]["totalCount"]))
        await_release(client, "2026.07")
    assert [release for release, _ in seen] == sorted(release for release, _ in seen), "it went back"
    assert all(count == (4 if int(release[-2:]) % 2 and release != "2026.01" else 5) for release, count in seen)
