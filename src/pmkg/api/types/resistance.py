"""What defeats a regimen, and regimens found by their members, field by field those of the command line's JSON."""

from __future__ import annotations

import strawberry

from pmkg.api.types.answer import Option, PatientAnswer, Weighed
from pmkg.api.types.dose_finding import DoseFindingStudy
from pmkg.api.types.evidence import RegimenDrug, RegimenMembers
from pmkg.model.kinds import Course, Effect, Truth
from pmkg.model.regimen_search import RegimenMatch, RegimenRelation
from pmkg.model.resistance import Ground, Mechanism

strawberry.enum(RegimenMatch, description="Regimens with any of the drugs, with exactly these, or with all of these.")
strawberry.enum(RegimenRelation, description="How a regimen relates to the drugs asked for, nearest first.")
strawberry.enum(Mechanism, description="Where a resistance arises: in a target of the drug, around it, or not known.")

strawberry.enum(Ground, name="ResistanceGround", description="Why a resistance relative to a driver applies.")


@strawberry.type(description="A background driver that a statement needs beside what defeats the drug.")
class ResistanceDriver:
    """Name a driver, the patient's state and the ground for calling it one."""

    profile: str
    state: Truth
    basis: str


@strawberry.type(description="What defeats a regimen: one per regimen, effect and canonical profile.")
class Defeat(Weighed):
    """Show what defeats a regimen, how often it is described, and whether the patient has it."""

    relation: RegimenRelation
    regimen: RegimenMembers
    partners: list[RegimenDrug] = strawberry.field(description="Members of the regimen that were not asked for.")
    drug_class: RegimenDrug | None = strawberry.field(description="The class of an asked drug that it is said of.")
    class_sources: list[str] = strawberry.field(description="Who puts the drug in that class.")
    effect: Effect
    state: Truth = strawberry.field(description="The whole profile's state for this patient; UNKNOWN: not tested.")
    mechanism: Mechanism
    mechanism_reason: str
    drivers: list[ResistanceDriver]
    tier: str | None
    courses: list[Course] = strawberry.field(
        description="How it is described: primary, acquired or both; empty: not told."
    )
    course: Course | None = strawberry.field(
        description="What it would be in this patient: acquired where the drug was given before, primary where others were."
    )
    given_before: list[RegimenDrug] = strawberry.field(description="Drugs of the regimen that the patient had.")
    applies_by: Ground | None = strawberry.field(
        description="Why a resistance relative to a driver applies: the driver is present, or the drug was given."
    )
    statements: int = strawberry.field(description="How many statements describe it.")
    publications: int = strawberry.field(description="How many publications these cite.")


@strawberry.type(description="A matched option without the asked drugs.")
class Remaining:
    """Show an option, and the matched profiles that are said to defeat it in turn."""

    option: Option
    resisted_by: list[str]


@strawberry.type(description="What is known to defeat a regimen, and which matched options remain.")
class Resistance(PatientAnswer):
    """Answer for one regimen and one signature on one release."""

    drugs: list[RegimenDrug]
    defeated_by: list[Defeat]
    remaining: list[Remaining]
    elsewhere: int = strawberry.field(description="Statements left out: they exclude this tumor type or its lineage.")


@strawberry.type(description="The accepted statements of one effect about a regimen.")
class EffectCount:
    """Count statements for and against, and the publications of those for."""

    effect: Effect
    supporting: int = strawberry.field(name="for")
    against: int
    publications: int


@strawberry.type(description="A regimen with the members that were not asked for, and the evidence about it.")
class FoundRegimen:
    """Show one regimen; its evidence is never that of its members."""

    regimen: RegimenMembers
    partners: list[RegimenDrug]
    evidence: list[EffectCount]
    sources: list[str]
    dose_finding: list[DoseFindingStudy] = strawberry.field(
        description="Toxicity and trial data of a combination, its supersets and its subsets; no part of the evidence."
    )
