"""What a draft works out of its nodes and edges: names, facets, closures and views."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

from pmkg.model.codec import encode
from pmkg.model.graph import Node
from pmkg.model.kinds import NodeKind
from pmkg.model.reads import Reads
from pmkg.model.views import View
from pmkg.store.closures import CLOSED, ancestors
from pmkg.store.content import ContentDigest, canonical, node_of
from pmkg.store.listing import RANK, Facets, facet_values, folded_names
from pmkg.store.sqlite_schema import CLOSURE_INDEX, NAME_INDEXES, VIEW_INDEX

_NODES = "SELECT number, kind, id, label, body FROM nodes ORDER BY number"
_NAME = "INSERT INTO scratch.names VALUES (?, ?, ?, ?, ?, ?)"
_SEAL_NAMES = """INSERT INTO names (folded, role, identifier, kind, node, name)
    SELECT m.folded, m.role, m.identifier, m.kind, m.node, m.name FROM scratch.names m JOIN nodes n ON n.number = m.node
    ORDER BY m.role, m.folded, n.label, m.node"""
_NAME_WORDS = "INSERT INTO name_words (rowid, folded) SELECT number, folded FROM names WHERE NOT identifier"
_SEAL_FACETS = (
    "INSERT INTO facet_values SELECT facet, value, node FROM scratch.facet_values ORDER BY facet, value, node"
)
_IS = "SELECT subject, object FROM edges WHERE kind = ?"
_ROWS = "SELECT key, body FROM scratch.rows ORDER BY key, place, rowid"

_Numbered: TypeAlias = tuple[int, int, Node]


def index_names(connection: sqlite3.Connection, facets: Facets) -> None:
    """Index every name of every node, and the facets, in one walk over the nodes."""
    declared = [(kind, name) for kind in sorted(facets) for name in facets[kind]]
    connection.executemany("INSERT INTO facets (kind, name) VALUES (?, ?)", declared)
    numbers = {pair: number for number, pair in enumerate(declared, start=1)}
    connection.execute("CREATE TABLE scratch.facet_values (facet INTEGER, value TEXT, node INTEGER)")
    connection.executemany(_NAME, _name_rows(connection, facets, numbers))
    connection.execute(_SEAL_NAMES)
    connection.execute("DROP TABLE scratch.names")
    for statement in NAME_INDEXES:
        connection.execute(statement)
    connection.execute(_NAME_WORDS)
    connection.execute(_SEAL_FACETS)


def _name_rows(
    connection: sqlite3.Connection, facets: Facets, numbers: dict[tuple[NodeKind, str], int]
) -> Iterator[tuple[Any, ...]]:
    add = "INSERT INTO scratch.facet_values VALUES (?, ?, ?)"
    for number, kind, node in _walk(connection):
        for name in folded_names(node):
            yield (name.folded, RANK[name.role], name.identifier, kind, number, name.name)
        for facet in facets.get(node.kind, ()):
            values = facet_values(node, facet)
            connection.executemany(add, [(numbers[node.kind, facet], value, number) for value in values])


def _walk(connection: sqlite3.Connection) -> Iterator[_Numbered]:
    kinds = {number: name for number, name in connection.execute("SELECT number, name FROM kinds")}
    members = {kind.value: kind for kind in NodeKind}
    for number, kind, id, label, body in connection.execute(_NODES):
        yield number, kind, node_of(id, members[kinds[kind]], label, body)


def index_closures(connection: sqlite3.Connection) -> None:
    """Write the closure of each closed relation: all ancestors of each node with their shortest distance."""
    for relation in CLOSED:
        kind = connection.execute("SELECT number FROM kinds WHERE name = ?", (relation,)).fetchone()[0]
        parents: dict[int, list[int]] = defaultdict(list)
        for child, parent in connection.execute(_IS, (kind,)):
            parents[child].append(parent)
        rows = (
            (kind, node, ancestor, depth)
            for node in sorted(parents)
            for ancestor, depth in sorted(ancestors(node, parents).items())
            if ancestor != node
        )
        connection.executemany("INSERT INTO closure VALUES (?, ?, ?, ?)", rows)
    connection.execute(CLOSURE_INDEX)


def index_views(
    connection: sqlite3.Connection, reader: Callable[[], Reads], views: tuple[View[Any], ...], digest: ContentDigest
) -> None:
    """Derive each view with a new ``reader``, which knows those before it; sort its rows on disk, and pack them by key."""
    connection.execute(VIEW_INDEX)
    for number, view in enumerate(views, start=1):
        connection.execute("INSERT INTO views VALUES (?, ?)", (number, view.name))
        connection.executemany("INSERT INTO scratch.rows VALUES (?, ?, ?)", _view_rows(view, reader(), digest))
        rows = groupby(connection.execute(_ROWS), key=itemgetter(0))
        packed = ((number, key, b"[" + b",".join([body for _, body in group]) + b"]") for key, group in rows)
        connection.executemany("INSERT INTO view_rows VALUES (?, ?, ?)", packed)
        connection.execute("DELETE FROM scratch.rows")


def _view_rows(view: View[Any], reader: Reads, digest: ContentDigest) -> Iterator[tuple[str, str, bytes]]:
    for key, row in view.derive(reader):
        place, body = view.order(row), canonical(encode(row))
        digest.row(view.name, key, place, body)
        yield key, place, body
