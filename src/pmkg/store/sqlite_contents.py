"""Walk a release's SQLite file from end to end."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pmkg.ports.contents import EdgeRow, NodeRow, Place
from pmkg.store.sqlite_file import open_file

_BEHIND = "SELECT coalesce(max(number), 0) FROM nodes WHERE id = (SELECT max(id) FROM nodes WHERE id <= ?)"
_BEFORE = "SELECT coalesce(max(number), 0) FROM nodes WHERE id = (SELECT max(id) FROM nodes WHERE id < ?)"
_NODES = "SELECT id, kind, label, body FROM nodes WHERE number > ? ORDER BY number"
_NODES_OF_KIND = """SELECT id, kind, label, body FROM nodes INDEXED BY nodes_by_kind
    WHERE number > ? AND kind = ? ORDER BY number"""
_EDGES = """SELECT s.id, e.kind, o.id, e.source, e.record, e.body FROM edges e
    CROSS JOIN nodes s ON s.number = e.subject CROSS JOIN nodes o ON o.number = e.object
    WHERE e.subject > ?1 AND (?2 = 0 OR e.kind = ?2)
    ORDER BY e.subject, e.kind, e.object, e.source, e.record"""
_FETCHED = 2_000


class SqliteContents:
    """Walk one release (a ``Contents``) over a connection of its own, so that nobody's reads wait for a walk.

    Nodes are numbered by the rank of their id, kinds and sources by that of their name: the order of numbers is that of texts.
    """

    def __init__(self, path: Path) -> None:
        connection = open_file(path)
        weakref.finalize(self, connection.close)
        self._connection: sqlite3.Connection = connection
        kinds = connection.execute("SELECT number, name FROM kinds").fetchall()
        self._kinds: dict[int, str] = dict(kinds)
        self._numbers: dict[str, int] = {name: number for number, name in kinds}
        self._sources: dict[int, str] = dict(connection.execute("SELECT number, name FROM sources"))

    def nodes(self, after: str = "", kind: str = "") -> Iterator[NodeRow]:
        """Walk nodes in the order of their ids."""
        if not kind:
            rows = self._rows(_NODES, (self._number(_BEHIND, after),))
        elif kind in self._numbers:
            rows = self._rows(_NODES_OF_KIND, (self._number(_BEHIND, after), self._numbers[kind]))
        else:
            return
        for id, number, label, body in rows:
            yield (id, self._kinds[number], label, body)

    def edges(self, after: Place | None = None, kind: str = "") -> Iterator[EdgeRow]:
        """Walk edges in the order of their places."""
        if kind and kind not in self._numbers:
            return
        kinds, sources = self._kinds, self._sources
        first = self._number(_BEFORE, after[0]) if after else 0
        rows = self._rows(_EDGES, (first, self._numbers[kind] if kind else 0))
        for subject, number, object, source, record, body in rows:
            place = (subject, kinds[number], object, sources[source], record)
            if after is None or place > after:
                yield (place, body)

    def _number(self, statement: str, id: str) -> int:
        return int(self._connection.execute(statement, (id,)).fetchone()[0])

    def _rows(self, statement: str, values: Sequence[object]) -> Iterator[Any]:
        cursor = self._connection.execute(statement, values)
        while rows := cursor.fetchmany(_FETCHED):
            yield from rows
