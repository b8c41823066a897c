"""How a signature is understood, to be shown before it is answered."""

from __future__ import annotations

from typing import cast

import strawberry

from pmkg.api.context import Info
from pmkg.api.types.arguments import AsOf
from pmkg.api.types.fields import field
from pmkg.api.types.signature import SignatureInput, given
from pmkg.api.types.understood import Understood


@strawberry.type
class UnderstoodSignature:
    """Offer the question."""

    @field("How a molecular signature is read: each alteration, the tumor type, the biomarkers, what counts as tested.")
    def understood(self, info: Info, signature: SignatureInput, as_of: AsOf = None) -> Understood:
        """Read one signature and answer nothing."""
        return cast(Understood, info.context.reading(as_of).asking.understood(given(signature)))
