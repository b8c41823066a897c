"""The answer to ``matchTrials``, field by field that of the command line's JSON, whose plain values it shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import strawberry

from pmkg.api.types.answer import Fault, PatientAnswer
from pmkg.model.trial import Recruitment
from pmkg.model.trial_answer import CriterionState, Eligibility
from pmkg.model.trial_criteria import Confidence

strawberry.enum(Recruitment, description="Whether a trial, arm or dose level takes patients; only OPEN is offered.")
strawberry.enum(CriterionState, description="How a patient stands to a criterion; what is not known is never met.")
strawberry.enum(Eligibility, description="How a patient stands to a trial, arm or dose level, best first.")
strawberry.enum(Confidence, description="How a criterion was come by: coded by its source, or read from its sentence.")


@strawberry.type(description="One criterion that binds, and how the patient stands to it.")
class TrialCriterion:
    """Show a criterion with the fact that decided it."""

    text: str
    state: CriterionState
    fact: str | None = strawberry.field(description="The fact that decided it, null where it is not known.")
    missing: list[str] = strawberry.field(description="The facts that would decide it.")
    sentence: str | None = strawberry.field(
        description="The words that it was read from, null where its source coded it."
    )
    confidence: Confidence


@strawberry.type(description="A drug that an arm gives.")
class TrialDrug:
    """Name a drug."""

    id: strawberry.ID
    label: str


@strawberry.type(description="An option of targetedDrugs that an arm gives whole, with its statements.")
class RegimenEvidence:
    """Show the evidence on one regimen, for and against side by side."""

    regimen: str
    profile: str
    effect: str
    tier: str | None
    tumor_match: str
    supporting: list[str] = strawberry.field(name="for")
    against: list[str]


@strawberry.type(description="What the graph knows for and against what an arm gives, for this patient; never netted.")
class ArmEvidence:
    """Count the statements and name them."""

    supporting: int = strawberry.field(name="for")
    against: int
    regimens: list[RegimenEvidence]


@strawberry.type(description="One dose level of an arm.")
class TrialDose:
    """Show a dose level with its own criteria."""

    code: str
    description: str
    status: Recruitment
    eligibility: Eligibility
    criteria: list[TrialCriterion]


@strawberry.type(
    description="One arm, with every criterion that binds it; of a trial that does not fit, those that fail."
)
class MatchedArm:
    """Show an arm."""

    id: strawberry.ID
    label: str
    description: str | None
    step: str
    source: str
    status: Recruitment
    offered: bool = strawberry.field(description="Whether it fits or may fit, and takes patients.")
    eligibility: Eligibility
    drugs: list[TrialDrug]
    interventions: list[str]
    criteria: list[TrialCriterion]
    doses: list[TrialDose]
    evidence: ArmEvidence


@strawberry.type(
    description="The status of a trial as one source states it, with the day on which it was said to hold."
)
class StatedStatus:
    """Show a status."""

    source: str
    words: str
    status: Recruitment
    date: str | None


@strawberry.type(description="A source of the trial's criteria, and what they come to.")
class TrialSource:
    """Show where criteria come from."""

    source: str
    record: str
    license: str
    url: str | None
    eligibility: Eligibility


@strawberry.type(description="A place that runs the trial, with its distance from the patient.")
class TrialSite:
    """Show a site."""

    name: str
    city: str | None
    state: str | None
    country: str | None
    status: str | None
    kilometers: float | None


@strawberry.type(description="One trial, and how the patient stands to it.")
class MatchedTrial:
    """Show a trial with its arms."""

    id: strawberry.ID
    title: str
    status: Recruitment
    phase: str | None
    eligibility: Eligibility
    offered: bool
    because: list[str] = strawberry.field(description="The findings for which it asks and which the patient has.")
    near_miss: str | None = strawberry.field(description="The one fact that stands between, where it is one.")
    arms: list[MatchedArm]
    missing_facts: list[str]
    to_check_by_person: list[str] = strawberry.field(
        description="Lines of its text that a person has to read, verbatim."
    )
    statuses: list[StatedStatus]
    stale_status: str | None = strawberry.field(description="Why its status may no longer hold.")
    sponsor: str | None
    url: str | None
    sources: list[TrialSource]
    sites: list[TrialSite]


@strawberry.type(description="A missing fact, how many possible trials it decides alone, and how many name it.")
class FactToConsider:
    """Rank a missing fact."""

    fact: str
    decides: int
    trials: int


@strawberry.type(description="How many trials of the release fit, may fit and do not, before any filter.")
class TrialCounts:
    """Count trials."""

    eligible: int
    possible: int
    not_: int = strawberry.field(name="not")


@strawberry.type(description="Which trials a patient may join, why, and which facts would decide the rest.")
class TrialAnswer(PatientAnswer):
    """Answer one signature on one release and day."""

    as_of_date: str
    counts: TrialCounts
    total_count: int = strawberry.field(
        description="How many trials the filter takes; `trials` holds the first of them."
    )
    trials: list[MatchedTrial]
    ruled_out_by_tumor: list[str] = strawberry.field(
        description="The trials that the tumor type alone rules out; a filter shows them."
    )
    not_about_tumors: int = strawberry.field(
        description="How many trials are about other diseases; a filter shows them."
    )
    facts_to_consider: list[FactToConsider]


@strawberry.type(description="The answer to one signature of a batch, or why there is none.")
class TrialBatchAnswer:
    """Hold an answer or a fault, under the signature's own id."""

    id: str
    answer: TrialAnswer | None
    error: Fault | None


@strawberry.type(description="The patients of a set who fit a trial, and those who may.")
class TrialPatients:
    """Show a trial's patients by the ids of their signatures."""

    id: strawberry.ID
    eligible: list[str]
    possible: list[str]


@strawberry.input(description="Which trials to show; what is left out restricts nothing.")
class TrialMatchFilter:
    """Limit the trials of an answer."""

    trials: list[str] | None = strawberry.field(default=None, description="Registry numbers.")
    eligibility: list[Eligibility] | None = None
    status: list[Recruitment] | None = None
    phase: list[str] | None = None
    country: str | None = None
    within_km: float | None = None
    offered: bool | None = strawberry.field(default=None, description="Only trials with an open arm that fits.")
    every: bool | None = strawberry.field(
        default=None, description="Also trials that the tumor type alone rules out, and those about other diseases."
    )


_KEYWORDS = {"supporting": "for", "not_": "not", "tumor": "tumorType"}


class Shown:
    """Read plain values under the names that a type of the schema has."""

    __slots__ = ("_plain",)

    def __init__(self, plain: Mapping[str, Any]) -> None:
        self._plain = plain

    def __getattr__(self, name: str) -> Any:
        head, *rest = name.split("_")
        key = _KEYWORDS.get(name) or head + "".join(part.capitalize() for part in rest)
        try:
            return shown(self._plain[key])
        except KeyError:
            raise AttributeError(name) from None


def shown(value: Any) -> Any:
    """Let objects be read by the names of the schema; other values stay as they are."""
    if isinstance(value, Mapping):
        return Shown(value)
    return [shown(item) for item in value] if isinstance(value, (list, tuple)) else value
