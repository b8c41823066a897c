"""The smallest sets of evidence-backed regimens that together answer the drivers of a signature."""

from __future__ import annotations

from dataclasses import dataclass

from pmkg.model.answer import Option
from pmkg.model.signature import Notice, Tumor


@dataclass(frozen=True, slots=True)
class DriverCover:
    """Name one driver of the signature, why it counts as one, and by how many regimens it is answered."""

    driver: str
    why: str
    regimens: int
    tier: str | None


@dataclass(frozen=True, slots=True)
class OfferedRegimen:
    """Hold one regimen that answers drivers: its options as evidence, and the matched options that speak against it.

    ``drivers`` are those that its evidence rests on; ``tier`` is the worst of the best tiers by which each is answered.
    ``opposed`` holds resistance, reduced sensitivity and adverse response of this patient to this very regimen: shown beside its
    evidence, never set off against it (CLINICAL rules 15 and 17).
    """

    label: str
    drivers: tuple[str, ...]
    tier: str
    evidence: tuple[Option, ...]
    opposed: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class SetPart:
    """Hold the regimens that answer the same drivers, any one of which takes this part of a set; best evidence first."""

    drivers: tuple[str, ...]
    regimens: tuple[OfferedRegimen, ...]


@dataclass(frozen=True, slots=True)
class RegimenSet:
    """Hold one set of the smallest size: one regimen of each part.

    ``tier`` is the worst of the parts' best tiers. ``known_together`` are regimens of the release that hold all drugs of the
    best regimen of each part; empty where no source speaks of giving them together, which is then no evidence at all.
    """

    parts: tuple[SetPart, ...]
    tier: str
    known_together: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegimenSets:
    """Answer ``ask regimen-sets`` for one signature on one release.

    ``uncovered`` are the drivers that no regimen of at least ``least_tier`` answers. ``not_drivers`` are alterations that are not
    known to drive: variants of uncertain significance and harmless ones. ``more`` counts further sets of the same size.
    """

    id: str
    release: str
    tumor: Tumor
    least_tier: str
    drivers: tuple[DriverCover, ...]
    sets: tuple[RegimenSet, ...]
    more: int
    uncovered: tuple[str, ...]
    not_drivers: tuple[str, ...]
    caution: str
    warnings: tuple[Notice, ...]
