"""What sources say of one regimen for one profile, field by field that of the command line's JSON."""

from __future__ import annotations

import strawberry

from pmkg.api.types.answer import EvidenceItem, Tumor, Warning
from pmkg.api.types.evidence import RegimenMembers
from pmkg.model.kinds import Direction, Effect


@strawberry.type(description="What one source says.")
class Voice:
    """Show a source's statements, the best level first."""

    source: str
    level: str = strawberry.field(description="Its best level, in its own words.")
    date: str = strawberry.field(description="The date of its latest statement.")
    evidence: list[EvidenceItem]


@strawberry.type(description="One effect in one direction, with every source that says so.")
class Position:
    """Show who agrees."""

    effect: Effect
    direction: Direction
    voices: list[Voice]


@strawberry.type(description="A source of therapeutic statements that says nothing here.")
class Silence:
    """Name a silent source and what it says near."""

    source: str
    elsewhere: int = strawberry.field(description="Its statements on the same profile and regimen in other tumors.")
    other_profiles: list[str] = strawberry.field(
        description="Profiles on the same genes for which it speaks of the regimen in this tumor."
    )


@strawberry.type(description="Who says what of one regimen for one profile in one tumor, and who is silent.")
class Agreement:
    """Show every position; opposed ones stand side by side."""

    release: str
    profile_id: strawberry.ID
    profile: str
    regimen: RegimenMembers
    tumor: Tumor = strawberry.field(name="tumorType")
    positions: list[Position]
    opposed: bool = strawberry.field(description="Whether two positions contradict each other in comparable tumors.")
    silent: list[Silence]
    warnings: list[Warning]


@strawberry.type(description="Two opposed positions on one regimen for one profile in comparable tumors, never netted.")
class Disagreement:
    """Show both sides."""

    profile_id: strawberry.ID
    profile: str
    regimen: RegimenMembers
    tumor: Tumor = strawberry.field(name="tumorType")
    sides: list[Position] = strawberry.field(description="Always two.")
    between_sources: bool = strawberry.field(description="False where every opposed pair is of one source.")


@strawberry.type(description="Tier IA evidence for its own tumor on which other sources are silent.")
class Gap:
    """Show who has it and who is silent."""

    profile_id: strawberry.ID
    profile: str
    regimen: RegimenMembers
    tumor: Tumor = strawberry.field(name="tumorType")
    held: Position
    silent: list[Silence]
