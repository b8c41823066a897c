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

_MODULUS = 1 << 256


class ContentDigest:
    """Add up the rows of a release, table by table, in any order."""

    __slots__ = ("_counts", "_sums")

    def __init__(self) -> None:
        self._sums: dict[str, int] = {}
        self._counts: dict[str, int] = {}

    def add(self, table: str, row: bytes) -> None:
        """Add one row."""
        self._sums[table] = self._sums.get(table, 0) + int.from_bytes(hashlib.sha256(row).digest(), "big")
        self._counts[table] = self._counts.get(table, 0) + 1

    def node(self, node: Node, body: bytes) -> None:
        """Add a node whose body is at hand."""
        self.add("nodes", b"\x00".join((node.id.encode(), node.kind.encode(), node.label.encode(), body)))

    def edge(self, edge: Edge, body: bytes) -> None:
        """Add an edge whose body is at hand."""
        text = f"{edge.subject}\0{edge.kind}\0{edge.object}\0{edge.source}\0{edge.record}\0"
        self.add("edges", text.encode() + body)

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
