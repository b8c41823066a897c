"""What a draft works out of its nodes and edges: names, facets, closures, views and blocks."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from pmkg.model.codec import encode
from pmkg.model.content import canonical
from pmkg.model.reads import Reads
from pmkg.model.views import View
from pmkg.ports.contents import Mark
from pmkg.store.blocks import EdgeSums, in_blocks
from pmkg.store.closures import CLOSED, ancestors
from pmkg.store.content import ContentDigest
from pmkg.store.listing import Facets
from pmkg.store.sqlite_names_beside import numbered
from pmkg.store.sqlite_schema import BLOCK_INDEX, CLOSURE_INDEX, NAME_INDEXES, VIEW_INDEX

_NAMES = """INSERT INTO names (folded, role, identifier, kind, node, name)
    SELECT folded, role, identifier, kind, node, name FROM beside.names ORDER BY rowid"""
_NAME_WORDS = "INSERT INTO name_words (rowid, folded) SELECT number, folded FROM names WHERE NOT identifier"
_FACET_VALUES = "INSERT INTO facet_values SELECT facet, value, node FROM beside.facet_values ORDER BY rowid"
_IS = "SELECT subject, object FROM edges WHERE kind = ?"
_MARKS = """SELECT m.id, k.name, m.mark FROM met.nodes m JOIN kinds k ON k.number = m.kind ORDER BY m.id"""
_BLOCK = "INSERT INTO blocks VALUES (?, ?, ?)"
_ROWS = "SELECT key, body FROM scratch.rows ORDER BY key, place, rowid"


def index_names(connection: sqlite3.Connection, facets: Facets) -> None:
    """Take in the names and facets that were worked out beside the draft, and index them."""
    declared = [(number, *pair) for pair, number in numbered(facets).items()]
    connection.executemany("INSERT INTO facets (number, kind, name) VALUES (?, ?, ?)", declared)
    connection.execute(_NAMES)
    for statement in NAME_INDEXES:
        connection.execute(statement)
    connection.execute(_NAME_WORDS)
    connection.execute(_FACET_VALUES)


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


def index_blocks(connection: sqlite3.Connection, edges: EdgeSums) -> None:
    """Write the blocks by which this release is compared with others; nodes are numbered by the rank of their id."""
    rows = enumerate(connection.execute(_MARKS), start=1)
    marks = (Mark(id, kind, mark, edges.of(number)) for number, (id, kind, mark) in rows)
    connection.executemany(_BLOCK, ((*block, text) for block, text in in_blocks(marks)))
    connection.execute(BLOCK_INDEX)


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
