"""A release in Neo4j, read-only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import orjson

from pmkg.model.codec import decode
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.ledger import Loss
from pmkg.model.manifest import Manifest
from pmkg.model.reads import Filter, Hit, LookupMode, Page, Way
from pmkg.model.views import View
from pmkg.ports.reader import LedgerFilter, LedgerPage, Remembered, Step
from pmkg.store import neo4j_names
from pmkg.store.cache import RecentCache
from pmkg.store.closures import CLOSED, walk
from pmkg.store.derived import DerivedRows
from pmkg.store.listing import Facets, edge_order
from pmkg.store.neo4j_listing import Neo4jListing
from pmkg.store.neo4j_paths import ServedEdges
from pmkg.store.neo4j_rows import ReleaseRows, edge_of_row, node_of_row
from pmkg.store.paths import shortest_paths
from pmkg.store.remembered import remembered

R = TypeVar("R")


class Neo4jReader:
    """Read one release from a server (a ``GraphReader``).

    A read of many keys is one request. Decoded nodes, closures and view rows are kept up to ``cache`` of each: a release
    never changes. What is not kept raises :class:`NoRelease` once the release was dropped.
    """

    def __init__(
        self, rows: ReleaseRows, manifest: Manifest, facets: Facets, views: Iterable[str], cache: int = 16_384
    ) -> None:
        self._server, self._manifest, self._views = rows, manifest, frozenset(views)
        self._nodes: RecentCache[str, Node] = RecentCache(cache)
        self._closures: RecentCache[tuple[EdgeKind, Way, Curie], dict[Curie, int]] = RecentCache(cache)
        self._rows: RecentCache[tuple[str, str], tuple[Any, ...]] = RecentCache(cache)
        self._derived = DerivedRows()
        self._find = Neo4jListing(rows, self._node, facets, manifest)

    def nodes(self, ids: Iterable[Curie]) -> dict[Curie, Node]:
        """Give the nodes that exist among ``ids``."""
        asked = list(dict.fromkeys(ids))
        known = {id: node for id in asked if (node := self._nodes.get(id)) is not None}
        unknown = [id for id in asked if id not in known]
        if unknown:
            known.update((node.id, node) for node in map(self._node, self._server.read("read/nodes", ids=unknown)))
        return {node.id: node for id in asked if (node := known.get(id)) is not None}

    def _node(self, row: Sequence[Any]) -> Node:
        """Give the node of its columns, decoded once."""
        node = self._nodes.get(row[0])
        if node is None:
            node = node_of_row(row)
            self._nodes.put(node.id, node)
        return node

    def edges(
        self, ids: Iterable[Curie], kinds: Iterable[EdgeKind] = (), way: Way = Way.OUT
    ) -> dict[Curie, list[Edge]]:
        """Give the edges of each node, sorted by kind, subject, object, source and record; a node without any has []."""
        found: dict[Curie, list[Edge]] = {id: [] for id in ids}
        asked = {"ids": list(found), "kinds": sorted(set(kinds))}
        if found and way is not Way.IN:
            for id, kind, other, *rest in self._server.read("read/edges-out", **asked):
                found[id].append(edge_of_row(id, other, (kind, *rest)))
        if found and way is not Way.OUT:
            for id, kind, other, *rest in self._server.read("read/edges-in", **asked):
                if way is Way.IN or other != id:
                    found[id].append(edge_of_row(other, id, (kind, *rest)))
        for edges in found.values():
            edges.sort(key=edge_order)
        return found

    def closure(
        self, ids: Iterable[Curie], relation: EdgeKind = EdgeKind.IS_A, way: Way = Way.OUT
    ) -> dict[Curie, dict[Curie, int]]:
        """Give all ancestors (OUT) or descendants (IN) with their shortest distance; an unknown id reaches itself alone."""
        asked = list(dict.fromkeys(ids))
        known = {id: reached for id in asked if (reached := self._closures.get((relation, way, id))) is not None}
        unknown = [id for id in asked if id not in known]
        for id, reached in self._reached(unknown, relation, way).items() if unknown else ():
            self._closures.put((relation, way, id), reached)
            known[id] = reached
        return {id: dict(known[id]) for id in asked}

    def _reached(self, ids: Sequence[Curie], relation: EdgeKind, way: Way) -> dict[Curie, dict[Curie, int]]:
        if relation not in CLOSED or way is Way.BOTH:
            return {id: walk(self, id, relation, way) for id in ids}
        rows = self._server.read("read/closures", ids=ids, relation=relation.value, way=way.value)
        reached = {id: orjson.loads(text) for id, text in rows}
        return {id: {id: 0, **{Curie(other): far for other, far in reached.get(id, {}).items()}} for id in ids}

    def find(
        self, kind: NodeKind, filter: Filter | None = None, order: str = "id", after: str = "", limit: int = 100
    ) -> Page:
        """List nodes of a kind, ordered by ``id`` or ``label``, from a cursor on."""
        return self._find.page(kind, filter or Filter(), order, after, limit)

    def lookup(
        self, texts: Sequence[str], kinds: Iterable[NodeKind] = (), mode: LookupMode = LookupMode.EXACT, limit: int = 20
    ) -> dict[str, list[Hit]]:
        """Find what each text names, best role first, then by the name that hit, label and id."""
        return neo4j_names.hits(self._server, texts, frozenset(kinds), mode, limit)

    def paths(self, start: Curie, end: Curie, hops: int = 4, limit: int = 10) -> list[tuple[Step, ...]]:
        """Give the shortest paths between two nodes; see :mod:`pmkg.store.paths` for the order and the bounds."""
        ends = self._server.number(start), self._server.number(end)
        if ends[0] is None or ends[1] is None:
            return []
        return shortest_paths(ServedEdges(self._server), ends[0], ends[1], hops, limit)

    def rows(self, view: View[R], keys: Iterable[str]) -> dict[str, Sequence[R]]:
        """Give the rows of a view for each key that has any, in the view's order."""
        if view.name not in self._views:
            return self._derived.of(view, keys, self)
        asked = list(dict.fromkeys(keys))
        unknown = [key for key in asked if self._rows.get((view.name, key)) is None]
        packed = dict(self._server.read("read/rows", view=view.name, keys=unknown)) if unknown else {}
        fresh = {key: self._decoded(view, key, packed.get(key, "[]")) for key in unknown}
        found = {key: fresh[key] if key in fresh else self._rows.get((view.name, key)) for key in asked}
        return {key: rows for key, rows in found.items() if rows}

    def _decoded(self, view: View[R], key: str, packed: str) -> tuple[R, ...]:
        rows = tuple([decode(view.row, row) for row in orjson.loads(packed)])
        self._rows.put((view.name, key), rows)
        return rows

    def ledger(self, filter: LedgerFilter) -> LedgerPage:
        """List what did not normalize, by source, reason, record, field and text."""
        limits = {"source": filter.source, "reason": filter.reason}
        counts: dict[str, dict[str, int]] = {}
        for source, reason, count in self._server.read("read/loss-counts", **limits):
            counts.setdefault(source, {})[reason] = count
        losses = self._server.read("read/losses", after=filter.after, limit=filter.limit, **limits)
        total = sum(sum(reasons.values()) for reasons in counts.values())
        return LedgerPage(tuple([Loss(*row) for row in losses]), counts, total)

    def remembered(self, limit: int) -> Remembered:
        """Name what was read last and is kept, at most ``limit`` nodes, closures and rows each."""
        return remembered(self._nodes.recent(limit), self._closures, self._rows, limit)

    def manifest(self) -> Manifest:
        """Give what the release says of itself."""
        return self._manifest
