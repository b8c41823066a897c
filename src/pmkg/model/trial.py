"""A trial as a release holds it: its steps, arms and dose levels, each with coded criteria and a status."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pmkg.model.curie import Curie
from pmkg.model.trial_criteria import NOTHING_ASKED, CriteriaTree, Named


class Recruitment(StrEnum):
    """Say whether a trial, arm or dose level takes patients. Only OPEN is offered (CLINICAL rule 25)."""

    OPEN = "OPEN"
    NOT_YET_OPEN = "NOT_YET_OPEN"
    SUSPENDED = "SUSPENDED"
    CLOSED = "CLOSED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Site:
    """Hold a place that runs the trial; coordinates are degrees, None where the source gives none."""

    name: str
    city: str = ""
    state: str = ""
    country: str = ""
    status: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class StatedStatus:
    """Hold the status of a trial in one source's own word, what it means, and the day it was said to hold ("" if not said)."""

    source: str
    words: str
    recruitment: Recruitment
    date: str = ""


@dataclass(frozen=True, slots=True)
class DoseLevel:
    """Hold a dose level of an arm."""

    code: str
    description: str
    recruitment: Recruitment = Recruitment.UNKNOWN
    criteria: CriteriaTree = NOTHING_ASKED


@dataclass(frozen=True, slots=True)
class Arm:
    """Hold an arm or cohort; ``criteria`` add to those of its step and trial."""

    id: Curie
    label: str
    description: str = ""
    kind: str = ""
    recruitment: Recruitment = Recruitment.UNKNOWN
    drugs: tuple[Named, ...] = ()
    interventions: tuple[str, ...] = ()
    criteria: CriteriaTree = NOTHING_ASKED
    doses: tuple[DoseLevel, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """Hold a step of treatment; ``criteria`` bind all its arms."""

    code: str
    kind: str = ""
    criteria: CriteriaTree = NOTHING_ASKED
    arms: tuple[Arm, ...] = ()


@dataclass(frozen=True, slots=True)
class Protocol:
    """Hold a trial's criteria, steps and arms as one source states them; two sources' are kept apart and named.

    ``eligibility`` holds the lines of the free text, verbatim, and ``to_check`` those that no criterion covers.
    """

    trial: Curie
    source: str
    record: str
    title: str
    status: StatedStatus
    phase: str = ""
    sponsor: str = ""
    kind: str = ""
    start_date: str = ""
    completion_date: str = ""
    updated: str = ""
    url: str = ""
    license: str = ""
    criteria: CriteriaTree = NOTHING_ASKED
    steps: tuple[Step, ...] = ()
    sites: tuple[Site, ...] = ()
    eligibility: tuple[str, ...] = ()
    to_check: tuple[str, ...] = ()
