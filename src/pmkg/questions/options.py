"""Gather matched statements into options, tier them, and put them in their total order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from operator import attrgetter
from typing import TypeAlias, TypeVar

from pmkg.model.answer import EvidenceItem, Interpretation, Option
from pmkg.model.curie import Curie
from pmkg.model.kinds import Course, Direction, Effect, Truth, TumorMatch, VariantMatch
from pmkg.model.regimen import Regimen
from pmkg.model.statement import Statement
from pmkg.questions.applicability import because_of
from pmkg.questions.match import Match
from pmkg.vocabulary.scales import tier, tier_rank

MATCHED, UNDECIDED = "MATCHED", "UNDECIDED"
_TUMOR_ORDER = {match: index for index, match in enumerate(TumorMatch)}
_OPPOSITE = {Effect.SENSITIVITY: Effect.RESISTANCE, Effect.RESISTANCE: Effect.SENSITIVITY}
_HERE = frozenset({TumorMatch.EXACT, TumorMatch.ANCESTOR})
_CLINICAL_TIERS = 3
"""Tiers IA, IB and IIC rest on clinical evidence; IID and III do not."""
A = TypeVar("A", bound=Interpretation)
Told: TypeAlias = tuple[EvidenceItem, str, Statement]
"""A statement as an item with its tier, the rule that gave the tier, and the statement itself."""
Conditions: TypeAlias = Callable[[Sequence[Told], EvidenceItem], tuple[str, ...]]


@dataclass(slots=True)
class Candidate:
    """Collect the statements of one (regimen, effect, profile) while an option is made; ``profile`` is its text."""

    regimen: Regimen
    effect: Effect
    profile: str
    match: Match
    statements: list[tuple[Statement, TumorMatch]] = field(default_factory=list)
    dose_finding: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """Pair an option with its place in the total order of the contract, and with how specific the match is that it rests on."""

    option: Option
    place: tuple[object, ...]
    specificity: tuple[int, bool]

    @classmethod
    def of(cls, option: Option, specificity: tuple[int, bool]) -> Offer:
        """Work out the place of an option."""
        return cls(option, _place(option), specificity)


class EvidenceItems:
    """Make evidence items once per (statement, tumor match, rung): a release is immutable, so is the item."""

    def __init__(self) -> None:
        self._memory: dict[tuple[Curie, TumorMatch, VariantMatch], tuple[EvidenceItem, str]] = {}

    def item(self, statement: Statement, match: TumorMatch, rung: VariantMatch) -> tuple[EvidenceItem, str]:
        """Give the item and the rule that gave its tier."""
        key = (statement.id, match, rung)
        known = self._memory.get(key)
        if known is None:
            known = self._memory[key] = _item(statement, match, rung)
        return known


def _item(statement: Statement, match: TumorMatch, rung: VariantMatch) -> tuple[EvidenceItem, str]:
    grade, rule = tier(statement.scale, statement.level, match, statement.scope, statement.effect)
    if statement.conflict:
        grade, rule = None, f"not tiered: the record contradicts itself ({statement.conflict})"
    against = statement.direction is Direction.DOES_NOT_SUPPORT
    item = EvidenceItem(
        evidence=statement.id,
        source=statement.source,
        level=statement.level,
        direction=statement.direction,
        disease=statement.disease_label,
        tumor_match=match,
        variant_match=rung,
        tier=None if against else grade,
        citation=statement.citation,
        license=statement.license,
        url=statement.url,
        status=statement.status,
        date=statement.date,
        conflict=statement.conflict,
        conditions=statement.conditions,
        courses=statement.courses,
    )
    return item, rule


def build_option(candidate: Candidate, items: EvidenceItems) -> Option:
    """Make one option."""
    rung = candidate.match.rung
    told = [(*items.item(statement, match, rung), statement) for statement, match in candidate.statements]
    make = partial(
        Option,
        regimen=candidate.regimen,
        effect=candidate.effect,
        dose_finding=candidate.dose_finding,
        courses=_courses(told),
    )
    return interpret(make, candidate.profile, candidate.match, told, _conditions)


def _courses(told: Iterable[Told]) -> tuple[Course, ...]:
    """Gather how the statements for a resistance describe it, in alphabetical order."""
    found = {
        course
        for item, _, _ in told
        if item.courses and item.direction is Direction.SUPPORTS
        for course in item.courses
    }
    return tuple(sorted(found)) if found else ()


def interpret(make: Callable[..., A], profile: str, match: Match, told: Sequence[Told], conditions: Conditions) -> A:
    """Make an interpretation, such as an option, of tiered statements under one profile, given by its canonical text.

    The best statement is the supporting one of the best tier and the nearest tumor. ``conditions`` gathers what the statements
    add, best first.
    """
    ranked = sorted(told, key=_best_first) if len(told) > 1 else told
    supporting = tuple(item for item, _, _ in ranked if item.direction is Direction.SUPPORTS)
    best, rule, _ = next((entry for entry in ranked if entry[0].direction is Direction.SUPPORTS), ranked[0])
    undecided = match.truth is Truth.UNKNOWN
    return make(
        tier=best.tier if supporting else None,
        tier_rule=rule if supporting else "evidence against only",
        tumor_match=best.tumor_match,
        variant_match=match.rung,
        category=match.category,
        status=UNDECIDED if undecided else MATCHED,
        missing_tests=match.missing if undecided else (),
        profile=profile,
        because=because_of((statement for _, _, statement in ranked), match),
        conditions=conditions(ranked, best),
        notes=match.notes,
        supporting=supporting,
        against=tuple(item for item, _, _ in ranked if item.direction is not Direction.SUPPORTS),
    )


def _best_first(entry: Told) -> tuple[int, int, str]:
    item = entry[0]
    return tier_rank(item.tier), _TUMOR_ORDER[item.tumor_match], item.evidence


def _conditions(ranked: Sequence[Told], best: EvidenceItem) -> tuple[str, ...]:
    """Gather what the clinical statements for this tumor add; every statement's own conditions stand with it besides.

    The label made for the wider tumor speaks for this one too; that for any tumor asks for more, as a last resort.
    Two sources' spellings of one condition are one.
    """
    matches = _HERE if best.tumor_match in _HERE else {best.tumor_match}
    texts = {
        text
        for item, _, statement in ranked
        if (item.tier == best.tier or tier_rank(item.tier) < _CLINICAL_TIERS)
        and item.tumor_match in matches
        and item.direction is best.direction
        for text in statement.conditions
    }
    spelled: dict[str, str] = {}
    for text in sorted(texts, reverse=True):
        spelled[text.casefold()] = spelled.get(text.casefold(), text)
    return tuple(spelled[key] for key in sorted(spelled))


def order(offers: Iterable[Offer]) -> tuple[Option, ...]:
    """Sort options in the total order of the contract."""
    return tuple([offer.option for offer in sorted(offers, key=attrgetter("place"))])


def _place(option: Option) -> tuple[object, ...]:
    return (
        option.status != MATCHED,
        not option.supporting,
        tier_rank(option.tier),
        option.effect is not Effect.RESISTANCE,
        -len({item.source for item in option.supporting}),
        option.regimen.label.casefold(),
        option.effect,
        option.profile,
        option.regimen.id,
    )


def let_specific_outrank(offers: list[Offer]) -> list[Offer]:
    """Cap a class statement where a more specific one about the same regimen says the opposite (rule 3).

    The class option keeps its evidence; its tier becomes no better than that of the more specific option, provided that one
    rests on clinical evidence, and a note says why. Preclinical findings never outrank clinical class evidence.
    """
    by_regimen: dict[tuple[Curie, Effect], list[Offer]] = {}
    for offer in offers:
        option = offer.option
        if option.status == MATCHED and option.tier and option.effect in _OPPOSITE:
            by_regimen.setdefault((option.regimen.id, option.effect), []).append(offer)
    return [_capped(offer, by_regimen) for offer in offers]


def _more_specific(rival: Offer, offer: Offer) -> bool:
    """Say whether a rival is about the same findings, and narrower: by its rung or place, or by asking for more of them at once."""
    mine, its = set(offer.option.because), set(rival.option.because)
    if rival.specificity < offer.specificity:
        return bool(mine & its)
    return rival.specificity == offer.specificity and bool(mine) and mine < its


def _capped(offer: Offer, by_regimen: dict[tuple[Curie, Effect], list[Offer]]) -> Offer:
    option = offer.option
    opposite = _OPPOSITE.get(option.effect)
    if opposite is None or option.status != MATCHED or option.tier is None:
        return offer
    rivals = [
        rival.option
        for rival in by_regimen.get((option.regimen.id, opposite), ())
        if _more_specific(rival, offer) and tier_rank(rival.option.tier) < _CLINICAL_TIERS
    ]
    if not rivals:
        return offer
    best = min(rivals, key=lambda rival: (tier_rank(rival.tier), rival.profile))
    note = f"a more specific statement ({best.profile}) says {best.effect.lower().replace('_', ' ')}"
    if tier_rank(best.tier) <= tier_rank(option.tier):
        return Offer.of(replace(option, notes=(*option.notes, note)), offer.specificity)
    rule = f"{option.tier_rule}; capped at {best.tier}: {note}"
    capped = replace(option, tier=best.tier, tier_rule=rule, notes=(*option.notes, note))
    return Offer.of(capped, offer.specificity)
