"""Every node and edge of a draft has the shape of its kind, or the release is not published."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from made_release import claim, normalized

from pmkg.ingest.shapes import check_shapes
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.store.contents import ReadContents
from pmkg.store.memory import MemoryGraph

GRAPH = normalized([claim(1, "BRAF V600E")])
NODES, EDGES = list(GRAPH.nodes()), list(GRAPH.edges())
GENES = [node for node in NODES if node.kind is NodeKind.GENE]


def problems(nodes: Iterable[Node], edges: Iterable[Edge] = EDGES) -> list[str]:
    return list(check_shapes(ReadContents(MemoryGraph(nodes, edges))))


def spoiled(kind: NodeKind, spoil: Callable[[Node], Node]) -> list[Node]:
    return [spoil(node) if node.kind is kind else node for node in NODES]


def test_what_a_build_makes_is_well_shaped() -> None:
    assert problems(NODES) == []


@pytest.mark.parametrize(
    ("kind", "spoil", "said"),
    [
        (NodeKind.DRUG, lambda node: replace(node, label=" "), "a Drug without a label"),
        (NodeKind.EVIDENCE, lambda node: replace(node, properties={}), "a Evidence without 'direction'"),
        (
            NodeKind.REGIMEN,
            lambda node: replace(node, properties={**node.properties, "drugs": "x"}),
            "is not a list: 'x'",
        ),
    ],
)
def test_a_misshapen_node_is_named(kind: NodeKind, spoil: Callable[[Node], Node], said: str) -> None:
    assert any(said in problem for problem in problems(spoiled(kind, spoil)))


def test_an_edge_between_kinds_that_it_cannot_join_is_named() -> None:
    wrong = Edge(GENES[0].id, EdgeKind.ABOUT_REGIMEN, GENES[1].id, "civic", "x")
    found = problems(NODES, [*EDGES, wrong])
    ends = f"{wrong.subject} about_regimen {wrong.object}"
    assert found == [f"{ends}: a Gene cannot be its subject", f"{ends}: a Gene cannot be its object"]


def test_many_are_counted() -> None:
    many = [Node(Curie(f"HGNC:{number}"), NodeKind.GENE, "") for number in range(1, 31)]
    found = problems(many, [])
    assert len(found) == 21
    assert found[0].startswith("HGNC:1: a Gene without a label")
    assert found[-1].endswith(" more nodes and edges are misshapen")
