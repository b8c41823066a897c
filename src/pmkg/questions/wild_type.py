"""The demand that a gene is wild type."""

from __future__ import annotations

from pmkg.model.criterion import WildType
from pmkg.model.kinds import Truth, VariantMatch
from pmkg.model.variant import ExonEvent, Fusion, Mutation, NamedEvent, Rearrangement
from pmkg.questions.match import ABSENT, Match, decided
from pmkg.questions.patient import Patient


def match_wild_type(criterion: WildType, patient: Patient) -> Match:
    """Hold a wild-type demand against the patient: met only by a tested gene without a harmful or unclear change (rule 8)."""
    uncertain = ""
    for found in patient.found(criterion.gene.id):
        alteration = found.alteration
        if isinstance(alteration, Mutation):
            verdict = patient.assess(alteration)
            if verdict.oncogenic or verdict.loss:
                return ABSENT
            if not verdict.benign:
                uncertain = found.label
        elif isinstance(alteration, (Fusion, Rearrangement, ExonEvent, NamedEvent)):
            return ABSENT
    if uncertain:
        return Match(Truth.UNKNOWN, missing=(f"significance of {uncertain}",))
    if patient.small_tested(criterion.gene.id):
        return Match(Truth.PRESENT, VariantMatch.GENE, (criterion.text,))
    return decided(tested=False)
