"""A server of Neo4j killed at any time while a release is published to it: what was public stays, and no draft is ever seen."""

from __future__ import annotations

import random
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import small_graph as graph
from both_stores import publish_to
from community_server import CommunityServer, missing
from neo4j_database import Database
from soak import rounds

from pmkg.errors import ReleaseError
from pmkg.model.curie import Curie
from pmkg.model.graph import Node
from pmkg.model.kinds import NodeKind
from pmkg.model.reads import all_nodes
from pmkg.store.neo4j_releases import Neo4jReleases
from pmkg.store.neo4j_settings import Neo4jSettings
from pmkg.store.sqlite_releases import SqliteReleases

pytestmark = pytest.mark.neo4j

_ENTITIES = "MATCH (node:Entity {release: $release}) RETURN count(node)"
_LEASE_IS_OVER = "MATCH (lease:Lease) SET lease.until = timestamp() - 1"


@pytest.fixture
def server() -> Iterator[CommunityServer]:
    """Start a server of the test's own: nobody kills the one that others use."""
    lack = missing()
    if lack:
        pytest.skip(f"no server of its own can be started: {lack}")
    with tempfile.TemporaryDirectory(prefix="pmkg-neo4j-") as folder:
        server = CommunityServer(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()


def test_killed_at_any_time_what_was_public_stays_and_no_draft_is_seen(server: CommunityServer, tmp_path: Path) -> None:
    settings = replace(Neo4jSettings.read(server.account, server.uri), retrying=1.0, connecting=5.0)
    home, draw, patience, finished = SqliteReleases(tmp_path, graph.FACETS), random.Random(20_261_121), 2.0, 0
    _build(home, 0)
    publish_to(Neo4jReleases(settings, graph.FACETS), home)
    public = {"r0"}
    for number in range(1, rounds(10) + 1):
        name = _build(home, number)
        publication = _Publication(settings, home)
        time.sleep(draw.uniform(0, patience))
        server.kill()
        publication.join(120)
        assert not publication.is_alive()
        server.start()
        finished += publication.done
        # however busy the machine, about every second publication is killed
        patience *= 0.8 if publication.done else 1.5
        public = _see_whole(settings, home, public, name if publication.done else "")
        Database(settings).run(_LEASE_IS_OVER)
        publish_to(Neo4jReleases(settings, graph.FACETS), home)
        public = _see_whole(settings, home, public, name)
    assert finished < rounds(10), "no publication was interrupted"


class _Publication(threading.Thread):
    """Publish the current release of a home, and know whether it said that it was done."""

    def __init__(self, settings: Neo4jSettings, home: SqliteReleases) -> None:
        super().__init__()
        self._settings, self._home, self.done = settings, home, False
        self.start()

    def run(self) -> None:
        try:
            publish_to(Neo4jReleases(self._settings, graph.FACETS), self._home)
        except ReleaseError:
            return
        self.done = True


def _build(home: SqliteReleases, number: int) -> str:
    """Build a release that differs from all others."""
    name, own = f"r{number}", Node(Curie(f"X:{number}"), NodeKind.GENE, f"X{number}")
    graph.publish(home, name, f"{2026 + number}-02-02", extra=[own])
    return name


def _see_whole(settings: Neo4jSettings, home: SqliteReleases, before: set[str], current: str) -> set[str]:
    served, database = Neo4jReleases(settings, graph.FACETS), Database(settings)
    public = {manifest.release for manifest in served.list()}
    assert before <= public, "a public release was lost"
    assert served.current() in public
    assert current in ("", served.current()), "a publication that was done is gone"
    for name in public:
        ours, theirs = home.open(name), served.open(name)
        assert theirs.manifest() == ours.manifest()
        assert database.run(_ENTITIES, release=name) == [[sum(len(list(all_nodes(ours, kind))) for kind in NodeKind)]]
        assert list(all_nodes(theirs, NodeKind.GENE)) == list(all_nodes(ours, NodeKind.GENE))
    return public
