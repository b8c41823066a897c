"""The file of a release: its connection, and the words that it numbers."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pmkg.model.content import edge_parts, node_of
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.store.cache import RecentCache
from pmkg.store.sqlite_schema import READING

_NUMBER = "SELECT number FROM nodes WHERE id = ?"


class SqliteFile:
    """Run reads on one SQLite file, from any thread, and know the words that the file numbers.

    One connection under a lock: SQLite would serialize its calls anyway, and hot reads do not come this far.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        names = dict(self.all("SELECT number, name FROM kinds"))
        nodes, edges = {kind.value: kind for kind in NodeKind}, {kind.value: kind for kind in EdgeKind}
        self.node_kinds: dict[int, NodeKind] = {number: nodes[name] for number, name in names.items() if name in nodes}
        self.edge_kinds: dict[int, EdgeKind] = {number: edges[name] for number, name in names.items() if name in edges}
        self.numbers: dict[str, int] = {name: number for number, name in names.items()}
        self.sources: dict[int, str] = dict(self.all("SELECT number, name FROM sources"))
        self.views: dict[str, int] = {name: number for number, name in self.all("SELECT number, name FROM views")}
        self.meta: dict[str, str] = dict(self.all("SELECT key, value FROM meta"))
        self.facets: dict[tuple[str, str], int] = {
            (kind, name): number for number, kind, name in self.all("SELECT number, kind, name FROM facets")
        }

    def all(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        """Run one statement and give all its rows."""
        with self._lock:
            return self._connection.execute(statement, values).fetchall()

    def one(self, statement: str, values: Sequence[object] = ()) -> Any:
        """Run one statement and give its first row, or None."""
        with self._lock:
            return self._connection.execute(statement, values).fetchone()

    def number(self, id: str) -> int | None:
        """Give the number of a node."""
        row = self.one(_NUMBER, (id,))
        return None if row is None else int(row[0])

    def node(self, row: Sequence[Any]) -> Node:
        """Make a node of its columns id, kind, label, body."""
        id, kind, label, body = row
        return node_of(id, self.node_kinds[kind], label, body)

    def edge(self, subject: str, object: str, columns: Sequence[Any]) -> Edge:
        """Make an edge of its ends and its columns kind, source, record, body."""
        kind, source, record, body = columns
        citations, properties = edge_parts(body)
        return Edge(
            Curie(subject), self.edge_kinds[kind], Curie(object), self.sources[source], record, citations, properties
        )


class DecodedNodes:
    """Remember the nodes read last; a release never changes."""

    def __init__(self, file: SqliteFile, size: int) -> None:
        self._file = file
        self._nodes: RecentCache[str, Node] = RecentCache(size)

    def get(self, id: str) -> Node | None:
        """Give a node that is remembered."""
        return self._nodes.get(id)

    def recent(self, limit: int) -> list[str]:
        """Name the nodes remembered last."""
        return self._nodes.recent(limit)

    def of(self, row: Sequence[Any]) -> Node:
        """Give the node of its columns, decoded once."""
        node = self._nodes.get(row[0])
        if node is None:
            node = self._file.node(row)
            self._nodes.put(node.id, node)
        return node


def open_file(path: Path) -> sqlite3.Connection:
    """Open a release's file for reading alone; it never changes, so no lock is taken."""
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
    try:
        connection.executescript(READING)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
