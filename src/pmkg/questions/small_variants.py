"""Criteria about small variants: alleles, codons, regions, classes of mutations, wild type."""

from __future__ import annotations

from pmkg.model.criterion import Allele, CodingAllele, Codon, ExonEventClass, Function, MutationClass, Region, WildType
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
    Fusion,
    Mutation,
    NamedEvent,
    ProteinChange,
    Rearrangement,
)
from pmkg.questions.match import ABSENT, Match, decided, gather, present
from pmkg.questions.oncogenicity import Verdict
from pmkg.questions.patient import Patient

_EVENT_OF = {
    ExonEventKind.DELETION: Consequence.IN_FRAME_DELETION,
    ExonEventKind.INSERTION: Consequence.IN_FRAME_INSERTION,
    ExonEventKind.DUPLICATION: Consequence.IN_FRAME_INSERTION,
}


def match_allele(criterion: Allele, patient: Patient) -> Match:
    """Hold an exact allele against the patient: the same change, or a complex change that contains it."""
    gene = criterion.gene.id
    hits = (_meets_allele(criterion, found) for found in patient.found(gene))
    return gather(hits, lambda: _otherwise(gene, patient))


def match_coding(criterion: CodingAllele, patient: Patient) -> Match:
    """Hold a change that is named at the transcript level against the patient's."""
    gene = criterion.gene.id
    hits = (
        present(found)
        for found in patient.found(gene)
        if isinstance(found.alteration, Mutation) and found.alteration.coding == criterion.coding
    )
    return gather(hits, lambda: decided(patient.small_tested(gene)))


def match_codon(criterion: Codon, patient: Patient) -> Match:
    """Hold a codon against the patient: any substitution there, less what the text excludes (rule 24)."""
    gene = criterion.gene.id
    hits = (
        present(found, VariantMatch.POSITION, criterion.text)
        for found in patient.found(gene)
        if _at_codon(criterion, _protein(found))
    )
    return gather(hits, lambda: _otherwise(gene, patient))


def match_region(criterion: Region, patient: Patient) -> Match:
    """Hold an exon, domain or range against the patient, by residues and consequence."""
    gene = criterion.gene.id
    hits = (
        present(found, VariantMatch.CATEGORY, criterion.text)
        for found in patient.found(gene)
        if _event_in_region(criterion, found) or _mutation_in_region(criterion, found, patient)
    )
    return gather(hits, lambda: _otherwise(gene, patient))


def match_class(criterion: MutationClass, patient: Patient) -> Match:
    """Hold a class of mutations of a gene against the patient, by what the mutation does (rule 4)."""
    gene = criterion.gene.id
    hits = (_meets_class(criterion, found, patient) for found in patient.found(gene))
    return gather(hits, lambda: _otherwise(gene, patient))


def match_exon_event(criterion: ExonEventClass, patient: Patient) -> Match:
    """Hold an event of whole exons against the patient; a splice-site change at the exon meets exon skipping."""
    gene = criterion.gene.id
    hits = (_meets_exon_event(criterion, found) for found in patient.found(gene))
    return gather(hits, lambda: _otherwise(gene, patient))


def _meets_allele(criterion: Allele, found: Found) -> Match | None:
    change = _protein(found)
    if change is None:
        return None
    if same_change(change, criterion.change):
        return present(found)
    if contains(change, criterion.change):
        return present(found, note=f"{found.label} contains {criterion.change.text}")
    if any(same_change(other, criterion.change) for other in _other_names(found)):
        return present(found, note=f"{found.label} is {criterion.change.text} on another transcript")
    return None


def _at_codon(criterion: Codon, change: ProteinChange | None) -> bool:
    if change is None or change.kind is not ChangeKind.SUBSTITUTION or change.alternate in criterion.excluded:
        return False
    if criterion.alternates and change.alternate not in criterion.alternates:
        return False
    return any(
        position == change.start and residue in ("", change.first or residue)
        for residue, position in criterion.residues
    )


def _meets_class(criterion: MutationClass, found: Found, patient: Patient) -> Match | None:
    plain = criterion.function in (Function.MUTATION, Function.ANY) and not (
        criterion.consequences or criterion.excluded
    )
    rung = VariantMatch.GENE if plain else VariantMatch.CATEGORY
    if isinstance(found.alteration, Mutation):
        met = _in_class(criterion, found.alteration, patient)
        return _biallelic(criterion, found, patient, rung) if met else None
    return present(found, rung, criterion.text) if _event_in_class(criterion, found) else None


def _meets_exon_event(criterion: ExonEventClass, found: Found) -> Match | None:
    alteration = found.alteration
    if isinstance(alteration, ExonEvent):
        same = (alteration.event, alteration.first, alteration.last) == (
            criterion.event,
            criterion.first,
            criterion.last,
        )
        return present(found) if same else None
    if isinstance(alteration, Mutation) and _skips(criterion, alteration):
        note = f"{found.label} hits a splice site of the exon; skipping is inferred, not shown by RNA"
        return present(found, VariantMatch.CATEGORY, criterion.text, note)
    return None


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


def same_change(mine: ProteinChange, asked: ProteinChange) -> bool:
    """Compare two changes by what they do: kind, span and new residues; a frameshift by where it begins."""
    if mine.kind is not asked.kind or mine.start != asked.start:
        return False
    if mine.kind is ChangeKind.FRAMESHIFT:
        return True
    return mine.end == asked.end and mine.alternate == asked.alternate


def contains(mine: ProteinChange, asked: ProteinChange) -> bool:
    """Say whether a same-length delins of several residues holds the asked substitution among its changes."""
    if mine.kind is not ChangeKind.DELINS or asked.kind is not ChangeKind.SUBSTITUTION:
        return False
    if len(mine.alternate) != mine.end - mine.start + 1 or not mine.start <= asked.start <= mine.end:
        return False
    return mine.alternate[asked.start - mine.start] == asked.alternate


def _protein(found: Found) -> ProteinChange | None:
    return found.alteration.protein if isinstance(found.alteration, Mutation) else None


def _other_names(found: Found) -> tuple[ProteinChange, ...]:
    """Give the names on other transcripts; a statement about one of them is about the very allele that was found."""
    return found.alteration.others if isinstance(found.alteration, Mutation) else ()


def _otherwise(gene: object, patient: Patient) -> Match:
    """Give ABSENT or UNKNOWN for a criterion that no alteration met.

    A listed change whose protein effect is not known leaves the criterion open: the answer asks for that effect.
    """
    for found in patient.by_gene.get(str(gene), ()):
        if isinstance(found.alteration, Mutation) and found.alteration.protein is None and not found.alteration.splice:
            return Match(Truth.UNKNOWN, missing=(f"protein effect of {found.label}",))
    return decided(patient.small_tested(gene))  # type: ignore[arg-type]


def _mutation_in_region(criterion: Region, found: Found, patient: Patient) -> bool:
    mutation = found.alteration
    change = _protein(found)
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


_ACTIVATING_EVENTS = frozenset({"ITD", "vIII", "kinase domain duplication", "TKD mutation"})


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
