"""The one bridge from a GraphQL input to the question and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pmkg.clinic.signature import SignatureReader
from pmkg.errors import TooLarge
from pmkg.model.answer import Answer, Option
from pmkg.model.curie import Curie
from pmkg.model.explanation import Explanation
from pmkg.model.resistance import Resistance
from pmkg.model.signature import Signature
from pmkg.ports import GraphReader
from pmkg.questions.agreement import AgreementQuestion
from pmkg.questions.explanation import explain
from pmkg.questions.immunotherapy import ImmunotherapyQuestion
from pmkg.questions.other_evidence import OtherEvidenceQuestion
from pmkg.questions.regimen_sets import RegimenSetQuestion
from pmkg.questions.resistance import ResistanceQuestion
from pmkg.questions.targeted_drugs import DrugQuestion
from pmkg.questions.variant_oncogenicity import OncogenicityQuestion

_NAMES_REMEMBERED = 200_000


class Asking:
    """Ask the questions of one release; what a question remembers of the release is kept with it."""

    def __init__(self, reader: GraphReader) -> None:
        self._reader = reader
        self._signatures = SignatureReader(reader)
        self._names_read = 0
        self._drugs = DrugQuestion(reader)
        self._resistance = ResistanceQuestion(reader, self._drugs)
        self.beside_therapy = OtherEvidenceQuestion(reader)
        self.immunotherapy = ImmunotherapyQuestion(reader, self._drugs)
        self.agreement = AgreementQuestion(reader)
        self.oncogenicity = OncogenicityQuestion(reader)
        self.regimen_sets = RegimenSetQuestion(reader, self._drugs)

    def targeted_drugs(self, signature: Mapping[str, Any], limit: int) -> Answer:
        """Answer one signature, or raise a :class:`RequestError` that says what is wrong with it."""
        return self._drugs.ask(self.signature(signature, limit))

    def resistance(self, drugs: Iterable[Curie], signature: Mapping[str, Any], limit: int) -> Resistance:
        """Say what defeats drugs given together; an empty signature leaves everything not tested."""
        return self._resistance.ask(drugs, self.signature(signature, limit, may_be_empty=True))

    def signature(self, given: Mapping[str, Any], limit: int, may_be_empty: bool = False) -> Signature:
        """Read one signature of at most ``limit`` alterations, or raise a :class:`RequestError`."""
        data = without_nulls(given)
        size = len(data.get("alterations", ()))
        if size > limit:
            raise TooLarge("the number of alterations", size, limit)
        return self._names(size).read(data, may_be_empty)

    def explained(self, signature: Signature, wanted: Curie | None, first: int) -> list[tuple[Option, Explanation]]:
        """Derive the first options of a signature's answer, or of those whose regimen is or holds the wanted drug."""
        options = [
            option
            for option in self._drugs.ask(signature).options
            if wanted is None or wanted in (option.regimen.id, *(drug.id for drug in option.regimen.drugs))
        ][:first]
        return list(zip(options, explain(self._reader, signature, options), strict=True))

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
