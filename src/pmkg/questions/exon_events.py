"""Criteria about events of whole exons, such as MET exon 14 skipping."""

from __future__ import annotations

from pmkg.model.criterion import ExonEventClass
from pmkg.model.kinds import VariantMatch
from pmkg.model.signature import Found
from pmkg.model.variant import Consequence, ExonEvent, ExonEventKind, Mutation
from pmkg.questions.absence import not_met, skipped_exon, skips_unknown_exon
from pmkg.questions.match import Match, gather, open_question, present
from pmkg.questions.patient import Patient


def match_exon_event(criterion: ExonEventClass, patient: Patient) -> Match:
    """Hold an event of whole exons against the patient; a splice-site change at the exon meets exon skipping.

    A canonical splice-site change whose exon is not known leaves exon skipping open.
    """
    gene = criterion.gene.id
    hits = (_meets_exon_event(criterion, found, patient) for found in patient.found(gene))
    return gather(hits, lambda: not_met(gene, patient))


def _meets_exon_event(criterion: ExonEventClass, found: Found, patient: Patient) -> Match | None:
    alteration = found.alteration
    if isinstance(alteration, ExonEvent):
        same = (alteration.event, alteration.first, alteration.last) == (
            criterion.event,
            criterion.first,
            criterion.last,
        )
        return present(found) if same else None
    if not isinstance(alteration, Mutation) or patient.assess(alteration).benign:
        return None
    if _skips(criterion, alteration):
        note = f"{found.label} hits a splice site of the exon; skipping is inferred, not shown by RNA"
        return present(found, VariantMatch.CATEGORY, criterion.text, note)
    if criterion.event is ExonEventKind.SKIPPING and skips_unknown_exon(found, patient):
        return open_question(found, skipped_exon(found), VariantMatch.CATEGORY)
    return None


def _skips(criterion: ExonEventClass, mutation: Mutation) -> bool:
    """Say whether a splice-site change lies at the borders of the exon."""
    if criterion.event is not ExonEventKind.SKIPPING:
        return False
    if mutation.exon is not None and mutation.splice:
        return criterion.first <= mutation.exon <= criterion.last
    change = mutation.protein
    if change is None or not (mutation.splice or change.consequence is Consequence.SPLICE):
        return False
    return any(
        start - 2 <= change.start <= start + 1 or end - 1 <= change.start <= end + 2
        for start, end in criterion.residues
    )
