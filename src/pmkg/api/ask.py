"""The one bridge from a GraphQL input to the question and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from pmkg.api.tracing import step
from pmkg.clinic.signature import SignatureReader
from pmkg.clinic.understood import understand
from pmkg.model.answer import Option
from pmkg.model.curie import Curie
from pmkg.model.explanation import Explanation
from pmkg.model.signature import Signature
from pmkg.model.understood import Understood
from pmkg.ports import GraphReader
from pmkg.questions.agreement import AgreementQuestion
from pmkg.questions.class_membership import ClassesQuestion
from pmkg.questions.explanation import explain
from pmkg.questions.immunotherapy import ImmunotherapyQuestion
from pmkg.questions.matching_trials import TrialQuestion
from pmkg.questions.other_evidence import OtherEvidenceQuestion
from pmkg.questions.regimen_sets import RegimenSetQuestion
from pmkg.questions.resistance import ResistanceQuestion
from pmkg.questions.targeted_drugs import DrugQuestion
from pmkg.questions.variant_oncogenicity import OncogenicityQuestion

_NAMES_REMEMBERED = 200_000


class Asking:
    """Hold the questions of one release; what a question remembers of the release is kept with it.

    Requests come here through :attr:`pmkg.api.reading.Reading.asking`, which asks the clock: read a signature by one access
    and ask a question by the next, so that a request out of time stops between the two.
    """

    def __init__(self, reader: GraphReader) -> None:
        self._reader = reader
        self._signatures = SignatureReader(reader)
        self._names_read = 0
        self.drugs = DrugQuestion(reader)
        self.resistance = ResistanceQuestion(reader, self.drugs)
        self.beside_therapy = OtherEvidenceQuestion(reader)
        self.immunotherapy = ImmunotherapyQuestion(reader, self.drugs)
        self.agreement = AgreementQuestion(reader)
        self.oncogenicity = OncogenicityQuestion(reader)
        self.classes = ClassesQuestion(reader)
        self.regimen_sets = RegimenSetQuestion(reader, self.drugs)

    @cached_property
    def trials(self) -> TrialQuestion:
        """The question which trials fit; it reads every trial of the release, so it is made when it is first asked."""
        return TrialQuestion(self._reader, self.drugs)

    def signature(self, given: Mapping[str, Any], *, may_be_empty: bool = False) -> Signature:
        """Read one signature, or raise a :class:`RequestError` that says what is wrong with it.

        How many alterations a document may hold was checked before it ran (:mod:`pmkg.api.limits`).
        """
        with step("read signature"):
            data = without_nulls(given)
            return self._names(len(data.get("alterations", ()))).read(data, may_be_empty)

    def understood(self, given: Mapping[str, Any]) -> Understood:
        """Say how one signature is understood, or raise a :class:`RequestError` that says what is wrong with it."""
        data = without_nulls(given)
        return understand(self._reader, self._names(len(data.get("alterations", ()))), data)

    def options(self, signature: Signature, wanted: Curie | None) -> list[Option]:
        """Give the options of a signature's answer, or those whose regimen is or holds the wanted drug."""
        return [
            option
            for option in self.drugs.ask(signature).options
            if wanted is None or wanted in (option.regimen.id, *(drug.id for drug in option.regimen.drugs))
        ]

    def explanations(self, signature: Signature, options: Sequence[Option]) -> tuple[Explanation, ...]:
        """Derive options of a signature's answer."""
        return explain(self._reader, signature, options)

    def _names(self, size: int) -> SignatureReader:
        """Begin with empty memory from time to time: a reader remembers every name it was asked for, known or not."""
        self._names_read += size + 1
        if self._names_read > _NAMES_REMEMBERED:
            self._names_read = size
            self._signatures = SignatureReader(self._reader)
        return self._signatures


def without_nulls(value: Any) -> Any:
    """Leave out members that are null: GraphQL clients send null for what they do not say. Items of lists stay."""
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    if isinstance(value, dict):
        return {name: without_nulls(item) for name, item in value.items() if item is not None}
    return value
