"""Give a part of a release as a networkx graph, for notebooks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import networkx as nx

from pmkg.model.curie import Curie
from pmkg.model.graph import Edge
from pmkg.model.kinds import EdgeKind
from pmkg.model.reads import Way
from pmkg.ports.reader import GraphReader

if TYPE_CHECKING:
    Graph = nx.MultiDiGraph[Curie]


def neighborhood(
    reader: GraphReader, ids: Iterable[Curie], hops: int = 1, kinds: Iterable[EdgeKind] = (), most: int = 10_000
) -> Graph:
    """Give the nodes within ``hops`` edges of the given ones, in either direction, with all edges walked.

    Nodes carry ``kind``, ``label``, ``sources`` and their properties; edges have the edge's kind as key and carry ``kind``,
    ``source``, ``record``, ``citations`` and their properties. Of the neighbors of a step that would pass ``most`` nodes, the
    first by identifier are kept, and ``graph.graph["truncated"]`` is True.
    """
    graph: Graph = nx.MultiDiGraph(truncated=False, release=reader.manifest().release)
    frontier = sorted(reader.nodes(dict.fromkeys(ids)))
    _add_nodes(graph, reader, frontier)
    wanted = tuple(kinds)
    for _ in range(hops):
        edges = [edge for found in reader.edges(frontier, wanted, Way.BOTH).values() for edge in found]
        fresh = sorted({end for edge in edges for end in (edge.subject, edge.object)} - set(graph))
        room = max(most - len(graph), 0)
        graph.graph["truncated"] = graph.graph["truncated"] or len(fresh) > room
        frontier = fresh[:room]
        _add_nodes(graph, reader, frontier)
        _add_edges(graph, edges)
    return graph


def _add_nodes(graph: Graph, reader: GraphReader, ids: list[Curie]) -> None:
    for id, node in reader.nodes(ids).items():
        facts = {**node.properties, "kind": node.kind.value, "label": node.label, "sources": node.sources}
        graph.add_node(id, **facts)


def _add_edges(graph: Graph, edges: Iterable[Edge]) -> None:
    for edge in edges:
        if edge.subject in graph and edge.object in graph:
            facts = {
                **edge.properties,
                "kind": edge.kind.value,
                "source": edge.source,
                "record": edge.record,
                "citations": edge.citations,
            }
            graph.add_edge(edge.subject, edge.object, f"{edge.kind} {edge.source} {edge.record}", **facts)
