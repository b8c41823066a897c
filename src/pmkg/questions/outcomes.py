"""How one patient stands to every molecular profile that may concern them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from pmkg.model.curie import Curie
from pmkg.model.marker_criteria import MARKER
from pmkg.model.profile import Profile, leaves
from pmkg.model.views import NEGATIVE, PROFILES_BY_SUBJECT, ProfileRow
from pmkg.ports.reader import GraphReader
from pmkg.questions.match import Match
from pmkg.questions.patient import Facts, Patient, told_by
from pmkg.questions.profiles import evaluate

_KEPT = 1 << 15

Outcome = tuple[ProfileRow, Match]


@dataclass(frozen=True, slots=True)
class _Profiles:
    """Hold the profiles of one subject: those about it ``alone``, and the ``joint`` ones, which ask for other things too."""

    alone: tuple[ProfileRow, ...]
    joint: tuple[ProfileRow, ...]


class ProfileOutcomes:
    """Evaluate profiles on one release.

    A profile sees the patient's facts about its subjects and nothing else, so its outcome is remembered with them: the same
    driver mutations come again and again, and of most genes nothing is known.
    """

    def __init__(self, reader: GraphReader) -> None:
        self._reader = reader
        self._profiles: dict[str, _Profiles] = {}
        self._texts: dict[Curie, str] = {}
        self._subjects: dict[Curie, tuple[str, ...]] = {}
        self._facts = _FactNumbers()
        self._alone: dict[tuple[str, int], tuple[Outcome, ...]] = {}
        self._joint: dict[tuple[Curie, tuple[int, ...]], Match] = {}

    def text(self, profile: Curie) -> str:
        """Give the canonical text of a profile that was evaluated."""
        return self._texts[profile]

    def of(self, patient: Patient) -> dict[Curie, Outcome]:
        """Evaluate every profile that the patient's facts touch, and every one that asks for an absence, each once."""
        markers = [f"{MARKER}{name}" for marker in patient.signature.markers for name in told_by(marker)]
        subjects = [*patient.by_gene, *markers, NEGATIVE]
        self._load(subjects)
        stated = _Stated(patient, self._facts)
        found: dict[Curie, Outcome] = {}
        for gene in patient.by_gene:
            alone = self._profiles[gene].alone
            if alone:
                found.update([(outcome[0].id, outcome) for outcome in self._of_one(gene, alone, stated)])
        for subject in subjects:
            for row in self._profiles[subject].joint:
                if row.id not in found:
                    found[row.id] = (row, self._of_many(row.id, row.tree, stated))
        return found

    def beside(self, trees: Iterable[tuple[Curie, Profile]], patient: Patient) -> dict[Curie, Match]:
        """Evaluate further profiles, which genes that were tested and found normal may decide."""
        stated = _Stated(patient, self._facts)
        return {profile: self._of_many(profile, tree, stated) for profile, tree in trees}

    def _of_one(self, gene: str, rows: tuple[ProfileRow, ...], stated: _Stated) -> tuple[Outcome, ...]:
        key = (gene, stated[gene])
        known = self._alone.get(key)
        if known is None:
            known = tuple([(row, evaluate(row.tree, stated.patient)) for row in rows])
            if len(self._alone) >= _KEPT:
                self._alone.clear()
            self._alone[key] = known
        return known

    def _of_many(self, profile: Curie, tree: Profile, stated: _Stated) -> Match:
        subjects = self._subjects.get(profile)
        if subjects is None:
            subjects = self._subjects[profile] = subjects_of(tree)
        key = (profile, tuple([stated[subject] for subject in subjects]))
        known = self._joint.get(key)
        if known is None:
            if len(self._joint) >= _KEPT:
                self._joint.clear()
            known = self._joint[key] = evaluate(tree, stated.patient)
        return known

    def _load(self, subjects: Iterable[str]) -> None:
        missing = [subject for subject in subjects if subject not in self._profiles]
        if not missing:
            return
        rows = self._reader.rows(PROFILES_BY_SUBJECT, sorted(missing))
        self._texts.update({row.id: row.tree.text for found in rows.values() for row in found})
        self._profiles.update({subject: _divided(subject, rows.get(subject, ())) for subject in missing})


class _FactNumbers:
    """Number what may be known of a subject, so that keys compare as numbers. A number is never given twice."""

    def __init__(self) -> None:
        self._numbers: dict[Facts, int] = {}
        self._next = count()

    def of(self, facts: Facts) -> int:
        number = self._numbers.get(facts)
        if number is None:
            if len(self._numbers) >= _KEPT:
                self._numbers.clear()
            number = self._numbers.setdefault(facts, next(self._next))
        return number


class _Stated(dict[str, int]):
    """Map each subject to the number of what one patient's signature states of it."""

    def __init__(self, patient: Patient, numbers: _FactNumbers) -> None:
        super().__init__()
        self.patient = patient
        self._numbers = numbers

    def __missing__(self, subject: str) -> int:
        number = self[subject] = self._numbers.of(self.patient.facts(subject))
        return number


def subjects_of(tree: Profile) -> tuple[str, ...]:
    """List the genes and biomarkers that a profile speaks of, each once."""
    return tuple(dict.fromkeys(name for leaf in leaves(tree) for name in leaf.criterion.subjects))


def _divided(subject: str, rows: Iterable[ProfileRow]) -> _Profiles:
    alone: list[ProfileRow] = []
    joint: list[ProfileRow] = []
    for row in rows:
        (alone if subjects_of(row.tree) == (subject,) and not subject.startswith(MARKER) else joint).append(row)
    return _Profiles(tuple(alone), tuple(joint))
