"""How the options of an answer follow from the signature."""

from __future__ import annotations

from typing import Annotated, cast

import strawberry

from pmkg.api.context import Info
from pmkg.api.names import TREATMENTS, identify
from pmkg.api.paging import ConnectionRow, offset, page_of_slice, page_size
from pmkg.api.types.answer import Option
from pmkg.api.types.arguments import After, AsOf, First
from pmkg.api.types.connection import Connection
from pmkg.api.types.explanation import ExplainedOption, Explanation
from pmkg.api.types.fields import field
from pmkg.api.types.signature import SignatureInput, given
from pmkg.model.kinds import NodeKind

_REGIMENS_AND_DRUGS = (*TREATMENTS, NodeKind.REGIMEN)
OfRegimen = Annotated[
    str | None, strawberry.argument(description="Only options of this regimen, or of regimens that hold this drug.")
]


@strawberry.type
class Explanations:
    """Offer the derivations of options."""

    @field(
        "How the options of targetedDrugs follow: alteration, rung, profile, statement, citation, tumor path, tier rule.",
        instead="explanationPage: it says how many there are, and goes on.",
    )
    def explanations(
        self,
        info: Info,
        signature: SignatureInput,
        regimen: OfRegimen = None,
        first: First = None,
        as_of: AsOf = None,
    ) -> list[ExplainedOption]:
        """Derive the first options, in the order of the answer."""
        return cast(list[ExplainedOption], _page(info, signature, regimen, first, None, as_of).nodes)

    @field("The explanations of the options of targetedDrugs, page by page.")
    def explanation_page(
        self,
        info: Info,
        signature: SignatureInput,
        regimen: OfRegimen = None,
        first: First = None,
        after: After = None,
        as_of: AsOf = None,
    ) -> Connection[ExplainedOption]:
        """Page through the derivations of an answer's options; only those of the page are made."""
        return cast(Connection[ExplainedOption], _page(info, signature, regimen, first, after, as_of))


def _page(
    info: Info, signature: SignatureInput, regimen: str | None, first: int | None, after: str | None, as_of: str | None
) -> ConnectionRow:
    skip, size = offset(after), page_size(first)
    reading = info.context.reading(as_of)
    wanted = identify(reading.reader, _REGIMENS_AND_DRUGS, regimen) if regimen is not None else None
    asked = reading.asking.signature(given(signature))
    options = reading.asking.options(asked, wanted)
    shown = options[skip : skip + size]
    rows = [
        ExplainedOption(option=cast(Option, option), explanation=cast(Explanation, explanation))
        for option, explanation in zip(shown, reading.asking.explanations(asked, shown), strict=True)
    ]
    return page_of_slice(rows, skip, len(options))
