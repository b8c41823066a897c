"""Everything that a release holds, walked in one order that all releases share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol, TypeAlias

Place: TypeAlias = tuple[str, str, str, str, str]
"""What identifies an edge, and its place in the order: subject, kind, object, source, record."""

NodeRow: TypeAlias = tuple[str, str, str, bytes]
"""The id of a node, its kind, its label, and the canonical bytes of the rest (:mod:`pmkg.model.content`)."""

EdgeRow: TypeAlias = tuple[Place, bytes]
"""The place of an edge and the canonical bytes of the rest."""


class Mark(NamedTuple):
    """Tell a node, and all edges that leave it, by digests; ``edges`` is "" where none leave."""

    id: str
    kind: str
    node: str
    edges: str


class Block(NamedTuple):
    """Tell all marks from the identifier ``first`` up to that of the next block by one digest.

    Where a block begins follows from the identifiers alone, so that what two releases share stands in equal blocks.
    """

    first: str
    digest: str


class Contents(Protocol):
    """Walk one release from end to end, with memory flat: equal rows are equal content, so that two releases can be merged.

    A walk starts behind a place, whether the release holds it or not, and may be limited to one kind. Who compares releases
    reads ``blocks``, the ``marks`` of those that differ, and only then what is marked differently.
    """

    def nodes(self, after: str = "", kind: str = "") -> Iterator[NodeRow]:
        """Walk nodes in the order of their ids."""
        ...

    def edges(self, after: Place | None = None, kind: str = "") -> Iterator[EdgeRow]:
        """Walk edges in the order of their places."""
        ...

    def blocks(self) -> list[Block]:
        """Give the blocks of all nodes, in the order of their first identifiers."""
        ...

    def marks(self, firsts: Iterable[str]) -> Iterator[Mark]:
        """Give the marks of the blocks that begin at ``firsts``, which are in order."""
        ...

    def nodes_of(self, ids: Iterable[str]) -> Iterator[NodeRow]:
        """Give the nodes of these identifiers that there are, in no order."""
        ...

    def edges_of(self, ids: Iterable[str], kind: str = "") -> Iterator[EdgeRow]:
        """Give the edges that leave these nodes, which are in order, in the order of their places."""
        ...
