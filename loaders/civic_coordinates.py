"""CIViC coordinates: the variants of the 2021 dump and of the accepted VCF, on GRCh37."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence

from pmkg.errors import MalformedSource
from pmkg.model.curie import Curie
from pmkg.model.graph import Value
from pmkg.model.kinds import NodeKind
from pmkg.model.records import Record, Reference, Rejected, VariantFact
from pmkg.model.source import Files

COLUMNS = {
    "variant_id", "gene", "entrez_id", "variant", "chromosome", "start", "stop", "reference_bases", "variant_bases",
    "reference_build", "chromosome2", "variant_types", "hgvs_expressions", "allele_registry_id", "clinvar_ids",
    "variant_aliases", "representative_transcript", "variant_civic_url",
}  # fmt: skip
VCF_COLUMNS = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO"]
PROTEIN = re.compile(
    r"[A-Z]\d+(?:_[A-Z]\d+)?(?:[A-Z*]|fs(?:\*\d+)?|del[A-Z]*|dup|ins[A-Z]+|delins[A-Z]+)", re.IGNORECASE
)
HGVS = re.compile(r"(?:N[CMP]_|ENST|ENSP)\d+(?:\.\d+)?:[cgp]\.\S+")
NAMED_CODING = re.compile(r"\((c\.[^()]+)\)")
JOINED = re.compile(r"[\s_](?:and|or)[\s_]|[/&]", re.IGNORECASE)
CHANGE = re.compile(r"(?<![A-Z0-9])[A-Z]\d+(?:[A-Z*]|fs)(?![A-Z0-9])", re.IGNORECASE)
FUSED = re.compile(r"[A-Z0-9]+-[A-Z0-9]+|fusions?", re.IGNORECASE)
DBSNP = re.compile(r"rs\d+", re.IGNORECASE)
BASES = re.compile(r"[ACGT]+")
ABSENT = {"", "N/A", "NONE FOUND", "NONE_FOUND"}


def load(files: Files) -> Iterator[Record]:
    """Yield one fact per concrete variant: those of the summary file, then those that only the VCF has.

    Categories (EXPRESSION, fusions, ``D835``, ``D835H/Y``) and compounds (``V600E and V600M``) have at most representative
    coordinates, which would name one allele by its class; they are left to the claims. The VCF gives indels with the base
    before them, which the summary file does not, and completes its coordinates.
    """
    entries = _vcf_entries(files) if "vcf" in files else {}
    seen: set[str] = set()
    for number, row in enumerate(_rows(files), start=2):
        if not (row["variant_id"] or "").isdigit() or not row["gene"] or not row["variant"]:
            yield Rejected(f"row {number}", "variant_id", row["variant_id"] or "", "MALFORMED")
            continue
        seen.add(row["variant_id"])
        fact = _fact(row, entries.get(row["variant_id"], ()))
        if fact.protein or fact.coding or (fact.genomic and DBSNP.match(row["variant"])):
            yield fact
    for identifier, lines in entries.items():
        if identifier not in seen:
            yield from _vcf_fact(identifier, lines)


def vcf_form(chromosome: str, start: str, stop: str, reference: str, alternate: str) -> str:
    """Give ``GRCh37:CHROM:POS:REF:ALT`` without shared bases, or "" where CIViC's coordinates do not determine it.

    CIViC writes pure deletions and insertions without the base before them; the reference sequence would be needed to
    add it, so only replacements, with bases on both sides, are exact.

    >>> vcf_form("7", "140453136", "140453137", "AC", "TT")
    'GRCh37:7:140453136:AC:TT'
    >>> vcf_form("7", "55249010", "55249012", "GAC", "GGGTAT")
    'GRCh37:7:55249011:AC:GGTAT'
    >>> vcf_form("7", "55242465", "55242479", "GGAATTAAGAGAAGC", "")
    ''
    """
    if not (BASES.fullmatch(reference) and BASES.fullmatch(alternate) and start.isdigit() and stop.isdigit()):
        return ""
    if reference == alternate or int(stop) - int(start) + 1 != len(reference):
        return ""
    position = int(start)
    while min(len(reference), len(alternate)) > 1 and reference[-1] == alternate[-1]:
        reference, alternate = reference[:-1], alternate[:-1]
    while min(len(reference), len(alternate)) > 1 and reference[0] == alternate[0]:
        position, reference, alternate = position + 1, reference[1:], alternate[1:]
    return f"GRCh37:{chromosome}:{position}:{reference}:{alternate}"


def names_one_change(name: str, gene: str) -> bool:
    """Say whether a variant's name is that of one change, perhaps behind a fusion's partners or the gene.

    Of several changes, all together or one of them, none is the variant: its coordinates, names and page are not those of
    the last one. The VCF writes spaces as underscores.

    >>> names_one_change("EML4-ALK C1156Y", "ALK"), names_one_change("V600E and V600M", "BRAF")
    (True, False)
    >>> names_one_change("BCR-ABL L248R F359I", "ABL1"), names_one_change("D835H/Y", "FLT3")
    (False, False)
    """
    body = name.split(" (")[0]
    if JOINED.search(body) or len(CHANGE.findall(body)) > 1:
        return False
    *before, last = body.split() or [""]
    return not PROTEIN.fullmatch(last) or all(word == gene or FUSED.fullmatch(word) for word in before)


def _rows(files: Files) -> Iterator[Mapping[str, str]]:
    with files.text("variants") as handle:
        reader = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = COLUMNS - set(reader.fieldnames or ())
        if missing:
            problem = f"columns {sorted(missing)} are missing; take the VariantSummaries file of a 2021 release"
            raise MalformedSource(files.source, files.path("variants").name, problem)
        try:
            yield from reader
        except (EOFError, OSError) as error:
            raise MalformedSource(
                files.source, files.path("variants").name, f"cut short ({error}); get it again"
            ) from error


def _fact(row: Mapping[str, str], lines: Sequence[list[str]]) -> VariantFact:
    hgvs = [text for text in row["hgvs_expressions"].split(",") if HGVS.fullmatch(text)]
    single = not row["chromosome2"] and names_one_change(row["variant"], row["gene"])
    genomic = ""
    if single and row["reference_build"] in {"GRCh37", ""}:
        genomic = vcf_form(
            row["chromosome"], row["start"], row["stop"], row["reference_bases"].upper(), row["variant_bases"].upper()
        )
    properties: dict[str, Value] = {
        "name": row["variant"],
        "hgvs": [*hgvs],
        "variant_types": [*_listed(row["variant_types"])],
        "clinvar_ids": [*_listed(row["clinvar_ids"])],
        "aliases": [*_listed(row["variant_aliases"])],
        "allele_registry_id": row["allele_registry_id"] if row["allele_registry_id"] not in ABSENT else "",
        "transcript": row["representative_transcript"],
        "url": row["variant_civic_url"],
    }
    return VariantFact(
        gene=_gene(row["gene"], row["entrez_id"]),
        record=f"civic.vid:{row['variant_id']}",
        protein=_protein(row["variant"], hgvs) if single else "",
        coding=_coding(row["variant"], hgvs) if single else (),
        genomic=genomic or (_genomic(lines) if single else ""),
        properties={name: value for name, value in properties.items() if value},
    )


def _gene(symbol: str, entrez: str) -> Reference:
    ids = (Curie.of("NCBIGene", entrez),) if entrez.isdigit() else ()
    return Reference(symbol, ids, NodeKind.GENE)


def _protein(name: str, hgvs: list[str]) -> str:
    """Take the protein change from the variant's name (behind a fusion's partners), else from its protein HGVS."""
    text = name.split(" (")[0].strip().rpartition(" ")[2]
    if PROTEIN.fullmatch(text):
        return text
    return next((item.partition(":")[2] for item in hgvs if ":p." in item), "")


def _coding(name: str, hgvs: list[str]) -> tuple[str, ...]:
    """Take the coding HGVS, else the c. expression that stands in the variant's name."""
    return tuple(text for text in hgvs if ":c." in text) or tuple(NAMED_CODING.findall(name))


def _vcf_entries(files: Files) -> dict[str, list[list[str]]]:
    """Group the lines of the VCF by CIViC variant: position, alleles, gene and names as cells."""
    entries: dict[str, list[list[str]]] = {}
    header: list[str] = []
    with files.text("vcf") as handle:
        for line in handle:
            cells = line.rstrip("\r\n").split("\t")
            if line.startswith("##"):
                continue
            if line.startswith("#"):
                header = cells
            elif header != VCF_COLUMNS or len(cells) != len(header):
                problem = "the line #CHROM … INFO is missing or a line is cut short; get it again"
                raise MalformedSource(files.source, files.path("vcf").name, problem)
            else:
                entries.setdefault(cells[2], []).append(cells)
    return entries


def _genomic(lines: Sequence[list[str]]) -> str:
    """Give the coordinates of a variant that has one allele in the VCF."""
    if len(lines) != 1 or not (BASES.fullmatch(lines[0][3]) and BASES.fullmatch(lines[0][4])):
        return ""
    chromosome, position, _, reference, alternate = lines[0][:5]
    return f"GRCh37:{chromosome}:{position}:{reference}:{alternate}"


def _vcf_fact(identifier: str, lines: Sequence[list[str]]) -> Iterator[Record]:
    info = dict(item.partition("=")[::2] for item in lines[0][7].split(";"))
    entry = info.get("CSQ", "").split(",")[0].split("|")
    if len(entry) < 12:
        yield Rejected(f"civic.vid:{identifier}", "CSQ", info.get("CSQ", ""), "MALFORMED")
        return
    hgvs = [text for text in _unescaped(entry[11]).split("&") if HGVS.fullmatch(text)]
    name = _unescaped(entry[8]).replace("_(", " (")
    if not names_one_change(name, entry[2]):
        return
    properties: dict[str, Value] = {"name": name, "hgvs": [*hgvs]}
    yield VariantFact(
        gene=_gene(entry[2], entry[3]),
        record=f"civic.vid:{identifier}",
        protein=_protein(name, hgvs),
        coding=_coding(name, hgvs),
        genomic=_genomic(lines),
        properties={**properties, "url": f"https://civicdb.org/links/variants/{identifier}"},
    )


def _unescaped(text: str) -> str:
    return re.sub(r"\\x([0-9A-F]{2})", lambda found: chr(int(found[1], 16)), text)


def _listed(text: str) -> list[str]:
    return [item for item in text.split(",") if item not in ABSENT]
