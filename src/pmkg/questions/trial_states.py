"""The states of all leaves of a release's trials for one patient, of which most are shared by many patients.

What a tumor type decides is worked out once per tumor type. Of the molecular leaves only those are worked out anew whose genes or
biomarkers the patient's signature speaks of: the others are as for a patient of whom nothing is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from pmkg.model.curie import Curie
from pmkg.model.marker_criteria import MARKER
from pmkg.model.profile import leaves
from pmkg.model.signature import Signature, Tumor
from pmkg.model.trial_criteria import Asked, GenomicCriterion, TumorCriterion
from pmkg.questions.patient import Facts, Patient, told_by
from pmkg.questions.trial_facts import Held, TrialPatient, hold

_KEPT = 1 << 14
_KEPT_TUMORS = 512


class LeafStates:
    """Work out the states of numbered leaves; the number of a state tells equal states apart from others."""

    def __init__(self, asked: list[Asked]) -> None:
        self._asked = asked
        self.held: list[Held] = []
        self._numbers: dict[Held, int] = {}
        self._by_subject: dict[str, list[int]] = defaultdict(list)
        self._subjects: dict[int, tuple[str, ...]] = {}
        self._of_tumor: dict[Curie | None, list[int]] = {}
        self._molecular: dict[tuple[int, tuple[Facts, ...]], int] = {}
        self._personal = [
            number
            for number, leaf in enumerate(asked)
            if not isinstance(leaf.criterion, (TumorCriterion, GenomicCriterion))
        ]
        for number, leaf in enumerate(asked):
            if isinstance(leaf.criterion, GenomicCriterion):
                subjects = dict.fromkeys(
                    name for one in leaves(leaf.criterion.profile) for name in one.criterion.subjects
                )
                self._subjects[number] = tuple(subjects)
                for subject in subjects:
                    self._by_subject[subject].append(number)

    def of(self, patient: TrialPatient) -> list[int]:
        """Give the number of the state of every leaf; ``held`` gives the states."""
        states = [*self._tumor(patient)]
        for number in self._personal:
            states[number] = self._number(hold(self._asked[number], patient))
        for number in self._touched(patient):
            states[number] = self._genomic(number, patient)
        return states

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

    def _genomic(self, number: int, patient: TrialPatient) -> int:
        key = (number, tuple([patient.patient.facts(subject) for subject in self._subjects[number]]))
        known = self._molecular.get(key)
        if known is None:
            if len(self._molecular) >= _KEPT:
                self._molecular.clear()
            known = self._molecular[key] = self._number(hold(self._asked[number], patient))
        return known

    def _tumor(self, patient: TrialPatient) -> list[int]:
        """Give the states for a patient of whom the tumor type alone is known."""
        tumor = patient.place.context.tumor
        known = self._of_tumor.get(tumor)
        if known is None:
            nobody = replace(patient, patient=Patient(Signature("", Tumor(tumor, patient.place.label)), {}))
            if len(self._of_tumor) >= _KEPT_TUMORS:
                self._of_tumor.clear()
            known = self._of_tumor[tumor] = [self._number(hold(leaf, nobody)) for leaf in self._asked]
        return known

    def _number(self, held: Held) -> int:
        number = self._numbers.setdefault(held, len(self.held))
        if number == len(self.held):
            self.held.append(held)
        return number
