"""The classes of alterations that the findings of a signature belong to."""

from __future__ import annotations

from typing import cast

import strawberry

from pmkg.api.context import Info
from pmkg.api.types.arguments import AsOf
from pmkg.api.types.classes import ClassesAnswer
from pmkg.api.types.fields import field
from pmkg.api.types.signature import SignatureInput, given


@strawberry.type
class ClassesOfFindings:
    """Offer the question."""

    @field("The classes of alterations that each finding belongs to, narrowest first.")
    def classes(self, info: Info, signature: SignatureInput, as_of: AsOf = None) -> ClassesAnswer:
        """Answer one signature."""
        reading = info.context.reading(as_of)
        read = reading.asking.signature(given(signature))
        return cast(ClassesAnswer, reading.asking.classes.ask(read))
