"""The questions about regimens: what defeats one, and which hold given drugs."""

from __future__ import annotations

from typing import Annotated, cast

import strawberry

from pmkg.api.context import Info
from pmkg.api.paging import ConnectionRow, page_of_list
from pmkg.api.types.arguments import After, AsOf, First
from pmkg.api.types.connection import Connection
from pmkg.api.types.dose_finding import DoseFindingStudy
from pmkg.api.types.fields import field
from pmkg.api.types.resistance import FoundRegimen, Resistance
from pmkg.api.types.signature import SignatureInput, given
from pmkg.clinic.regimen_names import read_drugs
from pmkg.errors import TooLarge
from pmkg.model.regimen_search import RegimenMatch
from pmkg.questions.dose_finding import dose_finding
from pmkg.questions.regimens import search_regimens

_MAXIMUM_DRUGS = 20
DrugNames = Annotated[list[str], strawberry.argument(description="Names or identifiers of drugs or drug classes.")]
Patient = Annotated[
    SignatureInput | None, strawberry.argument(description="Without one, everything counts as not tested.")
]


@strawberry.type
class Regimens:
    """Offer questions about regimens."""

    @field("What is known to defeat drugs given together, whether the patient has it, and which options remain.")
    def resistance(self, info: Info, regimen: DrugNames, signature: Patient = None, as_of: AsOf = None) -> Resistance:
        """Answer for one regimen and one signature."""
        _bounded(regimen)
        reading = info.context.reading(as_of)
        drugs = read_drugs(regimen, reading.reader)
        patient = reading.asking.signature(given(signature) if signature is not None else {}, may_be_empty=True)
        return cast(Resistance, reading.asking.resistance.ask(drugs, patient))

    @field(
        "Regimens by their members, partners shown, each with its own evidence; most statements first.",
        instead="regimenPage: it says how many there are, and goes on.",
    )
    def regimens(
        self,
        info: Info,
        drugs: DrugNames,
        match: RegimenMatch = RegimenMatch.MEMBER,
        first: First = None,
        as_of: AsOf = None,
    ) -> list[FoundRegimen]:
        """Give the first regimens."""
        return cast(list[FoundRegimen], _page(info, drugs, match, first, None, as_of).nodes)

    @field("The same regimens, page by page.")
    def regimen_page(
        self,
        info: Info,
        drugs: DrugNames,
        match: RegimenMatch = RegimenMatch.MEMBER,
        first: First = None,
        after: After = None,
        as_of: AsOf = None,
    ) -> Connection[FoundRegimen]:
        """Page through the regimens that hold drugs."""
        return cast(Connection[FoundRegimen], _page(info, drugs, match, first, after, as_of))

    @field("Toxicity and trial data of drugs given together, of supersets, and of pairs within them; never efficacy.")
    def dose_finding_studies(
        self, info: Info, drugs: DrugNames, first: First = None, after: After = None, as_of: AsOf = None
    ) -> Connection[DoseFindingStudy]:
        """Page through the dose-finding studies of two or more drugs."""
        _bounded(drugs)
        reader = info.context.reading(as_of).reader
        asked = frozenset(read_drugs(drugs, reader))
        found = dose_finding(reader, [asked]).get(asked, ())
        return cast(Connection[DoseFindingStudy], page_of_list(found, lambda study: study, first, after))


def _page(
    info: Info, drugs: list[str], match: RegimenMatch, first: int | None, after: str | None, as_of: str | None
) -> ConnectionRow:
    _bounded(drugs)
    reader = info.context.reading(as_of).reader
    found = search_regimens(reader, read_drugs(drugs, reader), match).regimens
    return page_of_list(found, lambda row: row, first, after)


def _bounded(drugs: list[str]) -> None:
    if len(drugs) > _MAXIMUM_DRUGS:
        raise TooLarge("the number of drugs", len(drugs), _MAXIMUM_DRUGS)
