"""Evaluate a molecular profile for one patient in three truth values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from operator import attrgetter
from typing import Any

from pmkg.model import criterion as asked
from pmkg.model.kinds import Origin, Truth, VariantMatch
from pmkg.model.profile import AllOf, Leaf, Profile
from pmkg.questions.alleles import match_allele, match_coding, match_codon
from pmkg.questions.exon_events import match_exon_event
from pmkg.questions.markers import match_marker, match_score
from pmkg.questions.match import ABSENT, UNTESTED, Match, join, untested
from pmkg.questions.mutation_classes import match_class, match_region
from pmkg.questions.patient import Patient
from pmkg.questions.structural_variants import (
    match_copy,
    match_event,
    match_expression,
    match_fusion,
    match_loss,
    match_rearrangement,
)
from pmkg.questions.unread_findings import left_open
from pmkg.questions.wild_type import match_wild_type

_RECEPTORS = frozenset(Leaf(asked.Marker(name, "positive")) for name in ("ER", "PR"))
"""What HR-positive asks for, one of two: known as such, it does not say which of them it is."""
GERMLINE_TEST = "germline test"
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
    if "HR" in patient.signature.markers and {*profile.parts} >= _RECEPTORS:
        parts.append((Match(Truth.PRESENT, because=("HR positive",)), False))
    return _any_of([part for part, _ in parts]), all(flag for part, flag in parts if part.truth is Truth.UNKNOWN)


def _evaluate_all(profile: AllOf, patient: Patient) -> tuple[Match, bool]:
    """Evaluate a conjunction up to its first absent part, which decides it."""
    parts = []
    found = []
    open_positive = False
    for part in profile.parts:
        outcome, positive = _evaluate(part, patient)
        if outcome.truth is Truth.ABSENT:
            return ABSENT, False
        parts.append(outcome)
        if outcome.truth is Truth.PRESENT and not (isinstance(part, Leaf) and part.negated):
            found.append(outcome)
        open_positive = open_positive or positive
    return _all_of(parts, found or parts), open_positive


def evaluate_leaf(leaf: Leaf, patient: Patient) -> Match:
    """Evaluate one leaf: the criterion, the origin it asks for, then its negation."""
    criterion = leaf.criterion
    outcome = _MATCHERS[type(criterion)](criterion, patient)
    if patient.unread:
        outcome = left_open(outcome, criterion, patient)
    if criterion.origin is Origin.GERMLINE:
        outcome = _germline(outcome, leaf, patient)
    if outcome is UNTESTED:
        outcome = untested(criterion.test, criterion.rung)
    elif outcome.truth is Truth.UNKNOWN:
        rung = criterion.rung if outcome.rung is VariantMatch.EXACT else outcome.rung
        if rung is not outcome.rung or not outcome.missing:
            outcome = replace(outcome, rung=rung, missing=outcome.missing or (criterion.test,))
    if not leaf.negated:
        return outcome
    if outcome.truth is Truth.PRESENT:
        return ABSENT
    if outcome.truth is Truth.ABSENT:
        return Match(Truth.PRESENT, criterion.rung, (leaf.text,))
    return replace(outcome, partial=False) if outcome.partial else outcome


def _germline(outcome: Match, leaf: Leaf, patient: Patient) -> Match:
    """Demand a germline origin: an unstated one leaves the leaf open unless the germline was tested (rule 7)."""
    subject = leaf.criterion.subjects[0]
    tested = subject in patient.signature.tested.germline
    germline_test = _germline_test(leaf)
    if outcome.truth is Truth.ABSENT:
        decided = tested or _germline_listed(subject, patient)
        return outcome if decided else Match(Truth.UNKNOWN, missing=(germline_test,))
    origins = {found.alteration.origin for found in patient.by_gene.get(subject, ()) if found.label in outcome.because}
    if not origins or Origin.GERMLINE in origins:
        return outcome
    if tested:
        return ABSENT
    if origins == {Origin.SOMATIC}:
        return Match(Truth.UNKNOWN, missing=(germline_test,))
    missing = tuple(sorted({*outcome.missing, germline_test}))
    return Match(Truth.UNKNOWN, because=outcome.because, partial=True, missing=missing, inherited=outcome.inherited)


def _germline_listed(subject: str, patient: Patient) -> bool:
    return any(found.alteration.origin is Origin.GERMLINE for found in patient.by_gene.get(subject, ()))


def _germline_test(leaf: Leaf) -> str:
    gene = getattr(leaf.criterion, "gene", None)
    return f"{gene.symbol} {GERMLINE_TEST}" if gene is not None else GERMLINE_TEST


def _all_of(parts: list[Match], ranked: list[Match]) -> Match:
    """Join the parts of a conjunction, none of them absent; its rung is the least specific of what was found."""
    unknown = [part for part in parts if part.truth is Truth.UNKNOWN]
    weakest = max(ranked, key=attrgetter("specificity"))
    partial = bool(unknown) and (len(unknown) < len(parts) or any([part.partial for part in unknown]))
    germline = any([part.germline for part in parts])
    return join(parts, Truth.UNKNOWN if unknown else Truth.PRESENT, weakest, partial=partial, germline=germline)


def _any_of(parts: list[Match]) -> Match:
    """Join the parts of a disjunction; any of those that are met would do, so that it is germline only where all of them are."""
    met = [part for part in parts if part.truth is Truth.PRESENT]
    telling = met or [part for part in parts if part.truth is Truth.UNKNOWN]
    if not telling:
        return ABSENT
    shown = (min if met else max)(telling, key=attrgetter("specificity"))
    named = [part for part in telling if part.because]
    germline = bool(named) and all([part.germline for part in named])
    partial = not met and any([part.partial for part in telling])
    return join(telling, telling[0].truth, shown, partial=partial, germline=germline)
