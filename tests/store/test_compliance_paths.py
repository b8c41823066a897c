"""What every store must do: paths, views and the ledger. A new store joins by a line in the fixture ``releases``."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
import small_graph as graph
from hypothesis import given, settings
from hypothesis import strategies as st

from pmkg.errors import TooLarge
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.reads import Hit, Reads, all_nodes
from pmkg.model.views import PROFILES_BY_SUBJECT, VIEWS, View, statement_of
from pmkg.ports import GraphReader, GraphWriter, LedgerFilter, Releases, Step
from pmkg.store import MemoryGraph
from pmkg.store.derived import derive

IDS = [node.id for node in graph.nodes()]
NOWHERE = Curie("MONDO:9999999")


def ids(hits: list[Hit]) -> list[str]:
    return [hit.id for hit in hits]


def _texts(paths: list[tuple[Step, ...]]) -> list[str]:
    def text(step: Step) -> str:
        edge = step.edge
        return f"<{edge.kind}-{edge.subject}" if step.reversed else f"-{edge.kind}>{edge.object}"

    return [" ".join(text(step) for step in path) for path in paths]


def test_paths_walk_edges_both_ways_and_parallel_kinds_are_apart(reader: GraphReader) -> None:
    profile = graph.profiles()[0].id
    tail = f"<has_criterion-{profile} <about_profile-civic.eid:1409 -about_disease>{graph.CUTANEOUS}"
    assert _texts(reader.paths(graph.VEMURAFENIB.id, graph.CUTANEOUS)) == [
        f"-interacts_with>{graph.BRAF.id} {tail}",
        f"-targets>{graph.BRAF.id} {tail}",
    ]


def test_parallel_edges_of_one_kind_are_shown_by_the_first(reader: GraphReader) -> None:
    steps = [path[0] for path in reader.paths(graph.CETUXIMAB.id, graph.EGFR.id)]
    assert [(step.edge.kind, step.edge.source) for step in steps] == [
        ("interacts_with", "dgidb"),
        ("targets", "chembl"),
    ]


def test_a_step_joins_the_one_before(reader: GraphReader) -> None:
    for start in IDS:
        for end in IDS:
            for path in reader.paths(start, end):
                place = start
                for step in path:
                    ends = (
                        (step.edge.object, step.edge.subject)
                        if step.reversed
                        else (step.edge.subject, step.edge.object)
                    )
                    assert ends[0] == place
                    place = ends[1]
                assert place == end


def test_a_path_back_is_as_long(reader: GraphReader) -> None:
    for start in IDS:
        there = reader.paths(start, graph.CANCER, limit=100)
        back = reader.paths(graph.CANCER, start, limit=100)
        assert {len(path) for path in there} == {len(path) for path in back}
        assert len(there) == len(back)


def test_a_limit_cuts_the_total_order_of_paths(reader: GraphReader) -> None:
    whole = reader.paths(graph.VEMURAFENIB.id, graph.CETUXIMAB.id, limit=1000)
    assert len(whole) > 3
    assert reader.paths(graph.VEMURAFENIB.id, graph.CETUXIMAB.id, limit=3) == whole[:3]


def test_fewer_hops_find_no_longer_path(reader: GraphReader) -> None:
    assert reader.paths(graph.VEMURAFENIB.id, graph.CUTANEOUS, hops=3) == []


def test_the_path_to_oneself_is_empty_and_to_nowhere_is_none(reader: GraphReader) -> None:
    assert reader.paths(graph.CANCER, graph.CANCER) == [()]
    assert reader.paths(graph.CANCER, NOWHERE) == []


def test_more_than_four_hops_are_refused(reader: GraphReader) -> None:
    with pytest.raises(TooLarge):
        reader.paths(graph.CANCER, graph.BRAF.id, hops=5)


def _star(writer: GraphWriter, spokes: int) -> tuple[Curie, Curie]:
    hub, leaves = Curie("HGNC:0"), [Curie(f"NCIT:C{number}") for number in range(spokes)]
    writer.nodes([Node(hub, NodeKind.GENE, "HUB"), *(Node(leaf, NodeKind.DRUG, leaf) for leaf in leaves)])
    writer.edges(Edge(leaf, EdgeKind.TARGETS, hub, "x") for leaf in leaves)
    writer.index()
    return leaves[0], leaves[1]


def test_a_hub_is_no_stop_on_the_way_but_may_be_an_end(releases: Releases, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pmkg.store.paths.HUB", 10)
    with releases.draft("small") as writer:
        one, other = _star(writer, 10)
        assert len(writer.reader().paths(one, other)) == 1
    with releases.draft("large") as writer:
        one, other = _star(writer, 11)
        assert writer.reader().paths(one, other) == []
        assert len(writer.reader().paths(one, Curie("HGNC:0"))) == 1


def test_two_sides_do_not_meet_in_a_hub(releases: Releases, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pmkg.store.paths.HUB", 3)
    hub, ends = Curie("HGNC:0"), [Curie("NCIT:C1"), Curie("NCIT:C2")]
    others = [Curie(f"HGNC:{number}") for number in range(1, 7)]
    with releases.draft("wide") as writer:
        writer.nodes(Node(id, NodeKind.GENE, id) for id in (hub, *ends, *others))
        writer.edges(Edge(end, EdgeKind.TARGETS, far, "x") for end in ends for far in (hub, *others))
        writer.edges([Edge(hub, EdgeKind.INTERACTS_WITH, other, "x") for other in others])
        writer.index()
        middles = [path[0].edge.object for path in writer.reader().paths(ends[0], ends[1])]
        assert middles == others


def test_a_search_begins_at_the_cheaper_end(releases: Releases, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pmkg.store.paths.BUDGET", 1)
    with releases.draft("small") as writer:
        leaf, _ = _star(writer, 10)
        assert len(writer.reader().paths(Curie("HGNC:0"), leaf)) == 1


def test_a_search_past_its_budget_says_so(releases: Releases, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pmkg.store.paths.BUDGET", 1)
    with releases.draft("small") as writer:
        one, other = _star(writer, 10)
        with pytest.raises(TooLarge, match="edges around the two nodes"):
            writer.reader().paths(one, other)


@settings(max_examples=40, deadline=None)
@given(
    pairs=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30, unique=True), limit=st.integers(1, 9)
)
def test_paths_are_all_the_shortest_and_no_others(pairs: list[tuple[int, int]], limit: int) -> None:
    nodes = [Curie(f"HGNC:{number}") for number in range(10)]
    edges = [Edge(nodes[one], EdgeKind.INTERACTS_WITH, nodes[other], "x") for one, other in pairs]
    plain: nx.Graph[str] = nx.Graph([(edge.subject, edge.object) for edge in edges if edge.subject != edge.object])
    plain.add_nodes_from(nodes)
    reader = MemoryGraph((Node(id, NodeKind.GENE, id) for id in nodes), edges)
    found = reader.paths(nodes[0], nodes[1], limit=10_000)
    near = nx.has_path(plain, nodes[0], nodes[1]) and nx.shortest_path_length(plain, nodes[0], nodes[1]) <= 4
    wanted = {tuple(path) for path in nx.all_shortest_paths(plain, nodes[0], nodes[1])} if near else set()
    ways = [(nodes[0], *(s.edge.subject if s.reversed else s.edge.object for s in path)) for path in found]
    assert set(ways) == wanted
    assert reader.paths(nodes[0], nodes[1], limit=limit) == found[:limit]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_rows_are_what_the_view_derives(reader: GraphReader, view: View[Any]) -> None:
    derived = derive(view, reader)
    assert derived
    assert reader.rows(view, [*derived, "no such key"]) == derived
    assert reader.rows(view, derived) == derived


def test_rows_stand_in_the_order_of_the_view(reader: GraphReader) -> None:
    rows = reader.rows(PROFILES_BY_SUBJECT, [graph.BRAF.id])[graph.BRAF.id]
    assert len(rows) == 4
    assert [row.id for row in rows] == sorted(row.id for row in rows)


def test_a_view_that_a_release_does_not_hold_is_derived(reader: GraphReader) -> None:
    def backwards(reads: Reads) -> list[tuple[str, str]]:
        return [(statement_of(node).level, str(node.id)) for node in all_nodes(reads, NodeKind.EVIDENCE)][::-1]

    levels = View("levels", str, backwards, str)
    assert reader.rows(levels, ["A", "Z"]) == {"A": ("civic.eid:12016", "civic.eid:1409")}


def test_the_ledger_counts_all_and_lists_a_page(reader: GraphReader) -> None:
    page = reader.ledger(LedgerFilter(limit=2, after=1))
    assert page.total == 4
    assert page.counts == {"civic": {"UNKNOWN_DISEASE": 1, "UNKNOWN_DRUG": 2}, "moalmanac": {"UNKNOWN_GENE": 1}}
    assert [loss.record for loss in page.losses] == ["civic.eid:7", "civic.eid:8"]


def test_the_ledger_is_limited_by_source_and_reason(reader: GraphReader) -> None:
    assert reader.ledger(LedgerFilter(source="moalmanac")).total == 1
    assert reader.ledger(LedgerFilter(source="civic", reason="UNKNOWN_DRUG")).counts == {"civic": {"UNKNOWN_DRUG": 2}}
    assert reader.ledger(LedgerFilter(source="none")).losses == ()
