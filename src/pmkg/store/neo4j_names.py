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
_Named: TypeAlias = Mapping[str, list[_Name]]
"""What names of a release each folded text finds."""


def hits(
    rows: ReleaseRows, texts: Sequence[str], kinds: frozenset[NodeKind], mode: LookupMode, limit: int
) -> dict[str, list[Hit]]:
    """Give the nodes that each text names, each once, by its best name."""
    folds = {text: fold(text) for text in texts}
    by = {LookupMode.EXACT: _exact, LookupMode.PREFIX: _by_prefix, LookupMode.WORDS: _by_words}[mode]
    named = by(rows, sorted({folded for folded in folds.values() if folded}), kinds, limit)
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


def _exact(rows: ReleaseRows, folds: Sequence[str], kinds: frozenset[NodeKind], limit: int) -> _Named:
    found: dict[str, list[_Name]] = {}
    for folded, *name in rows.read("read/names-exact", folds=folds) if folds else ():
        found.setdefault(folded, []).append(name)
    return {folded: _best(names, kinds, limit) for folded, names in found.items()}


def _by_prefix(rows: ReleaseRows, folds: Sequence[str], kinds: frozenset[NodeKind], limit: int) -> _Named:
    """Read role after role, each for all prefixes that have not enough nodes yet."""
    found: dict[str, list[_Name]] = {folded: [] for folded in folds}
    for role in range(len(ROLES)):
        few = [folded for folded, names in found.items() if len(_best(names, kinds, limit)) < limit]
        for folded, names in _in_role(rows, few, role, sorted(kinds or NodeKind), limit).items():
            found[folded] += names
    return {folded: _best(names, kinds, limit) for folded, names in found.items()}


def _in_role(rows: ReleaseRows, folds: list[str], role: int, kinds: list[NodeKind], limit: int) -> _Named:
    """Give the first names of a role by prefix; more of them where a node has many alike."""
    found: dict[str, list[_Name]] = {}
    most = limit
    while folds:
        found.update((folded, []) for folded in folds)
        asked = {"prefixes": folds, "kinds": kinds, "role": role, "limit": most}
        for folded, *name in rows.read("read/names-by-prefix", **asked):
            found[folded].append(name)
        folds = [folded for folded in folds if _cut(found[folded], most, limit)]
        most *= 8
    return found


def _cut(names: Sequence[_Name], most: int, limit: int) -> bool:
    """Say whether some kind was cut at ``most`` names before it gave ``limit`` nodes."""
    of_kind: dict[str, list[int]] = {}
    for name in names:
        of_kind.setdefault(name[2], []).append(name[1])
    return any(len(nodes) == most and len(set(nodes)) < limit for nodes in of_kind.values())


def _by_words(rows: ReleaseRows, folds: Sequence[str], kinds: frozenset[NodeKind], limit: int) -> _Named:
    asked = {folded: set(words(folded)) for folded in folds}
    every = sorted(set[str]().union(*asked.values()))
    holding = {word: set(names) for word, names in rows.read("read/words", words=every)} if every else {}
    found: dict[str, list[_Name]] = {}
    for folded, parts in asked.items():
        if parts and parts <= holding.keys():
            numbers = sorted(set.intersection(*(holding[word] for word in parts)))
            found[folded] = _numbered(rows, numbers, kinds, limit)
    return found


def _numbered(rows: ReleaseRows, numbers: Sequence[int], kinds: frozenset[NodeKind], limit: int) -> list[_Name]:
    found: list[_Name] = []
    for start in range(0, len(numbers), _BATCH):
        found += rows.read("read/names-by-number", numbers=numbers[start : start + _BATCH])
        if len(_best(found, kinds, limit)) == limit:
            break
    return _best(found, kinds, limit)
