"""Walk a release through the generic reads: what a store without a faster way of its own does."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from itertools import islice

from pmkg.model.content import edge_body, node_body
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.reads import all_nodes
from pmkg.ports.contents import EdgeRow, NodeRow, Place
from pmkg.ports.reader import GraphReader

_BATCH = 500


class ReadContents:
    """Walk a release that any reader reads (a ``Contents``)."""

    def __init__(self, reader: GraphReader) -> None:
        self._reader = reader

    def nodes(self, after: str = "", kind: str = "") -> Iterator[NodeRow]:
        """Walk nodes in the order of their ids."""
        for node in self._nodes(kind):
            if node.id > after:
                yield (str(node.id), node.kind.value, node.label, node_body(node))

    def edges(self, after: Place | None = None, kind: str = "") -> Iterator[EdgeRow]:
        """Walk edges in the order of their places."""
        first = after[0] if after else ""
        subjects = (node.id for node in self._nodes("") if node.id >= first)
        while ids := list(islice(subjects, _BATCH)):
            for place, edge in self._edges(ids, kind):
                if after is None or place > after:
                    yield (place, edge_body(edge))

    def _nodes(self, kind: str) -> Iterable[Node]:
        kinds = [NodeKind(kind)] if kind else list(NodeKind)
        return heapq.merge(*(all_nodes(self._reader, each) for each in kinds), key=lambda node: node.id)

    def _edges(self, ids: Iterable[Curie], kind: str) -> Iterator[tuple[Place, Edge]]:
        found = self._reader.edges(ids, [EdgeKind(kind)] if kind else ())
        for id in sorted(found):
            places = [(_place(edge), edge) for edge in found[id]]
            yield from sorted(places, key=lambda pair: pair[0])


def _place(edge: Edge) -> Place:
    return (str(edge.subject), edge.kind.value, str(edge.object), edge.source, edge.record)
