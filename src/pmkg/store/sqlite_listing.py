"""Listings of a release in SQLite: pages by id or label, with facets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, TypeAlias

import orjson

from pmkg.model.curie import Curie
from pmkg.model.kinds import NodeKind
from pmkg.model.reads import Filter, Page
from pmkg.store.cache import RecentCache
from pmkg.store.listing import Cursor, check_listing, label_order
from pmkg.store.sqlite_file import DecodedNodes, SqliteFile

_BY_ID = """SELECT id, kind, label, body FROM nodes INDEXED BY nodes_by_kind
    WHERE kind = ? AND number > ? ORDER BY number LIMIT ?"""
_BY_LABEL = """SELECT id, kind, label, body FROM nodes INDEXED BY nodes_by_label
    WHERE kind = ? AND (label, number) > (?, ?) ORDER BY label, number LIMIT ?"""
_RANK = "SELECT number FROM nodes WHERE id <= ? ORDER BY id DESC LIMIT 1"
_WITH_VALUE = "SELECT node FROM facet_values WHERE facet = ? AND value = ?"
_LABELS = "SELECT number, label FROM nodes INDEXED BY nodes_by_label WHERE kind = ? ORDER BY label, number"
_KIND_OF = "SELECT number FROM nodes WHERE id = ? AND kind = ?"
_NODE = "SELECT id, kind, label, body FROM nodes WHERE number = ?"

_LISTED = 1_000
"""The most nodes of a page that are remembered; a longer one walks a whole kind and would only displace them."""

_Place: TypeAlias = tuple[bytes, int]


class Listing:
    """List the nodes of a kind, page by page; what a filter takes is worked out once and kept."""

    def __init__(self, file: SqliteFile, nodes: DecodedNodes) -> None:
        self._file = file
        self._nodes = nodes
        self._counts: dict[str, int] = orjson.loads(file.meta.get("nodes", "{}"))
        self._kinds: dict[NodeKind, tuple[str, ...]] = {}
        for kind, name in file.facets:
            self._kinds[NodeKind(kind)] = (*self._kinds.get(NodeKind(kind), ()), name)
        self._matching: RecentCache[tuple[object, ...], list[_Place]] = RecentCache(64)

    def page(self, kind: NodeKind, filter: Filter, order: str, after: str, limit: int) -> Page:
        """Give one page."""
        check_listing(kind, filter.facets, order, self._kinds)
        cursor = Cursor.decode(after) if after else None
        if filter.facets or filter.ids is not None:
            return self._filtered(kind, filter, order, cursor, limit)
        rows = self._rows(kind, order, cursor, limit + 1)
        return self._made(rows, limit, self._counts.get(kind, 0))

    def _made(self, rows: Sequence[Any], limit: int, total: int) -> Page:
        node_of = self._nodes.of if limit <= _LISTED else self._file.node
        nodes = tuple([node_of(row) for row in rows[:limit]])
        more = nodes and len(rows) > limit
        return Page(nodes, Cursor(nodes[-1].label, nodes[-1].id).encode() if more else "", total)

    def _rows(self, kind: NodeKind, order: str, cursor: Cursor | None, limit: int) -> list[Any]:
        number = self._file.numbers[kind]
        rank = self._rank(cursor)
        if order == "id":
            return self._file.all(_BY_ID, (number, rank, limit))
        return self._file.all(_BY_LABEL, (number, cursor.label if cursor else "", rank, limit))

    def _rank(self, cursor: Cursor | None) -> int:
        row = self._file.one(_RANK, (cursor.id,)) if cursor else None
        return row[0] if row else 0

    def _filtered(self, kind: NodeKind, filter: Filter, order: str, cursor: Cursor | None, limit: int) -> Page:
        key = (kind, order, tuple(sorted(filter.facets.items())), filter.ids)
        places = self._matching.get(key)
        if places is None:
            places = self._places(kind, filter, order)
            self._matching.put(key, places)
        label = label_order(cursor.label) if cursor and order == "label" else b""
        start = bisect_right(places, (label, self._rank(cursor))) if cursor else 0
        rows = [self._file.one(_NODE, (number,)) for _, number in places[start : start + limit + 1]]
        return self._made(rows, limit, len(places))

    def _places(self, kind: NodeKind, filter: Filter, order: str) -> list[_Place]:
        sets = [self._with_values(kind, facet, values) for facet, values in filter.facets.items()]
        if filter.ids is not None:
            sets.append(self._of_kind(kind, filter.ids))
        numbers = set.intersection(*sets)
        if order == "id":
            return [(b"", number) for number in sorted(numbers)]
        labels = self._file.all(_LABELS, (self._file.numbers[kind],))
        return [(label_order(label), number) for number, label in labels if number in numbers]

    def _with_values(self, kind: NodeKind, facet: str, values: tuple[str, ...]) -> set[int]:
        number = self._file.facets[kind, facet]
        return {row[0] for value in values for row in self._file.all(_WITH_VALUE, (number, value))}

    def _of_kind(self, kind: NodeKind, ids: frozenset[Curie]) -> set[int]:
        number = self._file.numbers[kind]
        found = [self._file.one(_KIND_OF, (id, number)) for id in ids]
        return {row[0] for row in found if row is not None}
