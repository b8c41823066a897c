"""Listings of a release in Neo4j: pages by id or label, with facets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from pmkg.model.curie import Curie
from pmkg.model.graph import Node
from pmkg.model.kinds import NodeKind
from pmkg.model.manifest import Manifest
from pmkg.model.reads import Filter, Page
from pmkg.store.cache import RecentCache
from pmkg.store.listing import Cursor, Facets, check_listing, label_order
from pmkg.store.neo4j_rows import ReleaseRows

_Place: TypeAlias = tuple[bytes, int]


class Neo4jListing:
    """List the nodes of a kind, page by page; what a filter takes is worked out once and kept."""

    def __init__(
        self, rows: ReleaseRows, node_of: Callable[[Sequence[Any]], Node], facets: Facets, manifest: Manifest
    ) -> None:
        self._rows, self._node_of, self._facets, self._counts = rows, node_of, facets, manifest.nodes
        self._matching: RecentCache[tuple[object, ...], list[_Place]] = RecentCache(64)

    def page(self, kind: NodeKind, filter: Filter, order: str, after: str, limit: int) -> Page:
        """Give one page."""
        check_listing(kind, filter.facets, order, self._facets)
        cursor = Cursor.decode(after) if after else None
        if filter.facets or filter.ids is not None:
            return self._filtered(kind, filter, order, cursor, limit)
        values: dict[str, Any] = {"kind": kind.value, "after": self._rank(cursor), "limit": limit + 1}
        if order == "label":
            values["place"] = label_order(cursor.label).decode() if cursor else ""
        return self._made(self._rows.read(f"read/listing-by-{order}", **values), limit, self._counts.get(kind, 0))

    def _made(self, rows: Sequence[Any], limit: int, total: int) -> Page:
        nodes = tuple([self._node_of(row) for row in rows[:limit]])
        more = nodes and len(rows) > limit
        return Page(nodes, Cursor(nodes[-1].label, nodes[-1].id).encode() if more else "", total)

    def _rank(self, cursor: Cursor | None) -> int:
        rows = self._rows.read("read/rank", id=cursor.id) if cursor else []
        return int(rows[0][0]) if rows else 0

    def _filtered(self, kind: NodeKind, filter: Filter, order: str, cursor: Cursor | None, limit: int) -> Page:
        key = (kind, order, tuple(sorted(filter.facets.items())), filter.ids)
        places = self._matching.get(key)
        if places is None:
            places = self._places(kind, filter, order)
            self._matching.put(key, places)
        label = label_order(cursor.label) if cursor and order == "label" else b""
        start = bisect_right(places, (label, self._rank(cursor))) if cursor else 0
        numbers = [number for _, number in places[start : start + limit + 1]]
        found = {number: row for number, *row in self._rows.read("read/nodes-by-number", numbers=numbers)}
        return self._made([found[number] for number in numbers], limit, len(places))

    def _places(self, kind: NodeKind, filter: Filter, order: str) -> list[_Place]:
        sets = [self._with_values(kind, facet, values) for facet, values in filter.facets.items()]
        if filter.ids is not None:
            sets.append(self._of_kind(kind, filter.ids))
        numbers = sorted(set.intersection(*sets))
        if order == "id":
            return [(b"", number) for number in numbers]
        return sorted((place.encode(), number) for place, number in self._rows.read("read/places", numbers=numbers))

    def _with_values(self, kind: NodeKind, facet: str, values: tuple[str, ...]) -> set[int]:
        rows = self._rows.read("read/facet-values", kind=kind.value, facet=facet, values=sorted(set(values)))
        return {number for row in rows for number in row[0]}

    def _of_kind(self, kind: NodeKind, ids: frozenset[Curie]) -> set[int]:
        return {number for _, number, its in self._rows.read("read/numbers", ids=sorted(ids)) if its == kind}
