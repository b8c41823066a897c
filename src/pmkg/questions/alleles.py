"""Criteria about named alleles: exact changes of the protein or the transcript, and codons."""

from __future__ import annotations

from pmkg.model.criterion import Allele, CodingAllele, Codon
from pmkg.model.kinds import VariantMatch
from pmkg.model.signature import Found
from pmkg.model.variant import ChangeKind, Mutation, ProteinChange
from pmkg.questions.absence import not_met
from pmkg.questions.match import Match, decided, gather, present
from pmkg.questions.patient import Patient


def match_allele(criterion: Allele, patient: Patient) -> Match:
    """Hold an exact allele against the patient: the same change, or a complex change that contains it."""
    gene = criterion.gene.id
    hits = (_meets_allele(criterion, found) for found in patient.found(gene))
    splice = criterion.change.kind is ChangeKind.SPLICE
    return gather(hits, lambda: not_met(gene, patient, splice=splice))


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
    """Hold a codon against the patient: any substitution there, less what the text excludes (rule 24).

    A delins of as many residues as it replaces is held by its single substitutions (rule 2).
    """
    gene = criterion.gene.id
    hits = (_meets_codon(criterion, found) for found in patient.found(gene))
    return gather(hits, lambda: not_met(gene, patient))


def same_change(mine: ProteinChange, asked: ProteinChange) -> bool:
    """Compare two changes by what they do: kind, span and new residues; a frameshift by where it begins."""
    if mine.kind is not asked.kind or mine.start != asked.start:
        return False
    if mine.kind is ChangeKind.FRAMESHIFT:
        return True
    return mine.end == asked.end and mine.alternate == asked.alternate


def contains(mine: ProteinChange, asked: ProteinChange) -> bool:
    """Say whether a same-length delins of several residues holds the asked substitution among its changes."""
    return mine.kind is ChangeKind.DELINS and any(same_change(part, asked) for part in mine.substitutions)


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


def _meets_codon(criterion: Codon, found: Found) -> Match | None:
    change = _protein(found)
    for part in change.substitutions if change is not None else ():
        if _at_codon(criterion, part):
            note = "" if part is change else f"{found.label} contains {part.text}"
            return present(found, VariantMatch.POSITION, criterion.text, note)
    return None


def _at_codon(criterion: Codon, change: ProteinChange) -> bool:
    if change.alternate in criterion.excluded:
        return False
    if criterion.alternates and change.alternate not in criterion.alternates:
        return False
    return any(
        position == change.start and residue in ("", change.first or residue)
        for residue, position in criterion.residues
    )


def _protein(found: Found) -> ProteinChange | None:
    return found.alteration.protein if isinstance(found.alteration, Mutation) else None


def _other_names(found: Found) -> tuple[ProteinChange, ...]:
    """Give the names on other transcripts; a statement about one of them is about the very allele that was found."""
    return found.alteration.others if isinstance(found.alteration, Mutation) else ()
