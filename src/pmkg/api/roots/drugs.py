"""The question: which targeted drugs apply to this molecular signature."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import strawberry

from pmkg.api.context import Info
from pmkg.api.reading import Reading
from pmkg.api.refusals import TimeSpent, translated
from pmkg.api.settings import MAXIMUM_BATCH
from pmkg.api.types.answer import Answer, BatchAnswer, Fault
from pmkg.api.types.arguments import AsOf
from pmkg.api.types.fields import field
from pmkg.api.types.signature import SignatureInput, given
from pmkg.errors import TooLarge


@strawberry.type
class Drugs:
    """Offer the question, for one signature and for many."""

    @field("Which targeted drugs apply to a molecular signature, why, and what would change it.")
    def targeted_drugs(self, info: Info, signature: SignatureInput, as_of: AsOf = None) -> Answer:
        """Answer one signature."""
        return cast(Answer, _ask(info.context.reading(as_of), given(signature)))

    @field(f"The same for up to {MAXIMUM_BATCH} signatures, in their order.")
    def targeted_drugs_batch(
        self, info: Info, signatures: list[SignatureInput], as_of: AsOf = None
    ) -> list[BatchAnswer]:
        """Answer many signatures; one that is wrong has its own fault and stops no other."""
        if len(signatures) > MAXIMUM_BATCH:
            raise TooLarge("the number of signatures", len(signatures), MAXIMUM_BATCH)
        reading = info.context.reading(as_of)
        return [_answer(reading, given(signature)) for signature in signatures]


def _ask(reading: Reading, signature: Mapping[str, Any]) -> object:
    read = reading.asking.signature(signature)
    return reading.asking.drugs.ask(read)


def _answer(reading: Reading, signature: Mapping[str, Any]) -> BatchAnswer:
    id = str(signature.get("id") or "")
    try:
        answer = _ask(reading, signature)
    except TimeSpent:
        raise
    except Exception as error:  # a defect in one signature must not cost the answers of the others
        said = translated(error)
        return BatchAnswer(id=id, answer=None, error=Fault(code=said["extensions"]["code"], message=said["message"]))
    return BatchAnswer(id=id, answer=cast(Answer, answer), error=None)
