"""The answer to the question what defeats a regimen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pmkg.model.answer import EvidenceItem, Option
from pmkg.model.kinds import Course, Effect, Truth, TumorMatch
from pmkg.model.regimen import Agent, Regimen
from pmkg.model.regimen_search import RegimenRelation
from pmkg.model.signature import Notice, Tumor


class Mechanism(StrEnum):
    """Say where a resistance arises: in a target of the drug, around it, or not known."""

    ON_TARGET = "ON_TARGET"
    BYPASS = "BYPASS"
    UNKNOWN = "UNKNOWN"


class Ground(StrEnum):
    """Say why a resistance relative to a driver applies: the driver is present, or the drug against it was given (rule 19)."""

    DRIVER = "DRIVER"
    PRIOR_THERAPY = "PRIOR_THERAPY"


@dataclass(frozen=True, slots=True)
class Driver:
    """Name a background driver that a statement needs beside what defeats the drug, the patient's state, and on what ground."""

    profile: str
    state: Truth
    basis: str


@dataclass(frozen=True, slots=True)
class Defeat:
    """Hold what defeats a regimen: one per regimen, effect and profile, with how often it is described.

    ``state`` is the whole profile's for this patient, drivers included. ``partners`` are members of the regimen that were
    not asked for, ``drug_class`` the class through which a statement about a class is shown. ``statements`` and
    ``publications`` count the evidence for it. ``courses`` says how it is described, primary or acquired; ``course`` which of them
    it would be in this patient, by the ``given_before`` of the drugs; ``applies_by`` why one relative to a driver applies.
    """

    relation: RegimenRelation
    regimen: Regimen
    partners: tuple[Agent, ...]
    drug_class: Agent | None
    class_sources: tuple[str, ...]
    effect: Effect
    profile: str
    state: Truth
    because: tuple[str, ...]
    missing_tests: tuple[str, ...]
    mechanism: Mechanism
    mechanism_reason: str
    drivers: tuple[Driver, ...]
    tumor_match: TumorMatch
    tier: str | None
    tier_rule: str
    statements: int
    publications: int
    courses: tuple[Course, ...]
    course: Course | None
    given_before: tuple[Agent, ...]
    applies_by: Ground | None
    conditions: tuple[str, ...]
    notes: tuple[str, ...]
    supporting: tuple[EvidenceItem, ...]
    against: tuple[EvidenceItem, ...]


@dataclass(frozen=True, slots=True)
class Remaining:
    """Hold a matched option without the asked drugs; ``resisted_by`` are matched profiles said to defeat it in turn."""

    option: Option
    resisted_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resistance:
    """Answer ``ask resistance``. ``elsewhere`` counts statements that rule this tumor out by lineage or in words."""

    id: str
    release: str
    tumor: Tumor
    drugs: tuple[Agent, ...]
    defeated_by: tuple[Defeat, ...]
    remaining: tuple[Remaining, ...]
    elsewhere: int
    warnings: tuple[Notice, ...]
