"""What changed between two releases: one walk over what is marked differently in them, so that memory stays flat.

Everything that two releases hold is compared by its digest, some nodes and their edges at once; only what differs is read. The walk
can be taken up behind any change, by the change's cursor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from itertools import islice
from typing import TypeVar

from pmkg.errors import RequestError
from pmkg.model.content import edge_parts, node_of
from pmkg.model.curie import Curie
from pmkg.model.difference import Change, ChangeCount, ChangeType, Item, Values, Wanted
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.ports.contents import Contents, EdgeRow, NodeRow, Place
from pmkg.questions.changed_fields import differing
from pmkg.questions.unlike_marks import Unlike, unlike_marks

R = TypeVar("R", NodeRow, EdgeRow)
Cursor = str | Place
"""A place in the order of changes: the id of a node, or the place of an edge; every node comes before the first edge."""

_EVERYTHING = Wanted()
_BEFORE_ALL: Place = ("", "", "", "", "")
_NODE_KINDS = frozenset({"", *(kind.value for kind in NodeKind)})
_EDGE_KINDS = frozenset({"", *(kind.value for kind in EdgeKind)})
_READ_AT_ONCE = 500


def changes(
    before: Contents,
    after: Contents,
    wanted: Wanted = _EVERYTHING,
    behind: Cursor = "",
    breathe: Callable[[], None] = lambda: None,
) -> Iterator[Change]:
    """Give what differs, nodes by id and then edges by place, from behind a cursor on.

    ``breathe`` is called every some hundred reads: whoever waits may raise there.
    """
    for change in _walked(before, after, wanted, behind, breathe):
        if wanted.takes(change.item, change.type, change.kind, change.sources):
            yield change


def check_kind(kind: str) -> None:
    """Raise :class:`RequestError` for a text that is neither "" nor the name of a kind of node or edge."""
    if kind not in _NODE_KINDS | _EDGE_KINDS:
        near = get_close_matches(kind, sorted(_NODE_KINDS | _EDGE_KINDS), 5)
        hint = f"; near names: {', '.join(near)}" if near else ""
        raise RequestError(f"{kind!r} is no kind of node or edge{hint}")


def cursor_of(change: Change) -> Cursor:
    """Give the cursor behind which a walk goes on after a change."""
    thing = change.thing
    if isinstance(thing, Node):
        return str(thing.id)
    return (str(thing.subject), thing.kind.value, str(thing.object), thing.source, thing.record)


class ChangeCounts:
    """Count changes by item, type, kind and sources."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[Item, ChangeType, str, tuple[str, ...]]] = Counter()

    def add(self, change: Change) -> None:
        """Count one change."""
        self._counts[change.item, change.type, change.kind, change.sources] += 1

    def all(self) -> tuple[ChangeCount, ...]:
        """Give the counts, in the order of what they are counted by."""
        return tuple(ChangeCount(*key, count) for key, count in sorted(self._counts.items()))


def counted(found: Iterable[Change]) -> tuple[ChangeCount, ...]:
    """Count changes by item, type, kind and sources, in that order."""
    counts = ChangeCounts()
    for change in found:
        counts.add(change)
    return counts.all()


def _walked(
    before: Contents, after: Contents, wanted: Wanted, behind: Cursor, breathe: Callable[[], None]
) -> Iterator[Change]:
    node_kind = NodeKind.EVIDENCE.value if wanted.item is Item.STATEMENT else wanted.kind
    if wanted.item is not Item.EDGE and isinstance(behind, str) and node_kind in _NODE_KINDS:
        unlike = unlike_marks(before, after, behind, breathe)
        nodes = (each for each in unlike if each.node and each.id > behind and each.of_kind(node_kind))
        for ids in _batches(nodes, breathe):
            for pair in _merged(iter(sorted(before.nodes_of(ids))), iter(sorted(after.nodes_of(ids)))):
                yield _node_change(*pair)
    if wanted.item in (None, Item.EDGE) and wanted.kind in _EDGE_KINDS:
        place = behind if isinstance(behind, tuple) else _BEFORE_ALL
        leaving = (each for each in unlike_marks(before, after, place[0], breathe) if each.edges)
        for ids in _batches(leaving, breathe):
            for edges in _merged(before.edges_of(ids, wanted.kind), after.edges_of(ids, wanted.kind)):
                if _place(*edges) > place:
                    yield _edge_change(*edges)


def _batches(unlike: Iterator[Unlike], breathe: Callable[[], None]) -> Iterator[list[str]]:
    while batch := [each.id for each in islice(unlike, _READ_AT_ONCE)]:
        breathe()
        yield batch


def _place(before: EdgeRow | None, after: EdgeRow | None) -> Place:
    row = before or after
    return row[0] if row else _BEFORE_ALL


def _merged(before: Iterator[R], after: Iterator[R]) -> Iterator[tuple[R | None, R | None]]:
    """Walk two orders side by side and give what stands in one of them only, or differently in both."""
    old, new = next(before, None), next(after, None)
    while old is not None or new is not None:
        if new is None or (old is not None and old[0] < new[0]):
            yield old, None
            old = next(before, None)
        elif old is None or new[0] < old[0]:
            yield None, new
            new = next(after, None)
        else:
            if old != new:
                yield old, new
            old, new = next(before, None), next(after, None)


def _node_change(before: NodeRow | None, after: NodeRow | None) -> Change:
    old, new = _node(before), _node(after)
    thing = new or old
    item = Item.STATEMENT if thing and "statement" in thing.properties else Item.NODE
    return change_between(item, old, new)


def _edge_change(before: EdgeRow | None, after: EdgeRow | None) -> Change:
    return change_between(Item.EDGE, _edge(before), _edge(after))


def change_between(item: Item, before: Node | Edge | None, after: Node | Edge | None) -> Change:
    """Say how one thing differs, of which at least one release holds something."""
    if before is None:
        return Change(item, ChangeType.ADDED, None, after, {})
    if after is None:
        return Change(item, ChangeType.WITHDRAWN, before, None, {})
    fields: dict[str, Values] = differing(before, after)
    releveled = item is Item.STATEMENT and not fields.keys().isdisjoint(("level", "scale"))
    return Change(item, ChangeType.RELEVELED if releveled else ChangeType.CHANGED, before, after, fields)


def _node(row: NodeRow | None) -> Node | None:
    return None if row is None else node_of(row[0], NodeKind(row[1]), row[2], row[3])


def _edge(row: EdgeRow | None) -> Edge | None:
    if row is None:
        return None
    (subject, kind, object, source, record), body = row
    citations, properties = edge_parts(body)
    return Edge(Curie(subject), EdgeKind(kind), Curie(object), source, record, citations, properties)
