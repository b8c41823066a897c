"""The digest of what a release holds.

The digest must not depend on the order in which rows were written, must not cost a sort of ten million rows, and must say
so when one row differs. So each row's SHA-256 is added up modulo 2**256 (the additive multiset hash of Bellare and
Micciancio, EUROCRYPT 1997), together with the number of rows of each table, and the sums are hashed once more. Two releases
that differ by accident have equal digests with a chance of about 2**-256; the digest tells releases apart, and is no
signature against somebody who forges rows with intent.
"""

from __future__ import annotations

import hashlib

from pmkg.model.content import canonical
from pmkg.model.graph import Edge, Node
from pmkg.model.ledger import Loss
from pmkg.ports.contents import EdgeRow, NodeRow

_MODULUS = 1 << 256


class ContentDigest:
    """Add up the rows of a release, table by table, in any order."""

    __slots__ = ("_counts", "_sums")

    def __init__(self) -> None:
        self._sums: dict[str, int] = {}
        self._counts: dict[str, int] = {}

    def add(self, table: str, row: bytes) -> int:
        """Add one row, and give its own digest."""
        digest = int.from_bytes(hashlib.sha256(row).digest(), "big")
        self._sums[table] = self._sums.get(table, 0) + digest
        self._counts[table] = self._counts.get(table, 0) + 1
        return digest

    def node(self, node: Node, body: bytes) -> int:
        """Add a node whose body is at hand, and give its own digest."""
        return self.add("nodes", node_row((node.id, node.kind.value, node.label, body)))

    def edge(self, edge: Edge, body: bytes) -> int:
        """Add an edge whose body is at hand, and give its own digest."""
        place = (edge.subject, edge.kind.value, edge.object, edge.source, edge.record)
        return self.add("edges", edge_row((place, body)))

    def loss(self, loss: Loss) -> None:
        """Add an entry of the ledger."""
        self.add("ledger", canonical([loss.source, loss.record, loss.field, loss.text, loss.reason]))

    def row(self, view: str, key: str, order: str, body: bytes) -> None:
        """Add a row of a view whose body is at hand."""
        self.add(f"view {view}", canonical([key, order]) + body)

    def hexdigest(self) -> str:
        """Give the digest of all that was added."""
        tables = [[name, self._counts[name], f"{self._sums[name] % _MODULUS:064x}"] for name in sorted(self._sums)]
        return hashlib.sha256(canonical(tables)).hexdigest()


def node_row(row: NodeRow) -> bytes:
    """Give the bytes of a node that are digested."""
    id, kind, label, body = row
    return b"\x00".join((id.encode(), kind.encode(), label.encode(), body))


def edge_row(row: EdgeRow) -> bytes:
    """Give the bytes of an edge that are digested."""
    (subject, kind, object, source, record), body = row
    return f"{subject}\0{kind}\0{object}\0{source}\0{record}\0".encode() + body
