"""What every store agrees on when it lists: order, cursors, facets, roles, limits."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import orjson

from pmkg.errors import RequestError
from pmkg.model.graph import Edge, Name, NameRole, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.names import fold

Facets: TypeAlias = Mapping[NodeKind, tuple[str, ...]]
"""The facets of each kind: keys of ``Node.properties`` that hold a scalar or a list of scalars."""

ROLES: tuple[NameRole, ...] = tuple(NameRole)
RANK: dict[NameRole, int] = {role: rank for rank, role in enumerate(ROLES)}
ORDERS = ("id", "label")


@dataclass(frozen=True, slots=True)
class Cursor:
    """Hold the place after which a page begins: the last node's label and id."""

    label: str
    id: str

    def encode(self) -> str:
        """Give the cursor as opaque text."""
        return base64.urlsafe_b64encode(orjson.dumps([self.label, self.id])).decode()

    @classmethod
    def decode(cls, text: str) -> Cursor:
        """Read a cursor back, or raise :class:`RequestError`."""
        try:
            label, id = orjson.loads(base64.urlsafe_b64decode(text))
        except (binascii.Error, ValueError, TypeError) as error:
            raise RequestError(f"{text!r} is no cursor of a page; take it from the page before") from error
        return cls(str(label), str(id))


def label_order(label: str) -> bytes:
    """Give the key by which labels sort: ASCII letters without case, then bytes (SQLite's NOCASE)."""
    return label.encode().lower()


def edge_order(edge: Edge) -> tuple[EdgeKind, str, str, str, str]:
    """Give the key by which the edges of a node sort."""
    return (edge.kind, edge.subject, edge.object, edge.source, edge.record)


def check_listing(kind: NodeKind, facets: Mapping[str, object], order: str, declared: Facets) -> None:
    """Raise :class:`RequestError` for an order or a facet that the kind does not have."""
    if order not in ORDERS:
        raise RequestError(f"cannot order by {order!r}; choose one of {', '.join(ORDERS)}")
    known = declared.get(kind, ())
    for facet in facets:
        if facet not in known:
            raise RequestError(f"{kind} has no facet {facet!r}; it has {', '.join(known) or 'none'}")


def facet_values(node: Node, facet: str) -> set[str]:
    """Give the values of a facet of a node as text; truth values are ``true`` and ``false``."""
    value = node.properties.get(facet)
    values = value if isinstance(value, (list, tuple)) else [value]
    return {str(item).lower() if isinstance(item, bool) else str(item) for item in values if item is not None}


@dataclass(frozen=True, slots=True)
class FoldedName:
    """Hold one way to find a node: the fold, the name, its role, and whether it is an identifier.

    Identifiers (the node's own and those of its exact mappings) are found whole, never by prefix or by words.
    """

    folded: str
    name: str
    role: NameRole
    identifier: bool


def folded_names(node: Node) -> Iterator[FoldedName]:
    """Give each fold by which a node is found once, in its best role."""
    best: dict[str, FoldedName] = {}
    own = [Name(node.label, NameRole.LABEL), *node.names]
    candidates = [(name, name.role is NameRole.MAPPING) for name in own]
    for name, identifier in [*candidates, (Name(node.id, NameRole.EXACT), True)]:
        folded = fold(name.text)
        known = best.get(folded)
        if folded and (known is None or RANK[name.role] < RANK[known.role]):
            best[folded] = FoldedName(folded, name.text, name.role, identifier)
    yield from best.values()
