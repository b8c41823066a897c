"""What became of one thing from one release to another: itself, its relations, and the evidence about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pmkg.model.curie import Curie
from pmkg.model.difference import Change, ChangeType, Item
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind
from pmkg.model.reads import Reads, Way
from pmkg.questions.evidence_about import evidence_about
from pmkg.questions.release_difference import change_between

K = TypeVar("K")
T = TypeVar("T", Node, Edge, Node | None)

_OF_STATEMENTS = frozenset({EdgeKind.ABOUT_PROFILE, EdgeKind.ABOUT_REGIMEN, EdgeKind.ABOUT_DISEASE})
"""Edges that say only what a statement says itself."""

_Place = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Stand:
    """Hold what one release says of a thing: its node (None where it has none), its evidence, its relations by place."""

    reader: Reads
    node: Node | None
    evidence: Mapping[Curie, Node]
    edges: Mapping[_Place, Edge]


def stand(reader: Reads, id: Curie) -> Stand:
    """Read what a release says of a thing."""
    node = reader.nodes([id]).get(id)
    if node is None:
        return Stand(reader, None, {}, {})
    evidence = reader.nodes(evidence_about(reader, node.kind, [id])[id])
    edges = {
        (str(edge.subject), edge.kind.value, str(edge.object), edge.source, edge.record): edge
        for way in (Way.OUT, Way.IN)
        for edge in reader.edges([id], (), way).get(id, ())
        if edge.kind not in _OF_STATEMENTS
    }
    return Stand(reader, node, evidence, edges)


def thing_changes(before: Stand, after: Stand) -> tuple[Change, ...]:
    """Give what differs: statements first, then the thing itself, then its relations; in each, what weighs most first.

    A statement that is about the thing in one release only, since it came to say something else, has changed: it is not
    withdrawn.
    """
    found = [
        *_differing(Item.STATEMENT, _evidence(before, after), _evidence(after, before)),
        *_differing(Item.NODE, {"": before.node}, {"": after.node}),
        *_differing(Item.EDGE, before.edges, after.edges),
    ]
    return tuple(sorted(found, key=_order))


def _evidence(own: Stand, other: Stand) -> dict[Curie, Node]:
    return {**own.evidence, **own.reader.nodes(other.evidence.keys() - own.evidence.keys())}


def _differing(item: Item, before: Mapping[K, T], after: Mapping[K, T]) -> Iterator[Change]:
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        if old != new:
            yield change_between(item, old, new)


_ITEMS = (Item.STATEMENT, Item.NODE, Item.EDGE)
_TYPES = (ChangeType.WITHDRAWN, ChangeType.RELEVELED, ChangeType.ADDED, ChangeType.CHANGED)


def _order(change: Change) -> tuple[int, int, str]:
    thing = change.thing
    name = str(thing.id) if isinstance(thing, Node) else f"{thing.kind} {thing.subject} {thing.object} {thing.record}"
    return _ITEMS.index(change.item), _TYPES.index(change.type), name
