"""Lookups of names in SQLite: whole, by prefix, by words.

Names are numbered in the order in which hits are given: by role, fold, the node's label and id. So each lookup reads an
index in that order and stops when it has enough, be the prefix one letter or the word one of the commonest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pmkg.model.curie import Curie
from pmkg.model.kinds import NodeKind
from pmkg.model.names import fold, words
from pmkg.model.reads import Hit, LookupMode
from pmkg.store.listing import ROLES
from pmkg.store.sqlite_file import SqliteFile

_EXACT = "SELECT number, node, kind, name, role FROM names WHERE folded = ? ORDER BY number"
_PREFIX = """SELECT number, node, kind, name, role FROM names INDEXED BY names_by_kind
    WHERE kind = ? AND role = ? AND folded >= ? AND folded < ? AND NOT identifier ORDER BY folded, number LIMIT ?"""
_WORDS = """SELECT m.number, m.node, m.kind, m.name, m.role FROM name_words w JOIN names m ON m.number = w.rowid
    WHERE name_words MATCH ?1 AND w.rowid > ?2 ORDER BY w.rowid LIMIT ?3"""
_NODE = "SELECT id, label FROM nodes WHERE number = ?"
_LAST = "\U0010ffff"
_FIRST_BATCH = 256


def hits(file: SqliteFile, text: str, kinds: frozenset[NodeKind], mode: LookupMode, limit: int) -> list[Hit]:
    """Give the nodes that a text names, each once, by its best name."""
    wanted = {number for number, kind in file.node_kinds.items() if not kinds or kind in kinds}
    best: dict[int, Hit] = {}
    for _, node, kind, name, role in _named(file, fold(text), mode, wanted, limit):
        if len(best) == limit:
            break
        if node not in best and kind in wanted:
            id, label = file.one(_NODE, (node,))
            best[node] = Hit(Curie(id), file.node_kinds[kind], label, name, ROLES[role])
    return list(best.values())


def _named(file: SqliteFile, folded: str, mode: LookupMode, kinds: set[int], limit: int) -> Iterator[Any]:
    if not folded:
        return
    if mode is LookupMode.EXACT:
        yield from file.all(_EXACT, (folded,))
    elif mode is LookupMode.PREFIX:
        yield from _by_prefix(file, folded, kinds, limit)
    else:
        asked = " ".join(f'"{word}"' for word in words(folded))
        if asked:
            yield from _by_words(file, asked)


def _by_prefix(file: SqliteFile, folded: str, kinds: set[int], limit: int) -> Iterator[Any]:
    for role in range(len(ROLES)):
        rows = [row for kind in sorted(kinds) for row in _of_kind(file, folded, kind, role, limit)]
        yield from sorted(rows)


def _of_kind(file: SqliteFile, folded: str, kind: int, role: int, limit: int) -> list[Any]:
    """Give the names of one kind and role, enough for ``limit`` nodes, since a node may have many names alike."""
    most = limit
    while True:
        rows = file.all(_PREFIX, (kind, role, folded, folded + _LAST, most))
        if len(rows) < most or len({row[1] for row in rows}) >= limit:
            return rows
        most *= 8


def _by_words(file: SqliteFile, asked: str) -> Iterator[Any]:
    after, most = 0, _FIRST_BATCH
    while rows := file.all(_WORDS, (asked, after, most)):
        yield from rows
        after, most = rows[-1][0], most * 4
