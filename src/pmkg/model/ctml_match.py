"""Read the match trees of CTML, MatchMiner's clinical trial markup: and, or, not over genomic, clinical and treatment leaves.

A leading ``!`` of any value of a leaf asks that the leaf does not hold. What does not follow the format is reported with its
place and line, and stays in the tree as a check for a person: no criterion is ever taken for met because it was not read.

The format is described at https://matchminer.gitbook.io and in the matchengine-V2 repository of dfci.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from pmkg.model.ctml_leaves import LEAVES, NotRead
from pmkg.model.ledger import Reason
from pmkg.model.marked_document import Marked
from pmkg.model.records import Rejected
from pmkg.model.trial_criteria import PersonCheck
from pmkg.model.trial_records import Said, SaidAll, SaidAny, SaidTree

_SHOWN = 200


@dataclass(slots=True)
class MatchReader:
    """Read the trees of one record; ``rejected`` gathers what did not follow the format."""

    record: str
    rejected: list[Rejected] = field(default_factory=list)

    def read(self, match: Marked, place: str) -> SaidTree:
        """Read a match: a list of trees that all bind; no match asks for nothing."""
        if match.value is None and not match.cyclic:
            return SaidAll()
        if match.fields:
            return self._node(match, place)
        if not match.items and match.value != []:
            return self.left_over(match, place, "a match is a list of trees")
        return _all(self._node(item, f"{place}[{number}]") for number, item in enumerate(match.items))

    def left_over(self, value: Marked, place: str, problem: str) -> Said:
        """Report what cannot be read, and leave it to a person."""
        words = "a tree that holds itself" if value.cyclic else json.dumps(value.plain, ensure_ascii=False)
        where = self.where(value, place)
        self.rejected.append(Rejected(self.record, where, f"{problem}: {words}"[:_SHOWN], Reason.MALFORMED))
        return Said(PersonCheck(f"{problem}: {words}"), words=words, place=where)

    def where(self, value: Marked, place: str) -> str:
        """Give a place with its line."""
        return f"line {value.line}: {place}" if value.line else place

    def _node(self, node: Marked, place: str) -> SaidTree:
        if node.cyclic:
            return self.left_over(node, place, "the tree holds itself")
        if not node.fields:
            return self.left_over(
                node, place, "a tree is an object of and, or, not, genomic, clinical, prior_treatment"
            )
        if node.repeated:
            return self.left_over(node, place, f"{', '.join(node.repeated)} stands twice in one object")
        outdented = self._outdented(node, place)
        if outdented is not None:
            return outdented
        return _all(self._part(key, value, f"{place}.{key}") for key, value in node.fields.items())

    def _outdented(self, node: Marked, place: str) -> SaidTree | None:
        """Read a leaf whose fields stand beside its empty name instead of below it: there is one way to read it."""
        empty = [key for key, value in node.fields.items() if key in LEAVES and value.value is None]
        beside = {key: value for key, value in node.fields.items() if key not in empty}
        if len(empty) != 1 or not beside or not beside.keys() <= LEAVES[empty[0]].keys:
            return None
        return self._leaf(empty[0], Marked(beside, node.line), f"{place}.{empty[0]}")

    def _part(self, key: str, value: Marked, place: str) -> SaidTree:
        if key in LEAVES:
            return self._leaf(key, value, place)
        if key not in ("and", "or", "not"):
            return self.left_over(value, place, f"{key!r} is no key of a match tree")
        if value.cyclic:
            return self.left_over(value, place, "the tree holds itself")
        if not value.items:
            return self.left_over(value, place, f"{key!r} holds nothing")
        parts = [self._node(item, f"{place}[{number}]") for number, item in enumerate(value.items)]
        if key == "not":
            return negation(_all(parts))
        return _all(parts) if key == "and" else _any(parts)

    def _leaf(self, kind: str, leaf: Marked, place: str) -> SaidTree:
        grammar = LEAVES[kind]
        if not leaf.fields:
            return self.left_over(leaf, place, f"the {kind} criterion holds nothing")
        if kind == "clinical" and len(leaf.fields) > 1:
            # its fields bind each for itself: what one of them says wrong costs nothing of the others
            fields = (Marked({key: value}, value.line) for key, value in leaf.fields.items())
            return _all(self._leaf(kind, one, place) for one in fields)
        unknown = sorted(leaf.fields.keys() - grammar.keys)
        if unknown:
            return self.left_over(leaf, place, f"{', '.join(unknown)} is no key of a {kind} criterion")
        try:
            tree = grammar.read(leaf.fields)
        except NotRead as error:
            return self.left_over(leaf, place, str(error))
        return _placed(tree, json.dumps(leaf.plain, ensure_ascii=False), self.where(leaf, place))


def negation(tree: SaidTree) -> SaidTree:
    """Negate a tree, pushing NOT down to its leaves (De Morgan).

    >>> negation(SaidAll((Said(PersonCheck("a")), Said(PersonCheck("b"), negated=True)))) == SaidAny(
    ...     (Said(PersonCheck("a"), negated=True), Said(PersonCheck("b")))
    ... )
    True
    """
    if isinstance(tree, Said):
        return replace(tree, negated=not tree.negated)
    parts = tuple(negation(part) for part in tree.parts)
    return SaidAny(parts) if isinstance(tree, SaidAll) else SaidAll(parts)


def _placed(tree: SaidTree, words: str, place: str) -> SaidTree:
    if isinstance(tree, Said):
        return replace(tree, words=words, place=place)
    return replace(tree, parts=tuple(_placed(part, words, place) for part in tree.parts))


def _joined(join: Callable[[tuple[SaidTree, ...]], SaidTree], parts: Iterable[SaidTree]) -> SaidTree:
    made = tuple(parts)
    return made[0] if len(made) == 1 else join(made)


def _all(parts: Iterable[SaidTree]) -> SaidTree:
    return _joined(SaidAll, parts)


def _any(parts: Iterable[SaidTree]) -> SaidTree:
    return _joined(SaidAny, parts)
