"""The rows that Neo4j holds of a release, made from the release's SQLite file.

The file has numbered, sorted and checked everything already, so that both stores hold the same numbers in the same order.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

import orjson

from pmkg.model.names import words
from pmkg.model.reads import Way
from pmkg.store.listing import label_order

Row: TypeAlias = list[Any]

_NODES = (
    "SELECT n.number, n.id, k.name, n.label, n.body FROM nodes n JOIN kinds k ON k.number = n.kind ORDER BY n.number"
)
_EDGES = """SELECT e.subject, k.name, e.object, s.name, e.record, e.body FROM edges e
    JOIN kinds k ON k.number = e.kind JOIN sources s ON s.number = e.source ORDER BY e.subject"""
_NAMES = """SELECT m.number, m.folded, m.role, m.identifier, k.name, m.node, m.name FROM names m
    JOIN kinds k ON k.number = m.kind ORDER BY m.number"""
_TERMS = "SELECT number, folded FROM names WHERE NOT identifier ORDER BY number"
_CLOSURES = {
    Way.OUT: """SELECT k.name, n.id, a.id, c.depth FROM closure c JOIN kinds k ON k.number = c.relation
        JOIN nodes n ON n.number = c.node JOIN nodes a ON a.number = c.ancestor ORDER BY c.relation, c.node""",
    Way.IN: """SELECT k.name, a.id, n.id, c.depth FROM closure c JOIN kinds k ON k.number = c.relation
        JOIN nodes n ON n.number = c.node JOIN nodes a ON a.number = c.ancestor ORDER BY c.relation, c.ancestor""",
}
_FACETS = """SELECT f.kind, f.name, v.value, v.node FROM facet_values v JOIN facets f ON f.number = v.facet
    ORDER BY v.facet, v.value, v.node"""
_VIEW_ROWS = "SELECT v.name, r.key, r.rows FROM view_rows r JOIN views v ON v.number = r.view ORDER BY r.view, r.key"
_BLOCKS = "SELECT first, digest, marks FROM blocks ORDER BY first"
_LOSSES = "SELECT number, source, reason, record, field, text FROM ledger ORDER BY number"


def tables(file: sqlite3.Connection) -> Iterator[tuple[str, Iterable[Row]]]:
    """Give each table by the name of the statement that writes it, in the order of writing; rows stream."""
    yield "nodes", _nodes(file)
    yield "edges", ([*row, body.decode() or None] for *row, body in file.execute(_EDGES))
    yield "names", _names(file)
    yield "words", _words(file)
    yield "closures", _closures(file)
    yield "facet-values", _facet_values(file)
    yield "view-rows", ([view, key, rows.decode()] for view, key, rows in file.execute(_VIEW_ROWS))
    yield "blocks", ([first, digest, marks.decode()] for first, digest, marks in file.execute(_BLOCKS))
    yield "losses", map(list, file.execute(_LOSSES))


def _nodes(file: sqlite3.Connection) -> Iterator[Row]:
    for number, id, kind, label, body in file.execute(_NODES):
        yield [number, id, kind, label, label_order(label).decode(), body.decode()]


def _names(file: sqlite3.Connection) -> Iterator[Row]:
    for number, folded, role, identifier, kind, node, name in file.execute(_NAMES):
        yield [number, folded, role, None if identifier else folded, kind, node, name]


def _words(file: sqlite3.Connection) -> Iterator[Row]:
    holding: dict[str, array[int]] = {}
    for number, folded in file.execute(_TERMS):
        for word in set(words(folded)):
            holding.setdefault(word, array("q")).append(number)
    for word in sorted(holding):
        yield [word, list(holding[word])]


def _closures(file: sqlite3.Connection) -> Iterator[Row]:
    for way, select in _CLOSURES.items():
        for (relation, id), rows in groupby(file.execute(select), key=itemgetter(0, 1)):
            yield [relation, way.value, id, orjson.dumps({other: depth for _, _, other, depth in rows}).decode()]


def _facet_values(file: sqlite3.Connection) -> Iterator[Row]:
    for (kind, facet, value), rows in groupby(file.execute(_FACETS), key=itemgetter(0, 1, 2)):
        yield [kind, facet, value, [row[3] for row in rows]]
