"""ClinGen: how well a gene is established as the cause of a disease, by expert panels."""

from __future__ import annotations

from collections.abc import Iterator

from pmkg.model.curie import Curie
from pmkg.model.graph import Value
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.ledger import Reason
from pmkg.model.records import Record, Reference, Rejected, Relation
from pmkg.model.source import Files
from pmkg.model.table import table

_COLUMNS = (
    "GENE SYMBOL",
    "GENE ID (HGNC)",
    "DISEASE LABEL",
    "DISEASE ID (MONDO)",
    "MOI",
    "SOP",
    "CLASSIFICATION",
    "ONLINE REPORT",
    "CLASSIFICATION DATE",
    "GCEP",
)
_VALIDITY = frozenset(
    {"Definitive", "Strong", "Moderate", "Limited", "Disputed", "Refuted", "No Known Disease Relationship"}
)


def load(files: Files) -> Iterator[Record]:
    """Yield one relation per curated gene and disease.

    ``validity`` is ClinGen's classification. Disputed and refuted curations are kept as what they are: they tell a reader
    that the gene was looked at and did not hold (ClinGen gene-disease validity framework).
    """
    for row in table(files, files.path("validity"), _COLUMNS, delimiter=","):
        if isinstance(row, Rejected):
            yield row
        elif not row[1][0].startswith("+++"):
            yield _relation(*row)


def _relation(number: int, values: tuple[str, ...]) -> Record:
    symbol, gene, label, disease, inheritance, procedure, validity, report, date, panel = values
    if not (gene.startswith("HGNC:") and disease.startswith("MONDO:") and label):
        return Rejected(f"row {number}", "DISEASE ID (MONDO)", f"{symbol} {gene} {label} {disease}", Reason.MALFORMED)
    if validity not in _VALIDITY:
        return Rejected(f"row {number}", "CLASSIFICATION", validity, Reason.MALFORMED)
    properties: dict[str, Value] = {
        "validity": validity,
        "inheritance": inheritance,
        "procedure": procedure,
        "panel": panel,
        "date": date.partition("T")[0],
    }
    return Relation(
        EdgeKind.GENE_ASSOCIATED_WITH,
        Reference(symbol, (Curie(gene),), NodeKind.GENE),
        Reference(label, (Curie(disease),), NodeKind.DISEASE),
        f"{gene} {disease} {inheritance}",
        (report,) if report else (),
        properties,
    )
