"""What every store must do: drafts, releases and digests. A new store joins by a line in the fixture ``releases``."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import small_graph as graph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmkg.errors import BuildInProgress, NoRelease, NotPublished, ReleaseError, UnknownSchema
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Name, NameRole, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.ledger import Loss
from pmkg.model.manifest import SCHEMA, Manifest
from pmkg.model.reads import Hit, LookupMode, Way
from pmkg.model.views import STATEMENTS_BY_DISEASE, VIEWS
from pmkg.ports import Releases
from pmkg.store import MemoryGraph, MemoryReleases, SqliteReleases

IDS = [node.id for node in graph.nodes()]
NOWHERE = Curie("MONDO:9999999")


def ids(hits: list[Hit]) -> list[str]:
    return [hit.id for hit in hits]


def test_nothing_built_is_no_release(releases: Releases) -> None:
    assert releases.list() == ()
    with pytest.raises(NoRelease):
        releases.current()
    with pytest.raises(NoRelease):
        releases.open()


def test_a_release_says_what_its_manifest_said(releases: Releases) -> None:
    manifest = graph.publish(releases, "first")
    assert releases.open().manifest() == manifest
    assert releases.list() == (manifest,)
    assert manifest.nodes["Gene"] == 5
    assert manifest.edges["is_a"] == 7


def test_the_newest_is_current_and_older_ones_stay(releases: Releases) -> None:
    old = graph.publish(releases, "old", "2025-01-01")
    reader = releases.open()
    further = Node(Curie("HGNC:391"), NodeKind.GENE, "AKT1")
    new = graph.publish(releases, "new", "2026-01-01", extra=[further])
    assert releases.current() == "new"
    assert releases.list() == (new, old)
    assert releases.open("old").nodes([further.id]) == reader.nodes([further.id]) == {}
    assert further.id in releases.open().nodes([further.id])
    assert old.digest != new.digest


def test_a_name_that_is_not_there_is_no_release(releases: Releases) -> None:
    graph.publish(releases, "first")
    with pytest.raises(NoRelease, match="'second'"):
        releases.open("second")


def test_a_draft_not_published_leaves_nothing(releases: Releases) -> None:
    with releases.draft("left") as writer:
        writer.nodes(graph.nodes())
        writer.index()
    assert releases.list() == ()


def test_a_draft_that_fails_leaves_the_old_release(releases: Releases) -> None:
    graph.publish(releases, "first")
    with pytest.raises(ZeroDivisionError), releases.draft("second") as writer:
        writer.nodes(Node(Curie(f"HGNC:{1 // 0}"), NodeKind.GENE, "X") for _ in range(3))
    assert releases.current() == "first"
    graph.publish(releases, "second")


def test_two_builds_at_once_are_refused(releases: Releases) -> None:
    with releases.draft("one"), pytest.raises(BuildInProgress), releases.draft("two"):
        pass
    graph.publish(releases, "three")


def test_a_release_never_changes(releases: Releases) -> None:
    graph.publish(releases, "first")
    with pytest.raises(ReleaseError, match="exists already"), releases.draft("first"):
        pass


def test_a_manifest_of_another_draft_is_refused(releases: Releases) -> None:
    with releases.draft("one") as writer:
        writer.nodes(graph.nodes())
        digest = writer.index()
        for stranger in (Manifest("two", "full", "", digest, ()), Manifest("one", "full", "", "0" * 64, ())):
            with pytest.raises(ReleaseError, match="does not belong"):
                writer.publish(stranger)
    assert releases.list() == ()


def test_a_draft_is_read_after_it_was_indexed(releases: Releases) -> None:
    with releases.draft("one") as writer:
        writer.nodes(graph.nodes())
        with pytest.raises(ReleaseError, match="after it was indexed"):
            writer.reader()
        digest = writer.index()
        assert writer.reader().manifest().digest == digest
        assert writer.reader().nodes([graph.BRAF.id])


def test_a_release_of_another_schema_is_refused(releases: Releases) -> None:
    with releases.draft("later") as writer:
        writer.nodes(graph.nodes())
        writer.publish(Manifest("later", "full", "", writer.index(), (), schema=SCHEMA + 1))
    with pytest.raises(UnknownSchema, match="run 'pmkg build'"):
        releases.open()


def test_a_node_given_twice_is_named(releases: Releases) -> None:
    with releases.draft("x") as writer:
        writer.nodes(graph.nodes())
        writer.nodes(graph.genes()[:1])
        with pytest.raises(ReleaseError, match="node HGNC:1097 was given twice"):
            writer.index()


def test_an_edge_given_twice_is_named(releases: Releases) -> None:
    with releases.draft("x") as writer:
        writer.nodes(graph.nodes())
        writer.edges(graph.edges())
        writer.edges([edge for edge in graph.edges() if edge.kind is EdgeKind.TARGETS][:1])
        with pytest.raises(ReleaseError, match=r"edge .*targets.* was given twice"):
            writer.index()


def test_an_edge_to_nowhere_is_named(releases: Releases) -> None:
    with releases.draft("x") as writer:
        writer.nodes(graph.nodes())
        with pytest.raises(ReleaseError, match="names MONDO:9999999, which is no node"):
            writer.edges([Edge(graph.CANCER, EdgeKind.IS_A, NOWHERE, "mondo")])


def test_nodes_after_edges_are_refused(releases: Releases) -> None:
    with releases.draft("x") as writer:
        writer.nodes(graph.nodes())
        writer.edges(graph.edges())
        with pytest.raises(ReleaseError, match="nodes come before edges"):
            writer.nodes([Node(NOWHERE, NodeKind.DISEASE, "late")])


def _digest(releases: Releases, shuffle: random.Random | None = None, changed: str = "") -> str:
    nodes, edges, losses = graph.nodes(), graph.edges(), graph.losses()
    if changed == "node":
        nodes[0] = Node(nodes[0].id, nodes[0].kind, nodes[0].label, nodes[0].names, nodes[0].properties, ("other",))
    if changed == "edge":
        edges[0] = Edge(edges[0].subject, edges[0].kind, edges[0].object, edges[0].source, "another record")
    if changed == "loss":
        losses[0] = Loss("civic", "civic.eid:7", "drugs", "another text", losses[0].reason)
    if changed == "loss twice":
        losses.append(losses[0])
    for rows in (nodes, edges, losses):
        if shuffle:
            shuffle.shuffle(rows)
    with releases.draft("digest") as writer:
        writer.nodes(nodes)
        writer.edges(edges[:5])
        writer.edges(edges[5:])
        writer.losses(losses)
        return writer.index()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_the_digest_is_free_of_order(releases: Releases, seed: int) -> None:
    assert _digest(releases, random.Random(seed)) == _digest(releases)


def test_the_digest_is_the_same_in_every_store(tmp_path: Path) -> None:
    assert _digest(SqliteReleases(tmp_path, graph.FACETS)) == _digest(MemoryReleases(graph.FACETS))


@pytest.mark.parametrize("changed", ["node", "edge", "loss", "loss twice"])
def test_the_digest_tells_one_changed_row(releases: Releases, changed: str) -> None:
    assert _digest(releases, changed=changed) != _digest(releases)


def test_the_digest_covers_the_views(tmp_path: Path) -> None:
    kinds = [MemoryReleases(graph.FACETS, views=views) for views in (VIEWS, VIEWS[:-1])]
    stores = [SqliteReleases(tmp_path / str(len(views)), graph.FACETS, views) for views in (VIEWS, VIEWS[:-1])]
    assert len({_digest(releases) for releases in kinds}) == 2
    assert [_digest(releases) for releases in kinds] == [_digest(releases) for releases in stores]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_answers_are_free_of_the_order_of_writing(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    shuffle = random.Random(seed)
    nodes, edges = graph.nodes(), graph.edges()
    shuffle.shuffle(nodes)
    shuffle.shuffle(edges)
    with SqliteReleases(tmp_path_factory.mktemp("home"), graph.FACETS).draft("shuffled") as writer:
        writer.nodes(nodes)
        writer.edges(edges)
        writer.index()
        found, plain = writer.reader(), MemoryGraph(graph.nodes(), graph.edges(), facets=graph.FACETS)
        assert found.find(NodeKind.DISEASE, order="label") == plain.find(NodeKind.DISEASE, order="label")
        assert found.edges(IDS, way=Way.BOTH) == plain.edges(IDS, way=Way.BOTH)
        assert found.rows(STATEMENTS_BY_DISEASE, IDS) == plain.rows(STATEMENTS_BY_DISEASE, IDS)
        assert found.paths(graph.VEMURAFENIB.id, graph.CANCER) == plain.paths(graph.VEMURAFENIB.id, graph.CANCER)


NAMES = st.text(alphabet="aA bB-+/β é1(", min_size=1, max_size=8)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(labels=st.lists(NAMES, min_size=1, max_size=12), asked=st.lists(NAMES, min_size=1, max_size=6))
def test_stores_agree_on_any_names(
    tmp_path_factory: pytest.TempPathFactory, labels: list[str], asked: list[str]
) -> None:
    roles, kinds = list(NameRole), (NodeKind.DRUG, NodeKind.GENE, NodeKind.DISEASE)
    nodes = [
        Node(Curie(f"X:{place}"), kinds[place % 3], label, (Name(label[::-1], roles[place % len(roles)]),))
        for place, label in enumerate(labels)
    ]
    with SqliteReleases(tmp_path_factory.mktemp("home")).draft("names") as writer:
        writer.nodes(nodes)
        writer.index()
        found, plain = writer.reader(), MemoryGraph(nodes)
        for mode in LookupMode:
            assert found.lookup(asked, mode=mode) == plain.lookup(asked, mode=mode)
            assert found.lookup(asked, kinds[:1], mode, 2) == plain.lookup(asked, kinds[:1], mode, 2)
        for order in ("id", "label"):
            assert found.find(NodeKind.DRUG, order=order, limit=3) == plain.find(NodeKind.DRUG, order=order, limit=3)


def test_a_draft_that_is_set_aside_is_listed_and_never_served(releases: Releases) -> None:
    graph.publish(releases, "first")
    with releases.draft("failed") as writer:
        writer.nodes(graph.nodes())
        manifest = Manifest("failed", "full", "2026-05-01", writer.index(), ())
        assert {row[0] for row in writer.contents().nodes()} == set(IDS)
        if not writer.set_aside(manifest, ("too few genes", "no answer")):
            assert releases.aside() == (), "a store that keeps none says so"
            return
    (found,) = releases.aside()
    assert (found.manifest, found.problems) == (manifest, ("too few genes", "no answer"))
    assert (releases.current(), [item.release for item in releases.list()]) == ("first", ["first"])
    with pytest.raises(NotPublished, match=r"'?failed was set aside and never published: too few genes \(and 1 more\)"):
        releases.open("failed")
    with pytest.raises(NotPublished):
        releases.contents("failed")
    with pytest.raises(ReleaseError, match="exists already"), releases.draft("failed"):
        pass
