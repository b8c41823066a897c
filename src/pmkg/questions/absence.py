"""When a small-variant criterion that no alteration met is absent, and when it stays open."""

from __future__ import annotations

from pmkg.model.curie import Curie
from pmkg.model.kinds import Truth
from pmkg.model.signature import Found
from pmkg.model.variant import Mutation
from pmkg.questions.match import Match, decided
from pmkg.questions.patient import Patient


def not_met(gene: Curie, patient: Patient, *, splice: bool = False) -> Match:
    """Give ABSENT or UNKNOWN for a criterion that no alteration met.

    A listed change whose protein effect is not known leaves the criterion open: the answer asks for that effect. A change of
    a canonical splice site spoils its exon, so that it is no named allele; where an exon or what becomes of the protein
    counts (``splice``), it leaves the criterion open until the exon is known.
    """
    for found in patient.found(gene):
        if not isinstance(found.alteration, Mutation) or found.alteration.protein is not None:
            continue
        if not found.alteration.splice:
            return Match(Truth.UNKNOWN, missing=(f"protein effect of {found.label}",))
        if splice and skips_unknown_exon(found, patient):
            return Match(Truth.UNKNOWN, missing=(skipped_exon(found),))
    return decided(patient.small_tested(gene))


def skips_unknown_exon(found: Found, patient: Patient) -> bool:
    """Whether a splice-site change is known at the transcript level only: neither its exon nor a residue places it."""
    mutation = found.alteration
    if not isinstance(mutation, Mutation) or not mutation.splice:
        return False
    return mutation.protein is None and mutation.exon is None and not patient.assess(mutation).benign


def skipped_exon(found: Found) -> str:
    """Name the test that tells which exon a splice-site change skips, if any."""
    return f"exon skipped by {found.label}"
