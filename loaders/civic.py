"""CIViC: clinical evidence items, one claim each, from the present and from the 2021 columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping

from pmkg.errors import MalformedSource
from pmkg.model.curie import Curie
from pmkg.model.kinds import Direction, NodeKind, Operator, StatementKind
from pmkg.model.records import Claim, Record, Reference, Rejected
from pmkg.model.source import Files

PRESENT = {"molecular_profile", "therapies", "therapy_interaction_type", "significance"}
YEAR_2021 = {"gene", "variant", "drugs", "drug_interaction_type", "clinical_significance"}
SHARED = {
    "disease", "doid", "phenotypes", "evidence_type", "evidence_direction", "evidence_level", "evidence_statement",
    "citation_id", "source_type", "citation", "nct_ids", "rating", "evidence_status", "evidence_id", "variant_origin",
    "last_review_date", "evidence_civic_url",
}  # fmt: skip
RENAMED = {
    "drugs": "therapies",
    "drug_interaction_type": "therapy_interaction_type",
    "clinical_significance": "significance",
    "variant_civic_url": "molecular_profile_civic_url",
}
ABSENT = {"", "N/A", "NA"}
OPERATORS = {
    "Combination": Operator.COMBINATION,
    "Substitutes": Operator.SUBSTITUTES,
    "Sequential": Operator.SEQUENTIAL,
}
DIRECTIONS = {"Supports": Direction.SUPPORTS, "Does Not Support": Direction.DOES_NOT_SUPPORT}

FIRST_PADDED, WIDTH = 40_000, 7

Row = Mapping[str, str]


def load(files: Files) -> Iterator[Record]:
    """Yield one claim per evidence item.

    CIViC writes an item whose molecular profile has alternatives as one row per alternative: the profile's name cut at
    each OR. :func:`joined_profile` puts it together again.
    """
    groups: dict[str, list[Row]] = {}
    for number, row in enumerate(_rows(files), start=2):
        problem = _problem(row)
        if problem:
            yield Rejected(f"row {number}", problem, row.get(problem) or "", "MALFORMED")
            continue
        groups.setdefault(row["evidence_id"], []).append(row)
    for rows in groups.values():
        yield from _item(rows)


def joined_profile(parts: list[str]) -> str:
    """Rebuild a Boolean profile from the pieces between its ORs, in the file's order.

    A bracket that a piece leaves open is closed by a later piece, so that joining restores the expression. Where every
    piece is whole, each that holds an AND or NOT is bracketed, because AND binds closer than OR only by convention.

    >>> joined_profile(["BRAF Amplification AND ( BRAF V600E", "BRAF V600K )"])
    'BRAF Amplification AND (BRAF V600E OR BRAF V600K)'
    >>> joined_profile(["BRAF V600E", "KRAS G12C AND NOT TP53 Mutation"])
    'BRAF V600E OR (KRAS G12C AND NOT TP53 Mutation)'
    """
    pieces = list(dict.fromkeys(" ".join(part.split()) for part in parts))
    if len(pieces) > 1 and all(piece.count("(") == piece.count(")") for piece in pieces):
        pieces = [f"({piece})" if re.search(r"\b(AND|NOT)\b", piece) else piece for piece in pieces]
    return re.sub(r"\s+\)", ")", re.sub(r"\(\s+", "(", " OR ".join(pieces)))


def split_therapies(text: str) -> tuple[str, ...]:
    """Split a list of therapies at its commas, not at the commas inside a chemical name.

    A comma followed by a space stands inside a name, and so does one beside a piece that is digits only: no therapy is
    called so, but locants and compound numbers are written like that.

    >>> split_therapies("HER2 Inhibitor CP-724,714,Selumetinib")
    ('HER2 Inhibitor CP-724,714', 'Selumetinib')
    >>> split_therapies("2,4-pyrimidinediamine")
    ('2,4-pyrimidinediamine',)
    """
    members: list[str] = []
    for piece in re.split(r",(?!\s)", text):
        if members and (piece.isdigit() or members[-1].isdigit()):
            members[-1] += f",{piece}"
        elif piece.strip():
            members.append(piece.strip())
    return tuple(dict.fromkeys(members))


def profile_of_variant(gene: str, variant: str) -> str:
    """Say in the profile grammar what the 2021 columns say as a gene and a variant name.

    Fusions were then named with hyphens, with a resistance mutation behind them.

    >>> profile_of_variant("ALK", "EML4-ALK L1196M")
    'EML4::ALK Fusion AND ALK L1196M'
    >>> profile_of_variant("ABL1", "BCR-ABL")
    'BCR::ABL1 Fusion'
    """
    name = " ".join(variant.split())
    plain = f"{gene} {re.sub(r'wild[ -]type', 'Wildtype', name, flags=re.IGNORECASE)}"
    fused = re.match(rf"(?:{re.escape(gene)} )?FUSIONS?\b", name, re.IGNORECASE)
    if fused:
        return _with_second(gene, f"{gene} Fusion", name[fused.end() :]) or plain
    pair = re.match(r"([A-Z0-9]+)-([A-Z0-9]+)\b", name)
    partners = [_partner(gene, pair[1]), _partner(gene, pair[2])] if pair else []
    if pair and gene in partners:
        rest = name[pair.end() :]
        exons = re.match(r"\s*E(\d+);\s?[A-Z](\d+)", rest, re.IGNORECASE)
        if exons:
            return _with_second(gene, f"{'::'.join(partners)} e{exons[1]}::e{exons[2]}", rest[exons.end() :]) or plain
        return _with_second(gene, f"{'::'.join(partners)} Fusion", rest) or plain
    return plain


def _partner(gene: str, token: str) -> str:
    return gene if gene.rstrip("0123456789") == token else token


def _with_second(gene: str, fusion: str, rest: str) -> str:
    """Add the mutations named behind a fusion; "" where something else stands there, which is then not dropped."""
    seconds = [part for part in re.split(r"[-\s]+", rest) if part and part != "and"]
    if not all(re.match(r"[A-Z]\d+|AMPLIFICATION$", second) for second in seconds):
        return ""
    return " AND ".join([fusion, *(f"{gene} {second}" for second in seconds)])


def _rows(files: Files) -> Iterator[dict[str, str]]:
    with files.text("evidence") as handle:
        reader = csv.DictReader(handle, delimiter="\t")
        columns = set(reader.fieldnames or ())
        missing = SHARED - columns
        if missing or not (columns >= PRESENT or columns >= YEAR_2021):
            lacks = sorted(missing) or f"neither {sorted(PRESENT)} nor {sorted(YEAR_2021)}"
            problem = f"columns {lacks} are missing; get ClinicalEvidenceSummaries.tsv from civicdb.org/releases"
            raise MalformedSource(files.source, files.path("evidence").name, problem)
        try:
            for row in reader:
                yield _present(row)
        except (EOFError, OSError) as error:
            raise MalformedSource(
                files.source, files.path("evidence").name, f"cut short ({error}); get it again"
            ) from error


def _present(row: dict[str, str]) -> dict[str, str]:
    """Give a row of either form the present column names."""
    if "molecular_profile" in row:
        return row
    renamed = {RENAMED.get(name, name): text for name, text in row.items()}
    renamed["molecular_profile"] = profile_of_variant(row["gene"] or "", row["variant"] or "") if row["gene"] else ""
    return renamed


def _problem(row: Row) -> str:
    """Name the field that makes a row unusable, or ""."""
    cut = sorted(name for name, text in row.items() if text is None)
    if cut:
        return next((name for name in cut if name in SHARED), cut[0])
    if not row["evidence_id"].isdigit():
        return "evidence_id"
    if not row["molecular_profile"].strip():
        return "molecular_profile"
    if row["evidence_type"].upper() not in StatementKind.__members__:
        return "evidence_type"
    predictive = row["evidence_type"] == "Predictive"
    if row["evidence_direction"] not in DIRECTIONS and (predictive or row["evidence_direction"] not in ABSENT):
        return "evidence_direction"
    several = len(split_therapies(row["therapies"])) > 1
    return "therapy_interaction_type" if several and row["therapy_interaction_type"] not in OPERATORS else ""


def _item(rows: list[Row]) -> Iterator[Record]:
    first = rows[0]
    record = f"civic.eid:{first['evidence_id']}"
    seen: set[str] = set()
    parts: list[str] = []
    for row in rows:
        for name in first:
            if name not in {"molecular_profile", "gene", "variant"} and row[name] != first[name]:
                yield Rejected(record, name, row[name], "MALFORMED")
        if row["molecular_profile"] in seen:
            yield Rejected(record, "molecular_profile", row["molecular_profile"], "DUPLICATE")
        seen.add(row["molecular_profile"])
        parts.append(row["molecular_profile"])
    yield _claim(first, joined_profile(parts), record)


def _claim(row: Row, profile: str, record: str) -> Claim:
    therapies = split_therapies(row["therapies"])
    phenotypes = _listed(row["phenotypes"])
    return Claim(
        id=Curie(record),
        kind=StatementKind[row["evidence_type"].upper()],
        profile=profile,
        disease=_disease(row),
        significance=_present_text(row["significance"]),
        # CIViC leaves the direction blank where an item only documents a variant; such an item speaks against nothing
        direction=DIRECTIONS.get(row["evidence_direction"], Direction.SUPPORTS),
        level=row["evidence_level"],
        record=record,
        therapies=tuple(Reference(name) for name in therapies),
        operator=OPERATORS[row["therapy_interaction_type"]] if len(therapies) > 1 else Operator.SINGLE,
        origin=_present_text(row["variant_origin"]),
        description=row["evidence_statement"],
        studied=row["evidence_statement"],
        conditions=tuple(name for name in phenotypes if name.endswith(" onset")),
        citation=_citation(row),
        url=row["evidence_civic_url"],
        status=row["evidence_status"],
        date=row["last_review_date"][:10],
        phenotypes=phenotypes,
        trials=tuple(_listed(row["nct_ids"])),
        fields={name: row[name] for name in _KEPT if row.get(name)},
    )


_KEPT = (
    "molecular_profile", "molecular_profile_id", "molecular_profile_civic_url", "gene", "variant", "variant_id", "disease",
    "therapies", "therapy_interaction_type", "evidence_type", "evidence_direction", "significance", "rating", "is_flagged",
    "source_type", "citation", "asco_abstract_id",
)  # fmt: skip


def disease_ids(number: str) -> tuple[Curie, ...]:
    """Give the Disease Ontology's identifiers that a number of CIViC may stand for, likeliest first.

    CIViC writes DOIDs without their leading zeros. The Disease Ontology writes the terms from 40001 on with seven digits;
    older ones have no zeros, but for a few (angiosarcoma is DOID:0001816). No number of an older term is used in both forms.

    >>> disease_ids("60079"), disease_ids("1816")
    (('DOID:0060079',), ('DOID:1816', 'DOID:0001816'))
    """
    digits = number.strip().removeprefix("DOID:")
    if not digits.isdigit():
        return ()
    whole = Curie.of("DOID", digits.zfill(WIDTH))
    return (whole,) if int(digits) >= FIRST_PADDED else (Curie.of("DOID", digits), whole)


def _disease(row: Row) -> Reference:
    return Reference(row["disease"], disease_ids(row["doid"]), NodeKind.DISEASE)


def _citation(row: Row) -> str:
    if row["source_type"] == "PubMed" and row["citation_id"].isdigit():
        return f"PMID:{row['citation_id']}"
    return row["citation"] or f"{row['source_type']} {row.get('asco_abstract_id') or row['citation_id']}".strip()


def _present_text(text: str) -> str:
    return "" if text in ABSENT else text


def _listed(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(",") if item.strip())
