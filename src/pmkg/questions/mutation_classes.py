"""Criteria about regions and classes of mutations of a gene, by what a change does."""

from __future__ import annotations

from pmkg.model.criterion import Function, MutationClass, Region
from pmkg.model.kinds import Truth, VariantMatch
from pmkg.model.signature import Found
from pmkg.model.variant import (
    TRUNCATING,
    ChangeKind,
    Consequence,
    CopyCall,
    CopyChange,
    ExonEvent,
    ExonEventKind,
    Mutation,
    Pathogenicity,
    ProteinChange,
)
from pmkg.questions.absence import not_met
from pmkg.questions.alleles import same_change
from pmkg.questions.event_effects import event_does, suppresses
from pmkg.questions.match import Match, gather, open_question, present
from pmkg.questions.oncogenicity import Verdict
from pmkg.questions.patient import Patient

_EVENT_OF = {
    ExonEventKind.DELETION: Consequence.IN_FRAME_DELETION,
    ExonEventKind.INSERTION: Consequence.IN_FRAME_INSERTION,
    ExonEventKind.DUPLICATION: Consequence.IN_FRAME_INSERTION,
}
_GAINS = frozenset({Function.MUTATION, Function.ONCOGENIC, Function.ACTIVATING})
"""The functions that an in-frame change of a named exon or domain is taken to have: the region is named for it.

Not in a gene that suppresses tumors alone: there it is of unknown significance until something says more (rule 4).
"""


def match_region(criterion: Region, patient: Patient) -> Match:
    """Hold an exon, domain or range against the patient, by residues and consequence."""
    gene = criterion.gene.id
    hits = (_meets_region(criterion, found, patient) for found in patient.found(gene))
    return gather(hits, lambda: not_met(gene, patient, splice=True))


def match_class(criterion: MutationClass, patient: Patient) -> Match:
    """Hold a class of mutations of a gene against the patient, by what the mutation does (rule 4)."""
    gene = criterion.gene.id
    hits = (_meets_class(criterion, found, patient) for found in patient.found(gene))
    return gather(hits, lambda: not_met(gene, patient, splice=not criterion.consequences))


def _meets_region(criterion: Region, found: Found, patient: Patient) -> Match | None:
    if isinstance(found.alteration, ExonEvent):
        met = _event_in_region(criterion, found.alteration, patient)
        return _event_match(met, found, VariantMatch.CATEGORY, criterion.text)
    return _mutation_match(_mutation_in_region(criterion, found, patient), found, VariantMatch.CATEGORY, criterion.text)


def _mutation_match(met: Truth, found: Found, rung: VariantMatch, text: str, *, wide: bool = False) -> Match | None:
    if met is Truth.UNKNOWN:
        return open_question(found, f"significance of {found.label}", rung)
    return present(found, rung, text, wide=wide) if met is Truth.PRESENT else None


def _event_match(met: Truth, found: Found, rung: VariantMatch, text: str, *, wide: bool = False) -> Match | None:
    if met is Truth.UNKNOWN:
        return open_question(found, f"pathogenicity of {found.label}", rung)
    return present(found, rung, text, wide=wide) if met is Truth.PRESENT else None


def _mutation_in_region(criterion: Region, found: Found, patient: Patient) -> Truth:
    mutation = found.alteration
    if not isinstance(mutation, Mutation) or not _lies_in(criterion, mutation):
        return Truth.ABSENT
    consequence = _consequence(mutation)
    if consequence in (None, Consequence.SYNONYMOUS) or patient.assess(mutation).benign:
        return Truth.ABSENT
    if criterion.consequences:
        return _has_consequence(criterion, consequence, mutation, patient)
    in_frame = consequence in (Consequence.IN_FRAME_DELETION, Consequence.IN_FRAME_INSERTION)
    named_for = in_frame and criterion.function in _GAINS and patient.role(mutation.gene.id) != "suppressor"
    if named_for and mutation.pathogenicity is not Pathogenicity.UNCERTAIN:
        return Truth.PRESENT
    return _functional(criterion.function, mutation, patient)


def _lies_in(criterion: Region, mutation: Mutation) -> bool:
    """Say whether a change touches the region, by its residues or by the exon that the request names."""
    exons, exon = criterion.exons, mutation.exon
    if exons is not None and exon is not None and exons[0] <= exon <= exons[1]:
        return True
    if mutation.protein is None:
        return False
    first, last = _extent(mutation.protein)
    return any(first <= end and start <= last for start, end in criterion.residues)


def _extent(change: ProteinChange) -> tuple[int, int]:
    """Give the residues by which a change is placed.

    A deletion and a delins lie wherever they remove a residue; an insertion before the residue that follows it, a duplication
    where its copy is added, any other change where it begins.
    """
    if change.kind in (ChangeKind.DELETION, ChangeKind.DELINS):
        return change.start, change.end
    if change.kind in (ChangeKind.INSERTION, ChangeKind.DUPLICATION):
        return change.end, change.end
    return change.start, change.start


def _consequence(mutation: Mutation) -> Consequence | None:
    """Give the consequence of a change; of one known at the transcript level only, whether it is a splice change."""
    if mutation.protein is not None:
        return mutation.protein.consequence
    return Consequence.SPLICE if mutation.splice else None


def _event_in_region(criterion: Region, event: ExonEvent, patient: Patient) -> Truth:
    exons = criterion.exons
    if exons is None or not exons[0] <= event.first <= event.last <= exons[1]:
        return Truth.ABSENT
    if criterion.consequences and _EVENT_OF.get(event.event) not in criterion.consequences:
        return Truth.ABSENT
    return event_does(event, criterion.function, patient)


def _meets_class(criterion: MutationClass, found: Found, patient: Patient) -> Match | None:
    rung = criterion.rung
    if isinstance(found.alteration, Mutation):
        met = _in_class(criterion, found.alteration, patient)
        if met is Truth.PRESENT:
            return _biallelic(criterion, found, patient, rung)
        return _mutation_match(met, found, rung, criterion.text, wide=True)
    met = _event_in_class(criterion, found, patient)
    whole = isinstance(found.alteration, CopyChange) and found.alteration.call is CopyCall.DEEP_DELETION
    if met is Truth.PRESENT and not whole:
        return _biallelic(criterion, found, patient, rung)
    return _event_match(met, found, rung, criterion.text, wide=True)


def _in_class(criterion: MutationClass, mutation: Mutation, patient: Patient) -> Truth:
    change = mutation.protein
    if criterion.excluded and (change is None or _alters(change, criterion.excluded)):
        return Truth.ABSENT
    if change is not None and any(same_change(change, exception) for exception in criterion.exceptions):
        return Truth.ABSENT
    if criterion.consequences:
        consequence = Consequence.SPLICE if mutation.splice else change.consequence if change else None
        return _has_consequence(criterion, consequence, mutation, patient)
    return _functional(criterion.function, mutation, patient)


def _alters(change: ProteinChange, residues: tuple[int, ...]) -> bool:
    """Say whether a change replaces or removes one of the residues; what is inserted beside them leaves them as they were."""
    if change.kind in (ChangeKind.INSERTION, ChangeKind.DUPLICATION):
        return False
    first, last = _extent(change)
    return any(first <= residue <= last for residue in residues)


def _has_consequence(
    criterion: MutationClass | Region, consequence: Consequence | None, mutation: Mutation, patient: Patient
) -> Truth:
    """Hold a class named by consequences against a mutation: to be missense is not enough, to be harmful is asked too."""
    if consequence not in criterion.consequences:
        return Truth.ABSENT
    if consequence is Consequence.MISSENSE:
        return _functional(criterion.function, mutation, patient)
    return Truth.ABSENT if patient.assess(mutation).benign else Truth.PRESENT


def _functional(function: Function, mutation: Mutation, patient: Patient) -> Truth:
    """Say whether a mutation does what a class asks for.

    Unknown is what nobody called and the points speak for, short of "likely oncogenic": a tumor board would have it found out.
    A pathogenic change is one that was called so.
    """
    if _does(function, mutation, patient):
        return Truth.PRESENT
    open = function is not Function.PATHOGENIC and patient.assess(mutation).open
    return Truth.UNKNOWN if open else Truth.ABSENT


def _does(function: Function, mutation: Mutation, patient: Patient) -> bool:
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
            suppressor = suppresses(patient.role(mutation.gene.id))
            return Verdict.PATHOGENIC in verdict.verdicts or (truncating and suppressor and verdict.loss)
        case Function.MUTATION:
            if patient.role(mutation.gene.id) == "oncogene":
                return Verdict.ACTIVATING in verdict.verdicts
            return verdict.oncogenic or verdict.loss


def _event_in_class(criterion: MutationClass, found: Found, patient: Patient) -> Truth:
    """Say whether an event that is no point mutation counts: exon events, lost copies and activating named events."""
    event = found.alteration
    if criterion.consequences:
        shaped = isinstance(event, ExonEvent) and _EVENT_OF.get(event.event) in criterion.consequences
        return event_does(event, criterion.function, patient) if shaped else Truth.ABSENT
    if criterion.excluded and criterion.function is not Function.LOSS_OF_FUNCTION:
        return Truth.ABSENT
    return event_does(event, criterion.function, patient)


def _biallelic(criterion: MutationClass, found: Found, patient: Patient, rung: VariantMatch) -> Match:
    """Add the second hit where the class asks for both alleles (rule 22)."""
    hit = present(found, rung, criterion.text, wide=True)
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
    return open_question(found, f"second allele of {criterion.gene.symbol}")
