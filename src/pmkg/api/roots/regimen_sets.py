"""The smallest sets of regimens for a signature with several drivers."""

from __future__ import annotations

from typing import Annotated, cast

import strawberry

from pmkg.api.context import Info
from pmkg.api.types.arguments import AsOf
from pmkg.api.types.fields import field
from pmkg.api.types.regimen_sets import RegimenSets
from pmkg.api.types.signature import SignatureInput, given

LeastTier = Annotated[
    str, strawberry.argument(description="The least tier of evidence to take: IA, IB, IIC, IID or III.")
]


@strawberry.type
class SetsOfRegimens:
    """Offer the question."""

    @field("The smallest sets of regimens that together answer every driver, each regimen by evidence of its own.")
    def regimen_sets(
        self, info: Info, signature: SignatureInput, least_tier: LeastTier = "IIC", as_of: AsOf = None
    ) -> RegimenSets:
        """Answer one signature."""
        reading = info.context.reading(as_of)
        read = reading.asking.signature(given(signature))
        return cast(RegimenSets, reading.asking.regimen_sets.ask(read, least_tier))
