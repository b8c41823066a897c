"""A release in memory: the plainest store, and the one that others are compared with."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Sequence
from typing import Any, TypeVar

from pmkg.errors import ReleaseError
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.ledger import Loss
from pmkg.model.manifest import Manifest
from pmkg.model.names import fold, words
from pmkg.model.reads import Filter, Hit, LookupMode, Page, Way
from pmkg.model.views import View
from pmkg.ports.reader import LedgerFilter, LedgerPage, Step
from pmkg.store.closures import walk
from pmkg.store.derived import derive
from pmkg.store.listing import (
    RANK,
    Cursor,
    Facets,
    FoldedName,
    check_listing,
    edge_order,
    facet_values,
    folded_names,
    label_order,
)
from pmkg.store.paths import shortest_paths

R = TypeVar("R")


class MemoryGraph:
    """Read a release that is held in plain dictionaries (a ``GraphReader``)."""

    def __init__(
        self,
        nodes: Iterable[Node] = (),
        edges: Iterable[Edge] = (),
        losses: Iterable[Loss] = (),
        *,
        facets: Facets | None = None,
        manifest: Manifest | None = None,
    ) -> None:
        self._nodes = _unique_nodes(nodes)
        self._facets = facets or {}
        self._manifest = manifest or Manifest("memory", "draft", "", "", ())
        self._losses = sorted(losses, key=_loss_order)
        self._out: dict[Curie, list[Edge]] = defaultdict(list)
        self._in: dict[Curie, list[Edge]] = defaultdict(list)
        self._link(edges)
        self._names: dict[str, list[tuple[FoldedName, Node]]] = defaultdict(list)
        for node in self._nodes.values():
            for name in folded_names(node):
                self._names[name.folded].append((name, node))
        self._rows: dict[str, dict[str, Sequence[Any]]] = {}

    def _link(self, edges: Iterable[Edge]) -> None:
        seen = set()
        for edge in edges:
            check_ends(edge, self._nodes)
            if edge_order(edge) in seen:
                raise ReleaseError(f"the edge {' '.join(edge_order(edge))!r} was given twice")
            seen.add(edge_order(edge))
            self._out[edge.subject].append(edge)
            self._in[edge.object].append(edge)

    def nodes(self, ids: Iterable[Curie]) -> dict[Curie, Node]:
        """Give the nodes that exist among ``ids``."""
        return {id: self._nodes[id] for id in ids if id in self._nodes}

    def edges(
        self, ids: Iterable[Curie], kinds: Iterable[EdgeKind] = (), way: Way = Way.OUT
    ) -> dict[Curie, list[Edge]]:
        """Give the edges of each node, sorted by kind, subject, object, source and record; a node without any has []."""
        wanted = frozenset(kinds)
        return {
            id: sorted((edge for edge in self._touching(id, way) if not wanted or edge.kind in wanted), key=edge_order)
            for id in ids
        }

    def _touching(self, id: Curie, way: Way) -> list[Edge]:
        leaving = self._out.get(id, []) if way is not Way.IN else []
        entering = self._in.get(id, []) if way is not Way.OUT else []
        return leaving + [edge for edge in entering if way is Way.IN or edge.subject != edge.object]

    def closure(
        self, ids: Iterable[Curie], relation: EdgeKind = EdgeKind.IS_A, way: Way = Way.OUT
    ) -> dict[Curie, dict[Curie, int]]:
        """Give all ancestors (OUT) or descendants (IN) with their shortest distance; an unknown id reaches itself alone."""
        return {id: walk(self, id, relation, way) for id in ids}

    def find(
        self, kind: NodeKind, filter: Filter | None = None, order: str = "id", after: str = "", limit: int = 100
    ) -> Page:
        """List nodes of a kind, ordered by ``id`` or ``label``, from a cursor on."""
        limits = filter or Filter()
        check_listing(kind, limits.facets, order, self._facets)
        found = [node for node in self._nodes.values() if node.kind is kind and _passes(node, limits)]
        by_label = order == "label"
        places = sorted((label_order(node.label) if by_label else b"", node.id) for node in found)
        start = 0
        if after:
            cursor = Cursor.decode(after)
            start = bisect_right(places, (label_order(cursor.label) if by_label else b"", Curie(cursor.id)))
        page = tuple(self._nodes[id] for _, id in places[start : start + limit])
        more = page and start + limit < len(places)
        return Page(page, Cursor(page[-1].label, page[-1].id).encode() if more else "", len(places))

    def lookup(
        self, texts: Sequence[str], kinds: Iterable[NodeKind] = (), mode: LookupMode = LookupMode.EXACT, limit: int = 20
    ) -> dict[str, list[Hit]]:
        """Find what each text names, best role first, then by the name that hit, label and id."""
        wanted = frozenset(kinds)
        return {text: self._hits(fold(text), wanted, mode)[:limit] for text in texts}

    def _hits(self, folded: str, kinds: frozenset[NodeKind], mode: LookupMode) -> list[Hit]:
        named = [pair for pair in self._named(folded, mode) if not kinds or pair[1].kind in kinds]
        named.sort(key=lambda pair: (RANK[pair[0].role], pair[0].folded, label_order(pair[1].label), pair[1].id))
        best: dict[Curie, Hit] = {}
        for name, node in named:
            best.setdefault(node.id, Hit(node.id, node.kind, node.label, name.name, name.role))
        return list(best.values())

    def _named(self, folded: str, mode: LookupMode) -> Iterable[tuple[FoldedName, Node]]:
        if mode is LookupMode.EXACT:
            return self._names.get(folded, [])
        texts = self._names if folded else ()
        if mode is LookupMode.PREFIX:
            matching = [name for name in texts if name.startswith(folded)]
        else:
            asked = set(words(folded))
            matching = [name for name in texts if asked and asked <= set(words(name))]
        return [pair for name in matching for pair in self._names[name] if not pair[0].identifier]

    def paths(self, start: Curie, end: Curie, hops: int = 4, limit: int = 10) -> list[tuple[Step, ...]]:
        """Give the shortest paths between two nodes; see :mod:`pmkg.store.paths` for the order and the bounds."""
        if start not in self._nodes or end not in self._nodes:
            return []
        return shortest_paths(_Adjacency(self), start, end, hops, limit)

    def rows(self, view: View[R], keys: Iterable[str]) -> dict[str, Sequence[R]]:
        """Give the rows of a view for each key that has any, in the view's order."""
        if view.name not in self._rows:
            self._rows[view.name] = derive(view, self)
        table: dict[str, Sequence[R]] = self._rows[view.name]
        return {key: table[key] for key in keys if key in table}

    def ledger(self, filter: LedgerFilter) -> LedgerPage:
        """List what did not normalize, by source, reason, record, field and text."""
        found = [
            loss for loss in self._losses if filter.source in ("", loss.source) and filter.reason in ("", loss.reason)
        ]
        counts: dict[str, dict[str, int]] = {}
        for loss in found:
            reasons = counts.setdefault(loss.source, {})
            reasons[loss.reason] = reasons.get(loss.reason, 0) + 1
        return LedgerPage(tuple(found[filter.after : filter.after + filter.limit]), counts, len(found))

    def manifest(self) -> Manifest:
        """Give what the release says of itself."""
        return self._manifest


class _Adjacency:
    """Walk a graph in memory by node id."""

    def __init__(self, graph: MemoryGraph) -> None:
        self._graph = graph

    def degrees(self, nodes: Collection[Curie], most: int) -> dict[Curie, int]:
        return {node: min(len(self._edges(node)), most + 1) for node in nodes}

    def neighbors(self, nodes: Collection[Curie]) -> dict[Curie, list[Curie]]:
        return {node: [_far_end(edge, node) for edge in self._edges(node)] for node in nodes}

    def between(self, one: Curie, others: Collection[Curie]) -> list[tuple[Curie, Step]]:
        edges = [(_far_end(edge, one), edge) for edge in self._edges(one)]
        return [(other, Step(edge, edge.subject != one)) for other, edge in edges if other in others]

    def _edges(self, node: Curie) -> list[Edge]:
        return self._graph.edges([node], way=Way.BOTH)[node]


def _unique_nodes(nodes: Iterable[Node]) -> dict[Curie, Node]:
    found: dict[Curie, Node] = {}
    for node in nodes:
        if node.id in found:
            raise ReleaseError(f"the node {node.id} was given twice")
        found[node.id] = node
    return found


def check_ends(edge: Edge, nodes: Container[Curie]) -> None:
    """Raise :class:`ReleaseError` for an edge that names something that is no node."""
    for end in (edge.subject, edge.object):
        if end not in nodes:
            raise ReleaseError(f"an edge {edge.kind} of {edge.source} names {end}, which is no node")


def _far_end(edge: Edge, id: Curie) -> Curie:
    return edge.object if edge.subject == id else edge.subject


def _passes(node: Node, limits: Filter) -> bool:
    if limits.ids is not None and node.id not in limits.ids:
        return False
    return all(facet_values(node, facet) & set(values) for facet, values in limits.facets.items())


def _loss_order(loss: Loss) -> tuple[str, ...]:
    return (loss.source, loss.reason, loss.record, loss.field, loss.text)
