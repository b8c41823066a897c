"""The states of all leaves of a release's trials for one patient, of which most are shared by many patients.

What a tumor type decides is worked out once per tumor type. Of the other leaves only those are worked out anew of which the
patient's signature says something: the rest are as for a patient of whom nothing is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from pmkg.model.curie import Curie
from pmkg.model.marker_criteria import MARKER
from pmkg.model.profile import leaves
from pmkg.model.signature import Signature, Tumor
from pmkg.model.trial_criteria import (
    AgeCriterion,
    Asked,
    Confidence,
    DiseaseStatusCriterion,
    GenomicCriterion,
    PerformanceCriterion,
    PriorTherapyCriterion,
    SexCriterion,
)
from pmkg.questions.patient import Facts, Patient, told_by
from pmkg.questions.trial_facts import Held, TrialPatient, age_on, hold

_KEPT = 1 << 14
_KEPT_STATES = 1 << 15

_SEEN: Mapping[type, Callable[[TrialPatient], Hashable]] = {
    AgeCriterion: lambda patient: age_on(patient.signature, patient.day),
    SexCriterion: lambda patient: patient.signature.sex,
    PerformanceCriterion: lambda patient: patient.signature.ecog,
    DiseaseStatusCriterion: lambda patient: (
        frozenset(patient.signature.disease_states),
        frozenset(patient.signature.prior_therapies),
        patient.signature.line_of_therapy,
    ),
    PriorTherapyCriterion: lambda patient: (
        frozenset(patient.signature.prior_therapies),
        patient.signature.line_of_therapy,
    ),
}
"""All that a criterion of each kind can see of a patient."""


@dataclass(frozen=True, slots=True)
class States:
    """Give the state of every leaf of a release: ``numbers`` holds the number of each leaf's state, ``held`` the states."""

    numbers: Sequence[int]
    held: Mapping[int, Held]

    def of(self, leaf: int) -> Held:
        """Give the state of a leaf by its number."""
        return self.held[self.numbers[leaf]]


@dataclass(slots=True)
class _Known:
    """Hold the states that were met with, and the leaves worked out; all is let go at once when it grows past its bound."""

    held: dict[int, Held] = field(default_factory=dict)
    numbers: dict[Held, int] = field(default_factory=dict)
    of_tumor: dict[Curie | None, list[int]] = field(default_factory=dict)
    molecular: dict[tuple[int, tuple[Facts, ...]], int] = field(default_factory=dict)
    personal: dict[tuple[type, Hashable], tuple[tuple[int, int], ...]] = field(default_factory=dict)


class LeafStates:
    """Work out the states of numbered leaves; the number of a state tells equal states apart from others, and is never reused."""

    def __init__(self, asked: list[Asked]) -> None:
        self._asked = asked
        self._known = _Known()
        self._count = count()
        self._by_subject: dict[str, list[int]] = defaultdict(list)
        self._subjects: dict[int, tuple[str, ...]] = {}
        self._personal: dict[type, list[int]] = defaultdict(list)
        for number, leaf in enumerate(asked):
            if leaf.confidence is not Confidence.LOW:
                self._index(number, leaf)

    def _index(self, number: int, leaf: Asked) -> None:
        if type(leaf.criterion) in _SEEN:
            self._personal[type(leaf.criterion)].append(number)
        elif isinstance(leaf.criterion, GenomicCriterion):
            subjects = dict.fromkeys(name for one in leaves(leaf.criterion.profile) for name in one.criterion.subjects)
            self._subjects[number] = tuple(subjects)
            for subject in subjects:
                self._by_subject[subject].append(number)

    def of(self, patient: TrialPatient) -> States:
        """Give the state of every leaf."""
        if len(self._known.held) >= _KEPT_STATES:
            self._known = _Known()
        known = self._known
        states = [*self._tumor(patient, known)]
        for kind, seen in _SEEN.items():
            for number, state in self._of_kind(kind, seen(patient), patient, known):
                states[number] = state
        for number in self._touched(patient):
            states[number] = self._genomic(number, patient, known)
        return States(states, known.held)

    def of_tumor(self, patient: TrialPatient) -> States:
        """Give the states for a patient of whom the tumor type alone is known."""
        known = self._known
        return States(self._tumor(patient, known), known.held)

    def _of_kind(self, kind: type, seen: Hashable, patient: TrialPatient, known: _Known) -> tuple[tuple[int, int], ...]:
        found = known.personal.get((kind, seen))
        if found is None:
            _bound(known.personal)
            asked = [(number, self._asked[number]) for number in self._personal.get(kind, ())]
            found = tuple((number, self._number(hold(leaf, patient), known)) for number, leaf in asked)
            known.personal[kind, seen] = found
        return found

    def _touched(self, patient: TrialPatient) -> Iterable[int]:
        signature = patient.signature
        tested = signature.tested
        subjects = {
            *patient.patient.by_gene,
            *tested.small,
            *tested.copies,
            *tested.fusions,
            *tested.expression,
            *tested.germline,
            *(f"{MARKER}{name}" for marker in signature.markers for name in told_by(marker)),
        }
        return {number for subject in subjects & self._by_subject.keys() for number in self._by_subject[subject]}

    def _genomic(self, number: int, patient: TrialPatient, known: _Known) -> int:
        key = (number, tuple([patient.patient.facts(subject) for subject in self._subjects[number]]))
        found = known.molecular.get(key)
        if found is None:
            _bound(known.molecular)
            found = known.molecular[key] = self._number(hold(self._asked[number], patient), known)
        return found

    def _tumor(self, patient: TrialPatient, known: _Known) -> list[int]:
        tumor = patient.place.context.tumor
        found = known.of_tumor.get(tumor)
        if found is None:
            nobody = replace(patient, patient=Patient(Signature("", Tumor(tumor, patient.place.label)), {}))
            found = [self._number(hold(leaf, nobody), known) for leaf in self._asked]
            known.of_tumor[tumor] = found
        return found

    def _number(self, held: Held, known: _Known) -> int:
        number = known.numbers.get(held)
        if number is None:
            number = next(self._count)
            known.held[number] = held
            number = known.numbers.setdefault(held, number)
        return number


def _bound(kept: dict[Any, Any]) -> None:
    if len(kept) >= _KEPT:
        kept.clear()
