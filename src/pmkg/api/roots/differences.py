"""What changed from one release to another: in the graph, and in the answer to a signature."""

from __future__ import annotations

from typing import Annotated, cast

import strawberry

from pmkg.api.context import Info
from pmkg.api.differences import difference_row
from pmkg.api.paging import page_size
from pmkg.api.reading import Reading
from pmkg.api.types.arguments import After, First
from pmkg.api.types.difference import AnswerDiff, ReleaseDiff, ReleaseDiffFilter
from pmkg.api.types.fields import field
from pmkg.api.types.signature import SignatureInput, given
from pmkg.errors import NotFound
from pmkg.model.answer import Answer
from pmkg.model.difference import Wanted
from pmkg.questions.answer_difference import answer_difference
from pmkg.questions.release_difference import check_kind

Before = Annotated[
    str, strawberry.argument(name="from", description="The release before: its name, or a day such as 2026-11-20.")
]
Now = Annotated[
    str | None,
    strawberry.argument(name="to", description="The release after, likewise; the current one when not given."),
]
Limits = Annotated[ReleaseDiffFilter | None, strawberry.argument(description="Which changes to show and count.")]


@strawberry.type
class Differences:
    """Offer comparisons of releases."""

    @field("Nodes, statements and edges added, withdrawn, releveled and changed from one release to another.")
    def release_diff(
        self,
        info: Info,
        before: Before,
        now: Now = None,
        filter: Limits = None,
        first: First = None,
        after: After = None,
    ) -> ReleaseDiff:
        """Walk one page of what changed."""
        size, context = page_size(first), info.context
        context.clock.check()
        servings = context.reading(before).serving, context.reading(now).serving
        wanted = _wanted(filter)
        if wanted.source and not any(wanted.source in serving.sources for serving in servings):
            known = sorted({source for serving in servings for source in serving.sources})
            raise NotFound(f"source {wanted.source!r}", tuple(known))
        served, check = context.served, context.clock.check
        manifests = servings[0].manifest, servings[1].manifest
        return cast(
            ReleaseDiff, difference_row(served.releases, served.differences, manifests, wanted, size, after, check)
        )

    @field("What became of the answer to a signature: options gained, lost, with other tier, status or evidence.")
    def answer_diff(self, info: Info, signature: SignatureInput, before: Before, now: Now = None) -> AnswerDiff:
        """Answer a signature on two releases and compare."""
        answers = [_answer(info.context.reading(release), signature) for release in (before, now)]
        return cast(AnswerDiff, answer_difference(*answers))


def _answer(reading: Reading, signature: SignatureInput) -> Answer:
    asked = reading.asking.signature(given(signature))
    return reading.asking.drugs.ask(asked)


def _wanted(filter: ReleaseDiffFilter | None) -> Wanted:
    if filter is None:
        return Wanted()
    check_kind(filter.kind or "")
    return Wanted(filter.item, filter.type, filter.kind or "", filter.source or "")
