"""What every store must do: nodes, edges, closures, listings and names. A new store joins by a line in the fixture ``releases``."""

from __future__ import annotations

import base64

import pytest
import small_graph as graph

from pmkg.errors import RequestError
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Name, NameRole, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.reads import Filter, Hit, LookupMode, Way, all_nodes
from pmkg.ports import GraphReader, Releases

IDS = [node.id for node in graph.nodes()]
NOWHERE = Curie("MONDO:9999999")


def ids(hits: list[Hit]) -> list[str]:
    return [hit.id for hit in hits]


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


@pytest.mark.parametrize("order", ["id", "label"])
@pytest.mark.parametrize("id", ["A:1", "HGNC:2", "HGNC:9999", "ZZZ:1"])
def test_a_cursor_goes_on_from_a_node_that_the_release_does_not_hold(reader: GraphReader, order: str, id: str) -> None:
    label = "KRAS"
    cursor = base64.urlsafe_b64encode(f'["{label}","{id}"]'.encode()).decode()
    genes = [node for node in graph.nodes() if node.kind is NodeKind.GENE]
    after = {
        node.id for node in genes if (node.id > id if order == "id" else (node.label.upper(), node.id) > (label, id))
    }
    assert {node.id for node in reader.find(NodeKind.GENE, order=order, after=cursor).nodes} == after


@pytest.mark.parametrize("cursor", ["nonsense", "e30=", "WzFd", "ÿ"])
def test_a_cursor_made_up_is_refused(reader: GraphReader, cursor: str) -> None:
    with pytest.raises(RequestError, match="is no cursor"):
        reader.find(NodeKind.GENE, after=cursor)


def test_a_kind_is_walked_in_order_of_id_whatever_the_page(reader: GraphReader) -> None:
    found = [node.id for node in all_nodes(reader, NodeKind.DISEASE, page=2)]
    assert found == sorted(node.id for node in graph.diseases())


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
