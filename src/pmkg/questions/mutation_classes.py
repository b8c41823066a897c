"""Criteria about regions and classes of mutations of a gene, by what a change does."""

from __future__ import annotations

from pmkg.model.criterion import Function, MutationClass, Region
from pmkg.model.kinds import Truth, VariantMatch
from pmkg.model.signature import Found
from pmkg.model.variant import (
    TRUNCATING,
    Consequence,
    CopyCall,
    CopyChange,
    ExonEvent,
    ExonEventKind,
    Mutation,
    NamedEvent,
)
from pmkg.questions.absence import not_met
from pmkg.questions.match import Match, gather, present
from pmkg.questions.oncogenicity import Verdict
from pmkg.questions.patient import Patient

_EVENT_OF = {
    ExonEventKind.DELETION: Consequence.IN_FRAME_DELETION,
    ExonEventKind.INSERTION: Consequence.IN_FRAME_INSERTION,
    ExonEventKind.DUPLICATION: Consequence.IN_FRAME_INSERTION,
}
_ACTIVATING_EVENTS = frozenset({"ITD", "vIII", "kinase domain duplication", "TKD mutation"})


def match_region(criterion: Region, patient: Patient) -> Match:
    """Hold an exon, domain or range against the patient, by residues and consequence."""
    gene = criterion.gene.id
    hits = (
        present(found, VariantMatch.CATEGORY, criterion.text)
        for found in patient.found(gene)
        if _event_in_region(criterion, found) or _mutation_in_region(criterion, found, patient)
    )
    return gather(hits, lambda: not_met(gene, patient))


def match_class(criterion: MutationClass, patient: Patient) -> Match:
    """Hold a class of mutations of a gene against the patient, by what the mutation does (rule 4)."""
    gene = criterion.gene.id
    hits = (_meets_class(criterion, found, patient) for found in patient.found(gene))
    return gather(hits, lambda: not_met(gene, patient))


def _mutation_in_region(criterion: Region, found: Found, patient: Patient) -> bool:
    mutation = found.alteration
    change = mutation.protein if isinstance(mutation, Mutation) else None
    if not isinstance(mutation, Mutation) or change is None or change.consequence is Consequence.SYNONYMOUS:
        return False
    inside = any(start <= change.start and change.start <= end for start, end in criterion.residues)
    named = criterion.exons is not None and mutation.exon is not None
    if not inside and not (named and criterion.exons[0] <= mutation.exon <= criterion.exons[1]):  # type: ignore[index, operator]
        return False
    if criterion.consequences:
        return _has_consequence(criterion, change.consequence, mutation, patient)
    if criterion.function is Function.ANY:
        return not patient.assess(mutation).benign
    in_frame = change.consequence in (Consequence.IN_FRAME_DELETION, Consequence.IN_FRAME_INSERTION)
    return in_frame or _functional(criterion.function, mutation, patient)


def _event_in_region(criterion: Region, found: Found) -> bool:
    event = found.alteration
    if not isinstance(event, ExonEvent) or criterion.exons is None:
        return False
    if not criterion.exons[0] <= event.first <= event.last <= criterion.exons[1]:
        return False
    return not criterion.consequences or _EVENT_OF.get(event.event) in criterion.consequences


def _meets_class(criterion: MutationClass, found: Found, patient: Patient) -> Match | None:
    plain = criterion.function in (Function.MUTATION, Function.ANY) and not (
        criterion.consequences or criterion.excluded
    )
    rung = VariantMatch.GENE if plain else VariantMatch.CATEGORY
    if isinstance(found.alteration, Mutation):
        met = _in_class(criterion, found.alteration, patient)
        return _biallelic(criterion, found, patient, rung) if met else None
    return present(found, rung, criterion.text) if _event_in_class(criterion, found) else None


def _in_class(criterion: MutationClass, mutation: Mutation, patient: Patient) -> bool:
    change = mutation.protein
    if change is not None and change.start in criterion.excluded:
        return False
    if criterion.excluded and change is None:
        return False
    if criterion.consequences:
        consequence = Consequence.SPLICE if mutation.splice else change.consequence if change else None
        return _has_consequence(criterion, consequence, mutation, patient)
    return _functional(criterion.function, mutation, patient)


def _has_consequence(
    criterion: MutationClass | Region, consequence: Consequence | None, mutation: Mutation, patient: Patient
) -> bool:
    """Hold a class named by consequences against a mutation: to be missense is not enough, to be harmful is asked too."""
    if consequence not in criterion.consequences:
        return False
    if consequence is Consequence.MISSENSE:
        return _functional(criterion.function, mutation, patient)
    return not patient.assess(mutation).benign


def _functional(function: Function, mutation: Mutation, patient: Patient) -> bool:
    """Say whether a mutation does what a class asks for."""
    verdict = patient.assess(mutation)
    if verdict.benign:
        return False
    truncating = mutation.splice or (mutation.protein is not None and mutation.protein.consequence in TRUNCATING)
    match function:
        case Function.ANY:
            return True
        case Function.ONCOGENIC:
            return verdict.oncogenic
        case Function.ACTIVATING:
            return verdict.oncogenic and Verdict.ACTIVATING in verdict.verdicts
        case Function.LOSS_OF_FUNCTION:
            return verdict.loss
        case Function.PATHOGENIC:
            suppressor = patient.role(mutation.gene.id) in ("suppressor", "both")
            return Verdict.PATHOGENIC in verdict.verdicts or (truncating and suppressor)
        case Function.MUTATION:
            if patient.role(mutation.gene.id) == "oncogene":
                return Verdict.ACTIVATING in verdict.verdicts
            return verdict.oncogenic or verdict.loss


def _event_in_class(criterion: MutationClass, found: Found) -> bool:
    """Say whether an event that is no point mutation counts: exon events and activating named events of the gene."""
    event = found.alteration
    if criterion.consequences:
        return isinstance(event, ExonEvent) and _EVENT_OF.get(event.event) in criterion.consequences
    if criterion.function is Function.LOSS_OF_FUNCTION:
        return isinstance(event, CopyChange) and event.call is CopyCall.DEEP_DELETION
    if criterion.function is Function.PATHOGENIC or criterion.excluded:
        return False
    return isinstance(event, ExonEvent) or (isinstance(event, NamedEvent) and event.event in _ACTIVATING_EVENTS)


def _biallelic(criterion: MutationClass, found: Found, patient: Patient, rung: VariantMatch) -> Match:
    """Add the second hit where the class asks for both alleles (rule 22)."""
    hit = present(found, rung, criterion.text)
    if not criterion.biallelic:
        return hit
    mutation = found.alteration
    others = [other for other in patient.found(criterion.gene.id) if other is not found]
    lost = any(
        isinstance(other.alteration, CopyChange) and other.alteration.call in (CopyCall.LOSS, CopyCall.DEEP_DELETION)
        for other in others
    )
    if lost or (isinstance(mutation, Mutation) and mutation.zygosity in ("homozygous", "hemizygous")):
        return hit
    test = f"second allele of {criterion.gene.symbol}"
    return Match(Truth.UNKNOWN, because=(found.label,), partial=True, missing=(test,))
