"""How one patient stands to every molecular profile that may concern them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pmkg.model.curie import Curie
from pmkg.model.profile import leaves
from pmkg.model.views import NEGATIVE, PROFILES_BY_SUBJECT, ProfileRow
from pmkg.ports.reader import GraphReader
from pmkg.questions.match import Match
from pmkg.questions.patient import Facts, Patient
from pmkg.questions.profiles import evaluate

_KEPT_FACTS = 4_096
_TOLD_BY = {"HR": ("ER", "PR")}
"""The markers of which a report tells something under another name."""

Outcome = tuple[ProfileRow, Match]


@dataclass(frozen=True, slots=True)
class _Profiles:
    """Hold the profiles of one subject: those about it ``alone``, and the ``joint`` ones, which ask for other things too."""

    alone: tuple[ProfileRow, ...]
    joint: tuple[ProfileRow, ...]


class ProfileOutcomes:
    """Evaluate profiles on one release.

    A profile about one gene sees the patient's facts about that gene and nothing else, so its outcome is remembered with
    them: the same driver mutations come again and again.
    """

    def __init__(self, reader: GraphReader) -> None:
        self._reader = reader
        self._profiles: dict[str, _Profiles] = {}
        self._texts: dict[Curie, str] = {}
        self._known: dict[tuple[str, Facts], tuple[Outcome, ...]] = {}

    def text(self, profile: Curie) -> str:
        """Give the canonical text of a profile that was evaluated."""
        return self._texts[profile]

    def of(self, patient: Patient) -> list[Outcome]:
        """Evaluate every profile that the patient's facts touch, and every one that asks for an absence, each once."""
        markers = [f"marker:{name}" for marker in patient.signature.markers for name in _TOLD_BY.get(marker, (marker,))]
        subjects = [*patient.by_gene, *markers, NEGATIVE]
        self._load(subjects)
        found: dict[Curie, Outcome] = {}
        for gene in patient.by_gene:
            alone = self._profiles[gene].alone
            if alone:
                found.update((outcome[0].id, outcome) for outcome in self._alone(gene, alone, patient))
        for subject in subjects:
            for row in self._profiles[subject].joint:
                if row.id not in found:
                    found[row.id] = (row, evaluate(row.tree, patient))
        return list(found.values())

    def _alone(self, gene: str, rows: tuple[ProfileRow, ...], patient: Patient) -> tuple[Outcome, ...]:
        key = (gene, patient.facts(gene))
        known = self._known.get(key)
        if known is None:
            known = tuple([(row, evaluate(row.tree, patient)) for row in rows])
            if len(self._known) >= _KEPT_FACTS:
                self._known.clear()
            self._known[key] = known
        return known

    def _load(self, subjects: Iterable[str]) -> None:
        missing = [subject for subject in subjects if subject not in self._profiles]
        if not missing:
            return
        rows = self._reader.rows(PROFILES_BY_SUBJECT, sorted(missing))
        self._texts.update({row.id: row.tree.text for found in rows.values() for row in found})
        self._profiles.update({subject: _divided(subject, rows.get(subject, ())) for subject in missing})


def _divided(subject: str, rows: Iterable[ProfileRow]) -> _Profiles:
    alone: list[ProfileRow] = []
    joint: list[ProfileRow] = []
    for row in rows:
        subjects = {name for leaf in leaves(row.tree) for name in leaf.criterion.subjects}
        (alone if subjects == {subject} and not subject.startswith("marker:") else joint).append(row)
    return _Profiles(tuple(alone), tuple(joint))
