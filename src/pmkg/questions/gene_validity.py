"""How sure it is that a gene causes a hereditary disease, for the genes whose alterations may be germline (ClinGen)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmkg.model.curie import Curie
from pmkg.model.graph import Edge
from pmkg.model.kinds import EdgeKind, Origin
from pmkg.model.other_evidence import GeneDiseaseValidity
from pmkg.model.reads import Way
from pmkg.model.signature import Found
from pmkg.model.variant import Alteration, CopyCall, CopyChange, ExonEvent, Mutation
from pmkg.ports.reader import GraphReader
from pmkg.questions.options import MATCHED, UNDECIDED
from pmkg.questions.patient import Patient

CLINGEN = "clingen"
_CLASSIFICATIONS = (
    "Definitive",
    "Strong",
    "Moderate",
    "Limited",
    "Disputed",
    "Refuted",
    "Animal Model Only",
    "No Known Disease Relationship",
)
"""ClinGen's gene-disease validity classes, strongest first (Strande et al. 2017, PMID:28552198)."""
_RECESSIVE = "AR"
_BOTH = frozenset({"homozygous", "hemizygous"})
_LOST = frozenset({CopyCall.LOSS, CopyCall.DEEP_DELETION})


def gene_disease_validity(reader: GraphReader, patient: Patient) -> tuple[GeneDiseaseValidity, ...]:
    """Give ClinGen's curations for each gene with an alteration of germline or unknown origin that is not benign.

    An unknown origin leaves the question open for the germline test; where that test was done and the alteration was not
    called germline, it is somatic (CLINICAL rule 7).
    """
    carried = {gene: found for gene in patient.by_gene if (found := tuple(_carried(patient, Curie(gene))))}
    edges = reader.edges([Curie(gene) for gene in sorted(carried)], [EdgeKind.GENE_ASSOCIATED_WITH], Way.OUT)
    told = [edge for each in edges.values() for edge in each if edge.source == CLINGEN]
    nodes = reader.nodes({end for edge in told for end in (edge.subject, edge.object)})
    licenses = {source.id: source.license for source in reader.manifest().sources}
    labels = {id: node.label for id, node in nodes.items()}
    license = licenses.get(CLINGEN, "")
    rows = [_validity(edge, carried[edge.subject], patient, license, labels) for edge in told]
    return tuple(sorted(rows, key=_place))


def _carried(patient: Patient, gene: Curie) -> Iterator[Found]:
    tested = gene in patient.signature.tested.germline
    for found in patient.found(gene):
        alteration = found.alteration
        lost = isinstance(alteration, CopyChange) and alteration.call in _LOST
        if not (lost or isinstance(alteration, (Mutation, ExonEvent))):
            continue
        if alteration.origin is Origin.SOMATIC or (tested and alteration.origin is not Origin.GERMLINE):
            continue
        if not _harmless(alteration, patient):
            yield found


def _harmless(alteration: Alteration, patient: Patient) -> bool:
    if isinstance(alteration, Mutation):
        return patient.assess(alteration).benign
    called = alteration.pathogenicity if isinstance(alteration, (ExonEvent, CopyChange)) else None
    return called is not None and called.harmless


def _validity(
    edge: Edge, carried: tuple[Found, ...], patient: Patient, license: str, labels: Mapping[Curie, str]
) -> GeneDiseaseValidity:
    facts = {name: str(value) for name, value in edge.properties.items()}
    symbol = labels.get(edge.subject, edge.subject)
    germline = any(found.alteration.origin is Origin.GERMLINE for found in carried)
    return GeneDiseaseValidity(
        gene=edge.subject,
        symbol=symbol,
        disease=edge.object,
        disease_label=labels.get(edge.object, edge.object),
        classification=facts.get("validity", ""),
        inheritance=facts.get("inheritance", ""),
        date=facts.get("date", ""),
        panel=facts.get("panel", ""),
        because=tuple(found.label for found in carried),
        variants=tuple(_known(found, patient) for found in carried),
        notes=tuple(_second_allele(facts.get("inheritance", ""), carried)),
        status=MATCHED if germline else UNDECIDED,
        missing_tests=() if germline else (f"{symbol} germline test",),
        source=edge.source,
        license=license,
        url=edge.citations[0] if edge.citations else "",
    )


def _second_allele(inheritance: str, carried: tuple[Found, ...]) -> Iterator[str]:
    """Say of a recessive disease what is not shown: one altered allele makes a carrier, not a patient."""
    if inheritance == _RECESSIVE and not any(map(_both_alleles, carried)):
        yield "recessive: that both alleles are altered is not shown; one altered allele is carriage"


def _both_alleles(found: Found) -> bool:
    alteration = found.alteration
    if isinstance(alteration, CopyChange):
        return alteration.call is CopyCall.DEEP_DELETION
    return isinstance(alteration, Mutation) and alteration.zygosity in _BOTH


def _known(found: Found, patient: Patient) -> str:
    """Say what the release knows of one alteration, with its reasons."""
    if not isinstance(found.alteration, Mutation):
        return f"{found.label}: not assessed"
    assessment = patient.assess(found.alteration)
    verdicts = ", ".join(sorted(assessment.verdicts))
    return f"{found.label}: {verdicts}" + (f" ({'; '.join(assessment.reasons)})" if assessment.reasons else "")


def _place(row: GeneDiseaseValidity) -> tuple[object, ...]:
    known = row.classification in _CLASSIFICATIONS
    rank = _CLASSIFICATIONS.index(row.classification) if known else len(_CLASSIFICATIONS)
    return row.status != MATCHED, rank, row.symbol, row.disease_label.casefold(), row.disease, row.inheritance, row.date
