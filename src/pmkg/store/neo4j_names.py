"""Lookups of names in Neo4j: whole, by prefix, by words.

Names are numbered in the order in which hits are given, so whatever finds names, the hits are their order cut at the limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from pmkg.model.curie import Curie
from pmkg.model.kinds import NodeKind
from pmkg.model.names import fold, words
from pmkg.model.reads import Hit, LookupMode
from pmkg.store.listing import ROLES
from pmkg.store.neo4j_rows import ReleaseRows

_BATCH = 1_000

_Name: TypeAlias = list[Any]
"""A name's number, node, kind, text and role."""


def hits(
    rows: ReleaseRows, texts: Sequence[str], kinds: frozenset[NodeKind], mode: LookupMode, limit: int
) -> dict[str, list[Hit]]:
    """Give the nodes that each text names, each once, by its best name."""
    folds = {text: fold(text) for text in texts}
    if mode is LookupMode.EXACT:
        named = _exact(rows, [folded for folded in folds.values() if folded], kinds, limit)
    else:
        by = _by_prefix if mode is LookupMode.PREFIX else _by_words
        named = {folded: by(rows, folded, kinds, limit) for folded in set(folds.values()) if folded}
    numbers = {name[1] for names in named.values() for name in names}
    nodes = {row[0]: row for row in rows.read("read/nodes-by-number", numbers=sorted(numbers))} if numbers else {}
    return {text: [_hit(nodes[name[1]], name) for name in named.get(folded, ())] for text, folded in folds.items()}


def _hit(node: Sequence[Any], name: _Name) -> Hit:
    _, id, kind, label, _ = node
    return Hit(Curie(id), NodeKind(kind), label, name[3], ROLES[name[4]])


def _best(names: Iterable[_Name], kinds: frozenset[NodeKind], limit: int) -> list[_Name]:
    """Keep each node's first name, of the first ``limit`` nodes."""
    best: dict[int, _Name] = {}
    for name in sorted(names):
        if not kinds or name[2] in kinds:
            best.setdefault(name[1], name)
    return list(best.values())[:limit]


def _exact(
    rows: ReleaseRows, folds: Sequence[str], kinds: frozenset[NodeKind], limit: int
) -> Mapping[str, list[_Name]]:
    found: dict[str, list[_Name]] = {}
    for folded, *name in rows.read("read/names-exact", folds=sorted(set(folds))) if folds else ():
        found.setdefault(folded, []).append(name)
    return {folded: _best(names, kinds, limit) for folded, names in found.items()}


def _by_prefix(rows: ReleaseRows, folded: str, kinds: frozenset[NodeKind], limit: int) -> list[_Name]:
    """Read role after role until there is enough; within a role and kind, more names where a node has many alike."""
    found: list[_Name] = []
    for role in range(len(ROLES)):
        most = limit
        while True:
            asked = {"kinds": sorted(kinds or NodeKind), "role": role, "prefix": folded, "limit": most}
            names = rows.read("read/names-by-prefix", **asked)
            if not _cut(names, most, limit):
                break
            most *= 8
        found += names
        if len(_best(found, kinds, limit)) == limit:
            break
    return _best(found, kinds, limit)


def _cut(names: Sequence[_Name], most: int, limit: int) -> bool:
    """Say whether some kind was cut at ``most`` names before it gave ``limit`` nodes."""
    of_kind: dict[str, list[int]] = {}
    for name in names:
        of_kind.setdefault(name[2], []).append(name[1])
    return any(len(nodes) == most and len(set(nodes)) < limit for nodes in of_kind.values())


def _by_words(rows: ReleaseRows, folded: str, kinds: frozenset[NodeKind], limit: int) -> list[_Name]:
    asked = set(words(folded))
    holding = dict(rows.read("read/words", words=sorted(asked))) if asked else {}
    if not asked or len(holding) < len(asked):
        return []
    numbers = sorted(set.intersection(*(set(names) for names in holding.values())))
    found: list[_Name] = []
    for start in range(0, len(numbers), _BATCH):
        found += rows.read("read/names-by-number", numbers=numbers[start : start + _BATCH])
        if len(_best(found, kinds, limit)) == limit:
            break
    return _best(found, kinds, limit)
