"""What a publication does to a database: it is whole or nobody sees it, it may be tried again, and what it replaced goes."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
import small_graph as graph
from both_stores import GRACE, copied, publish_to
from neo4j import ManagedTransaction
from neo4j_database import Database

from pmkg.cli.app import run
from pmkg.errors import BuildInProgress, NoRelease, ReleaseError
from pmkg.model.curie import Curie
from pmkg.model.graph import Node
from pmkg.model.kinds import NodeKind
from pmkg.store.neo4j_load import Publication
from pmkg.store.neo4j_releases import Neo4jReleases
from pmkg.store.neo4j_server import Neo4jServer
from pmkg.store.neo4j_settings import Neo4jSettings
from pmkg.store.sqlite_releases import SqliteReleases

pytestmark = pytest.mark.neo4j
T = TypeVar("T")

CONTENT = """MATCH (node) WHERE NOT node:Lease OPTIONAL MATCH (node)-[edge]->()
RETURN count(DISTINCT node), count(edge), collect(DISTINCT node.release)"""
LEASE = "MATCH (lease:Lease) RETURN lease.owner IS NULL"


@pytest.fixture
def home(tmp_path: Path) -> SqliteReleases:
    """A home with one release, "first"."""
    releases = SqliteReleases(tmp_path, graph.FACETS)
    graph.publish(releases, "first")
    return releases


def test_publishing_twice_changes_nothing(neo4j: Database, home: SqliteReleases) -> None:
    stores = copied(home, neo4j)
    before = neo4j.run(CONTENT)
    publish_to(stores.served, home)
    assert neo4j.run(CONTENT) == before
    assert stores.served.current() == "first"
    assert neo4j.run(LEASE) == [[True]]


def test_every_node_and_edge_names_its_release(neo4j: Database, home: SqliteReleases) -> None:
    copied(home, neo4j)
    assert neo4j.run("MATCH (n) WHERE n.release IS NULL AND NOT n:Release AND NOT n:Lease RETURN labels(n)") == []
    assert neo4j.run("MATCH ()-[edge]->() WHERE edge.release IS NULL RETURN type(edge)") == []
    assert neo4j.run("MATCH (drug:Drug)-[:targets]->(gene:Gene {label: 'EGFR'}) RETURN DISTINCT drug.label") == [
        ["Cetuximab"]
    ]


class Forgetful(Neo4jServer):
    """Lose the answer to every write, as a broken connection does, so that each is tried again."""

    def write(self, work: Callable[[ManagedTransaction], T]) -> T:
        super().write(work)
        return super().write(work)


def test_a_batch_that_is_tried_again_is_not_written_twice(neo4j: Database, home: SqliteReleases) -> None:
    copied(home, neo4j)
    once = neo4j.run(CONTENT)
    neo4j.empty()
    manifest = home.open().manifest()
    publication = Publication(Forgetful(neo4j.settings))
    publication.load("first", home.file("first"))
    publication.point(manifest)
    publication.end()
    assert neo4j.run(CONTENT) == once
    assert Neo4jReleases(neo4j.settings, graph.FACETS).open().manifest() == manifest


def test_readers_see_the_old_release_until_the_last_transaction(neo4j: Database, home: SqliteReleases) -> None:
    served = copied(home, neo4j).served
    manifest = graph.publish(home, "second", "2026-02-02")
    seen = []

    def look(table: str, rows: int) -> None:
        seen.append((served.current(), [release.release for release in served.list()]))
        with pytest.raises(NoRelease):
            served.open("second")

    served.copy(home.file("second"), manifest, GRACE, look)
    assert len(seen) >= 8
    assert set(map(str, seen)) == {str(("first", ["first"]))}
    assert served.current() == "second"


def test_what_was_replaced_goes_after_its_grace_and_its_readers_are_told(neo4j: Database, home: SqliteReleases) -> None:
    served = copied(home, neo4j).served
    reader = served.open()
    manifest = graph.publish(home, "second", "2026-02-02")
    assert publish_to(served, home, grace=GRACE) == []
    assert reader.nodes([graph.BRAF.id])
    assert [release.release for release in served.list()] == ["second", "first"]
    time.sleep(0.01)
    assert publish_to(served, home, grace=1) == ["first"]
    with pytest.raises(NoRelease, match="'first'"):
        reader.nodes([graph.KRAS.id])
    assert reader.nodes([graph.BRAF.id]), "what was read of a release stays true"
    with pytest.raises(NoRelease):
        served.open("first")
    assert neo4j.run("MATCH (n) WHERE n.release = 'first' OR n.name = 'first' RETURN n") == []
    assert served.list() == (manifest,)


def test_a_release_that_serves_is_never_dropped(neo4j: Database, home: SqliteReleases) -> None:
    served = copied(home, neo4j).served
    graph.publish(home, "second", "2026-02-02")
    publish_to(served, home)
    served.copy(home.file("first"), home.open("first").manifest(), GRACE, lambda table, rows: None)
    assert served.current() == "first"
    time.sleep(0.01)
    assert publish_to(served, home, grace=1) == ["first"]


def test_another_release_of_the_same_name_is_refused(neo4j: Database, home: SqliteReleases, tmp_path: Path) -> None:
    served = copied(home, neo4j).served
    other = SqliteReleases(tmp_path / "other", graph.FACETS)
    graph.publish(other, "first", extra=[Node(Curie("X:1"), NodeKind.GENE, "X")])
    with pytest.raises(ReleaseError, match="releases never change"):
        publish_to(served, other)


def test_a_publication_that_was_killed_is_cleared_when_its_lease_is_over(neo4j: Database, home: SqliteReleases) -> None:
    killed = Publication(neo4j.server)
    killed.load("killed", home.file("first"))
    served = Neo4jReleases(neo4j.settings, graph.FACETS)
    assert served.list() == ()
    with pytest.raises(BuildInProgress):
        publish_to(served, home)
    neo4j.run("MATCH (lease:Lease) SET lease.until = timestamp() - 1")
    publish_to(served, home)
    assert neo4j.run("MATCH (n) WHERE n.release = 'killed' OR n.name = 'killed' RETURN n") == []
    with pytest.raises(ReleaseError, match=r"took .* over"):
        killed.load("killed", home.file("first"))
    assert served.current() == "first"


def test_a_load_that_fails_leaves_nothing(neo4j: Database, home: SqliteReleases) -> None:
    served = copied(home, neo4j).served
    before = neo4j.run(CONTENT)
    manifest = graph.publish(home, "second", "2026-02-02")

    def fail(table: str, rows: int) -> None:
        if table == "view-rows":
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        served.copy(home.file("second"), manifest, GRACE, fail)
    assert neo4j.run(CONTENT) == before
    assert neo4j.run(LEASE) == [[True]]
    publish_to(served, home)
    assert served.current() == "second"


def test_a_load_that_is_not_whole_is_refused(neo4j: Database, home: SqliteReleases) -> None:
    served = Neo4jReleases(neo4j.settings, graph.FACETS)

    def lose(table: str, rows: int) -> None:
        if table == "losses":
            neo4j.run("MATCH (:Entity)-[edge:is_a]->() DELETE edge")

    with pytest.raises(ReleaseError, match="publish again"):
        served.copy(home.file("first"), home.open().manifest(), GRACE, lose)
    assert served.list() == ()


def _settings(given: Database, **changed: Any) -> Neo4jSettings:
    return replace(given.settings, **{"retrying": 1.0, "connecting": 1.0, **changed})


@pytest.mark.parametrize(
    ("changed", "remedy"),
    [
        ({"password": "not-the-password"}, "PMKG_NEO4J_PASSWORD"),
        ({"uri": "neo4j://127.0.0.1:9"}, "start it or check PMKG_NEO4J_URI"),
        ({"database": "nowhere"}, "check PMKG_NEO4J_DATABASE"),
    ],
)
def test_what_a_server_refuses_is_one_error_with_a_remedy_and_no_secret(
    neo4j: Database, changed: dict[str, Any], remedy: str
) -> None:
    with pytest.raises(ReleaseError, match=remedy) as raised:
        Neo4jReleases(_settings(neo4j, **changed)).current()
    told = f"{raised.value} {raised.value.__cause__}"
    assert neo4j.settings.password not in told
    assert "not-the-password" not in told


def test_a_database_is_chosen_by_its_name(neo4j: Database, home: SqliteReleases) -> None:
    copied(home, neo4j)
    assert Neo4jReleases(_settings(neo4j, database="neo4j"), graph.FACETS).current() == "first"


def test_the_command_publishes_and_says_what_serves(
    neo4j: Database,
    home: SqliteReleases,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PMKG_NEO4J_PASSWORD", neo4j.settings.password)
    command = ["publish", "--to", neo4j.settings.uri, "--home", str(tmp_path)]
    assert run(command) == 0
    said = capsys.readouterr()
    counts = f"{len(graph.nodes())} nodes, {len(graph.edges())} edges"
    assert said.out == f"release first serves at {neo4j.settings.uri}: {counts}\n"
    assert said.err.splitlines()[0] == "nodes ..."
    graph.publish(home, "second", "2026-02-02")
    assert run([*command, "--grace-hours", "0"]) == 0
    assert "dropped release first" in capsys.readouterr().out


def test_a_schedule_publishes_what_the_server_does_not_serve_yet(
    neo4j: Database,
    starter_home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings = neo4j.settings
    for name, value in (("URI", settings.uri), ("USER", settings.user), ("PASSWORD", settings.password)):
        monkeypatch.setenv(f"PMKG_NEO4J_{name}", value)
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "https_proxy", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("PMKG_CACHE", str(tmp_path / "cache"))
    home = tmp_path / "home"
    shutil.copytree(starter_home, home)
    (tmp_path / "mirror").mkdir()
    command = ["schedule", "--once", "--publish", "--mirror", str(tmp_path / "mirror"), "--home", str(home)]
    assert run(command) == 0
    current = SqliteReleases(home).current()
    assert f"release {current} serves at {settings.uri}" in capsys.readouterr().out
    assert Neo4jReleases(settings).current() == current
    assert run(command) == 0
    assert "serves at" not in capsys.readouterr().out, "it serves already"
