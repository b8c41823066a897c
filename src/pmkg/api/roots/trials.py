"""The question: which trials a patient may join, and which patients a trial."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, cast

import strawberry

from pmkg.api.context import Info
from pmkg.api.reading import Reading
from pmkg.api.refusals import TimeSpent, translated
from pmkg.api.settings import DEFAULT_PAGE, MAXIMUM_BATCH, MAXIMUM_PAGE
from pmkg.api.types.answer import Fault
from pmkg.api.types.arguments import AsOf
from pmkg.api.types.fields import field
from pmkg.api.types.signature import SignatureInput, given
from pmkg.api.types.trials import (
    TrialAnswer,
    TrialBatchAnswer,
    TrialMatchFilter,
    TrialPatients,
    shown,
)
from pmkg.clinic.trials_json import answer_to_plain
from pmkg.errors import RequestError, TooLarge
from pmkg.model.curie import Curie
from pmkg.model.trial_answer import Eligibility
from pmkg.questions.matching_trials import TrialFilter
from pmkg.questions.trial_cohort import match_cohort

Day = Annotated[
    str | None, strawberry.argument(description="The day of the run, as 2026-11-20; today (UTC) when not given.")
]
Limit = Annotated[
    int | None,
    strawberry.argument(description=f"How many trials to show: {DEFAULT_PAGE} by default, at most {MAXIMUM_PAGE}."),
]
Wanted = Annotated[TrialMatchFilter | None, strawberry.argument(description="Which trials to show.")]


@strawberry.type
class TrialMatching:
    """Offer the matching of trials, for one signature, for many, and from the side of the trials."""

    @field("Which trials a patient may join, why, and which facts would decide the rest.")
    def match_trials(
        self,
        info: Info,
        signature: SignatureInput,
        date: Day = None,
        filter: Wanted = None,
        limit: Limit = None,
        as_of: AsOf = None,
    ) -> TrialAnswer:
        """Answer one signature."""
        reading = info.context.reading(as_of)
        return cast(TrialAnswer, _answer(reading, given(signature), day_of(date), _filter(filter), _size(limit)))

    @field(f"The same for up to {MAXIMUM_BATCH} signatures, in their order.")
    def match_trials_batch(
        self,
        info: Info,
        signatures: list[SignatureInput],
        date: Day = None,
        filter: Wanted = None,
        limit: Limit = None,
        as_of: AsOf = None,
    ) -> list[TrialBatchAnswer]:
        """Answer many signatures; one that is wrong has its own fault and stops no other."""
        _check(signatures)
        reading, day, wanted, size = info.context.reading(as_of), day_of(date), _filter(filter), _size(limit)
        return [_one_of_many(reading, given(signature), day, wanted, size) for signature in signatures]

    @field("For trials, which patients of a set fit, and which may.")
    def patients_of_trials(
        self,
        info: Info,
        signatures: list[SignatureInput],
        trials: list[str],
        date: Day = None,
        as_of: AsOf = None,
    ) -> list[TrialPatients]:
        """Answer the reverse; each signature needs an id of its own."""
        _check(signatures)
        reading = info.context.reading(as_of)
        named = frozenset(_number(name) for name in trials)
        read = [reading.asking.signature(given(one), may_be_empty=True) for one in signatures]
        matches = match_cohort(reading.asking.trials, read, day_of(date), trials=named).matches
        found = {trial: matches.of_trial(trial) for trial in sorted(named)}
        return [
            TrialPatients(
                id=strawberry.ID(trial.local),
                eligible=[one for one, state in states.items() if state is Eligibility.ELIGIBLE],
                possible=[one for one, state in states.items() if state is Eligibility.POSSIBLE],
            )
            for trial, states in found.items()
        ]


def day_of(text: str | None) -> date:
    """Read the day of the run."""
    try:
        return date.fromisoformat(text) if text else datetime.now(UTC).date()
    except ValueError:
        raise RequestError(f"date {text!r} is no day; write it as 2026-11-20") from None


def _answer(reading: Reading, signature: Mapping[str, Any], day: date, wanted: TrialFilter, size: int) -> object:
    read = reading.asking.signature(signature, may_be_empty=True)
    answer = reading.asking.trials.ask(read, day, wanted, most=size)
    return shown({**answer_to_plain(answer), "tumorType": answer.tumor, "totalCount": answer.total})


def _one_of_many(
    reading: Reading, signature: Mapping[str, Any], day: date, wanted: TrialFilter, size: int
) -> TrialBatchAnswer:
    id = str(signature.get("id") or "")
    try:
        answer = _answer(reading, signature, day, wanted, size)
    except TimeSpent:
        raise
    except Exception as error:  # a defect in one signature must not cost the answers of the others
        said = translated(error)
        fault = Fault(code=said["extensions"]["code"], message=said["message"])
        return TrialBatchAnswer(id=id, answer=None, error=fault)
    return TrialBatchAnswer(id=id, answer=cast(TrialAnswer, answer), error=None)


def _filter(given: TrialMatchFilter | None) -> TrialFilter:
    if given is None:
        return TrialFilter()
    return TrialFilter(
        trials=frozenset(_number(name) for name in given.trials or ()),
        eligibility=frozenset(given.eligibility or ()),
        recruitment=frozenset(given.status or ()),
        phases=frozenset(phase.upper() for phase in given.phase or ()),
        country=given.country or "",
        within_km=given.within_km,
        offered=bool(given.offered),
    )


def _number(name: str) -> Curie:
    return Curie.of("NCT", name.removeprefix("NCT:"))


def _size(limit: int | None) -> int:
    if limit is None:
        return DEFAULT_PAGE
    if not 0 < limit <= MAXIMUM_PAGE:
        raise RequestError(f"limit {limit} is not 1 to {MAXIMUM_PAGE}")
    return limit


def _check(signatures: list[SignatureInput]) -> None:
    if len(signatures) > MAXIMUM_BATCH:
        raise TooLarge("the number of signatures", len(signatures), MAXIMUM_BATCH)
