"""Walk the graph from a node, and between two nodes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pmkg.api.reading import Reading
from pmkg.api.rows import NodeRow, RelationRow, node_row
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind
from pmkg.model.reads import Way
from pmkg.ports import Step


@dataclass(frozen=True, slots=True)
class NeighborhoodRow:
    """Hold the nodes around a center in order of distance, and the edges that led to them."""

    center: NodeRow
    nodes: list[NodeRow]
    relations: list[RelationRow]
    truncated: bool


def neighborhood(
    reading: Reading, center: Curie, kinds: Sequence[EdgeKind], way: Way, depth: int, limit: int
) -> NeighborhoodRow:
    """Walk breadth first, one batched read a step, until ``limit`` nodes besides the center are found."""
    seen: dict[Curie, None] = {center: None}
    relations: dict[tuple[str, ...], RelationRow] = {}
    frontier, truncated = [center], False
    for _ in range(depth):
        following: list[Curie] = []
        for edge, reversed in _around(reading, frontier, kinds, way):
            end = edge.subject if reversed else edge.object
            if end not in seen:
                if len(seen) > limit:
                    truncated = True
                    continue
                seen[end] = None
                following.append(end)
            key = (edge.subject, edge.kind, edge.object, edge.source, edge.record)
            relations.setdefault(key, RelationRow(edge, reading.serving, reversed))
        frontier = following
        if not frontier:
            break
    nodes = reading.reader.nodes(seen)
    rows = [node_row(nodes[id], reading.serving) for id in seen if id in nodes]
    return NeighborhoodRow(rows[0], rows[1:], list(relations.values()), truncated)


def _around(reading: Reading, ids: Sequence[Curie], kinds: Sequence[EdgeKind], way: Way) -> list[tuple[Edge, bool]]:
    ways = [Way.OUT, Way.IN] if way is Way.BOTH else [way]
    found = {one: reading.reader.edges(ids, kinds, one) for one in ways}
    return [(edge, one is Way.IN) for id in ids for one in ways for edge in found[one].get(id, ())]


def in_words(steps: Sequence[Step], nodes: dict[Curie, Node]) -> list[str]:
    """Say each step of a path in words, read the way its edge points."""
    return [
        f"{_label(step.edge.subject, nodes)} {step.edge.kind.replace('_', ' ')} {_label(step.edge.object, nodes)}"
        for step in steps
    ]


def _label(id: Curie, nodes: dict[Curie, Node]) -> str:
    return nodes[id].label if id in nodes else id
