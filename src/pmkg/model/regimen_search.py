"""What is found of regimens by their members, and how an asked regimen relates to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pmkg.model.curie import Curie
from pmkg.model.dose_finding import DoseFindingStudy
from pmkg.model.kinds import Effect, Operator
from pmkg.model.regimen import Agent, Regimen


class RegimenMatch(StrEnum):
    """Say which regimens a search takes: with any of the drugs, with exactly these, or with all of these and perhaps more."""

    MEMBER = "MEMBER"
    EXACT = "EXACT"
    SUPERSET = "SUPERSET"


class RegimenRelation(StrEnum):
    """Say how a regimen relates to the drugs that were asked for, nearest first.

    REGIMEN is the very regimen, ALTERNATIVE one drug of substitutes (any one of which was given), SUPERSET holds all asked
    drugs and partners, MEMBER some of them, CLASS a drug class that the graph puts an asked drug in.
    """

    REGIMEN = "REGIMEN"
    ALTERNATIVE = "ALTERNATIVE"
    SUPERSET = "SUPERSET"
    MEMBER = "MEMBER"
    CLASS = "CLASS"


@dataclass(frozen=True, slots=True)
class EffectCount:
    """Count the accepted statements of one effect; ``publications`` are the distinct citations of those for it."""

    effect: Effect
    supporting: int
    against: int
    publications: int


@dataclass(frozen=True, slots=True)
class FoundRegimen:
    """Hold a regimen with the members that were not asked for and its evidence by effect, never its members' evidence.

    ``dose_finding`` is toxicity and trial data of a combination, and no part of its evidence.
    """

    regimen: Regimen
    partners: tuple[Agent, ...]
    evidence: tuple[EffectCount, ...]
    sources: tuple[str, ...]
    dose_finding: tuple[DoseFindingStudy, ...] = ()


@dataclass(frozen=True, slots=True)
class RegimenSearch:
    """Answer ``ask regimens``: what was asked, and every regimen found, that with most statements first.

    ``dose_finding`` is that of the asked drugs taken together, two or more, whether or not a regimen holds them.
    """

    release: str
    drugs: tuple[Agent, ...]
    match: RegimenMatch
    regimens: tuple[FoundRegimen, ...]
    dose_finding: tuple[DoseFindingStudy, ...] = ()


def relation_of(asked: frozenset[Curie], regimen: Regimen) -> RegimenRelation | None:
    """Say how a regimen relates to the asked drugs; None where it holds none of them.

    Several asked drugs are meant together, so substitutes and sequences of the same drugs are not that regimen.
    """
    members = {drug.id for drug in regimen.drugs}
    if not asked & members:
        return None
    if regimen.operator is Operator.SUBSTITUTES:
        return RegimenRelation.ALTERNATIVE if len(asked) == 1 else RegimenRelation.MEMBER
    if members == asked:
        together = regimen.operator in (Operator.SINGLE, Operator.COMBINATION)
        return RegimenRelation.REGIMEN if together else RegimenRelation.MEMBER
    return RegimenRelation.SUPERSET if asked < members else RegimenRelation.MEMBER


def partners(asked: Iterable[Curie], regimen: Regimen) -> tuple[Agent, ...]:
    """Give the members of a regimen that were not asked for."""
    known = set(asked)
    return tuple(drug for drug in regimen.drugs if drug.id not in known)
