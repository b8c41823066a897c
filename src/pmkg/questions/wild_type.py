"""The demand that a gene is wild type."""

from __future__ import annotations

from pmkg.model.criterion import WildType
from pmkg.model.kinds import Truth, VariantMatch
from pmkg.model.signature import Found
from pmkg.model.variant import (
    CopyCall,
    CopyChange,
    ExonEvent,
    Expression,
    Fusion,
    Mutation,
    NamedEvent,
    Pathogenicity,
    Rearrangement,
    Unread,
)
from pmkg.questions.event_effects import suppresses
from pmkg.questions.match import ABSENT, Match, decided
from pmkg.questions.patient import Patient


def match_wild_type(criterion: WildType, patient: Patient) -> Match:
    """Hold a wild-type demand against the patient: met only by a tested gene without a harmful or unclear change (rule 8)."""
    states = [(found, _is_wild_type(found, patient)) for found in patient.found(criterion.gene.id)]
    if any(state is Truth.ABSENT for _, state in states):
        return ABSENT
    uncertain = sorted({found.label for found, state in states if state is Truth.UNKNOWN})
    if uncertain:
        return Match(Truth.UNKNOWN, missing=tuple(f"significance of {label}" for label in uncertain))
    if patient.small_tested(criterion.gene.id):
        return Match(Truth.PRESENT, VariantMatch.GENE, (criterion.text,))
    return decided(tested=False)


def _is_wild_type(found: Found, patient: Patient) -> Truth:
    """Say whether a gene with this finding may still be wild type: PRESENT for a finding that leaves its sequence alone."""
    alteration = found.alteration
    if isinstance(alteration, Mutation):
        verdict = patient.assess(alteration)
        if verdict.oncogenic or verdict.loss:
            return Truth.ABSENT
        return Truth.PRESENT if verdict.benign else Truth.UNKNOWN
    if isinstance(alteration, ExonEvent):
        return _of_call(alteration.pathogenicity)
    if isinstance(alteration, Unread):
        return Truth.PRESENT  # what could not be read opens every criterion of its gene elsewhere
    if isinstance(alteration, (Fusion, Rearrangement, NamedEvent)) or _is_lost(alteration, patient):
        return Truth.ABSENT
    return Truth.PRESENT


def _of_call(called: Pathogenicity | None) -> Truth:
    if called is Pathogenicity.UNCERTAIN:
        return Truth.UNKNOWN
    return Truth.PRESENT if called is not None and called.harmless else Truth.ABSENT


def _is_lost(alteration: CopyChange | Expression, patient: Patient) -> bool:
    """Whether the gene, or a suppressor's product, is gone: what is not there is no wild type.

    The lack of an oncogene's product says nothing of its sequence, as in a tumor without ALK by immunohistochemistry.
    """
    if isinstance(alteration, Expression):
        return alteration.level == "negative" and suppresses(patient.role(alteration.gene.id))
    called = alteration.pathogenicity
    if alteration.call is CopyCall.DEEP_DELETION:
        return called is None or not called.harmless
    return alteration.call is CopyCall.LOSS and called is not None and called.harmful
