"""The answer to ``ask trials``: which trials, steps, arms and dose levels a patient fits, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pmkg.model.curie import Curie
from pmkg.model.signature import Notice, Tumor
from pmkg.model.trial import Protocol, Recruitment, Site, StatedStatus
from pmkg.model.trial_criteria import Confidence, Named


class CriterionState(StrEnum):
    """Say how a patient stands to a criterion; what is not known is never taken for met (CLINICAL rule 23)."""

    MET = "MET"
    NOT_MET = "NOT_MET"
    UNKNOWN = "UNKNOWN"


class Eligibility(StrEnum):
    """Say how a patient stands to a trial, arm or dose level, best first."""

    ELIGIBLE = "ELIGIBLE"
    POSSIBLE = "POSSIBLE"
    NOT = "NOT"


@dataclass(frozen=True, slots=True)
class CheckedCriterion:
    """Show one criterion that binds: its state, the fact that decided it, and what is missing where nothing did.

    ``sentence`` holds the words that it was read from, "" where the source coded it.
    """

    text: str
    state: CriterionState
    fact: str = ""
    missing: tuple[str, ...] = ()
    sentence: str = ""
    confidence: Confidence = Confidence.CODED


@dataclass(frozen=True, slots=True)
class DoseMatch:
    """Show one dose level; ``criteria`` are its own, beside those of its arm."""

    code: str
    description: str
    recruitment: Recruitment
    eligibility: Eligibility
    criteria: tuple[CheckedCriterion, ...] = ()


@dataclass(frozen=True, slots=True)
class ArmMatch:
    """Show one arm with every criterion that binds it: the trial's, its step's and its own.

    ``offered`` is false for an arm that does not fit or takes no patients: it is shown, not offered (CLINICAL rule 25).
    """

    id: Curie
    label: str
    step: str
    source: str
    recruitment: Recruitment
    offered: bool
    eligibility: Eligibility
    drugs: tuple[Named, ...]
    interventions: tuple[str, ...]
    criteria: tuple[CheckedCriterion, ...]
    doses: tuple[DoseMatch, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class ProtocolMatch:
    """Show how a patient stands to a trial as one source has it; equal facts give equal matches.

    ``missing`` names the facts that would decide it where it is possible. ``to_check`` holds what a person has to read.
    ``because`` names the molecular findings for which the trial asks and which the patient has. ``about_tumors`` is false where no
    criterion names a tumor, gene or biomarker: nothing then says that the trial is about tumors.
    """

    protocol: Protocol
    eligibility: Eligibility
    offered: bool
    arms: tuple[ArmMatch, ...]
    missing: tuple[str, ...] = ()
    to_check: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    about_tumors: bool = True


@dataclass(frozen=True, slots=True)
class ArmEvidence:
    """Count the evidence of the graph on what an arm gives, for this patient's alterations: for and against, never netted.

    ``regimens`` tells which: regimen, profile, effect, tumor match and the statements' identifiers.
    """

    supporting: int = 0
    against: int = 0
    regimens: tuple[RegimenEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class RegimenEvidence:
    """Name one option of ``ask drugs`` that an arm gives whole."""

    regimen: str
    profile: str
    effect: str
    tier: str | None
    tumor_match: str
    supporting: tuple[str, ...]
    against: tuple[str, ...]


NO_EVIDENCE = ArmEvidence()


@dataclass(frozen=True, slots=True)
class NearSite:
    """Show a site, with its distance from the place asked for in kilometers, None where either has no coordinates."""

    site: Site
    kilometers: float | None


@dataclass(frozen=True, slots=True)
class TrialMatch:
    """Show one trial, as every source has it.

    Sources that disagree leave it possible. ``stale`` says why its status may no longer hold, "" where nothing speaks for that.
    ``near_miss`` says which one fact stands between the patient and it, "" where more or none do.
    """

    trial: Curie
    title: str
    phase: str
    sponsor: str
    url: str
    eligibility: Eligibility
    offered: bool
    status: StatedStatus
    statuses: tuple[StatedStatus, ...]
    stale: str
    by_source: tuple[ProtocolMatch, ...]
    missing: tuple[str, ...]
    near_miss: str
    to_check: tuple[str, ...]
    because: tuple[str, ...]
    sites: tuple[NearSite, ...]
    evidence: Mapping[Curie, ArmEvidence] = field(default_factory=dict)

    @property
    def arms(self) -> tuple[ArmMatch, ...]:
        """The arms of every source."""
        return tuple(arm for match in self.by_source for arm in match.arms)


@dataclass(frozen=True, slots=True)
class MissingFact:
    """Rank one missing fact: how many possible trials it decides alone, and how many name it."""

    fact: str
    decides: int
    trials: int


@dataclass(frozen=True, slots=True)
class TrialAnswer:
    """Answer ``ask trials`` for one signature on one release and day.

    ``matched`` are the trials that this patient's facts decide, in order. ``ruled_out`` names those that the tumor type alone rules
    out; ``other_tumors`` shows them where they were asked for: their arms name what speaks against them and no more, and their
    sites have no distance unless the filter asked for one. ``counts`` are of all trials about tumors, before any filter; ``total``
    of those that the filter takes, of which the answer may hold the first only. ``of_other_subject`` counts the trials that are
    not about tumors, shown on request only.
    """

    id: str
    release: str
    as_of_date: str
    tumor: Tumor
    matched: tuple[TrialMatch, ...]
    other_tumors: tuple[TrialMatch, ...]
    total: int
    missing_facts: tuple[MissingFact, ...]
    counts: Mapping[Eligibility, int]
    ruled_out: tuple[str, ...]
    of_other_subject: int
    warnings: tuple[Notice, ...]

    @property
    def trials(self) -> tuple[TrialMatch, ...]:
        """All that is shown, best first."""
        return self.matched + self.other_tumors
