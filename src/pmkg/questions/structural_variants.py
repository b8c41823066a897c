"""Criteria about copy number, fusions, named events and expression."""

from __future__ import annotations

from pmkg.model.criterion import Copy, EventClass, ExpressionClass, Function, FusionClass, Loss, RearrangementClass
from pmkg.model.curie import Curie
from pmkg.model.kinds import Truth, VariantMatch
from pmkg.model.signature import Found
from pmkg.model.variant import (
    TRUNCATING,
    Alteration,
    Consequence,
    CopyCall,
    CopyChange,
    ExonEvent,
    Expression,
    Fusion,
    Gene,
    Mutation,
    NamedEvent,
    Rearrangement,
)
from pmkg.questions.absence import not_met
from pmkg.questions.event_effects import event_does
from pmkg.questions.match import ABSENT, Match, decided, gather, open_question, present
from pmkg.questions.patient import Patient

_REVERSED = "partner order is reversed; retention of the kinase domain is not shown"
LEVELS_MET = {
    "positive": ("positive", "high"),
    "high": ("high",),
    "low": ("low", "negative"),
    "negative": ("negative",),
}
"""The reported levels of expression that meet an asked one."""


def match_copy(criterion: Copy, patient: Patient) -> Match:
    """Hold a copy-number call against the patient; gain is not amplification, shallow loss is not deep (rule 6)."""
    gene = criterion.gene.id
    hits = (
        present(found)
        for found in patient.found(gene)
        if isinstance(found.alteration, CopyChange) and found.alteration.call is criterion.call
    )
    return gather(hits, lambda: decided(patient.copies_tested(gene)))


def match_loss(criterion: Loss, patient: Patient) -> Match:
    """Hold loss of a gene against the patient: deletion, truncating mutation, lost protein; a missense change is no loss."""
    gene = criterion.gene.id
    hits = (_meets_loss(criterion, found, patient) for found in patient.found(gene))
    return gather(hits, lambda: _loss_not_met(gene, patient))


def match_fusion(criterion: FusionClass, patient: Patient) -> Match:
    """Hold a fusion class against the patient, in either partner order (rule 5); it is found from both partners."""
    named = [gene.id for gene in (criterion.five, criterion.three) if gene is not None]
    candidates = {found.label: found for gene in named for found in patient.found(gene)}
    hits = (_meets_fusion(criterion, found) for found in candidates.values())
    return gather(hits, lambda: decided(any(patient.fusions_tested(gene) for gene in named)))


def match_rearrangement(criterion: RearrangementClass, patient: Patient) -> Match:
    """Hold a rearrangement against the patient: any fusion of the gene, or the named event."""
    gene = criterion.gene.id
    hits = (_meets_rearrangement(criterion, found) for found in patient.found(gene))
    return gather(hits, lambda: decided(patient.fusions_tested(gene)))


def match_event(criterion: EventClass, patient: Patient) -> Match:
    """Hold an event known by name against the patient's named events."""
    asked = criterion.event.casefold()
    hits = (
        present(found)
        for found in patient.found(criterion.gene.id)
        if isinstance(found.alteration, NamedEvent) and found.alteration.event.casefold() == asked
    )
    return gather(hits, lambda: decided(tested=False))


def match_expression(criterion: ExpressionClass, patient: Patient) -> Match:
    """Hold an expression level against the patient; high counts as positive, and positive does not count as high."""
    gene = criterion.gene.id
    levels = LEVELS_MET.get(criterion.level, (criterion.level,))
    hits = (
        present(found)
        for found in patient.found(gene)
        if isinstance(found.alteration, Expression) and found.alteration.level in levels
    )
    return gather(hits, lambda: decided(patient.expression_tested(gene)))


def _loss_not_met(gene: Curie, patient: Patient) -> Match:
    """Give ABSENT for a loss only where no listed change of unknown effect may be one, and deletions were looked for."""
    outcome = not_met(gene, patient)
    return outcome if outcome.truth is Truth.UNKNOWN else decided(patient.copies_tested(gene))


def _meets_loss(criterion: Loss, found: Found, patient: Patient) -> Match | None:
    alteration = found.alteration
    if isinstance(alteration, CopyChange):
        reported = alteration.call is CopyCall.LOSS and alteration.copies is None
        return present(found) if reported or alteration.call is CopyCall.DEEP_DELETION else None
    if (
        isinstance(alteration, ExonEvent)
        and event_does(alteration, Function.LOSS_OF_FUNCTION, patient) is Truth.UNKNOWN
    ):
        return open_question(found, f"pathogenicity of {found.label}", VariantMatch.CATEGORY)
    if _loses_product(alteration, patient):
        return present(found, VariantMatch.CATEGORY, criterion.text)
    return None


def _loses_product(alteration: Alteration, patient: Patient) -> bool:
    if isinstance(alteration, Expression):
        return alteration.level == "negative"
    if isinstance(alteration, ExonEvent):
        return event_does(alteration, Function.LOSS_OF_FUNCTION, patient) is Truth.PRESENT
    return isinstance(alteration, Mutation) and _removes_protein(alteration) and patient.assess(alteration).loss


def _removes_protein(mutation: Mutation) -> bool:
    """Whether a small variant takes the protein away; a missense change that spoils it does not."""
    return mutation.splice or (
        mutation.protein is not None
        and mutation.protein.consequence in {*TRUNCATING, Consequence.SPLICE, Consequence.START_LOSS}
    )


def _meets_rearrangement(criterion: RearrangementClass, found: Found) -> Match | None:
    alteration = found.alteration
    if isinstance(alteration, Rearrangement):
        return present(found) if criterion.detail in ("", alteration.detail) else None
    if isinstance(alteration, Fusion) and not criterion.detail and _productive(alteration):
        return present(found, VariantMatch.CATEGORY, criterion.text)
    return None


def _productive(fusion: Fusion) -> bool:
    """Whether a fusion can make a chimeric protein: two genes, and not known to be out of frame."""
    same = fusion.five is not None and fusion.three is not None and fusion.five.id == fusion.three.id
    return fusion.in_frame is not False and not same


def _id(gene: Gene | None) -> Curie | None:
    return gene.id if gene is not None else None


def _meets_fusion(criterion: FusionClass, found: Found) -> Match | None:
    """Compare one finding with the class: a match, an open question, or None for another event.

    A rearrangement whose partner nobody named may be the fusion or may not: it neither meets the class nor rules it out.
    """
    fusion = found.alteration
    if isinstance(fusion, Rearrangement):
        return open_question(found, f"fusion partner of {found.label}")
    if not isinstance(fusion, Fusion) or not _productive(fusion):
        return None
    asked = (_id(criterion.five), _id(criterion.three))
    mine = (_id(fusion.five), _id(fusion.three))
    excluded = {gene.id for gene in criterion.excluded}
    if excluded & {gene for gene in mine if gene}:
        return None
    if asked[0] is not None and asked[1] is not None:
        return _meets_named(criterion, found, fusion, asked, mine)
    wanted = asked[0] or asked[1]
    if wanted not in mine:
        return None
    side_matches = mine[0 if asked[0] is not None else 1] == wanted
    note = "" if criterion.either or side_matches or None in mine else _REVERSED
    return present(found, VariantMatch.CATEGORY, criterion.text, note)


def _meets_named(
    criterion: FusionClass,
    found: Found,
    fusion: Fusion,
    asked: tuple[Curie | None, Curie | None],
    mine: tuple[Curie | None, Curie | None],
) -> Match | None:
    if None in mine:
        known = mine[0] or mine[1]
        return open_question(found, f"fusion partner of {found.label}") if known in asked else None
    if set(mine) != set(asked):
        return None
    note = "" if mine == asked else _REVERSED
    if criterion.five_exon is None:
        return present(found, note=note)
    if fusion.five_exon is None or fusion.three_exon is None:
        return open_question(found, f"fused exons of {found.label}")
    same_exons = (fusion.five_exon, fusion.three_exon) == (criterion.five_exon, criterion.three_exon)
    return present(found, note=note) if same_exons else ABSENT
