"""Nodes and edges of the released graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from pmkg.model.curie import Curie
from pmkg.model.kinds import EdgeKind, NodeKind

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"
Properties: TypeAlias = Mapping[str, Value]


class NameRole(StrEnum):
    """Say what a name is to its node; a lookup reports the best role that hit."""

    LABEL = "label"
    EXACT = "exact"
    PREVIOUS = "previous"
    ALIAS = "alias"
    BRAND = "brand"
    MAPPING = "mapping"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Name:
    """Hold one way to call a node: a synonym, or the identifier of an exact mapping (role MAPPING)."""

    text: str
    role: NameRole


@dataclass(frozen=True, slots=True)
class Node:
    """Hold one thing of the graph.

    ``names`` holds every synonym and exact mapping besides the label and id; ``sources`` the catalog ids of the
    sources that speak of it, sorted.
    """

    id: Curie
    kind: NodeKind
    label: str
    names: tuple[Name, ...] = ()
    properties: Properties = field(default_factory=dict)
    sources: tuple[str, ...] = ()

    @property
    def mappings(self) -> tuple[str, ...]:
        """Identifiers of the same thing in other vocabularies."""
        return tuple(name.text for name in self.names if name.role is NameRole.MAPPING)


@dataclass(frozen=True, slots=True)
class Edge:
    """Hold one relation and where it was said.

    An edge is identified by (subject, kind, object, source, record): the same claim of two sources is two edges.
    ``record`` is the source's own locator, ``citations`` are publications (``PMID:…``) or URLs.
    """

    subject: Curie
    kind: EdgeKind
    object: Curie
    source: str
    record: str = ""
    citations: tuple[str, ...] = ()
    properties: Properties = field(default_factory=dict)
