"""Walk a release's SQLite file from end to end."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from pmkg.ports.contents import Block, EdgeRow, Mark, NodeRow, Place
from pmkg.store.blocks import marks_of
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
_BLOCKS = "SELECT first, digest FROM blocks ORDER BY first"
_MARKS = "SELECT b.marks FROM json_each(?) f CROSS JOIN blocks b ON b.first = f.value ORDER BY f.key"
_NODES_OF = "SELECT n.id, n.kind, n.label, n.body FROM json_each(?) i CROSS JOIN nodes n ON n.id = i.value"
_EDGES_OF = """SELECT s.id, e.kind, o.id, e.source, e.record, e.body FROM json_each(?1) i CROSS JOIN nodes s ON s.id = i.value
    CROSS JOIN edges e ON e.subject = s.number AND (?2 = 0 OR e.kind = ?2) CROSS JOIN nodes o ON o.number = e.object"""
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
        first = self._number(_BEFORE, after[0]) if after else 0
        for row in map(self._edge, self._rows(_EDGES, (first, self._numbers[kind] if kind else 0))):
            if after is None or row[0] > after:
                yield row

    def blocks(self) -> list[Block]:
        """Give the blocks of all nodes, in the order of their first identifiers."""
        return [Block(*row) for row in self._rows(_BLOCKS, ())]

    def marks(self, firsts: Iterable[str]) -> Iterator[Mark]:
        """Give the marks of the blocks that begin at ``firsts``, which are in order."""
        for (text,) in self._rows(_MARKS, (_json(firsts),)):
            yield from marks_of(text)

    def nodes_of(self, ids: Iterable[str]) -> Iterator[NodeRow]:
        """Give the nodes of these identifiers that there are, in no order."""
        for id, number, label, body in self._rows(_NODES_OF, (_json(ids),)):
            yield (id, self._kinds[number], label, body)

    def edges_of(self, ids: Iterable[str], kind: str = "") -> Iterator[EdgeRow]:
        """Give the edges that leave these nodes, which are in order, in the order of their places."""
        if kind and kind not in self._numbers:
            return iter(())
        rows = self._rows(_EDGES_OF, (_json(ids), self._numbers[kind] if kind else 0))
        return iter(sorted(map(self._edge, rows)))

    def _edge(self, row: Sequence[Any]) -> EdgeRow:
        subject, number, object, source, record, body = row
        return ((subject, self._kinds[number], object, self._sources[source], record), body)

    def _number(self, statement: str, id: str) -> int:
        return int(self._connection.execute(statement, (id,)).fetchone()[0])

    def _rows(self, statement: str, values: Sequence[object]) -> Iterator[Any]:
        cursor = self._connection.execute(statement, values)
        while rows := cursor.fetchmany(_FETCHED):
            yield from rows


def _json(texts: Iterable[str]) -> str:
    return orjson.dumps(list(texts)).decode()
