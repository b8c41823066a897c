"""A signature made ready for matching: alterations by gene, what was tested, what is known of each gene."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pmkg.model.curie import Curie
from pmkg.model.marker_criteria import MARKER
from pmkg.model.signature import Found, Signature
from pmkg.model.variant import (
    CopyChange,
    Expression,
    Fusion,
    Mutation,
    Rearrangement,
    Unread,
    genes_of,
)
from pmkg.model.views import GENE_KNOWLEDGE, GeneKnowledge
from pmkg.ports.reader import GraphReader
from pmkg.questions.oncogenicity import Assessment, assess

Facts = tuple[object, ...]
"""All that a criterion about one subject can see of a patient."""


_TOLD = {"HR": ("ER", "PR")}
"""The markers of which a report tells something under another name, by that name."""


def told_by(marker: str) -> tuple[str, ...]:
    """Give the markers of which a reported one tells something: hormone receptors are ER and PR."""
    return _TOLD.get(marker, (marker,))


@dataclass(slots=True)
class Patient:
    """Index one signature for matching; built per question, never stored.

    ``knowledge`` holds what the release knows of genes, None for nothing; it is shared by patients, so only the genes of this
    one's alterations are looked up in it. ``unread`` holds, by gene, the alterations whose words could not be used.
    """

    signature: Signature
    knowledge: Mapping[str, GeneKnowledge | None]
    by_gene: dict[str, list[Found]] = field(default_factory=dict)
    unread: dict[str, list[Found]] = field(default_factory=dict)
    _assessed: dict[int, Assessment] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for found in self.signature.found:
            for gene in genes_of(found.alteration):
                touching = self.by_gene.get(gene.id)
                if touching is None:
                    self.by_gene[gene.id] = [found]
                else:
                    touching.append(found)
            if isinstance(found.alteration, Unread):
                self.unread.setdefault(found.alteration.gene.id, []).append(found)

    def found(self, gene: Curie) -> list[Found]:
        """Give the alterations that touch a gene."""
        return self.by_gene.get(gene, [])

    def facts(self, subject: str) -> Facts:
        """Give all that a criterion about a subject can see: a gene's findings and tests done, or a biomarker's value."""
        if subject.startswith(MARKER):
            name, markers = subject.removeprefix(MARKER), self.signature.markers
            return (markers.get(name), *(markers.get(other) for other, told in _TOLD.items() if name in told))
        tested = self.signature.tested
        return (
            tuple(self.by_gene.get(subject, ())),
            subject in tested.small,
            subject in tested.copies,
            subject in tested.fusions,
            subject in tested.expression,
            subject in tested.germline,
        )

    def assess(self, mutation: Mutation) -> Assessment:
        """Judge a small variant once."""
        key = id(mutation)
        known = self._assessed.get(key)
        if known is None:
            gene = mutation.gene
            known = assess(mutation, self.knowledge.get(gene.id) or GeneKnowledge(gene.id, gene.symbol))
            self._assessed[key] = known
        return known

    def role(self, gene: Curie) -> str:
        """Give the gene's role: oncogene, suppressor, both or unknown ("")."""
        known = self.knowledge.get(gene)
        return known.role if known else ""

    def small_tested(self, gene: Curie) -> bool:
        """Whether small variants of a gene were examined: a listed one, or the gene named as tested (rule 8)."""
        return gene in self.signature.tested.small or any(
            isinstance(found.alteration, Mutation) for found in self.found(gene)
        )

    def copies_tested(self, gene: Curie) -> bool:
        """Whether the copy number of a gene was examined."""
        return gene in self.signature.tested.copies or any(
            isinstance(found.alteration, CopyChange) for found in self.found(gene)
        )

    def fusions_tested(self, gene: Curie) -> bool:
        """Whether fusions of a gene were examined: only when named, listed or on the panel."""
        return gene in self.signature.tested.fusions or any(
            isinstance(found.alteration, (Fusion, Rearrangement)) for found in self.found(gene)
        )

    def expression_tested(self, gene: Curie) -> bool:
        """Whether the expression of a gene was examined."""
        return gene in self.signature.tested.expression or any(
            isinstance(found.alteration, Expression) for found in self.found(gene)
        )


def read_patient(reader: GraphReader, signature: Signature) -> Patient:
    """Index a signature with what the release knows of its genes, in one read."""
    knowledge: dict[str, GeneKnowledge | None] = {}
    patient = Patient(signature, knowledge)
    rows = reader.rows(GENE_KNOWLEDGE, sorted(patient.by_gene))
    knowledge.update({gene: (rows[gene][0] if gene in rows else None) for gene in patient.by_gene})
    return patient
