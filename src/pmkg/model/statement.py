"""Statements: therapeutic and other claims after normalization."""

from __future__ import annotations

from dataclasses import dataclass

from pmkg.model.curie import Curie
from pmkg.model.kinds import Course, Direction, Effect, Origin, StatementKind, TumorScope
from pmkg.model.regimen import Regimen

ACCEPTED = "accepted"
"""The status of statements that answers use; withdrawn, deprecated and rejected ones never count (CLINICAL rule 18)."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold one normalized claim, wide: everything that a match needs stands on it.

    ``disease`` is the normalized disease or None, ``disease_label`` the source's own words. ``scope`` says how far it
    reaches, ``excluded`` which diseases (and their subtypes) the text leaves out, ``lineage`` is "solid", "liquid" or "" (either).
    ``scale`` names the evidence scale in ``ontology/evidence.toml`` and ``level`` the source's own level on it.
    ``population`` holds what the source's text tells of the patients studied: receptor states ("HER2 negative") and the phase of
    alterations that the profile asks for ("EGFR C797S and EGFR T790M in cis"). ``courses`` says of a resistance whether it is
    described as primary, as acquired or as both; empty where the text does not say.
    ``significance`` is the source's own word; ``conflict`` says how the record contradicts itself, "" for none.
    """

    id: Curie
    kind: StatementKind
    source: str
    profile: Curie
    regimen: Regimen | None
    effect: Effect
    significance: str
    direction: Direction
    scale: str
    level: str
    disease: Curie | None
    disease_label: str
    scope: TumorScope
    excluded: tuple[Curie, ...] = ()
    lineage: str = ""
    origin: Origin = Origin.UNKNOWN
    conditions: tuple[str, ...] = ()
    population: tuple[str, ...] = ()
    courses: tuple[Course, ...] = ()
    citation: str = ""
    url: str = ""
    license: str = ""
    status: str = ACCEPTED
    date: str = ""
    conflict: str = ""

    @property
    def stands(self) -> bool:
        """Whether the statement is accepted by its source and does not contradict itself, so that it may pass for a fact."""
        return self.status == ACCEPTED and not self.conflict
