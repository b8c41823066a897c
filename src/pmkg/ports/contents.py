"""Everything that a release holds, walked in one order that all releases share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeAlias

Place: TypeAlias = tuple[str, str, str, str, str]
"""What identifies an edge, and its place in the order: subject, kind, object, source, record."""

NodeRow: TypeAlias = tuple[str, str, str, bytes]
"""The id of a node, its kind, its label, and the canonical bytes of the rest (:mod:`pmkg.model.content`)."""

EdgeRow: TypeAlias = tuple[Place, bytes]
"""The place of an edge and the canonical bytes of the rest."""


class Contents(Protocol):
    """Walk one release from end to end, with memory flat: equal rows are equal content, so that two releases can be merged.

    A walk starts behind a place, whether the release holds it or not, and may be limited to one kind.
    """

    def nodes(self, after: str = "", kind: str = "") -> Iterator[NodeRow]:
        """Walk nodes in the order of their ids."""
        ...

    def edges(self, after: Place | None = None, kind: str = "") -> Iterator[EdgeRow]:
        """Walk edges in the order of their places."""
        ...
