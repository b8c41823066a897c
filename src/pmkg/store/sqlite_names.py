"""Lookups of names in SQLite: whole, by prefix, by words."""

from __future__ import annotations

from typing import Any

from pmkg.model.curie import Curie
from pmkg.model.kinds import NodeKind
from pmkg.model.names import fold, words
from pmkg.model.reads import Hit, LookupMode
from pmkg.store.listing import ROLES
from pmkg.store.sqlite_file import SqliteFile

_EXACT = """SELECT n.id, m.kind, n.label, m.name, m.role FROM names m JOIN nodes n ON n.number = m.node
    WHERE m.folded = ? ORDER BY m.role, m.folded, n.label, m.node"""
_PREFIX = """SELECT n.id, m.kind, n.label, m.name, m.role FROM names m JOIN nodes n ON n.number = m.node
    WHERE m.folded >= ? AND m.folded < ? AND NOT m.identifier ORDER BY m.role, m.folded, n.label, m.node"""
_WORDS = """SELECT n.id, m.kind, n.label, m.name, m.role FROM name_words w JOIN names m ON m.number = w.rowid
    JOIN nodes n ON n.number = m.node
    WHERE name_words MATCH ? ORDER BY m.role, m.folded, n.label, m.node"""
_LAST = "\U0010ffff"


def hits(file: SqliteFile, text: str, kinds: frozenset[NodeKind], mode: LookupMode, limit: int) -> list[Hit]:
    """Give the nodes that a text names, each once, by its best name."""
    best: dict[str, Hit] = {}
    for id, number, label, name, role in _named(file, fold(text), mode):
        kind = file.node_kinds[number]
        if len(best) == limit:
            break
        if id not in best and (not kinds or kind in kinds):
            best[id] = Hit(Curie(id), kind, label, name, ROLES[role])
    return list(best.values())


def _named(file: SqliteFile, folded: str, mode: LookupMode) -> list[Any]:
    if not folded:
        return []
    if mode is LookupMode.EXACT:
        return file.all(_EXACT, (folded,))
    if mode is LookupMode.PREFIX:
        return file.all(_PREFIX, (folded, folded + _LAST))
    asked = " ".join(f'"{word}"' for word in words(folded))
    return file.all(_WORDS, (asked,)) if asked else []
