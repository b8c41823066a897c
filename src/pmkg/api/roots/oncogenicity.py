"""How oncogenic the small variants of a signature are."""

from __future__ import annotations

from typing import cast

import strawberry

from pmkg.api.context import Info
from pmkg.api.types.arguments import AsOf
from pmkg.api.types.fields import field
from pmkg.api.types.oncogenicity import OncogenicityAnswer
from pmkg.api.types.signature import SignatureInput, given


@strawberry.type
class VariantOncogenicity:
    """Offer the question."""

    @field("The class of each small variant by the ClinGen / CGC / VICC standard of 2022, every point with its source.")
    def oncogenicity(self, info: Info, signature: SignatureInput, as_of: AsOf = None) -> OncogenicityAnswer:
        """Answer one signature."""
        reading = info.context.reading(as_of)
        read = reading.asking.signature(given(signature))
        return cast(OncogenicityAnswer, reading.asking.oncogenicity.ask(read))
