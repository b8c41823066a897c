"""DGIdb: drug-gene interactions and druggable gene categories, from the 2018 copy and from the owner's present tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pmkg.model.curie import Curie
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.records import Annotation, Record, Reference, Rejected, Relation
from pmkg.model.source import Files
from pmkg.model.table import Row, rows

COPY_2018 = {
    "Gene", "interaction_claim_source", "interaction_types", "drug_claim_name", "drug_claim_primary_name", "drug_name",
    "drug_chembl_id", "PMIDs",
}  # fmt: skip
PRESENT = {
    "gene_claim_name", "gene_concept_id", "gene_name", "interaction_source_db_name", "interaction_type",
    "drug_claim_name", "drug_concept_id", "drug_name",
}  # fmt: skip
CATEGORIES_2018 = {"Gene", "category"}
CATEGORIES_PRESENT = {"name", "name-2"}
ABSENT = {"", "N/A", "NA", "NULL", "NONE", "UNKNOWN"}
PREFIXES = {"hgnc": "HGNC", "ncbigene": "NCBIGene", "chembl": "CHEMBL", "ncit": "NCIT", "rxcui": "RXNORM"}
BARE_NUMBER = re.compile(r"\d+")
COMPOUND = re.compile(r"CHEMBL\d+")
REMEDY = "fetch the tables of one release"


def load(files: Files) -> Iterator[Record]:
    """Yield one interaction per row, drug to gene, and the categories of each gene.

    Most rows give no interaction type: they say that the two meet in some source, not that the drug acts through the gene.
    """
    lost: list[Rejected] = []
    for number, row in rows(files, "interactions", COPY_2018, PRESENT, lost=lost, remedy=REMEDY):
        yield _interaction(f"row {number}", row) if "Gene" in row else _present(f"row {number}", row)
    if "categories" in files:
        yield from _categories(files, lost)
    yield from lost


def _interaction(record: str, row: Row) -> Record:
    pmids = sorted({pmid.strip() for pmid in row["PMIDs"].split(",") if pmid.strip().isdigit()}, key=int)
    return _relation(
        record,
        _drug(row),
        Reference("" if _is_absent(row["Gene"]) else row["Gene"].strip(), kind=NodeKind.GENE),
        (row["interaction_types"], row["interaction_claim_source"]),
        tuple(f"PMID:{pmid}" for pmid in pmids),
    )


def _drug(row: Row) -> Reference:
    """Name the drug as the claim does, with DGIdb's ChEMBL identifier only where it grouped the claim under the same name.

    The 2018 groups are partly wrong: the MET inhibitor SU11274 stands under pyrazinamide, the mTOR inhibitor RapaLink-1
    under sparfloxacin. A bare number is the claim source's internal key; a claim may name a ChEMBL compound outright.
    """
    claimed = [text.strip() for text in (row["drug_claim_primary_name"], row["drug_claim_name"])]
    for text in claimed:
        if COMPOUND.fullmatch(text):
            return Reference(row["drug_name"].strip() or text, (Curie.of("CHEMBL", text),), NodeKind.DRUG)
    group, chembl = row["drug_name"].strip(), row["drug_chembl_id"].strip()
    text = next((text for text in claimed if not _is_absent(text) and not BARE_NUMBER.fullmatch(text)), "")
    same = chembl and _bare(group) == _bare(text)
    return Reference(text, (Curie.of("CHEMBL", chembl),) if same else (), NodeKind.DRUG)


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _present(record: str, row: Row) -> Record:
    drug = "" if _is_absent(row["drug_name"]) else row["drug_name"]
    gene = "" if _is_absent(row["gene_name"]) else row["gene_name"]
    return _relation(
        record,
        Reference((drug or row["drug_claim_name"]).strip(), _ids(row["drug_concept_id"]), NodeKind.DRUG),
        Reference((gene or row["gene_claim_name"]).strip(), _ids(row["gene_concept_id"]), NodeKind.GENE),
        (row["interaction_type"], row["interaction_source_db_name"]),
        (),
    )


def _relation(
    record: str, drug: Reference, gene: Reference, said: tuple[str, str], citations: tuple[str, ...]
) -> Record:
    if not gene.text:
        return Rejected(record, "gene", drug.text, "UNKNOWN_GENE")
    if _is_absent(drug.text):
        return Rejected(record, "drug", drug.text, "UNKNOWN_DRUG")
    types = [] if _is_absent(said[0]) else sorted(item.strip() for item in said[0].split(",") if item.strip())
    return Relation(
        EdgeKind.INTERACTS_WITH,
        drug,
        gene,
        record,
        citations,
        {"interaction_types": list(types), "claim_source": said[1].strip()},
    )


def _ids(concept: str) -> tuple[Curie, ...]:
    prefix, _, local = concept.strip().partition(":")
    known = PREFIXES.get(prefix.casefold())
    return (Curie.of(known, local),) if known and local else ()


def _categories(files: Files, lost: list[Rejected]) -> Iterator[Record]:
    found: dict[str, set[str]] = defaultdict(set)
    for number, row in rows(files, "categories", CATEGORIES_2018, CATEGORIES_PRESENT, lost=lost, remedy=REMEDY):
        gene, category = (row["Gene"], row["category"]) if "Gene" in row else (row["name"], row["name-2"])
        if _is_absent(gene) or _is_absent(category):
            yield Rejected(f"categories row {number}", "gene", f"{gene} {category}".strip(), "MALFORMED")
            continue
        found[gene.strip()].add(category.strip())
    for gene in sorted(found):
        yield Annotation(
            Reference(gene, kind=NodeKind.GENE),
            f"categories {gene}",
            {"druggable_categories": list(sorted(found[gene]))},
        )


def _is_absent(text: str) -> bool:
    return text.strip().upper() in ABSENT
