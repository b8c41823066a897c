"""MOAlmanac's regulatory indications: the joined ``referenced`` files, one claim per statement."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pmkg.model.curie import Curie
from pmkg.model.graph import Value
from pmkg.model.keyed_rows import keyed_rows
from pmkg.model.kinds import Direction, NodeKind, Operator, StatementKind
from pmkg.model.records import Claim, Record, Reference, Rejected, VariantFact
from pmkg.model.source import Files
from pmkg.model.whole_records import BROKEN, whole_or_rejected

Row = Mapping[str, Any]
Proposition = tuple[str, Any]
WORDS: Row = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
TUMORS: Row = tomllib.loads(Path(__file__).with_name("organ_words.toml").read_text(encoding="utf-8"))
ANY_TUMOR = re.compile(TUMORS["any"]["solid"], re.IGNORECASE).search
PREFIXES = {"ncit": "NCIT", "oncotree": "ONCOTREE", "mondo": "MONDO", "doid": "DOID", "hgnc": "HGNC"}
TABLES = (
    "biomarkers", "diseases", "documents", "genes", "indications", "propositions", "statements", "therapies",
    "therapy_groups", "urls",
)  # fmt: skip
DIRECTIONS = {"supports": Direction.SUPPORTS, "disputes": Direction.DOES_NOT_SUPPORT}
SIGNIFICANCE = {"predictSensitivityTo": "sensitivity", "predictResistanceTo": "resistance"}
AFTERWORD = re.compile(
    r"(?:This|These) indications? (?:is|are)|Limitations? of use|Select patients|Continued app", re.I
)


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold a statement with the rows that it points to."""

    id: str
    row: Row
    proposition: Row
    indication: Row
    document: Row
    biomarkers: tuple[tuple[Row, tuple[str, ...]], ...]
    disease: Row
    therapies: tuple[Row, ...]

    @property
    def approved(self) -> Proposition:
        """The agency and what it approves."""
        return str(self.document["agent_id"]), self.proposition["id"]

    @property
    def text(self) -> str:
        """The label's own words."""
        return f"{self.indication.get('indication') or ''} {self.indication.get('raw_biomarkers') or ''}"


def load(files: Files) -> Iterator[Record]:
    """Yield one claim per statement, and one fact per variant with coordinates (GRCh37).

    The agency makes the level ("FDA approval"), the phrases that ``moalmanac_indications.toml`` knows the conditions of use.
    A record whose codes contradict its own label carries the contradiction in ``fields["conflict"]``.
    """
    tables: dict[str, dict[Any, Row]] = {name: {} for name in TABLES}
    for name, table in tables.items():
        yield from keyed_rows(files, name, table)
    statements: list[Statement] = []
    exclusions: dict[Proposition, dict[str, None]] = {}
    for row in tables["statements"].values():
        try:
            statement = _joined(row, tables)
            excluded = dict.fromkeys(_exclusions(statement))
        except BROKEN as error:
            yield Rejected(f"moalmanac.statement:{row['id']}", "reference", repr(error), "MALFORMED")
        else:
            statements.append(statement)
            # the labels of both partners of a combination approve one regimen; a limitation in one holds in the other
            exclusions.setdefault(statement.approved, {}).update(excluded)
    rearranged = _rearranged_only(tables)
    for statement in statements:
        claim = _claim(statement, tuple(exclusions[statement.approved]), rearranged, tables["urls"])
        yield from whole_or_rejected(f"moalmanac.statement:{statement.id}", claim)
    for biomarker in tables["biomarkers"].values():
        yield from whole_or_rejected(f"moalmanac.biomarker:{biomarker['id']}", _fact(biomarker, tables["genes"]))


def _rearranged_only(tables: Mapping[str, Mapping[Any, Row]]) -> frozenset[str]:
    """Give the genes that biomarkers name by a rearrangement and never by a small variant."""
    named: dict[str, set[str]] = {"Rearrangement": set(), "Somatic Variant": set(), "Germline Variant": set()}
    for row in tables["biomarkers"].values():
        # a biomarker that cannot be read is rejected where its fact is
        with suppress(*BROKEN):
            named.get(str(facts_of(row).get("biomarker_type")), set()).update(_gene_names(row, tables["genes"]))
    return frozenset(named["Rearrangement"] - named["Somatic Variant"] - named["Germline Variant"])


def profile_of(biomarker: Row, genes: Sequence[str], rearranged: frozenset[str] = frozenset()) -> str:
    """Say a biomarker in the profile grammar; "" where its fields do not tell.

    "Wild type" of a gene that the file's other biomarkers know by its rearrangements alone (``rearranged``: ALK, ROS1) means
    that the gene is not rearranged; of any other gene, that it has no mutation.

    >>> profile_of({"extensions": [{"name": "biomarker_type", "value": "Wild type"}]}, ["KRAS"])
    'KRAS Wildtype'
    """
    facts = facts_of(biomarker)
    gene = genes[0] if genes else ""
    text = ""
    match facts.get("biomarker_type"):
        case "Somatic Variant":
            text = _small_variant(facts, gene, "")
        case "Germline Variant":
            text = _small_variant(facts, gene, "Germline ")
        case "Rearrangement":
            text = _rearrangement(biomarker, facts, genes)
        case "Wild type" if gene:
            text = f"NOT {gene} Fusion" if gene in rearranged else f"{gene} Wildtype"
        case "Copy Number" if gene:
            text = f"{gene} {facts['direction']}"
        case "Copy Number (arm level)":
            text = f"{facts['chromosome']}{facts['arm']} {facts['direction'].lower()}"
        case "Protein expression":
            text = _expression(facts)
        case "Mismatch Repair":
            text = {"Deficient": "dMMR", "Proficient": "pMMR"}.get(facts["status"], "")
        case "Microsatellite Stability":
            text = next(iter(re.findall(r"\((MSI-H|MSI-L|MSS)\)", facts["status"])), "")
        case "Homologous Recombination":
            text = "HRD" if facts["status"] == "Deficient" else ""
        case "Tumor mutational burden":
            text = f"TMB >= {facts['minimum_mutations_per_megabase']}"
    return f"NOT {text}" if text and facts.get("_present") is False else text


def facts_of(row: Row) -> dict[str, Any]:
    """Turn a row's extensions into a mapping."""
    facts = {item["name"]: item["value"] for item in row.get("extensions") or () if item.get("value") not in (None, "")}
    return {"name": row.get("name"), **facts}


def _small_variant(facts: Row, gene: str, origin: str) -> str:
    if not gene:
        return ""
    change, kind, exon = facts.get("protein_change"), str(facts.get("variant_annotation") or ""), facts.get("exon")
    if change:
        return f"{gene} {change}"
    if facts.get("cdna_change"):
        return f"{gene} {facts['cdna_change']}"
    if "Internal Tandem Duplication" in kind:
        return f"{gene} ITD"
    if exon:
        return f"{gene} Exon {exon} {kind or 'Mutation'}"
    if kind:
        return f"{gene} {kind} Mutation"
    if "TKD" in str(facts.get("name")):
        # the label asks for an activating mutation that lies in the tyrosine kinase domain
        return f"{gene} Kinase Domain Mutation AND {gene} Oncogenic Mutation"
    if origin:
        return f"{gene} Germline {'Pathogenic ' if facts.get('requires_pathogenic') else ''}Mutation"
    return f"{gene} Oncogenic Mutation" if facts.get("requires_oncogenic") else f"{gene} Mutation"


def _rearrangement(biomarker: Row, facts: Row, genes: Sequence[str]) -> str:
    if len(genes) == 2:
        return f"{'::'.join(genes)} Fusion"
    if not genes:
        # WHO classification of haematolymphoid tumours, 5th edition: t(15;17) joins PML and RARA
        return "PML::RARA Fusion" if "t(15;17)" in (biomarker.get("name") or "") else ""
    if facts.get("rearrangement_type") != "Fusion":
        return f"{genes[0]} Rearrangement"
    return f"{genes[0]}::v Fusion" if str(biomarker.get("name")).endswith("::v") else f"v::{genes[0]} Fusion"


def _expression(facts: Row) -> str:
    marker, value, unit = facts["marker"], facts["value"], facts.get("unit", "")
    if marker in WORDS["markers"]:
        return str(WORDS["markers"][marker]).format(value=str(value).lower())
    if unit in WORDS["scores"]:
        # TPS, IC and TAP are kept as shares of one, CPS as its number
        number = float(value) * (1 if "CPS" in unit else 100)
        return f"{marker} {WORDS['scores'][unit]} {facts['equality']} {number:g}"
    return f"{marker} {str(value).lower()}" if unit == "status" else ""


def _claim(
    statement: Statement, excluded: tuple[str, ...], rearranged: frozenset[str], urls: Mapping[Any, Row]
) -> Iterator[Record]:
    record = f"moalmanac.statement:{statement.id}"
    texts = [(row, profile_of(row, genes, rearranged)) for row, genes in statement.biomarkers]
    leaves = [(row, _with_skipping(text, statement.text)) for row, text in texts]
    unread = [str(row.get("name")) for row, leaf in leaves if not leaf]
    if unread or not leaves or not statement.therapies or statement.row["direction"] not in DIRECTIONS:
        yield Rejected(record, "biomarkers" if unread or not leaves else "proposition", "; ".join(unread), "MALFORMED")
        return
    indication, document = statement.indication, statement.document
    fields: dict[str, Value] = {
        "indication_id": indication["id"],
        "indication": indication.get("indication"),
        "raw_biomarkers": indication.get("raw_biomarkers"),
        "raw_cancer_type": indication.get("raw_cancer_type"),
        "raw_therapeutics": indication.get("raw_therapeutics"),
        "biomarkers": "; ".join(str(row.get("name")) for row, _ in statement.biomarkers),
        "document": document.get("name"),
        "document_status": document.get("status"),
        "approval": indication.get("status"),
        "reimbursement_scheme": indication.get("reimbursement_scheme"),
        "tumor_agnostic": True if ANY_TUMOR(statement.disease["name"]) and ANY_TUMOR(statement.text) else None,
        "conflict": conflict_of(statement) or None,
    }
    yield Claim(
        id=Curie(record),
        kind=StatementKind.PREDICTIVE,
        profile=" AND ".join(leaf for _, leaf in leaves),
        disease=_reference(statement.disease, NodeKind.DISEASE),
        significance=SIGNIFICANCE.get(statement.proposition["predicate"], str(statement.proposition["predicate"])),
        direction=DIRECTIONS[statement.row["direction"]],
        level=WORDS["levels"].get(document["agent_id"], f"{document['agent_id']} approval"),
        record=record,
        therapies=tuple(_reference(row, None) for row in statement.therapies),
        operator=Operator.COMBINATION if len(statement.therapies) > 1 else Operator.SINGLE,
        origin=_origin([row for row, _ in statement.biomarkers]),
        description=statement.row.get("description") or "",
        conditions=conditions_of(indication.get("indication") or ""),
        citation=document.get("description") or document.get("name") or "",
        url=_url(document, urls),
        status=_status(statement),
        date=indication.get("initial_approval_date") or document.get("publication_date") or "",
        trials=tuple(dict.fromkeys(re.findall(r"NCT\d{8}", statement.row.get("description") or ""))),
        excluded_diseases=tuple(Reference(name, kind=NodeKind.DISEASE) for name in excluded),
        sentence=statement.text,
        fields={name: value for name, value in fields.items() if value not in (None, "")},
    )


def _with_skipping(leaf: str, label: str) -> str:
    """Add the skipping of an exon that the label names, where the codes list only the DNA changes that cause it."""
    found = re.fullmatch(r"(\S+ Exon \d+) (?:Splice Site|Deletion)", leaf)
    skips = found is not None and re.search("skipping", label, re.IGNORECASE)
    return f"({leaf} OR {found[1]} Skipping Mutation)" if found and skips else leaf


def conditions_of(label: str) -> tuple[str, ...]:
    """Give the conditions of use that the table knows, in the order in which the label has them."""
    text = " ".join(AFTERWORD.split(label)[0].split())
    found: list[tuple[int, str]] = []
    for pattern, shown in WORDS["conditions"].items():
        match = re.search(pattern, text, re.IGNORECASE)
        if match:
            phrase = re.sub(r"(?:-| and| or)$", "", match.expand(shown).strip().lower())
            found.append((match.start(), phrase))
    return tuple(dict.fromkeys(phrase for _, phrase in sorted(found)))


def conflict_of(statement: Statement) -> str:
    """Say in a short sentence where a statement's codes contradict its own label; "" where they do not."""
    rules = (_gene_conflicts, _marker_conflicts, _drug_conflicts, _disease_conflicts)
    return "; ".join(finding for rule in rules for finding in rule(statement))


def _gene_conflicts(statement: Statement) -> Iterator[str]:
    for biomarker, genes in statement.biomarkers:
        change = str(facts_of(biomarker).get("protein_change") or "").removeprefix("p.")
        named = any(_names(statement.text, gene) for gene in genes) or (change and change in statement.text)
        if genes and not named:
            yield f"gene: the label does not name {'::'.join(genes)}; it says {_label_words(statement)}"


def _names(text: str, gene: str) -> bool:
    words = WORDS["genes"].get(gene)
    if re.search(rf"{re.escape(gene)}(?!\d)", text, re.IGNORECASE) or (words and re.search(words, text, re.IGNORECASE)):
        return True
    for row in WORDS["gene_class"]:
        if gene in row["members"] and re.search(row["words"], text, re.IGNORECASE):
            return not any(re.search(rf"{member}(?!\d)", text) for member in row["members"])
    return False


def _marker_conflicts(statement: Statement) -> Iterator[str]:
    for biomarker, _ in statement.biomarkers:
        words = WORDS["marker_words"].get(biomarker.get("name"))
        if words and not re.search(words, statement.text, re.I):
            yield f"biomarker: the label does not name {biomarker['name']}; it says {_label_words(statement)}"


def _label_words(statement: Statement) -> str:
    return str(statement.indication.get("raw_biomarkers") or statement.indication.get("indication"))[:120].strip()


def _drug_conflicts(statement: Statement) -> Iterator[str]:
    label = str(statement.indication.get("indication") or "")
    raw = str(statement.indication.get("raw_therapeutics") or "").strip()
    brand = str(statement.document.get("drug_name_brand") or "")
    generic = str(statement.document.get("drug_name_generic") or "")
    coded = [str(therapy["name"]) for therapy in statement.therapies]
    # raw_therapeutics copied from another label: the label is of one drug, raw text and codes of another
    copied = brand and generic and raw and brand.lower() in label.lower() and brand.lower() not in raw.lower()
    if copied and not any(_spelled(name, f"{generic} {label}") for name in coded):
        yield f"drug: the label is that of {brand} ({generic}); the code says {' + '.join(coded)}"
        return
    for therapy in statement.therapies:
        classes = WORDS["drug_classes"].get(facts_of(therapy).get("therapy_type"))
        named = _spelled(therapy["name"], f"{label} {raw} {generic} {brand}")
        if not named and not (classes and re.search(classes, f"{label} {raw}", re.IGNORECASE)):
            yield f"drug: the label does not name {therapy['name']}; it says {raw[:100]}"


def _spelled(drug: str, text: str) -> bool:
    """Whether a text names a drug; labels misspell drugs ("trastuuzmab"), and a near spelling is the same drug."""
    words = re.findall(r"[a-z0-9-]{5,}", text.lower())
    parts = [part for part in re.split(r"[\s-]", drug.lower()) if len(part) > 4]
    return drug.lower() in text.lower() or any(difflib.get_close_matches(part, words, 1, 0.8) for part in parts)


def _disease_conflicts(statement: Statement) -> Iterator[str]:
    label = str(statement.indication.get("indication") or "")
    coded, said, any_tumor = organs_of(statement.disease["name"]), organs_of(label), bool(ANY_TUMOR(label))
    apart = bool(coded) and bool(said or any_tumor) and not coded & said
    if (bool(said) and not any_tumor) if ANY_TUMOR(statement.disease["name"]) else apart:
        words = ", ".join(sorted(said)) or "solid tumors"
        yield f"disease: the label says {words}; the code says {statement.disease['name']}"


@cache
def organs_of(text: str) -> frozenset[str]:
    """Give the organs and lineages that a text names."""
    return frozenset(name for name, words in TUMORS["organ"].items() if re.search(words, text, re.IGNORECASE))


def _exclusions(statement: Statement) -> Iterator[str]:
    """Give the tumors that a statement's label takes out."""
    for pattern in WORDS["exclusions"]["patterns"]:
        for match in re.finditer(pattern, statement.indication.get("indication") or "", re.IGNORECASE):
            yield match["tumor"].strip().lower()


def _origin(biomarkers: Sequence[Row]) -> str:
    kinds = {facts_of(row).get("biomarker_type") for row in biomarkers}
    return "Germline" if "Germline Variant" in kinds else "Somatic" if "Somatic Variant" in kinds else ""


def _status(statement: Statement) -> str:
    said = statement.row.get("status") or statement.indication.get("status") or ""
    withdrawn = said in {"Withdrawn", "Superseded", "Deprecated"} or statement.document.get("status") == "Deprecated"
    return said.lower() if withdrawn and said else "deprecated" if withdrawn else "accepted"


def _url(document: Row, urls: Mapping[Any, Row]) -> str:
    return next((str(urls[name]["url"]) for name in document.get("urls") or () if name in urls), "")


def _reference(row: Row, kind: NodeKind | None) -> Reference:
    prefix, _, code = str(row.get("primary_coding_id") or "").partition(":")
    ids = (Curie.of(PREFIXES[prefix], code),) if prefix in PREFIXES and code else ()
    return Reference(row["name"], ids, kind)


def _gene_names(biomarker: Row, genes: Mapping[Any, Row]) -> tuple[str, ...]:
    return tuple(genes[number]["name"] for number in biomarker.get("genes") or ())


def _fact(biomarker: Row, genes: Mapping[Any, Row]) -> Iterator[VariantFact]:
    facts, names = facts_of(biomarker), _gene_names(biomarker, genes)
    if not names or not (facts.get("protein_change") or facts.get("cdna_change")):
        return
    reference, alternate = str(facts.get("reference_allele", "")), str(facts.get("alternate_allele", ""))
    # indels stand without the base before them, which takes the reference sequence to add
    exact = len(reference) == len(alternate) and re.fullmatch("[ACGT]+", reference + alternate)
    yield VariantFact(
        gene=Reference(names[0], kind=NodeKind.GENE),
        record=f"moalmanac.biomarker:{biomarker['id']}",
        protein=str(facts.get("protein_change", "")),
        coding=(str(facts["cdna_change"]),) if facts.get("cdna_change") else (),
        genomic=f"GRCh37:{facts['chromosome']}:{facts['start_position']}:{reference}:{alternate}" if exact else "",
        properties={name: facts[name] for name in ("exon", "rsid", "hgvsg", "hgvsc") if name in facts},
    )


def _joined(row: Row, tables: Mapping[str, Mapping[Any, Row]]) -> Statement:
    proposition = tables["propositions"][row["proposition_id"]]
    indication = tables["indications"][row["indication_id"]]
    group = proposition.get("therapy_group_id")
    members = [proposition["therapy_id"]] if group is None else tables["therapy_groups"][group]["therapies"]
    biomarkers = [tables["biomarkers"][number] for number in proposition["biomarkers"]]
    return Statement(
        id=str(row["id"]),
        row=row,
        proposition=proposition,
        indication=indication,
        document=tables["documents"][indication["document_id"]],
        biomarkers=tuple((biomarker, _gene_names(biomarker, tables["genes"])) for biomarker in biomarkers),
        disease=tables["diseases"][proposition["conditionQualifier_id"]],
        therapies=tuple(tables["therapies"][number] for number in members),
    )
