"""ClinVar: variants with HGVS, coordinates (GRCh37) and germline significance, from either tabular form.

``variant_summary.txt.gz`` is NCBI's own; the other is the flat table that the MacArthur laboratory made of the XML.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from functools import cache

from pmkg.errors import MalformedSource
from pmkg.model.curie import Curie
from pmkg.model.graph import Value
from pmkg.model.kinds import NodeKind
from pmkg.model.records import Record, Reference, Rejected, VariantFact
from pmkg.model.source import Files

FLAT = (
    "chrom", "pos", "ref", "alt", "mut", "measureset_id", "symbol", "clinical_significance", "review_status", "hgvs_c",
    "hgvs_p", "all_traits", "all_pmids", "conflicted",
)  # fmt: skip
SUMMARY = (
    "Name", "GeneID", "GeneSymbol", "ClinicalSignificance", "PhenotypeList", "Assembly", "Chromosome", "ReviewStatus",
    "VariationID", "PositionVCF", "ReferenceAlleleVCF", "AlternateAlleleVCF",
)  # fmt: skip
STARS = {
    "practice guideline": 4,
    "reviewed by expert panel": 3,
    "criteria provided, multiple submitters, no conflicts": 2,
    "criteria provided, single submitter": 1,
    "criteria provided, conflicting interpretations": 1,
    "criteria provided, conflicting classifications": 1,
}
TERMS = {
    "pathogenic": "pathogenic",
    "likely pathogenic": "likely_pathogenic",
    "benign": "benign",
    "likely benign": "likely_benign",
    "uncertain significance": "uncertain",
    "oncogenic": "oncogenic",
    "likely oncogenic": "likely_oncogenic",
}
ONCOGENIC = {"oncogenic", "likely_oncogenic"}
UNDECIDED = {"", "uncertain", "conflicting"}
NOT_GIVEN = {"", "-"}
TRAITS = 3
CITATIONS = 5
NAME = re.compile(r"(?P<transcript>N[MRP]_\d+\.\d+)(?:\([^)]*\))?:(?P<coding>[cn]\.\S+)(?: \((?P<protein>p\.[^)]+)\))?")
BASES = re.compile(r"[ACGT]+")
# what a chromosomal array finds: a stretch with many genes, no change of one
COPY_NUMBER = {"copy number gain", "copy number loss"}


def load(files: Files) -> Iterator[Record]:
    """Yield one fact per variant of a gene; a variant without a gene goes to the ledger.

    NCBI's file holds millions of variants. Of those, one is kept if it can change an answer: called pathogenic, oncogenic
    or conflicting, or benign with a change of the protein. One that is named by no transcript is known by its coordinates;
    gains and losses of chromosomal stretches are no variants of a gene.
    """
    csv.field_size_limit(sys.maxsize)
    name = files.path("variants").name
    with files.text("variants") as handle:
        rows = csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = [column.removeprefix("#") for column in next(rows, [])]
        try:
            if set(header) >= set(FLAT):
                yield from _flat(rows, header)
            elif set(header) >= set(SUMMARY):
                yield from _summary(rows, header)
            else:
                problem = (
                    "has the columns of neither form; get variant_summary.txt.gz from ClinVar's tab_delimited folder"
                )
                raise MalformedSource(files.source, name, problem)
        except (EOFError, OSError) as error:
            raise MalformedSource(files.source, name, f"cut short ({error}); get it again") from error


@cache
def classification_of(significance: str) -> str:
    """Bring ClinVar's aggregate terms to one class; calls on both sides of uncertain, or beside it, conflict.

    >>> classification_of("Likely pathogenic;Pathogenic"), classification_of("Benign;Uncertain significance")
    ('likely_pathogenic', 'conflicting')
    """
    text = significance.lower()
    if "conflicting" in text:
        return "conflicting"
    # newer releases append low-penetrance and drug-response terms behind a comma, a semicolon or a bar
    terms = {TERMS[term] for part in re.split(r"[;,/|]", text) if (term := part.strip()) in TERMS}
    if len(terms) < 2:
        return next(iter(terms), "")
    for certain, likely in (
        ("pathogenic", "likely_pathogenic"),
        ("benign", "likely_benign"),
        ("oncogenic", "likely_oncogenic"),
    ):
        if terms <= {certain, likely}:
            return likely
    return "conflicting"


@cache
def classes_of(significance: str, oncogenicity: str) -> tuple[str, ...]:
    """Give the classes of a variant with a germline and a somatic call; two where each says something of its own.

    The two calls answer different questions: a variant of uncertain significance in the germline may well be oncogenic.

    >>> classes_of("Uncertain significance", "Oncogenic"), classes_of("Pathogenic", "Likely oncogenic")
    (('oncogenic',), ('pathogenic', 'likely_oncogenic'))
    """
    germline, somatic = classification_of(significance), classification_of(oncogenicity)
    if somatic not in ONCOGENIC:
        return (germline or somatic,)
    return (somatic,) if germline in UNDECIDED else (germline, somatic)


@cache
def _gene(symbol: str, entrez: str = "") -> Reference:
    return Reference(symbol, (Curie.of("NCBIGene", entrez),) if entrez.isdigit() else (), NodeKind.GENE)


def _flat(rows: Iterator[list[str]], header: list[str]) -> Iterator[Record]:
    at = [header.index(column) for column in FLAT]
    whole = []
    for number, row in enumerate(rows, start=2):
        if len(row) == len(header):
            whole.append([row[index] for index in at])
        else:
            yield Rejected(f"row {number}", "", "\t".join(row)[:80], "MALFORMED")
    genes = _genes_of_transcripts(whole)
    for (
        chrom,
        pos,
        ref,
        alt,
        mut,
        identifier,
        symbol,
        said,
        review,
        coding,
        protein,
        traits,
        pmids,
        conflicted,
    ) in whole:
        if symbol in NOT_GIVEN:
            symbol = genes.get(coding.partition(".")[0], "")
        if not symbol:
            yield Rejected(f"CLINVAR:{identifier}", "symbol", coding, "UNKNOWN_GENE")
            continue
        yield VariantFact(
            gene=_gene(symbol),
            record=f"CLINVAR:{identifier}",
            protein=protein.partition(":")[2],
            coding=(coding,) if coding not in NOT_GIVEN else (),
            # where the reference sequence carries the described allele (REF), the coordinates name another change
            genomic=f"GRCh37:{chrom}:{pos}:{ref}:{alt}" if mut == "ALT" else "",
            classification="conflicting" if conflicted == "1" else classification_of(said),
            citations=tuple(f"PMID:{pmid}" for pmid in pmids.split(",")[:CITATIONS] if len(pmid) > 4),
            properties=_properties(said, review, traits.split(";")),
        )


def _genes_of_transcripts(rows: list[list[str]]) -> dict[str, str]:
    """Learn which gene a transcript belongs to from the rows that name both; some rows name the transcript only."""
    symbol, coding = FLAT.index("symbol"), FLAT.index("hgvs_c")
    found: dict[str, set[str]] = {}
    for row in rows:
        if row[symbol] not in NOT_GIVEN:
            found.setdefault(row[coding].partition(".")[0], set()).add(row[symbol])
    return {transcript: next(iter(symbols)) for transcript, symbols in found.items() if len(symbols) == 1}


def _summary(rows: Iterator[list[str]], header: list[str]) -> Iterator[Record]:
    at = [header.index(column) for column in SUMMARY]
    oncogenicity = header.index("Oncogenicity") if "Oncogenicity" in header else None
    kind = header.index("Type") if "Type" in header else None
    width = len(header)
    for number, row in enumerate(rows, start=2):
        if len(row) != width:
            yield Rejected(f"row {number}", "", "\t".join(row)[:80], "MALFORMED")
            continue
        name, entrez, symbol, said, traits, assembly, chromosome, review, identifier, pos, ref, alt = [
            row[index] for index in at
        ]
        if assembly != "GRCh37":
            continue
        oncogenic = row[oncogenicity] if oncogenicity is not None else ""
        found = NAME.match(name)
        protein = found["protein"] or "" if found else ""
        classes = [one for one in classes_of(said, oncogenic) if _matters(one, protein)]
        if not classes or (not found and kind is not None and row[kind] in COPY_NUMBER):
            continue
        if symbol in NOT_GIVEN or ";" in symbol:
            yield Rejected(f"CLINVAR:{identifier}", "GeneSymbol", name, "UNKNOWN_GENE")
            continue
        exact = BASES.fullmatch(ref) and BASES.fullmatch(alt)
        if not found and not exact:
            yield Rejected(f"CLINVAR:{identifier}", "Name", name, "UNPARSED_VARIANT")
            continue
        for classification in classes:
            yield VariantFact(
                gene=_gene(symbol, entrez),
                record=f"CLINVAR:{identifier}",
                protein=protein,
                coding=(f"{found['transcript']}:{found['coding']}",) if found else (),
                genomic=f"GRCh37:{chromosome}:{pos}:{ref}:{alt}" if exact else "",
                classification=classification,
                properties={**_properties(said, review, traits.split("|")), **_oncogenicity(oncogenic)},
            )


def _matters(classification: str, protein: str) -> bool:
    if classification in {"benign", "likely_benign"}:
        return bool(protein) and not protein.endswith("=")
    return classification not in {"", "uncertain"}


def _properties(said: str, review: str, traits: list[str]) -> dict[str, Value]:
    return {"significance": said, "review_status": review, "stars": STARS.get(review, 0), "traits": [*traits[:TRAITS]]}


def _oncogenicity(said: str) -> dict[str, Value]:
    return {} if said in NOT_GIVEN else {"oncogenicity": said}
