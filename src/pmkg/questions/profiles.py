"""Evaluate a molecular profile for one patient in three truth values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pmkg.model import criterion as asked
from pmkg.model.kinds import Origin, Truth
from pmkg.model.profile import AllOf, AnyOf, Leaf, Profile
from pmkg.questions.markers import match_marker, match_score
from pmkg.questions.match import ABSENT, UNTESTED, Match, rung_order, untested
from pmkg.questions.patient import Patient
from pmkg.questions.small_variants import (
    match_allele,
    match_class,
    match_coding,
    match_codon,
    match_exon_event,
    match_region,
    match_wild_type,
)
from pmkg.questions.structural_variants import (
    match_copy,
    match_event,
    match_expression,
    match_fusion,
    match_loss,
    match_rearrangement,
)
from pmkg.questions.unread_findings import left_open

_MATCHERS: dict[type, Callable[[Any, Patient], Match]] = {
    asked.Allele: match_allele,
    asked.CodingAllele: match_coding,
    asked.Codon: match_codon,
    asked.Region: match_region,
    asked.MutationClass: match_class,
    asked.ExonEventClass: match_exon_event,
    asked.WildType: match_wild_type,
    asked.Loss: match_loss,
    asked.Copy: match_copy,
    asked.FusionClass: match_fusion,
    asked.RearrangementClass: match_rearrangement,
    asked.EventClass: match_event,
    asked.ExpressionClass: match_expression,
    asked.Marker: match_marker,
    asked.Score: match_score,
}


def evaluate(profile: Profile, patient: Patient) -> Match:
    """Evaluate a profile.

    ``because`` of the outcome holds what was found, sorted; ``partial`` says that some part is present although the whole
    is unknown; ``missing`` the tests that would decide it. An unknown whose every unknown leaf asks for an absence
    is partial too: only an absence stands between the patient and the match (rule 8).
    """
    outcome, open_positive = _evaluate(profile, patient)
    if outcome.truth is Truth.UNKNOWN and not open_positive and not outcome.partial:
        return replace(outcome, partial=True)
    return outcome


def _evaluate(profile: Profile, patient: Patient) -> tuple[Match, bool]:
    """Give the outcome and whether an unknown leaf that asks for a presence is part of it."""
    if isinstance(profile, Leaf):
        outcome = evaluate_leaf(profile, patient)
        return outcome, outcome.truth is Truth.UNKNOWN and not profile.negative
    if isinstance(profile, AllOf):
        return _evaluate_all(profile, patient)
    parts = [_evaluate(part, patient) for part in profile.parts]
    return _any_of(profile, [part for part, _ in parts]), all(
        flag for part, flag in parts if part.truth is Truth.UNKNOWN
    )


def _evaluate_all(profile: AllOf, patient: Patient) -> tuple[Match, bool]:
    """Evaluate a conjunction up to its first absent part, which decides it."""
    parts = []
    open_positive = False
    for part in profile.parts:
        outcome, positive = _evaluate(part, patient)
        if outcome.truth is Truth.ABSENT:
            return ABSENT, False
        parts.append(outcome)
        open_positive = open_positive or positive
    return _all_of(parts), open_positive


def evaluate_leaf(leaf: Leaf, patient: Patient) -> Match:
    """Evaluate one leaf: the criterion, the origin it asks for, then its negation."""
    criterion = leaf.criterion
    outcome = _MATCHERS[type(criterion)](criterion, patient)
    if patient.unread:
        outcome = left_open(outcome, criterion, patient)
    if criterion.origin is Origin.GERMLINE:
        outcome = _germline(outcome, leaf, patient)
    if outcome is UNTESTED:
        outcome = untested(criterion.test)
    elif outcome.truth is Truth.UNKNOWN and not outcome.missing:
        outcome = replace(outcome, missing=(criterion.test,))
    if not leaf.negated:
        return outcome
    if outcome.truth is Truth.PRESENT:
        return ABSENT
    if outcome.truth is Truth.ABSENT:
        return Match(Truth.PRESENT, because=(leaf.text,))
    return replace(outcome, partial=False) if outcome.partial else outcome


def _germline(outcome: Match, leaf: Leaf, patient: Patient) -> Match:
    """Demand a germline origin: an unstated one leaves the leaf open unless the germline was tested (rule 7)."""
    subject = leaf.criterion.subjects[0]
    germline_tested = subject in patient.signature.tested.germline
    if outcome.truth is Truth.PRESENT:
        mine = [found for found in patient.by_gene.get(subject, ()) if found.label in outcome.because]
        if any(found.alteration.origin is Origin.GERMLINE for found in mine):
            return outcome
        if germline_tested or all(found.alteration.origin is Origin.SOMATIC for found in mine):
            return ABSENT if germline_tested else Match(Truth.UNKNOWN, missing=(_germline_test(leaf),))
        return Match(Truth.UNKNOWN, because=outcome.because, partial=True, missing=(_germline_test(leaf),))
    if outcome.truth is Truth.ABSENT and not germline_tested and not _germline_listed(subject, patient):
        return outcome if patient.by_gene.get(subject) else Match(Truth.UNKNOWN, missing=(_germline_test(leaf),))
    return outcome


def _germline_listed(subject: str, patient: Patient) -> bool:
    return any(found.alteration.origin is Origin.GERMLINE for found in patient.by_gene.get(subject, ()))


def _germline_test(leaf: Leaf) -> str:
    gene = getattr(leaf.criterion, "gene", None)
    return f"{gene.symbol} germline test" if gene is not None else "germline test"


def _all_of(parts: list[Match]) -> Match:
    """Join the parts of a conjunction, none of them absent."""
    unknown = [part for part in parts if part.truth is Truth.UNKNOWN]
    met = [part for part in parts if part.truth is Truth.PRESENT]
    merged = _merge(parts, met or parts)
    if not unknown:
        return merged
    missing = tuple(sorted({test for part in unknown for test in part.missing}))
    partial = bool(met) or any(part.partial for part in unknown)
    return _open(merged, partial, missing)


def _any_of(profile: AnyOf, parts: list[Match]) -> Match:
    met = [part for part in parts if part.truth is Truth.PRESENT]
    if met:
        best = min(met, key=lambda part: rung_order(part.rung))
        return replace(_merge(met, met), rung=best.rung, category=best.category)
    unknown = [part for part in parts if part.truth is Truth.UNKNOWN]
    if not unknown:
        return ABSENT
    missing = tuple(sorted({test for part in unknown for test in part.missing}))
    partial = any(part.partial for part in unknown)
    return _open(_merge(unknown, unknown), partial, missing)


def _open(found: Match, partial: bool, missing: tuple[str, ...]) -> Match:
    return Match(
        Truth.UNKNOWN, found.rung, found.because, found.category, found.notes, partial, missing, found.germline
    )


def _merge(parts: list[Match], ranked: list[Match]) -> Match:
    """Join what the parts found; the rung of a conjunction is its least specific one."""
    weakest = max(ranked, key=lambda part: rung_order(part.rung))
    because = tuple(sorted({label for part in parts for label in part.because}))
    notes = tuple(sorted({note for part in parts for note in part.notes}))
    germline = bool(parts) and any(part.germline for part in parts)
    return Match(Truth.PRESENT, weakest.rung, because, weakest.category, notes, germline=germline)
