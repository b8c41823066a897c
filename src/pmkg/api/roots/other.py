"""The questions beside targeted drugs: diagnosis, prognosis, predisposition, immunotherapy."""

from __future__ import annotations

from typing import cast

import strawberry

from pmkg.api.context import Info
from pmkg.api.types.arguments import AsOf
from pmkg.api.types.fields import field
from pmkg.api.types.other import FindingsAnswer, ImmunotherapyPanel, PredispositionAnswer
from pmkg.api.types.signature import SignatureInput, given
from pmkg.model.kinds import StatementKind
from pmkg.model.other_evidence import OtherAnswer


@strawberry.type
class BesideDrugs:
    """Offer the questions beside targeted drugs."""

    @field("Which diagnoses a molecular signature speaks for, or against.")
    def diagnostic_evidence(self, info: Info, signature: SignatureInput, as_of: AsOf = None) -> FindingsAnswer:
        """Answer from diagnostic statements."""
        return cast(FindingsAnswer, _ask(info, StatementKind.DIAGNOSTIC, signature, as_of))

    @field("What a molecular signature says of the outcome.")
    def prognostic_evidence(self, info: Info, signature: SignatureInput, as_of: AsOf = None) -> FindingsAnswer:
        """Answer from prognostic statements."""
        return cast(FindingsAnswer, _ask(info, StatementKind.PROGNOSTIC, signature, as_of))

    @field("What alterations of germline or unknown origin predispose to, and how sure gene and disease are.")
    def predisposition(self, info: Info, signature: SignatureInput, as_of: AsOf = None) -> PredispositionAnswer:
        """Answer from predisposing statements, with ClinGen's gene-disease validity."""
        return cast(PredispositionAnswer, _ask(info, StatementKind.PREDISPOSING, signature, as_of))

    @field("Each marker of the immunotherapy panel, its evidence, and what contradicts what.")
    def immunotherapy_panel(self, info: Info, signature: SignatureInput, as_of: AsOf = None) -> ImmunotherapyPanel:
        """Answer with the whole panel."""
        reading = info.context.reading(as_of)
        read = reading.asking.signature(given(signature))
        return cast(ImmunotherapyPanel, reading.asking.immunotherapy.ask(read))


def _ask(info: Info, kind: StatementKind, signature: SignatureInput, as_of: str | None) -> OtherAnswer:
    reading = info.context.reading(as_of)
    read = reading.asking.signature(given(signature))
    return reading.asking.beside_therapy.ask(kind, read)
