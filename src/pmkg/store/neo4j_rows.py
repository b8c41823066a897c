"""The rows of one release in Neo4j, and how nodes and edges are made of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pmkg.model.content import edge_parts, node_of
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.store.neo4j_server import Neo4jServer

_NODE_KINDS = {kind.value: kind for kind in NodeKind}
_EDGE_KINDS = {kind.value: kind for kind in EdgeKind}


class ReleaseRows:
    """Read rows of one release of a server."""

    def __init__(self, server: Neo4jServer, release: str) -> None:
        self._server, self._release = server, release

    def read(self, name: str, **values: Any) -> list[list[Any]]:
        """Give the rows of a statement on this release."""
        return self._server.read(name, self._release, **values)

    def number(self, id: Curie) -> int | None:
        """Give the number of a node."""
        found = self.read("read/numbers", ids=[id])
        return int(found[0][1]) if found else None


def node_of_row(row: Sequence[Any]) -> Node:
    """Make a node of its columns id, kind, label, body."""
    id, kind, label, body = row
    return node_of(id, _NODE_KINDS[kind], label, body)


def edge_of_row(subject: str, object: str, columns: Sequence[Any]) -> Edge:
    """Make an edge of its ends and its columns kind, source, record, body; an edge without a body has none."""
    kind, source, record, body = columns
    citations, properties = edge_parts(body or b"")
    return Edge(Curie(subject), _EDGE_KINDS[kind], Curie(object), source, record, citations, properties)
