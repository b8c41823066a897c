"""The canonical bytes of what nodes and edges hold: equal content has equal bytes, in every store and every release."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Name, NameRole, Node
from pmkg.model.kinds import NodeKind

_ROLES: dict[str, NameRole] = {role.value: role for role in NameRole}


def canonical(value: object) -> bytes:
    """Give plain values as JSON with sorted keys."""
    return orjson.dumps(value, default=_plain, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{value!r} is no JSON value")


def node_body(node: Node) -> bytes:
    """Give what a node holds beside id, kind and label."""
    return canonical([[[name.text, name.role] for name in node.names], node.properties, node.sources])


def node_of(id: str, kind: NodeKind, label: str, body: bytes) -> Node:
    """Read a node back from its stored columns."""
    names, properties, sources = orjson.loads(body)
    return Node(
        Curie(id), kind, label, tuple([Name(text, _ROLES[role]) for text, role in names]), properties, tuple(sources)
    )


def edge_body(edge: Edge) -> bytes:
    """Give what an edge holds beside its identity; empty when there is nothing."""
    return canonical([edge.citations, edge.properties]) if edge.citations or edge.properties else b""


def edge_parts(body: bytes) -> tuple[tuple[str, ...], dict[str, Any]]:
    """Read the citations and properties of an edge back."""
    if not body:
        return (), {}
    citations, properties = orjson.loads(body)
    return tuple(citations), properties
