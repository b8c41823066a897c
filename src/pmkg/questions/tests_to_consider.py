"""Which tests would change the answer most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from pmkg.model.answer import TestToConsider
from pmkg.model.curie import Curie
from pmkg.model.kinds import Direction, Effect, StatementKind, Truth
from pmkg.model.profile import Profile, leaves
from pmkg.model.statement import ACCEPTED, Statement
from pmkg.model.views import STATEMENTS_BY_DISEASE, tree_of
from pmkg.ports.reader import GraphReader
from pmkg.questions.match import Match
from pmkg.questions.tumor_context import TumorContext
from pmkg.vocabulary.scales import tier

_WORTHWHILE = frozenset({"IA", "IB", "IIC"})
_LIMIT = 10


class DecidableOptions:
    """Hold, for one tumor, how many tier I or II options hang on each profile and each test.

    Only options for this tumor (exact, ancestor, agnostic) count. ``by_test`` is the count for a patient of whom nothing
    is known; a patient's own facts then take away what they decide, so that the cost grows with the facts, not the release.
    """

    def __init__(self, options: Mapping[Curie, int], trees: Mapping[Curie, Profile]) -> None:
        self.options = options
        self.trees = trees
        self.tests = {profile: _tests(tree) for profile, tree in trees.items()}
        self.by_test: Counter[str] = Counter()
        self._by_subject: dict[str, list[Curie]] = defaultdict(list)
        for profile, tree in trees.items():
            for name in self.tests[profile]:
                self.by_test[name] += options[profile]
            for subject in {subject for leaf in leaves(tree) for subject in leaf.criterion.subjects}:
                self._by_subject[subject].append(profile)

    def touching(self, subjects: Iterable[str]) -> dict[Curie, Profile]:
        """Give the profiles that speak of any of the subjects: a gene that was tested and found normal decides them."""
        found = {profile for subject in subjects for profile in self._by_subject.get(subject, ())}
        return {profile: self.trees[profile] for profile in sorted(found)}

    def after(self, outcomes: Mapping[Curie, Match]) -> tuple[TestToConsider, ...]:
        """Rank the tests that are still open, given how the patient's facts decided profiles among these."""
        counts = self.by_test.copy()
        for profile, outcome in outcomes.items():
            for name in self.tests[profile]:
                counts[name] -= self.options[profile]
            if outcome.truth is Truth.UNKNOWN:
                for name in outcome.missing:
                    counts[name] += self.options[profile]
        ranked = sorted(((-count, name) for name, count in counts.items() if count > 0))
        return tuple(TestToConsider(name, -count) for count, name in ranked[:_LIMIT])


def decidable_options(reader: GraphReader, context: TumorContext) -> DecidableOptions:
    """Count the worthwhile options of a tumor by profile and by test."""
    keys = [*context.ancestors, "scope:AGNOSTIC", "scope:BASKET"] if context.tumor else []
    rows = reader.rows(STATEMENTS_BY_DISEASE, keys)
    found: dict[Curie, set[tuple[Curie, Effect]]] = {}
    for statement in (row for statements in rows.values() for row in statements):
        if statement.regimen is not None and _worthwhile(statement, context):
            found.setdefault(statement.profile, set()).add((statement.regimen.id, statement.effect))
    trees = {profile: tree_of(node) for profile, node in reader.nodes(found).items()}
    return DecidableOptions({profile: len(found[profile]) for profile in trees}, trees)


def _tests(tree: Profile) -> tuple[str, ...]:
    return tuple(sorted({leaf.criterion.test for leaf in leaves(tree)}))


def _worthwhile(statement: Statement, context: TumorContext) -> bool:
    if statement.kind is not StatementKind.PREDICTIVE or statement.direction is not Direction.SUPPORTS:
        return False
    match = context.match(statement)
    if match is None or statement.conflict or statement.status != ACCEPTED:
        return False
    return tier(statement.scale, statement.level, match, statement.scope, statement.effect)[0] in _WORTHWHILE
