"""The question: which targeted drugs apply to this molecular signature."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import strawberry

from pmkg.api.context import Info
from pmkg.api.reading import Reading
from pmkg.api.settings import MAXIMUM_BATCH
from pmkg.api.types.answer import Answer, BatchAnswer, Fault
from pmkg.api.types.arguments import AsOf
from pmkg.api.types.fields import field
from pmkg.api.types.signature import SignatureInput, given
from pmkg.errors import RequestError, TooLarge


@strawberry.type
class Drugs:
    """Offer the question, for one signature and for many."""

    @field("Which targeted drugs apply to a molecular signature, why, and what would change it.")
    def targeted_drugs(self, info: Info, signature: SignatureInput, as_of: AsOf = None) -> Answer:
        """Answer one signature."""
        limit = info.context.settings.alterations
        answer = info.context.reading(as_of).serving.asking.targeted_drugs(given(signature), limit)
        return cast(Answer, answer)

    @field(f"The same for up to {MAXIMUM_BATCH} signatures, in their order.")
    def targeted_drugs_batch(
        self, info: Info, signatures: list[SignatureInput], as_of: AsOf = None
    ) -> list[BatchAnswer]:
        """Answer many signatures; one that is wrong has its own fault and stops no other."""
        if len(signatures) > MAXIMUM_BATCH:
            raise TooLarge("the number of signatures", len(signatures), MAXIMUM_BATCH)
        size = sum(len(given(signature).get("alterations") or ()) for signature in signatures)
        if size > info.context.settings.alterations:
            raise TooLarge("the number of alterations", size, info.context.settings.alterations)
        reading = info.context.reading(as_of)
        return [_answer(info, reading, given(signature)) for signature in signatures]


def _answer(info: Info, reading: Reading, signature: Mapping[str, Any]) -> BatchAnswer:
    id = str(signature.get("id") or "")
    info.context.clock.check()
    try:
        answer = reading.serving.asking.targeted_drugs(signature, info.context.settings.alterations)
    except RequestError as error:
        return BatchAnswer(id=id, answer=None, error=Fault(code=error.code, message=str(error)))
    return BatchAnswer(id=id, answer=cast(Answer, answer), error=None)
