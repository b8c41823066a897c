"""Gather matched statements into options, tier them, and put them in their total order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from operator import attrgetter

from pmkg.model.answer import EvidenceItem, Option
from pmkg.model.curie import Curie
from pmkg.model.kinds import Direction, Effect, Truth, TumorMatch, VariantMatch
from pmkg.model.regimen import Regimen
from pmkg.model.statement import Statement
from pmkg.questions.applicability import because_of
from pmkg.questions.match import Match, rung_order
from pmkg.vocabulary.scales import tier, tier_rank

MATCHED, UNDECIDED = "MATCHED", "UNDECIDED"
_TUMOR_ORDER = {match: index for index, match in enumerate(TumorMatch)}
_OPPOSITE = {Effect.SENSITIVITY: Effect.RESISTANCE, Effect.RESISTANCE: Effect.SENSITIVITY}
_HERE = frozenset({TumorMatch.EXACT, TumorMatch.ANCESTOR})
_CLINICAL_TIERS = 3
"""Tiers IA, IB and IIC rest on clinical evidence; IID and III do not."""


@dataclass(slots=True)
class Candidate:
    """Collect the statements of one (regimen, effect, profile) while an option is made; ``profile`` is its text."""

    regimen: Regimen
    effect: Effect
    profile: str
    match: Match
    statements: list[tuple[Statement, TumorMatch]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Offer:
    """Pair an option with its place in the total order of the contract."""

    option: Option
    place: tuple[object, ...]

    @classmethod
    def of(cls, option: Option) -> Offer:
        """Work out the place of an option."""
        return cls(option, _place(option))


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
    )
    return item, rule


def build_option(candidate: Candidate, items: EvidenceItems) -> Option:
    """Make one option: its tier, tumor match and rung are those of its best supporting statement."""
    ranked = sorted(
        ((*items.item(statement, match, candidate.match.rung), statement) for statement, match in candidate.statements),
        key=lambda entry: (tier_rank(entry[0].tier), _TUMOR_ORDER[entry[0].tumor_match], entry[0].evidence),
    )
    supporting = tuple(item for item, _, _ in ranked if item.direction is Direction.SUPPORTS)
    against = tuple(item for item, _, _ in ranked if item.direction is not Direction.SUPPORTS)
    best = next((entry for entry in ranked if entry[0].direction is Direction.SUPPORTS), ranked[0])
    undecided = candidate.match.truth is Truth.UNKNOWN
    rule = best[1] if supporting else "evidence against only"
    return Option(
        regimen=candidate.regimen,
        effect=candidate.effect,
        tier=best[0].tier if supporting else None,
        tier_rule=rule,
        tumor_match=best[0].tumor_match,
        variant_match=candidate.match.rung,
        category=candidate.match.category,
        status=UNDECIDED if undecided else MATCHED,
        missing_tests=candidate.match.missing if undecided else (),
        profile=candidate.profile,
        because=because_of((statement for statement, _ in candidate.statements), candidate.match),
        conditions=_conditions(ranked, best[0]),
        notes=candidate.match.notes,
        supporting=supporting,
        against=against,
    )


def _conditions(ranked: list[tuple[EvidenceItem, str, Statement]], best: EvidenceItem) -> tuple[str, ...]:
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
    by_regimen: dict[tuple[Curie, Effect], list[Option]] = {}
    for offer in offers:
        option = offer.option
        if option.status == MATCHED and option.tier and option.effect in _OPPOSITE:
            by_regimen.setdefault((option.regimen.id, option.effect), []).append(option)
    return [_capped(offer, by_regimen) for offer in offers]


def _capped(offer: Offer, by_regimen: dict[tuple[Curie, Effect], list[Option]]) -> Offer:
    option = offer.option
    opposite = _OPPOSITE.get(option.effect)
    if opposite is None or option.status != MATCHED or option.tier is None:
        return offer
    rivals = [
        rival
        for rival in by_regimen.get((option.regimen.id, opposite), ())
        if rung_order(rival.variant_match) < rung_order(option.variant_match)
        and set(rival.because) & set(option.because)
        and tier_rank(rival.tier) < _CLINICAL_TIERS
    ]
    if not rivals:
        return offer
    best = min(rivals, key=lambda rival: (tier_rank(rival.tier), rival.profile))
    note = f"a more specific statement ({best.profile}) says {best.effect.lower().replace('_', ' ')}"
    if tier_rank(best.tier) <= tier_rank(option.tier):
        return Offer.of(replace(option, notes=(*option.notes, note)))
    rule = f"{option.tier_rule}; capped at {best.tier}: {note}"
    return Offer.of(replace(option, tier=best.tier, tier_rule=rule, notes=(*option.notes, note)))
