"""What every store must do: walk all that a release holds, in one order."""

from __future__ import annotations

import pytest
import small_graph as graph

from pmkg.errors import NoRelease
from pmkg.model.content import edge_body, edge_parts, node_body, node_of
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.ports import Releases
from pmkg.ports.contents import EdgeRow, NodeRow, Place
from pmkg.store.contents import ReadContents
from pmkg.store.memory import MemoryGraph


def node_row(node: Node) -> NodeRow:
    return (node.id, node.kind.value, node.label, node_body(node))


def edge_row(edge: Edge) -> EdgeRow:
    return ((edge.subject, edge.kind.value, edge.object, edge.source, edge.record), edge_body(edge))


NODES = sorted(map(node_row, graph.nodes()))
EDGES = sorted(map(edge_row, graph.edges()))


@pytest.fixture
def published(releases: Releases) -> Releases:
    graph.publish(releases, "first")
    return releases


def test_all_nodes_are_walked_by_id_and_all_edges_by_place(published: Releases) -> None:
    contents = published.contents("first")
    assert list(contents.nodes()) == NODES
    assert list(contents.edges()) == EDGES


def test_a_walk_starts_behind_any_place(published: Releases) -> None:
    contents = published.contents()
    for number, (id, *_) in enumerate(NODES):
        assert list(contents.nodes(id)) == NODES[number + 1 :]
        assert list(contents.nodes(f"{id}!")) == [row for row in NODES if row[0] > f"{id}!"], "of a node not there"
    for number, (place, _) in enumerate(EDGES):
        assert list(contents.edges(place)) == EDGES[number + 1 :]
    assert list(contents.nodes("zzzz")) == []
    nowhere: Place = ("A:1", "is_a", "A:2", "civic", "")
    assert list(contents.edges(nowhere)) == [row for row in EDGES if row[0] > nowhere]


def test_a_walk_may_be_limited_to_a_kind(published: Releases) -> None:
    contents = published.contents()
    for kind in NodeKind:
        assert list(contents.nodes(kind=kind)) == [row for row in NODES if row[1] == kind]
    for edges in EdgeKind:
        assert list(contents.edges(kind=edges)) == [row for row in EDGES if row[0][1] == edges]
    middle = NODES[len(NODES) // 2]
    rest = [row for row in NODES if row[0] > middle[0] and row[1] == middle[1]]
    assert list(contents.nodes(middle[0], middle[1])) == rest


def test_the_fast_walk_is_the_one_through_the_generic_reads(published: Releases) -> None:
    slow, fast = ReadContents(published.open()), published.contents()
    assert list(fast.nodes()) == list(slow.nodes())
    assert list(fast.edges()) == list(slow.edges())


def test_what_releases_are_compared_by_is_the_same_in_every_store(published: Releases) -> None:
    slow, fast = ReadContents(MemoryGraph(graph.nodes(), graph.edges())), published.contents()
    assert fast.blocks() == slow.blocks()
    firsts = [block.first for block in fast.blocks()]
    assert list(fast.marks(firsts)) == list(slow.marks(firsts))
    assert list(fast.marks(firsts[1:])) == list(slow.marks(firsts[1:]))
    assert [mark.id for mark in fast.marks(firsts)] == [row[0] for row in NODES]
    assert [mark.kind for mark in fast.marks(firsts)] == [row[1] for row in NODES]
    leaving = {row[0][0] for row in EDGES}
    assert {mark.id for mark in fast.marks(firsts) if mark.edges} == leaving


def test_some_nodes_and_the_edges_that_leave_them_are_read_by_identifier(published: Releases) -> None:
    contents, ids = published.contents(), [row[0] for row in NODES]
    for some in ([], ids[:1], ids[1::2], ids, ["A:not-there", *ids[-2:]]):
        assert sorted(contents.nodes_of(some)) == [row for row in NODES if row[0] in some]
        assert list(contents.edges_of(some)) == [row for row in EDGES if row[0][0] in some]
    for kind in EdgeKind:
        assert list(contents.edges_of(ids, kind)) == [row for row in EDGES if row[0][1] == kind]


def test_two_walks_at_once_do_not_disturb_each_other(published: Releases) -> None:
    contents = published.contents()
    assert list(zip(contents.nodes(), contents.nodes(), strict=True)) == [(row, row) for row in NODES]


def test_what_is_walked_can_be_read_back(published: Releases) -> None:
    for id, kind, label, body in published.contents().nodes():
        assert node_body(node_of(id, NodeKind(kind), label, body)) == body
    for _, body in published.contents().edges():
        assert edge_parts(body) is not None


def test_a_release_that_is_not_there_is_not_walked(published: Releases) -> None:
    with pytest.raises(NoRelease):
        published.contents("second")
