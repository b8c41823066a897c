"""Which statements on one profile and regimen speak of comparable tumors, and which of those oppose each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from pmkg.model.curie import Curie
from pmkg.model.kinds import Direction, Effect, Origin, TumorScope
from pmkg.model.statement import Statement

Stance: TypeAlias = tuple[Effect, Direction]
Ancestors: TypeAlias = Mapping[Curie, Mapping[Curie, int]]

OPPOSED: tuple[tuple[Stance, Stance], ...] = (
    ((Effect.SENSITIVITY, Direction.SUPPORTS), (Effect.RESISTANCE, Direction.SUPPORTS)),
    *(((effect, Direction.SUPPORTS), (effect, Direction.DOES_NOT_SUPPORT)) for effect in Effect),
)
"""The stances that contradict each other. Reduced sensitivity is still a response; "does not support" is about its own effect."""


def stance(statement: Statement) -> Stance:
    """Give what a statement says: an effect, and whether the evidence is for it."""
    return statement.effect, statement.direction


def covers(broad: Statement, narrow: Statement, ancestors: Ancestors) -> bool:
    """Say whether one statement's tumor is the other's or an ancestor of it, and not one that its text excludes.

    A tumor-agnostic statement covers every tumor of its lineage; basket evidence is no ancestor (CLINICAL rule 13).
    """
    if TumorScope.UNRESOLVED in (broad.scope, narrow.scope):
        return False
    if narrow.disease is None:
        return broad.disease is None and _same_lineage(broad, narrow) and (not broad.lineage or bool(narrow.lineage))
    if broad.disease == narrow.disease:
        return True
    up = ancestors.get(narrow.disease, {narrow.disease: 0})
    if any(excluded in up for excluded in broad.excluded):
        return False
    if broad.disease is None:
        return broad.scope is TumorScope.AGNOSTIC and _same_lineage(broad, narrow)
    return broad.disease in up


def comparable(one: Statement, other: Statement, ancestors: Ancestors) -> bool:
    """Say whether two statements speak of the same tumor or of one within the other, and of origins that can meet.

    A germline and a somatic alteration are different facts (CLINICAL rule 7).
    """
    if {one.origin, other.origin} == {Origin.GERMLINE, Origin.SOMATIC}:
        return False
    return covers(one, other, ancestors) or covers(other, one, ancestors)


def tumor_key(statement: Statement) -> str:
    """Give a key that is equal for statements on the same tumor."""
    if statement.scope is TumorScope.UNRESOLVED:
        return f"unresolved:{statement.disease_label}"
    return statement.disease or f"any:{statement.lineage}"


def _same_lineage(one: Statement, other: Statement) -> bool:
    return not one.lineage or not other.lineage or one.lineage == other.lineage
