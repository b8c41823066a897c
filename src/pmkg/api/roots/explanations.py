"""How the options of an answer follow from the signature."""

from __future__ import annotations

from typing import Annotated, cast

import strawberry

from pmkg.api.context import Info
from pmkg.api.names import identify
from pmkg.api.paging import page_size
from pmkg.api.types.answer import Option
from pmkg.api.types.arguments import AsOf, First
from pmkg.api.types.explanation import ExplainedOption, Explanation
from pmkg.api.types.fields import field
from pmkg.api.types.signature import SignatureInput, given
from pmkg.model.kinds import NodeKind

_REGIMENS_AND_DRUGS = (NodeKind.DRUG, NodeKind.DRUG_CLASS, NodeKind.REGIMEN)
OfRegimen = Annotated[
    str | None, strawberry.argument(description="Only options of this regimen, or of regimens that hold this drug.")
]


@strawberry.type
class Explanations:
    """Offer the derivations of options."""

    @field(
        "How the options of targetedDrugs follow: alteration, rung, profile, statement, citation, tumor path, tier rule."
    )
    def explanations(
        self,
        info: Info,
        signature: SignatureInput,
        regimen: OfRegimen = None,
        first: First = None,
        as_of: AsOf = None,
    ) -> list[ExplainedOption]:
        """Derive options, in the order of the answer."""
        reading = info.context.reading(as_of)
        wanted = identify(reading.reader, _REGIMENS_AND_DRUGS, regimen) if regimen is not None else None
        size = page_size(first)
        asked = reading.asking.signature(given(signature))
        options = reading.asking.options(asked, wanted)[:size]
        return [
            ExplainedOption(option=cast(Option, option), explanation=cast(Explanation, explanation))
            for option, explanation in zip(options, reading.asking.explanations(asked, options), strict=True)
        ]
