"""A release in SQLite, read-only."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import orjson

from pmkg.errors import ReleaseError, UnknownSchema
from pmkg.model.codec import decode
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.ledger import Loss
from pmkg.model.manifest import SCHEMA, Manifest
from pmkg.model.reads import Filter, Hit, LookupMode, Page, Way
from pmkg.model.views import View
from pmkg.ports.reader import LedgerFilter, LedgerPage, Remembered, Step
from pmkg.store import sqlite_listing, sqlite_names
from pmkg.store.cache import RecentCache
from pmkg.store.closures import CLOSED, walk
from pmkg.store.derived import DerivedRows
from pmkg.store.listing import edge_order
from pmkg.store.paths import shortest_paths
from pmkg.store.remembered import remembered
from pmkg.store.sqlite_file import DecodedNodes, SqliteFile, open_file
from pmkg.store.sqlite_paths import NumberedEdges

R = TypeVar("R")

_NODE = "SELECT id, kind, label, body FROM nodes WHERE id = ?"
_OUT = """SELECT e.kind, n.id, e.source, e.record, e.body FROM edges e JOIN nodes n ON n.number = e.object
    WHERE e.subject = ? ORDER BY e.kind, e.object, e.source, e.record"""
_OUT_KIND = """SELECT e.kind, n.id, e.source, e.record, e.body FROM edges e JOIN nodes n ON n.number = e.object
    WHERE e.subject = ? AND e.kind = ? ORDER BY e.object, e.source, e.record"""
_IN = """SELECT e.kind, n.id, e.source, e.record, e.body FROM edges e JOIN nodes n ON n.number = e.subject
    WHERE e.object = ? ORDER BY e.kind, e.subject, e.source, e.record"""
_IN_KIND = """SELECT e.kind, n.id, e.source, e.record, e.body FROM edges e JOIN nodes n ON n.number = e.subject
    WHERE e.object = ? AND e.kind = ? ORDER BY e.subject, e.source, e.record"""
_ANCESTORS = """SELECT n.id, c.depth FROM closure c JOIN nodes n ON n.number = c.ancestor
    WHERE c.relation = ? AND c.node = ?"""
_DESCENDANTS = """SELECT n.id, c.depth FROM closure c JOIN nodes n ON n.number = c.node
    WHERE c.relation = ? AND c.ancestor = ?"""
_ROWS = "SELECT rows FROM view_rows WHERE view = ? AND key = ?"
_LEDGER = """SELECT source, record, field, text, reason FROM ledger
    WHERE (?1 = '' OR source = ?1) AND (?2 = '' OR reason = ?2) ORDER BY number LIMIT ?3 OFFSET ?4"""
_LEDGER_COUNTS = """SELECT source, reason, count(*) FROM ledger
    WHERE (?1 = '' OR source = ?1) AND (?2 = '' OR reason = ?2) GROUP BY source, reason ORDER BY source, reason"""


class SqliteReader:
    """Read one release from its file (a ``GraphReader``).

    Decoded nodes, closures and view rows are kept up to ``cache`` of each: a release never changes.
    """

    def __init__(self, connection: sqlite3.Connection, manifest: Manifest, cache: int = 16_384) -> None:
        self._file = SqliteFile(connection)
        self._manifest = manifest
        self._nodes = DecodedNodes(self._file, cache)
        self._closures: RecentCache[tuple[EdgeKind, Way, Curie], dict[Curie, int]] = RecentCache(cache)
        self._rows: RecentCache[tuple[str, str], tuple[Any, ...]] = RecentCache(cache)
        self._derived = DerivedRows()
        self._find = sqlite_listing.Listing(self._file, self._nodes)

    @classmethod
    def open(cls, path: Path, manifest: Manifest, cache: int = 16_384) -> SqliteReader:
        """Open a release; raise :class:`UnknownSchema`, or :class:`ReleaseError` for a file that is no whole release."""
        try:
            connection = open_file(path)
            try:
                reader = cls._checked(connection, manifest, cache)
            except BaseException:
                connection.close()
                raise
        except sqlite3.Error as error:
            raise ReleaseError(f"{path} cannot be read ({error}); run 'pmkg build'") from error
        weakref.finalize(reader, connection.close)
        return reader

    @classmethod
    def _checked(cls, connection: sqlite3.Connection, manifest: Manifest, cache: int) -> SqliteReader:
        schema = connection.execute("PRAGMA user_version").fetchone()[0]
        if schema != SCHEMA:
            raise UnknownSchema(manifest.release, schema, SCHEMA)
        return cls(connection, manifest, cache)

    @property
    def digest(self) -> str:
        """The content digest that the file itself holds."""
        return self._file.meta.get("digest", "")

    def check(self) -> list[str]:
        """Check every page of the file and give what is wrong with it; nothing when it is whole."""
        try:
            found = [" ".join(row[0].split()) for row in self._file.all("PRAGMA quick_check")]
        except sqlite3.Error as error:
            return [str(error)]
        return [] if found == ["ok"] else found

    def nodes(self, ids: Iterable[Curie]) -> dict[Curie, Node]:
        """Give the nodes that exist among ``ids``."""
        found = {}
        for id in ids:
            node = self._nodes.get(id)
            if node is None:
                row = self._file.one(_NODE, (id,))
                if row is None:
                    continue
                node = self._nodes.of(row)
            found[node.id] = node
        return found

    def edges(
        self, ids: Iterable[Curie], kinds: Iterable[EdgeKind] = (), way: Way = Way.OUT
    ) -> dict[Curie, list[Edge]]:
        """Give the edges of each node, sorted by kind, subject, object, source and record; a node without any has []."""
        wanted = sorted(set(kinds))
        return {id: self._edges(id, wanted, way) for id in ids}

    def _edges(self, id: Curie, kinds: Sequence[EdgeKind], way: Way) -> list[Edge]:
        number = self._file.number(id)
        if number is None:
            return []
        found: list[Edge] = []
        if way is not Way.IN:
            rows = self._half(number, kinds, _OUT, _OUT_KIND)
            found += [self._file.edge(id, other, (kind, *rest)) for kind, other, *rest in rows]
        if way is not Way.OUT:
            rows = self._half(number, kinds, _IN, _IN_KIND)
            loops = way is Way.IN
            found += [self._file.edge(other, id, (kind, *rest)) for kind, other, *rest in rows if loops or other != id]
        return sorted(found, key=edge_order) if way is Way.BOTH else found

    def _half(self, number: int, kinds: Sequence[EdgeKind], whole: str, by_kind: str) -> list[Any]:
        if not kinds:
            return self._file.all(whole, (number,))
        numbers = [self._file.numbers[kind] for kind in kinds if kind in self._file.numbers]
        return [row for kind in numbers for row in self._file.all(by_kind, (number, kind))]

    def closure(
        self, ids: Iterable[Curie], relation: EdgeKind = EdgeKind.IS_A, way: Way = Way.OUT
    ) -> dict[Curie, dict[Curie, int]]:
        """Give all ancestors (OUT) or descendants (IN) with their shortest distance; an unknown id reaches itself alone."""
        found = {}
        for id in ids:
            known = self._closures.get((relation, way, id))
            if known is None:
                known = self._closure(id, relation, way)
                self._closures.put((relation, way, id), known)
            found[id] = dict(known)
        return found

    def _closure(self, id: Curie, relation: EdgeKind, way: Way) -> dict[Curie, int]:
        if relation not in CLOSED or way is Way.BOTH:
            return walk(self, id, relation, way)
        number = self._file.number(id)
        if number is None:
            return {id: 0}
        rows = self._file.all(_ANCESTORS if way is Way.OUT else _DESCENDANTS, (self._file.numbers[relation], number))
        return {id: 0, **{Curie(other): depth for other, depth in rows}}

    def find(
        self, kind: NodeKind, filter: Filter | None = None, order: str = "id", after: str = "", limit: int = 100
    ) -> Page:
        """List nodes of a kind, ordered by ``id`` or ``label``, from a cursor on."""
        return self._find.page(kind, filter or Filter(), order, after, limit)

    def lookup(
        self, texts: Sequence[str], kinds: Iterable[NodeKind] = (), mode: LookupMode = LookupMode.EXACT, limit: int = 20
    ) -> dict[str, list[Hit]]:
        """Find what each text names, best role first, then by the name that hit, label and id."""
        wanted = frozenset(kinds)
        return {text: sqlite_names.hits(self._file, text, wanted, mode, limit) for text in texts}

    def paths(self, start: Curie, end: Curie, hops: int = 4, limit: int = 10) -> list[tuple[Step, ...]]:
        """Give the shortest paths between two nodes; see :mod:`pmkg.store.paths` for the order and the bounds."""
        ends = self._file.number(start), self._file.number(end)
        if ends[0] is None or ends[1] is None:
            return []
        return shortest_paths(NumberedEdges(self._file), ends[0], ends[1], hops, limit)

    def rows(self, view: View[R], keys: Iterable[str]) -> dict[str, Sequence[R]]:
        """Give the rows of a view for each key that has any, in the view's order."""
        number = self._file.views.get(view.name)
        if number is None:
            return self._derived.of(view, keys, self)
        found: dict[str, Sequence[R]] = {}
        cached = self._rows.get
        for key in keys:
            rows = cached((view.name, key))
            if rows is None:
                rows = self._decode(view, number, key)
            if rows:
                found[key] = rows
        return found

    def _decode(self, view: View[R], number: int, key: str) -> tuple[R, ...]:
        packed = self._file.one(_ROWS, (number, key))
        rows = tuple([decode(view.row, row) for row in orjson.loads(packed[0])]) if packed else ()
        self._rows.put((view.name, key), rows)
        return rows

    def ledger(self, filter: LedgerFilter) -> LedgerPage:
        """List what did not normalize, by source, reason, record, field and text."""
        limits = (filter.source, filter.reason)
        counts: dict[str, dict[str, int]] = {}
        for source, reason, count in self._file.all(_LEDGER_COUNTS, limits):
            counts.setdefault(source, {})[reason] = count
        losses = tuple([Loss(*row) for row in self._file.all(_LEDGER, (*limits, filter.limit, filter.after))])
        return LedgerPage(losses, counts, sum(sum(reasons.values()) for reasons in counts.values()))

    def remembered(self, limit: int) -> Remembered:
        """Name what was read last and is kept, at most ``limit`` nodes, closures and rows each."""
        return remembered(self._nodes.recent(limit), self._closures, self._rows, limit)

    def manifest(self) -> Manifest:
        """Give what the release says of itself."""
        return self._manifest
