"""What is particular to releases in SQLite: threads, bounded memory, and files that nobody writes."""

from __future__ import annotations

import gc
import hashlib
import sqlite3
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
import pytest
import small_graph as graph

from pmkg.errors import ReleaseError, RequestError, UnknownSchema
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.ledger import Loss
from pmkg.model.manifest import SCHEMA
from pmkg.model.reads import LookupMode, Way
from pmkg.model.views import GENE_KNOWLEDGE, STATEMENTS_BY_PROFILE
from pmkg.ports import GraphReader
from pmkg.store import SqliteReader, SqliteReleases
from pmkg.store.cache import RecentCache

IDS = [node.id for node in graph.nodes()]


@pytest.fixture
def home(tmp_path: Path) -> SqliteReleases:
    releases = SqliteReleases(tmp_path, graph.FACETS)
    graph.publish(releases, "first")
    return releases


def _read_all(reader: GraphReader) -> tuple[object, ...]:
    return (
        reader.nodes(IDS),
        reader.edges(IDS, way=Way.BOTH),
        reader.closure(IDS),
        reader.lookup(["BRAF", "lung"], mode=LookupMode.PREFIX),
        reader.rows(GENE_KNOWLEDGE, IDS),
        reader.rows(STATEMENTS_BY_PROFILE, IDS),
        reader.find(NodeKind.DISEASE, order="label", limit=3),
        reader.paths(graph.VEMURAFENIB.id, graph.CUTANEOUS),
    )


def test_threads_share_a_reader(home: SqliteReleases) -> None:
    alone, shared = _read_all(home.open()), home.open()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: _read_all(shared), range(64)))
    assert all(answer == alone for answer in answers)


def test_a_small_cache_changes_no_answer(home: SqliteReleases, tmp_path: Path) -> None:
    path = tmp_path / "releases" / "first" / "graph.sqlite"
    tiny = SqliteReader.open(path, home.open().manifest(), cache=1)
    assert _read_all(tiny) == _read_all(home.open())
    assert _read_all(tiny) == _read_all(home.open())


def test_a_reader_of_which_everything_was_read_goes_with_its_last_use(home: SqliteReleases) -> None:
    reader = home.open()
    _read_all(reader)
    gone = weakref.ref(reader)
    gc.disable()
    try:
        del reader
        assert gone() is None, "it waits for the collector of cycles, its file open"
    finally:
        gc.enable()


def test_a_cache_is_bounded_and_keeps_what_is_used() -> None:
    cache: RecentCache[int, str] = RecentCache(4)
    for number in range(100):
        cache.put(number, str(number))
        assert cache.get(0) == "0"
        assert len(cache) <= 8
    assert cache.get(50) is None
    assert cache.get(99) == "99"


def test_a_reader_stays_on_its_release_while_the_next_is_published(home: SqliteReleases) -> None:
    reader = home.open()
    before = _read_all(reader)
    graph.publish(home, "second", extra=[Node(Curie("HGNC:391"), NodeKind.GENE, "AKT1")])
    assert _read_all(reader) == before
    assert reader.find(NodeKind.GENE).total == 5
    assert home.open().find(NodeKind.GENE).total == 6


def test_a_release_is_one_file_and_its_manifest(home: SqliteReleases, tmp_path: Path) -> None:
    home.open().nodes(IDS)
    assert sorted(path.name for path in (tmp_path / "releases" / "first").iterdir()) == [
        "graph.sqlite",
        "manifest.json",
    ]


@pytest.mark.parametrize("spoil", ["no database", "another schema", "no tables"])
def test_a_file_that_is_refused_is_closed_again(home: SqliteReleases, tmp_path: Path, spoil: str) -> None:
    manifest = home.open().manifest()
    path = tmp_path / "spoiled.sqlite"
    if spoil == "no database":
        path.write_bytes(b"no database at all" * 999)
    else:
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA user_version = {SCHEMA if spoil == 'no tables' else SCHEMA + 1}")
        connection.close()
    with pytest.raises(ReleaseError) as refused:
        SqliteReader.open(path, manifest)
    assert refused.tb is not None  # what the error holds on to is still there
    assert str(path) not in {file.path for file in psutil.Process().open_files()}


FORMS = {8: "b3336d5101b3f3b7"}
"""The digest of the stored form, by schema number."""


def test_the_schema_number_rises_with_the_stored_form(home: SqliteReleases, tmp_path: Path) -> None:
    home.open()
    with closing(sqlite3.connect(tmp_path / "releases" / "first" / "graph.sqlite")) as connection:
        # the tables behind the search words are SQLite's own, and differ between its versions
        stored = connection.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB 'name_words_*' ORDER BY name"
        )
        views = connection.execute("SELECT name FROM views ORDER BY name")
        form = repr((stored.fetchall(), views.fetchall()))
    found = {SCHEMA: hashlib.sha256(form.encode()).hexdigest()[:16]}
    assert found == FORMS, (
        "the stored form changed: raise SCHEMA in model/manifest.py, then note the number and digest here"
    )


def test_a_file_of_another_schema_is_refused(home: SqliteReleases, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "releases" / "first" / "graph.sqlite")
    connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    connection.close()
    with pytest.raises(UnknownSchema):
        home.open()


def test_a_release_of_another_schema_is_not_listed(home: SqliteReleases, tmp_path: Path) -> None:
    path = tmp_path / "releases" / "first" / "manifest.json"
    path.write_text(path.read_text().replace('{"', '{"schema":99,"a field of another version":1,"', 1))
    assert home.list() == ()
    with pytest.raises(UnknownSchema, match="schema 99"):
        home.open()


@pytest.mark.parametrize("name", ["", "..", "a/b", ".hidden"])
def test_a_name_that_is_no_folder_name_is_refused(home: SqliteReleases, name: str) -> None:
    with pytest.raises(RequestError, match="is no name for a release"), home.draft(name):
        pass


def test_a_closed_draft_says_so(home: SqliteReleases) -> None:
    with home.draft("second") as writer:
        writer.abandon()
        with pytest.raises(ReleaseError, match="is closed"):
            writer.nodes(graph.nodes())


def test_an_error_of_whoever_makes_the_rows_is_not_taken_for_a_full_disk(home: SqliteReleases) -> None:
    def rows() -> Iterator[Node]:
        yield from graph.nodes()
        raise FileNotFoundError("a source's file")

    with home.draft("second") as writer, pytest.raises(FileNotFoundError):
        writer.nodes(rows())


@pytest.mark.parametrize("text", [None, ["a", "list"]])
def test_a_row_that_cannot_be_kept_is_named_and_no_disk_is_blamed(home: SqliteReleases, text: Any) -> None:
    with home.draft("second") as writer:
        writer.nodes(graph.nodes())
        edge = Edge(graph.CUTANEOUS, EdgeKind.IS_A, graph.CANCER, "mondo", text)
        with pytest.raises(ReleaseError) as refused:
            writer.edges([*graph.edges(), edge])
        assert str(refused.value).startswith(f"edge {graph.CUTANEOUS} is_a {graph.CANCER} of mondo cannot be kept (")
        with pytest.raises(ReleaseError) as refused:
            writer.losses([Loss("civic", "eid:1", "disease", text, "MALFORMED"), Loss("", "", "", "", "")])
        assert str(refused.value).startswith("loss eid:1 of civic cannot be kept (")
        assert "free space" not in str(refused.value)
    assert home.current() == "first"


def test_hot_reads_walk_an_index(home: SqliteReleases, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "releases" / "first" / "graph.sqlite")
    for statement in (
        "SELECT rows FROM view_rows WHERE view = 1 AND key = 'x'",
        "SELECT record, body FROM edges WHERE object = 1 AND kind = 2",
        "SELECT node FROM closure WHERE relation = 1 AND ancestor = 2",
        "SELECT id FROM nodes WHERE kind = 1 AND (label, number) > ('a', 1) ORDER BY label, number",
    ):
        plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}"))
        assert "SCAN" not in plan
        assert "TEMP B-TREE" not in plan
    connection.close()
