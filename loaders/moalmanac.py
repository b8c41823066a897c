"""MOAlmanac, the classic file: one assertion a row, its feature in structured fields."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pmkg.errors import MalformedSource
from pmkg.model.curie import Curie
from pmkg.model.graph import Value
from pmkg.model.kinds import Direction, NodeKind, Operator, StatementKind
from pmkg.model.records import Claim, Record, Reference, Rejected, VariantFact
from pmkg.model.source import Files
from pmkg.model.table import document
from pmkg.model.whole_records import whole_or_rejected

REQUIRED = {"feature_type", "disease", "therapy_name", "predictive_implication", "description", "assertion_id"}
TRANSLOCATIONS = {
    # WHO classification of haematolymphoid tumours, 5th edition: the genes that these translocations join
    "t(11;14)": "IGH::CCND1",
    "t(4;14)": "IGH::NSD2",
    "t(6;14)": "IGH::CCND3",
    "t(15;19)": "BRD4::NUTM1",
    "t(15;17)": "PML::RARA",
}
CLASSES = {
    "": "Mutation",
    "Missense": "Missense Mutation",
    "Nonsense": "Nonsense Mutation",
    "Frameshift": "Frameshift Mutation",
    "Splice Site": "Splice Site Mutation",
    "Activating mutation": "Activating Mutation",
}
EXON_CLASSES = {"Deletion": "Deletion", "Insertion": "Insertion", "Splice Site": "Splice Site"}
TUMORS: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("organ_words.toml").read_text(encoding="utf-8"))
SUBSTITUTING = frozenset({"", "Missense", "Activating mutation"})
CHANGE = re.compile(r"\b[A-Z]\d+[A-Z]\b")
EXCEPTION = re.compile(
    rf"\b(?:with the exception of|except(?: for)?|other than) (?:(?:p\.)?{CHANGE.pattern}(?:,? and |, )?)+"
)
BASES = re.compile(r"[ACGT]+")

Row = Mapping[str, Any]


def load(files: Files) -> Iterator[Record]:
    """Yield the claims of each assertion, and one fact per variant that has coordinates (GRCh37)."""
    seen: set[str] = set()
    for number, row in enumerate(_rows(files), start=1):
        named = row.get("assertion_id") if isinstance(row, Mapping) else None
        record = f"moalmanac.assertion:{named or f'row {number}'}"
        for made in whole_or_rejected(record, _assertion(row, record)):
            if isinstance(made, VariantFact):
                key = f"{made.gene.text} {made.protein} {made.coding}"
                if key in seen:
                    continue
                seen.add(key)
            yield made


def _assertion(row: Row, record: str) -> Iterator[Record]:
    missing = sorted(REQUIRED - set(row)) if isinstance(row, Mapping) else ["row"]
    if missing or not str(row["assertion_id"]).isdigit():
        yield Rejected(record, missing[0] if missing else "assertion_id", "", "MALFORMED")
        return
    if row.get("_deprecated"):
        yield Rejected(record, "assertion_id", str(row["description"])[:200], "DEPRECATED")
        return
    profile = profile_of(row)
    claims = list(_claims(row, profile, record)) if profile else []
    if not claims:
        yield Rejected(record, "feature_type" if not profile else "therapy_name", feature_of(row), "MALFORMED")
    yield from claims
    fact = _fact(row, record)
    if fact is not None:
        yield fact


def profile_of(row: Row) -> str:
    """Say the feature of a row in the profile grammar; "" where its fields do not tell.

    >>> profile_of({"feature_type": "Somatic Variant", "gene": "EGFR", "exon": 19, "variant_annotation": "Deletion"})
    'EGFR Exon 19 Deletion'
    >>> profile_of({"feature_type": "Rearrangement", "gene1": "BCR", "gene2": "ABL1", "rearrangement_type": "Fusion"})
    'BCR::ABL1 Fusion'
    """
    match row["feature_type"]:
        case "Somatic Variant":
            return _small_variant(row, "")
        case "Germline Variant":
            return _small_variant(row, "Germline ")
        case "Copy Number":
            return f"{row['gene']} {row['direction']}" if row.get("gene") and row.get("direction") else ""
        case "Rearrangement":
            return _rearrangement(row)
        case "Microsatellite Stability":
            return {"MSI-High": "MSI-H", "MSI-Low": "MSI-L", "MSS": "MSS"}.get(row.get("status") or "", "")
        case "Mutational Signature":
            return f"{row['cosmic_signature']} signature" if row.get("cosmic_signature") else ""
        case "Mutational Burden":
            return _burden(row)
        case "Knockdown":
            return _knockdown(row)
        case "Aneuploidy":
            return str(row.get("event") or "")
    return ""


def feature_of(row: Row) -> str:
    """Join the fields of a feature for a reader of the ledger."""
    names = ("feature_type", "gene", "gene1", "gene2", "rearrangement_type", "locus", "exon", "variant_annotation",
             "protein_change", "cdna_change", "direction", "status", "classification", "event", "cosmic_signature")  # fmt: skip
    return " ".join(str(row[name]) for name in names if row.get(name))


def _small_variant(row: Row, origin: str) -> str:
    gene, change, coding = row.get("gene"), row.get("protein_change"), row.get("cdna_change")
    exon, kind = row.get("exon"), row.get("variant_annotation") or ""
    if not gene:
        return ""
    if change:
        return f"{gene} {change}"
    if coding:
        return f"{gene} {coding}"
    if exon:
        leaf = f"{gene} Exon {exon} {EXON_CLASSES.get(kind) or CLASSES.get(kind) or kind}"
        # the DNA changes that skip an exon are listed one by one; the assertion's own sentence is about the skipping
        skipping = kind in {"Splice Site", "Deletion"} and "skipping" in (row.get("description") or "")
        return f"({leaf} OR {gene} Exon {exon} Skipping Mutation)" if skipping else leaf
    if origin and row.get("pathogenic"):
        return f"{gene} Germline Pathogenic Mutation"
    return f"{gene} {origin}{CLASSES.get(kind) or kind}{_excepted(row, kind)}"


def _excepted(row: Row, kind: str) -> str:
    """Take out of a class the changes that the assertion's sentence takes out ("with the exception of p.D842V")."""
    found = EXCEPTION.search(row.get("description") or "") if kind in SUBSTITUTING else None
    return f" other than {'/'.join(CHANGE.findall(found[0]))}" if found else ""


def _rearrangement(row: Row) -> str:
    first, second, kind = row.get("gene1"), row.get("gene2"), row.get("rearrangement_type")
    named = TRANSLOCATIONS.get((row.get("locus") or "").split(")")[0] + ")")
    if named:
        return f"{named} Fusion"
    if not first:
        return ""
    if second:
        return f"{first}::{second} Fusion"
    return f"{first} Fusion" if kind == "Fusion" else f"{first} Rearrangement"


def _burden(row: Row) -> str:
    if row.get("mutations_per_mb"):
        return f"TMB >= {row['mutations_per_mb']}"
    # a count of mutations in an exome is no density; the label stays and the count becomes a condition
    return "TMB-H" if row.get("classification") == "High" else ""


def _knockdown(row: Row) -> str:
    """A knock-out by CRISPR removes the gene's function; RNA interference lowers its expression."""
    if not row.get("gene"):
        return ""
    knocked_out = "Cas9" in (row.get("technique") or "")
    return f"{row['gene']} {'Loss-of-function' if knocked_out else 'Underexpression'}"


def _claims(row: Row, profile: str, record: str) -> Iterator[Claim]:
    therapies = _therapies(row)
    supports, against = Direction.SUPPORTS, Direction.DOES_NOT_SUPPORT
    predictive = StatementKind.PREDICTIVE
    found: list[tuple[StatementKind, str, Direction]] = []
    if therapies and _flag(row, "therapy_sensitivity") is not None:
        found.append((predictive, "sensitivity", supports if _flag(row, "therapy_sensitivity") else against))
    if therapies and _flag(row, "therapy_resistance") is not None:
        found.append((predictive, "resistance", supports if _flag(row, "therapy_resistance") else against))
    if therapies and _flag(row, "adverse_event_risk"):
        found.append((predictive, "adverse response", supports))
    if (favorable := _flag(row, "favorable_prognosis")) is not None:
        found.append((StatementKind.PROGNOSTIC, f"{'' if favorable else 'un'}favorable prognosis", supports))
    if (diagnostic := _flag(row, "diagnostic")) is not None:
        found.append((StatementKind.DIAGNOSTIC, "diagnostic", supports if diagnostic else against))
    for number, (kind, significance, direction) in enumerate(found):
        suffix = "" if number == 0 else f".{significance.replace(' ', '-')}"
        yield Claim(
            id=Curie(record + suffix),
            kind=kind,
            profile=profile,
            disease=_disease(row),
            significance=significance,
            direction=direction,
            level=row["predictive_implication"],
            record=record,
            therapies=therapies if kind is predictive else (),
            operator=Operator.COMBINATION if kind is predictive and len(therapies) > 1 else Operator.SINGLE,
            origin=row["feature_type"].removesuffix(" Variant") if row["feature_type"].endswith(" Variant") else "",
            description=row["description"],
            conditions=_conditions(row),
            citation=_citation(row),
            url=row.get("url") or "",
            date=row.get("publication_date") or row.get("last_updated") or "",
            trials=tuple(re.findall(r"NCT\d{8}", row.get("nct") or "")),
            sentence=row["description"],
            studied=row["description"],
            fields=_fields(row),
        )


def _flag(row: Row, name: str) -> bool | None:
    value = row.get(name)
    return None if value in (None, "") else bool(int(value))


def _therapies(row: Row) -> tuple[Reference, ...]:
    ids: dict[str, Curie] = {}
    for mapping in row.get("therapy_name_mappings") or ():
        coding = mapping.get("coding") or {}
        if coding.get("id", "").startswith("ncit:") and mapping.get("relation") == "exactMatch":
            ids[coding.get("name", "").casefold()] = Curie.of("NCIT", coding["code"])
    names = [name.strip() for name in (row["therapy_name"] or "").split(" + ") if name.strip()]
    return tuple(Reference(name, (ids[name.casefold()],) if name.casefold() in ids else ()) for name in names)


def _disease(row: Row) -> Reference:
    code = row.get("oncotree_code")
    text = row["disease"] or row.get("oncotree_term") or ""
    return Reference(text, (Curie.of("ONCOTREE", code),) if code else (), NodeKind.DISEASE)


def _conditions(row: Row) -> tuple[str, ...]:
    conditions = [(row.get("context") or "").strip(" .")]
    if row.get("minimum_mutations"):
        conditions.append(f"at least {row['minimum_mutations']} nonsynonymous mutations in the exome")
    return tuple(text for text in conditions if text)


def _citation(row: Row) -> str:
    if row.get("pmid"):
        return f"PMID:{row['pmid']}"
    return f"https://doi.org/{row['doi']}" if row.get("doi") else row.get("citation") or ""


def _fields(row: Row) -> dict[str, Value]:
    skipped = {"therapy_name_mappings", "description", "_deprecated"}
    fields: dict[str, Value] = {
        name: value for name, value in row.items() if name not in skipped and value not in ("", None, [])
    }
    conflict = conflict_of(row)
    return {**fields, "conflict": conflict} if conflict else fields


def conflict_of(row: Row) -> str:
    """Say in a short sentence where a row contradicts itself; "" where it does not.

    The tumor's name and its OncoTree code are compared, and a guideline's sentence ("X (Brand) is recommended ...")
    with the therapy.
    """
    recommended = re.match(r"([\w -]+?) \([^)]+\) is (?:not )?recommended", row["description"] or "")
    if recommended and not _spelled(row["therapy_name"] or "", recommended[1]):
        return f"drug: the text says {recommended[1]}; the field says {row['therapy_name']}"
    said, coded = str(row["disease"] or ""), str(row.get("oncotree_term") or "")
    for kind in ("organ", "growth"):
        one, other = _words(said, kind), _words(coded, kind)
        if one and other and not one & other:
            return f"disease: the text says {said}; the code says {coded}"
    return ""


def _spelled(therapies: str, drug: str) -> bool:
    words = re.findall(r"[a-z0-9-]{4,}", therapies.lower())
    return any(
        difflib.get_close_matches(part, words, 1, 0.8) for part in re.split(r"[\s-]", drug.lower()) if len(part) > 3
    )


def _words(text: str, kind: str) -> frozenset[str]:
    return frozenset(name for name, words in TUMORS[kind].items() if re.search(words, text, re.IGNORECASE))


def _fact(row: Row, record: str) -> VariantFact | None:
    if not row.get("start_position") or not (row.get("protein_change") or row.get("cdna_change")):
        return None
    reference, alternate = row.get("reference_allele") or "", row.get("alternate_allele") or ""
    # indels are written with "-" and without the base before them, which takes the reference sequence to add
    exact = BASES.fullmatch(reference) and BASES.fullmatch(alternate) and len(reference) == len(alternate)
    properties: dict[str, Value] = {"exon": row.get("exon"), "rsid": row.get("rsid")}
    return VariantFact(
        gene=Reference(row["gene"], kind=NodeKind.GENE),
        record=record,
        protein=row.get("protein_change") or "",
        coding=(row["cdna_change"],) if row.get("cdna_change") else (),
        genomic=f"GRCh37:{row['chromosome']}:{row['start_position']}:{reference}:{alternate}" if exact else "",
        properties={name: value for name, value in properties.items() if value},
    )


def _rows(files: Files) -> list[Any]:
    path = files.path("assertions")
    data = document(files, path)
    rows = data.get("content") if isinstance(data, dict) else data
    if (
        not isinstance(rows, list)
        or not rows
        or not any(isinstance(row, dict) and set(row) >= REQUIRED for row in rows)
    ):
        raise MalformedSource(files.source, path.name, f"is no list of assertions with {sorted(REQUIRED)}")
    return rows
