"""What every store must do. A new store joins by a line in the fixture ``releases``."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import small_graph as graph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmkg.errors import BuildInProgress, NoRelease, ReleaseError, RequestError, TooLarge, UnknownSchema
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Name, NameRole, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.ledger import Loss
from pmkg.model.manifest import SCHEMA, Manifest
from pmkg.model.reads import Filter, Hit, LookupMode, Reads, Way, all_nodes
from pmkg.model.views import PROFILES_BY_SUBJECT, STATEMENTS_BY_DISEASE, VIEWS, View, statement_of
from pmkg.ports import GraphReader, GraphWriter, LedgerFilter, Releases, Step
from pmkg.store import MemoryGraph, MemoryReleases, SqliteReleases
from pmkg.store.derived import derive

IDS = [node.id for node in graph.nodes()]
NOWHERE = Curie("MONDO:9999999")


def ids(hits: list[Hit]) -> list[str]:
    return [hit.id for hit in hits]


# nodes and edges


def test_nodes_come_back_as_they_were_written(reader: GraphReader) -> None:
    assert reader.nodes(IDS) == {node.id: node for node in graph.nodes()}


def test_nodes_that_do_not_exist_are_left_out(reader: GraphReader) -> None:
    assert reader.nodes([NOWHERE, graph.CANCER]).keys() == {graph.CANCER}


def test_a_node_read_twice_is_the_same(reader: GraphReader) -> None:
    assert reader.nodes([graph.BRAF.id]) == reader.nodes([graph.BRAF.id])


def test_edges_come_back_as_they_were_written(reader: GraphReader) -> None:
    written = sorted(graph.edges(), key=lambda edge: (edge.subject, edge.kind, edge.object, edge.source, edge.record))
    found = [edge for edges in reader.edges(sorted(IDS)).values() for edge in edges]
    assert sorted(found, key=lambda edge: (edge.subject, edge.kind, edge.object, edge.source, edge.record)) == written


def test_every_edge_stands_at_both_its_ends(reader: GraphReader) -> None:
    for edge in graph.edges():
        assert edge in reader.edges([edge.subject], way=Way.OUT)[edge.subject]
        assert edge in reader.edges([edge.object], way=Way.IN)[edge.object]
        assert reader.edges([edge.subject], way=Way.BOTH)[edge.subject].count(edge) == 1


@pytest.mark.parametrize("way", list(Way))
def test_edges_are_sorted_by_kind_then_ends_then_source(reader: GraphReader, way: Way) -> None:
    for edges in reader.edges(IDS, way=way).values():
        keys = [(edge.kind, edge.subject, edge.object, edge.source, edge.record) for edge in edges]
        assert keys == sorted(keys)


@pytest.mark.parametrize("way", list(Way))
def test_edges_of_named_kinds_are_the_others_left_out(reader: GraphReader, way: Way) -> None:
    kinds = (EdgeKind.TARGETS, EdgeKind.IN_GENE)
    every = reader.edges(IDS, way=way)
    some = {id: [edge for edge in edges if edge.kind in kinds] for id, edges in every.items()}
    assert reader.edges(IDS, kinds, way) == some


def test_a_node_without_edges_has_an_empty_list(reader: GraphReader) -> None:
    assert reader.edges([NOWHERE, graph.CANCER]) == {NOWHERE: [], graph.CANCER: []}


# closure


def test_closure_gives_the_shortest_distance_over_two_routes(reader: GraphReader) -> None:
    assert reader.closure([graph.ADENOCARCINOMA])[graph.ADENOCARCINOMA] == {
        graph.ADENOCARCINOMA: 0,
        graph.LUNG: 1,
        graph.CARCINOMA: 1,
        graph.CANCER: 2,
    }


def test_descendants_mirror_ancestors(reader: GraphReader) -> None:
    up, down = reader.closure(IDS), reader.closure(IDS, way=Way.IN)
    for one in IDS:
        for other, depth in up[one].items():
            assert down[other][one] == depth


def test_closure_is_reflexive_and_transitive(reader: GraphReader) -> None:
    closure = reader.closure(IDS)
    for one in IDS:
        assert closure[one][one] == 0
        for middle in closure[one]:
            assert closure[middle].keys() <= closure[one].keys()


def test_an_unknown_id_reaches_itself_alone(reader: GraphReader) -> None:
    assert reader.closure([NOWHERE]) == {NOWHERE: {NOWHERE: 0}}


def test_closure_over_another_relation_is_walked(reader: GraphReader) -> None:
    found = reader.closure([graph.EGFR.id], EdgeKind.INTERACTS_WITH)[graph.EGFR.id]
    assert found == {graph.EGFR.id: 0, graph.KRAS.id: 1, graph.BRAF.id: 2}


def test_a_change_to_a_closure_by_its_reader_does_not_stay(reader: GraphReader) -> None:
    reader.closure([graph.LUNG])[graph.LUNG].clear()
    assert graph.CARCINOMA in reader.closure([graph.LUNG])[graph.LUNG]


def test_a_cycle_ends(releases: Releases) -> None:
    one, two = Curie("MONDO:1"), Curie("MONDO:2")
    with releases.draft("cycle") as writer:
        writer.nodes(Node(id, NodeKind.DISEASE, id) for id in (one, two))
        writer.edges([Edge(one, EdgeKind.IS_A, two, "x"), Edge(two, EdgeKind.IS_A, one, "x")])
        writer.index()
        assert writer.reader().closure([one]) == {one: {one: 0, two: 1}}


# listings


@pytest.mark.parametrize("order", ["id", "label"])
@pytest.mark.parametrize("kind", [NodeKind.DISEASE, NodeKind.GENE, NodeKind.TRIAL])
@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_pages_joined_are_the_whole_list(reader: GraphReader, kind: NodeKind, order: str, limit: int) -> None:
    pages, after = [], ""
    while True:
        page = reader.find(kind, order=order, after=after, limit=limit)
        pages.append(page)
        after = page.next
        if not after:
            break
    found = [node for page in pages for node in page.nodes]
    wanted = [node for node in graph.nodes() if node.kind is kind]
    assert found == sorted(wanted, key=lambda node: node.id if order == "id" else (node.label.lower(), node.id))
    assert {page.total for page in pages} == {len(wanted)}
    assert all(len(page.nodes) == limit for page in pages[:-1])


@pytest.mark.parametrize("order", ["id", "label"])
def test_filtered_pages_joined_are_the_filtered_list(reader: GraphReader, order: str) -> None:
    limits = Filter({"level": ("A", "B", "D")})
    whole = reader.find(NodeKind.EVIDENCE, limits, order=order)
    first = reader.find(NodeKind.EVIDENCE, limits, order=order, limit=2)
    rest = reader.find(NodeKind.EVIDENCE, limits, order=order, after=first.next)
    assert first.nodes + rest.nodes == whole.nodes
    assert whole.total == first.total == rest.total == 6
    assert rest.next == whole.next == ""


def test_facets_are_joined_by_and_and_values_by_or(reader: GraphReader) -> None:
    both = Filter({"role": ("oncogene", "suppressor"), "chromosome": ("7", "17")})
    assert [node.label for node in reader.find(NodeKind.GENE, both).nodes] == ["BRAF", "TP53"]


def test_a_facet_takes_each_value_of_a_list_and_truth_values(reader: GraphReader) -> None:
    def found(facet: str, value: str) -> set[str]:
        return {node.id for node in reader.find(NodeKind.DISEASE, Filter({facet: (value,)})).nodes}

    assert found("areas", "lung") == {graph.LUNG, graph.ADENOCARCINOMA}
    assert found("areas", "thorax") == {graph.ADENOCARCINOMA}
    assert found("rare", "true") == {graph.CUTANEOUS}
    assert found("areas", "elbow") == set()


def test_ids_limit_a_listing_to_their_kind(reader: GraphReader) -> None:
    limits = Filter(ids=frozenset({graph.CANCER, graph.LUNG, graph.BRAF.id, NOWHERE}))
    page = reader.find(NodeKind.DISEASE, limits)
    assert {node.id for node in page.nodes} == {graph.CANCER, graph.LUNG}
    assert page.total == 2


def test_no_ids_are_no_nodes(reader: GraphReader) -> None:
    assert reader.find(NodeKind.DISEASE, Filter(ids=frozenset())).nodes == ()


def test_a_facet_that_the_kind_lacks_is_named(reader: GraphReader) -> None:
    with pytest.raises(RequestError, match=r"Gene has no facet 'color'; it has role, chromosome"):
        reader.find(NodeKind.GENE, Filter({"color": ("red",)}))


def test_an_order_that_does_not_exist_is_named(reader: GraphReader) -> None:
    with pytest.raises(RequestError, match="cannot order by 'size'"):
        reader.find(NodeKind.GENE, order="size")


@pytest.mark.parametrize("cursor", ["nonsense", "e30=", "WzFd", "ÿ"])
def test_a_cursor_made_up_is_refused(reader: GraphReader, cursor: str) -> None:
    with pytest.raises(RequestError, match="is no cursor"):
        reader.find(NodeKind.GENE, after=cursor)


def test_a_kind_is_walked_in_order_of_id_whatever_the_page(reader: GraphReader) -> None:
    found = [node.id for node in all_nodes(reader, NodeKind.DISEASE, page=2)]
    assert found == sorted(node.id for node in graph.diseases())


# names


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("BRAF", graph.BRAF.id),
        ("braf", graph.BRAF.id),
        ("rafb1", graph.BRAF.id),
        ("TGFβ", None),
        ("tgf beta", "HGNC:11766"),
        ("Non small-cell  lung carcinoma", graph.LUNG),
        ("LUAD", graph.ADENOCARCINOMA),
        ("oncotree:LUAD", graph.ADENOCARCINOMA),
        ("mondo:0005061", graph.ADENOCARCINOMA),
        ("ncbigene:673", graph.BRAF.id),
        ("zelboraf", graph.VEMURAFENIB.id),
        ("lung", None),
        ("", None),
        ("?!", None),
    ],
)
def test_a_text_names_its_node(reader: GraphReader, text: str, id: str | None) -> None:
    assert ids(reader.lookup([text])[text]) == ([id] if id else [])


def test_a_hit_tells_the_name_and_its_role(reader: GraphReader) -> None:
    hit = reader.lookup(["rafb1"])["rafb1"][0]
    assert hit == Hit(graph.BRAF.id, NodeKind.GENE, "BRAF", "RAFB1", NameRole.PREVIOUS)


def test_an_ambiguous_name_gives_the_set_best_role_first(reader: GraphReader) -> None:
    roles = [(hit.id, hit.role) for hit in reader.lookup(["ERBB"])["ERBB"]]
    assert roles == [(graph.EGFR.id, NameRole.PREVIOUS), ("HGNC:11766", NameRole.ALIAS)]


def test_kinds_limit_a_lookup(reader: GraphReader) -> None:
    found = reader.lookup(["BRAF V600E"], [NodeKind.VARIANT])["BRAF V600E"]
    assert {hit.kind for hit in found} == {NodeKind.VARIANT}


def test_a_node_is_found_by_its_name_in_the_best_role(releases: Releases) -> None:
    roles = [role for role in reversed(NameRole) if role is not NameRole.LABEL]
    names = tuple(Name(text, role) for role in roles for text in ("Herceptin", "trastuzumab"))
    with releases.draft("roles") as writer:
        writer.nodes([Node(Curie("NCIT:C1647"), NodeKind.DRUG, "Trastuzumab", names)])
        writer.index()
        found = writer.reader().lookup(["trastuzumab", "herceptin"])
    assert [found[text][0].role for text in ("trastuzumab", "herceptin")] == [NameRole.LABEL, NameRole.EXACT]


@pytest.mark.parametrize("mode", [LookupMode.PREFIX, LookupMode.WORDS])
def test_many_names_of_one_node_take_one_place(
    releases: Releases, mode: LookupMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pmkg.store.sqlite_names._FIRST_BATCH", 2)
    names = tuple(Name(f"abl {number:03d}", NameRole.ALIAS) for number in range(40))
    with releases.draft("many") as writer:
        writer.nodes(
            [Node(Curie("X:1"), NodeKind.GENE, "one", names), Node(Curie("X:2"), NodeKind.GENE, "two", names[-1:])]
        )
        writer.index()
        assert ids(writer.reader().lookup(["abl"], mode=mode, limit=2)["abl"]) == ["X:1", "X:2"]


def test_a_prefix_begins_the_name(reader: GraphReader) -> None:
    found = reader.lookup(["lung"], [NodeKind.DISEASE], LookupMode.PREFIX)["lung"]
    assert ids(found) == [graph.ADENOCARCINOMA]


def test_words_stand_anywhere_in_the_name_in_any_order(reader: GraphReader) -> None:
    found = reader.lookup(["carcinoma lung"], mode=LookupMode.WORDS)["carcinoma lung"]
    assert ids(found) == [graph.LUNG]


@pytest.mark.parametrize("mode", [LookupMode.PREFIX, LookupMode.WORDS])
def test_identifiers_are_found_whole_only(reader: GraphReader, mode: LookupMode) -> None:
    assert reader.lookup(["MONDO"], mode=mode) == {"MONDO": []}


@pytest.mark.parametrize("mode", list(LookupMode))
def test_a_limit_keeps_the_best_hits(reader: GraphReader, mode: LookupMode) -> None:
    whole = reader.lookup(["braf", "melanoma", "erbb"], mode=mode)
    assert reader.lookup(["braf", "melanoma", "erbb"], mode=mode, limit=1) == {
        text: hits[:1] for text, hits in whole.items()
    }


# paths


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


# views


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


# ledger


def test_the_ledger_counts_all_and_lists_a_page(reader: GraphReader) -> None:
    page = reader.ledger(LedgerFilter(limit=2, after=1))
    assert page.total == 4
    assert page.counts == {"civic": {"UNKNOWN_DISEASE": 1, "UNKNOWN_DRUG": 2}, "moalmanac": {"UNKNOWN_GENE": 1}}
    assert [loss.record for loss in page.losses] == ["civic.eid:7", "civic.eid:8"]


def test_the_ledger_is_limited_by_source_and_reason(reader: GraphReader) -> None:
    assert reader.ledger(LedgerFilter(source="moalmanac")).total == 1
    assert reader.ledger(LedgerFilter(source="civic", reason="UNKNOWN_DRUG")).counts == {"civic": {"UNKNOWN_DRUG": 2}}
    assert reader.ledger(LedgerFilter(source="none")).losses == ()


# releases


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


# what a writer refuses


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


# the digest


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


# names that are hard


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
