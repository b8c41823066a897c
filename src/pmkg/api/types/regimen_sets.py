"""The smallest sets of regimens that answer the drivers of a signature."""

from __future__ import annotations

import strawberry

from pmkg.api.types.answer import Option, Tumor, Warning


@strawberry.type(description="One driver of a signature, and by how many regimens it is answered.")
class DriverCover:
    """Show a driver with why it counts as one."""

    driver: str
    why: str
    regimens: int
    tier: str | None = strawberry.field(description="The best tier by which it is answered.")


@strawberry.type(description="One regimen that answers drivers by evidence of its own.")
class OfferedRegimen:
    """Show a regimen with what speaks for it and, beside that, against it."""

    label: str
    drivers: list[str]
    tier: str = strawberry.field(description="The worst of the best tiers by which each driver is answered.")
    evidence: list[Option]
    opposed: list[Option] = strawberry.field(
        description="Matched resistance, reduced sensitivity and adverse response."
    )


@strawberry.type(description="Regimens that answer the same drivers; any one of them takes this part of a set.")
class RegimenSetPart:
    """Show one part, best evidence first."""

    drivers: list[str]
    regimens: list[OfferedRegimen]


@strawberry.type(description="One smallest set: a regimen of each part.")
class RegimenSet:
    """Show one set."""

    tier: str
    parts: list[RegimenSetPart]
    known_together: list[str] = strawberry.field(
        description="Regimens that hold all drugs of the parts' best ones; empty where no source speaks of giving them together."
    )


@strawberry.type(
    description="The smallest sets of evidence-backed regimens that together answer the drivers of a signature."
)
class RegimenSets:
    """Answer one signature on one release."""

    id: str
    release: str
    tumor: Tumor = strawberry.field(name="tumorType")
    least_tier: str
    drivers: list[DriverCover]
    sets: list[RegimenSet]
    more: int = strawberry.field(description="Further sets of the same size.")
    uncovered: list[str]
    not_drivers: list[str]
    caution: str
    warnings: list[Warning]
