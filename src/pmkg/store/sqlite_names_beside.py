"""The names and facets of a draft's nodes, worked out in a file beside the draft's.

The work reads nothing but nodes, so where they are many a process of its own does it while edges, closures and views are
written. It numbers the nodes as the draft does: by the rank of their id.
"""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pmkg.errors import ReleaseError
from pmkg.model.content import node_of
from pmkg.model.graph import Node
from pmkg.model.kinds import NodeKind
from pmkg.store.listing import RANK, Facets, facet_values, folded_names
from pmkg.store.sqlite_schema import KINDS, NAMES_TABLES, UNSAFE

_NODES = "SELECT id, kind, label, body FROM met.nodes ORDER BY id"
_NAME = "INSERT INTO met_names VALUES (?, ?, ?, ?, ?, ?, ?)"
_VALUE = "INSERT INTO met_values VALUES (?, ?, ?)"
_IN_ORDER = """INSERT INTO names SELECT folded, role, identifier, kind, node, name FROM met_names
    ORDER BY role, folded, label, node"""
_VALUES_IN_ORDER = "INSERT INTO facet_values SELECT facet, value, node FROM met_values ORDER BY facet, value, node"
_SECONDS_TO_END = 10


def numbered(facets: Facets) -> dict[tuple[NodeKind, str], int]:
    """Number the facets of all kinds."""
    declared = [(kind, name) for kind in sorted(facets) for name in facets[kind]]
    return {pair: number for number, pair in enumerate(declared, start=1)}


def work_out(nodes: Path, target: Path, facets: Facets) -> None:
    """Read the nodes of one file, and write their names and the values of their facets, in order, to another."""
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.executescript(UNSAFE + NAMES_TABLES)
        connection.execute("ATTACH ? AS met", (str(nodes),))
        connection.execute("BEGIN")
        connection.executemany(_NAME, _rows(connection, numbered(facets), facets))
        connection.execute(_IN_ORDER)
        connection.execute(_VALUES_IN_ORDER)
        connection.execute("COMMIT")


def _rows(
    connection: sqlite3.Connection, numbers: dict[tuple[NodeKind, str], int], facets: Facets
) -> Iterator[tuple[Any, ...]]:
    for number, (kind, node) in enumerate(_nodes(connection), start=1):
        for name in folded_names(node):
            yield (name.folded, RANK[name.role], name.identifier, kind, number, name.name, node.label)
        for facet in facets.get(node.kind, ()):
            values = facet_values(node, facet)
            connection.executemany(_VALUE, [(numbers[node.kind, facet], value, number) for value in values])


def _nodes(connection: sqlite3.Connection) -> Iterator[tuple[int, Node]]:
    members = {number: NodeKind(name) for number, name in enumerate(KINDS, start=1) if name in set(NodeKind)}
    for id, kind, label, body in connection.execute(_NODES):
        yield kind, node_of(id, members[kind], label, body)


class NamesBeside:
    """Run :func:`work_out` in a process of its own."""

    def __init__(self, nodes: Path, target: Path, facets: Facets) -> None:
        context = multiprocessing.get_context("spawn")
        self._outcome, outcome = context.Pipe(duplex=False)
        self._process = context.Process(target=_tell, args=(outcome, nodes, target, dict(facets)), daemon=True)
        self._process.start()
        outcome.close()

    def wait(self) -> None:
        """Wait for the end of the work, and raise what stopped it."""
        try:
            error = self._outcome.recv()
        except EOFError:
            error = ReleaseError("the process that works out names was ended; free memory, then run 'pmkg build' again")
        self.end()
        if error is not None:
            raise error

    def end(self) -> None:
        """End the process, whether its work is done or not."""
        self._process.kill()
        self._process.join(_SECONDS_TO_END)
        self._outcome.close()


def _tell(outcome: Connection, nodes: Path, target: Path, facets: Facets) -> None:
    try:
        work_out(nodes, target, facets)
    except sqlite3.Error as error:
        outcome.send(error)
    else:
        outcome.send(None)
