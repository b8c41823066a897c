from __future__ import annotations

import export_sample

from pmkg.clinic.subgraph import neighborhood
from pmkg.model.curie import Curie
from pmkg.model.kinds import EdgeKind


def test_one_hop_takes_neighbors_on_both_sides() -> None:
    graph = neighborhood(export_sample.sample(), [export_sample.MELANOMA])
    assert {export_sample.CANCER, export_sample.CUTANEOUS, Curie("civic.eid:5")} <= set(graph)
    assert export_sample.COLORECTAL not in graph


def test_more_hops_reach_further_and_keep_what_was_reached() -> None:
    near = neighborhood(export_sample.sample(), [export_sample.MELANOMA])
    far = neighborhood(export_sample.sample(), [export_sample.MELANOMA], hops=2)
    assert set(near) < set(far)
    assert set(near.edges) < set(far.edges)
    assert export_sample.COLORECTAL in far


def test_edges_of_two_sources_stay_apart_and_carry_provenance() -> None:
    graph = neighborhood(export_sample.sample(), [export_sample.BRAF.id], kinds=[EdgeKind.TARGETS])
    claims = graph.get_edge_data(export_sample.VEMURAFENIB.id, export_sample.BRAF.id)
    assert {claim["source"] for claim in claims.values()} == {"pharmoncox", "drugcentral"}
    assert {claim["kind"] for claim in claims.values()} == {"targets"}


def test_only_the_kinds_asked_for_are_walked() -> None:
    graph = neighborhood(export_sample.sample(), [export_sample.MELANOMA], hops=3, kinds=[EdgeKind.IS_A])
    assert set(graph) == {
        export_sample.CANCER,
        export_sample.MELANOMA,
        export_sample.CUTANEOUS,
        export_sample.COLORECTAL,
    }


def test_a_bound_keeps_the_graph_small_and_says_so() -> None:
    graph = neighborhood(export_sample.sample(), [export_sample.BRAF.id], hops=4, most=5)
    assert len(graph) == 5
    assert graph.graph["truncated"] is True
    assert all(graph.nodes[node]["label"] for node in graph)


def test_an_unknown_node_gives_an_empty_graph() -> None:
    assert len(neighborhood(export_sample.sample(), [Curie("HGNC:0")])) == 0
