"""When a small-variant criterion that no alteration met is absent, and when it stays open."""

from __future__ import annotations

from pmkg.model.curie import Curie
from pmkg.model.kinds import Truth
from pmkg.model.variant import Mutation
from pmkg.questions.match import Match, decided
from pmkg.questions.patient import Patient


def not_met(gene: Curie, patient: Patient) -> Match:
    """Give ABSENT or UNKNOWN for a criterion that no alteration met.

    A listed change whose protein effect is not known leaves the criterion open: the answer asks for that effect.
    """
    for found in patient.found(gene):
        if isinstance(found.alteration, Mutation) and found.alteration.protein is None and not found.alteration.splice:
            return Match(Truth.UNKNOWN, missing=(f"protein effect of {found.label}",))
    return decided(patient.small_tested(gene))
