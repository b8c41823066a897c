"""Evidence scales, and the tier of a statement for this patient's tumor, by ``ontology/evidence.toml``.

The crosswalk is AMP/ASCO/CAP 2017 (Li et al., tables 3 and 4), ESCAT is Mateo et al. 2018. All answers are computed once,
so that ranking hundreds of statements costs a dictionary look-up each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pmkg.model.kinds import Effect, TumorMatch, TumorScope
from pmkg.vocabulary.ontology_files import read_toml


@dataclass(frozen=True, slots=True)
class Level:
    """Hold one level of a scale: ``rank`` 1 is the strongest; ``tier`` and ``escat`` are for the statement's own tumor."""

    scale: str
    name: str
    rank: int
    meaning: str
    basis: str
    tier: str
    escat: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold what a level means for one tumor match: the tier or None, the rule that gave it, the ESCAT tier or ""."""

    tier: str | None
    rule: str
    escat: str


@cache
def levels() -> Mapping[tuple[str, str], Level]:
    """Give every level by its scale and its folded name, other spellings included."""
    found = {}
    for scale, table in read_toml("evidence.toml")["scale"].items():
        for name, row in table["level"].items():
            level = Level(
                scale,
                name,
                row["rank"],
                row["name"],
                row["basis"],
                row["tier"],
                row["escat"],
                tuple(row.get("also", ())),
            )
            found.update({(scale, text.casefold()): level for text in (name, *level.also)})
    return found


def tier(scale: str, level: str, match: TumorMatch, scope: TumorScope, effect: Effect) -> tuple[str | None, str]:
    """Give the AMP/ASCO/CAP tier of a statement for this tumor, and the rule that gave it.

    A resistance statement from another tumor is never tier I (CLINICAL rule 10), which the rule for other tumors ensures.

    >>> tier("civic", "A", TumorMatch.EXACT, TumorScope.SPECIFIC, Effect.SENSITIVITY)
    ('IA', 'civic A (validated association), made for this tumor type')
    >>> tier("civic", "C", TumorMatch.OTHER, TumorScope.SPECIFIC, Effect.SENSITIVITY)[0]
    'IID'
    """
    verdict = _verdict(scale, level, match, scope, effect)
    return verdict.tier, verdict.rule


def escat(scale: str, level: str, match: TumorMatch, scope: TumorScope, effect: Effect) -> str:
    """Give the ESCAT tier of a statement for this tumor, "" where ESCAT has none (resistance, case reports, no tumor)."""
    return _verdict(scale, level, match, scope, effect).escat


def tier_rank(tier: str | None) -> int:
    """Give the place of a tier in the order of tiers, from 0 for the best; no tier comes last.

    >>> sorted([None, "III", "IA"], key=tier_rank)
    ['IA', 'III', None]
    """
    return _RANKS.get(tier, len(_RANKS))


def level_rank(scale: str, level: str) -> int:
    """Give the rank of a level on its own scale, 1 for the strongest, 99 where the scale does not have it."""
    known = levels().get((scale, level.casefold()))
    return known.rank if known else 99


def is_agnostic(scale: str, level: str) -> bool:
    """Say whether a statement at this level for "any tumor" is tumor-agnostic; elsewhere it is basket evidence (rule 13).

    >>> is_agnostic("moalmanac", "FDA-Approved"), is_agnostic("moalmanac", "Clinical trial"), is_agnostic("civic", "A")
    (True, False, False)
    """
    known = levels().get((scale, level.casefold()))
    return (
        known is not None and known.basis == "approved" and bool(read_toml("evidence.toml")["scale"][scale]["agnostic"])
    )


def _verdict(scale: str, level: str, match: TumorMatch, scope: TumorScope, effect: Effect) -> Verdict:
    found = _verdicts().get((scale, level, match, scope, effect))
    if found is None:
        found = _verdicts().get((scale, level.casefold(), match, scope, effect))
    return found or Verdict(None, f"{level!r} is no level of the scale {scale!r}, so there is no tier", "")


_RANKS: dict[str | None, int] = {name: rank for rank, name in enumerate(read_toml("evidence.toml")["tiers"]["order"])}

_Key = tuple[str, str, TumorMatch, TumorScope, Effect]


@cache
def _verdicts() -> Mapping[_Key, Verdict]:
    return dict(_all_verdicts())


def _all_verdicts() -> Iterator[tuple[_Key, Verdict]]:
    data = read_toml("evidence.toml")
    for (scale, spelling), level in levels().items():
        names = {spelling, level.name} if spelling == level.name.casefold() else {spelling}
        for match in TumorMatch:
            for scope in TumorScope:
                row = _row(data, match, scope)
                for effect in Effect:
                    verdict = _judge(data, row, level, treats=effect in data["escat"]["effects"])
                    yield from (((scale, name, match, scope, effect), verdict) for name in names)


def _row(data: dict[str, Any], match: TumorMatch, scope: TumorScope) -> dict[str, Any]:
    """Pick the rule: an unresolved tumor first, then basket evidence, which takes no part in the ontology."""
    if scope is TumorScope.UNRESOLVED or match is TumorMatch.UNRESOLVED:
        name = TumorMatch.UNRESOLVED
    elif scope is TumorScope.BASKET and match is not TumorMatch.OTHER:
        return dict(data["basket"])
    else:
        name = match
    return dict(data["match"][name])


def _judge(data: dict[str, Any], row: dict[str, Any], level: Level, treats: bool) -> Verdict:
    elsewhere = data["basis"][level.basis]
    escat = {"level": level.escat, "other": elsewhere["escat"], "none": ""}[row["escat"]] if treats else ""
    if row["by"] == "none":
        return Verdict(None, row["rule"], escat)
    source = f"{level.scale} {level.name} ({level.meaning}), {row['rule']}"
    if row["by"] == "basis":
        return Verdict(elsewhere["tier"], f"{source}; {elsewhere['rule']}", escat)
    return Verdict(max(level.tier, row["best"], key=tier_rank), source, escat)
