"""Walk a release through the generic reads: what a store without a faster way of its own does."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

from pmkg.model.content import edge_body, node_body
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.reads import all_nodes
from pmkg.ports.contents import Block, EdgeRow, Mark, NodeRow, Place
from pmkg.ports.reader import GraphReader
from pmkg.store.blocks import EdgeSums, in_blocks, marks_of, short
from pmkg.store.content import edge_row, node_row

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
        for row in self.edges_of(subjects, kind):
            if after is None or row[0] > after:
                yield row

    def blocks(self) -> list[Block]:
        """Give the blocks of all nodes, worked out by a walk over all: for graphs that are small."""
        return [block for block, _ in self._blocks]

    def marks(self, firsts: Iterable[str]) -> Iterator[Mark]:
        """Give the marks of the blocks that begin at ``firsts``, which are in order."""
        asked = set(firsts)
        for block, text in self._blocks:
            if block.first in asked:
                yield from marks_of(text)

    def nodes_of(self, ids: Iterable[str]) -> Iterator[NodeRow]:
        """Give the nodes of these identifiers that there are, in no order."""
        for node in self._reader.nodes(map(Curie, ids)).values():
            yield (str(node.id), node.kind.value, node.label, node_body(node))

    def edges_of(self, ids: Iterable[str], kind: str = "") -> Iterator[EdgeRow]:
        """Give the edges that leave these nodes, which are in order, in the order of their places."""
        subjects = map(Curie, ids)
        while batch := list(islice(subjects, _BATCH)):
            for place, edge in self._edges(batch, kind):
                yield (place, edge_body(edge))

    @cached_property
    def _blocks(self) -> list[tuple[Block, bytes]]:
        ids = [row[0] for row in self.nodes()]
        numbers, sums = {id: number for number, id in enumerate(ids, start=1)}, EdgeSums(len(ids))
        for row in self.edges():
            sums.add(numbers[row[0][0]], _digest(edge_row(row)))
        marks = (Mark(row[0], row[1], short(_digest(node_row(row))), sums.of(numbers[row[0]])) for row in self.nodes())
        return list(in_blocks(marks))

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


def _digest(row: bytes) -> int:
    return int.from_bytes(hashlib.sha256(row).digest(), "big")
