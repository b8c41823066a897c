"""pharmOncoX: cancer drugs by NCI Thesaurus concept, with synonyms, targets and indications (four tables of one release)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape

from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole, Value
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.records import Concept, Record, Reference, Rejected, Relation
from pmkg.model.source import Files
from pmkg.model.table import Row, rows

FLAGS = (
    "immune_checkpoint_inhibitor", "kinase_inhibitor", "parp_inhibitor", "monoclonal_antibody", "antimetabolite",
    "angiogenesis_inhibitor", "alkylating_agent", "platinum_compound", "proteasome_inhibitor", "hormone_therapy",
)  # fmt: skip
DRUG = {"nci_concept_display_name", "nci_t", "molecule_chembl_id"}
DRUGS = {*DRUG, *FLAGS, "drug_name", "drug_type", "drug_max_ct_phase", "comb_regimen_indication", "fda_epc_category"}
SYNONYMS = {"alias", "nci_concept_display_name", "molecule_chembl_id"}
TARGETS = {*DRUG, "drug_action_type", "target_symbol", "target_type", "target_ensembl_gene_id", "target_entrezgene"}
INDICATIONS = {
    *DRUG, "drug_max_phase_indication", "drug_approved_indication", "disease_efo_id", "disease_efo_label", "cui",
    "drug_clinical_source", "drug_clinical_id",
}  # fmt: skip
IDENTIFIERS = (
    (re.compile(r"UNII-([0-9A-Z]{10})"), "UNII"),
    (re.compile(r"(DB[0-9]{5})"), "DRUGBANK"),
    (re.compile(r"CHEBI:([0-9]+)"), "CHEBI"),
)
MODALITIES = {
    "Antibody-drug conjugate": r"antibody[- ]drug conjugate|\bADC\b|(?<!radio)immunoconjugate|immunotoxin",
    "Vaccine": r"\bvaccines?\b(?!.*oncolytic)",
    "Engineered cell": r"chimeric antigen receptor",
    "Gene therapy": r"oncolytic|gene therapy|\bplasmid",
    "Antibody": r"monoclonal antibody|bispecific antibody",
}
"""The words with which the first sentence of an NCI Thesaurus definition names the kind of agent, more special ones first."""
INHIBITION = re.compile(r"INHIBITOR|ANTAGONIST|BLOCKER|DEGRADER|NEGATIVE")
NCT = re.compile(r"NCT[0-9]{8}")
CODE = re.compile(r"C[0-9]+")
SLUG = re.compile(r"[^a-z0-9]+")
PREFIXES = {"EFO", "MONDO", "HP", "Orphanet"}
REMEDY = "use the four tables of one release"


def load(files: Files) -> Iterator[Record]:
    """Yield drugs, then their targets and indications.

    A concept of the synonym table that is not in the drug table has an NCI Thesaurus name but no code; it is a drug, a class,
    a procedure or a regimen, which only its name tells. It gets an identifier made from that name.
    """
    lost: list[Rejected] = []
    drugs: dict[str, list[Row]] = defaultdict(list)
    for _, row in rows(files, "drugs", DRUGS, lost=lost, remedy=REMEDY):
        if CODE.fullmatch(row["nci_t"]) and row["nci_concept_display_name"].strip():
            drugs[row["nci_t"]].append(row)
        else:
            yield Rejected(row["nci_t"], "nci_t", row["nci_concept_display_name"], "MALFORMED")
    aliases = _aliases(files, lost)
    coded, inhibited = set(), _inhibited(files)
    for code, group in drugs.items():
        label = unescape(group[0]["nci_concept_display_name"]).strip()
        coded.add(label)
        yield _drug(code, label, group, sorted(aliases.get(label, {}).values()), sorted(inhibited.get(code, ())))
    for label in sorted(aliases.keys() - coded - {""}):
        yield _uncoded(label, sorted(aliases[label].values()))
    yield from _targets(files, lost)
    yield from _indications(files, lost)
    yield from lost


def _aliases(files: Files, lost: list[Rejected]) -> dict[str, dict[str, str]]:
    """Gather each concept's aliases by their folded case.

    NCI Thesaurus synonyms stand in lower case, PubChem's as PubChem writes them. Where PubChem gives a name to another
    concept than the Thesaurus does (Doxil to doxorubicin, not to its liposomes), the Thesaurus is right.
    """
    named = [
        (unescape(row["alias"]).strip(), unescape(row["nci_concept_display_name"]).strip())
        for _, row in rows(files, "synonyms", SYNONYMS, lost=lost, remedy=REMEDY)
    ]
    thesaurus = {alias: concept for alias, concept in named if alias == alias.casefold()}
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for alias, concept in named:
        key = alias.casefold()
        if thesaurus.get(key, concept) == concept:
            # Of two spellings that differ by case the one with capitals is kept; it sorts first.
            found[concept][key] = min(alias, found[concept].get(key, alias))
    return found


def _inhibited(files: Files) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    # Targets are read again to be yielded, and their broken rows are reported then.
    for _, row in rows(files, "targets", TARGETS, lost=[], remedy=REMEDY):
        # A drug against a fusion kinase lists both partners as a chimeric protein: imatinib does not inhibit BCR.
        if row["target_type"] != "chimeric_protein" and INHIBITION.search(row["drug_action_type"]):
            found[row["nci_t"]].add(row["target_symbol"].strip())
    return found


def _drug(code: str, label: str, group: list[Row], aliases: list[str], inhibited: list[str]) -> Concept:
    row = group[0]
    chembl = row["molecule_chembl_id"].strip()
    names, exact = _names(label, [row["drug_name"].strip(), *aliases])
    properties: dict[str, Value] = {
        "modality": _modality(row),
        "max_phase": int(row["drug_max_ct_phase"]) if row["drug_max_ct_phase"].isdigit() else None,
        "classes": list[Value]([flag for flag in FLAGS if row[flag] == "True"]),
        "fda_epc": list[Value](_items(row["fda_epc_category"], r"[|;]")),
        "inhibits": list[Value](inhibited),
        "boxed_warning": row.get("drug_blackbox_warning") == "True",
        "first_approval": int(year) if (year := row.get("drug_year_first_approval", "")).isdigit() else None,
        "approved_in_combination": any(item["comb_regimen_indication"] == "True" for item in group),
        "description": unescape(row.get("nci_concept_definition", "")).strip(),
    }
    return Concept(
        NodeKind.DRUG,
        Curie.of("NCIT", code),
        label,
        f"NCIT:{code}",
        names,
        ((Curie.of("CHEMBL", chembl),) if chembl else ()) + exact,
        properties={name: value for name, value in properties.items() if value not in ("", None, [], False)},
    )


def _modality(row: Row) -> str:
    """Name the kind of agent: hormones by their flag, then what the definition says, then the type of molecule of ChEMBL.

    ChEMBL calls conjugates antibodies or small molecules, engineered cells and vaccines genes or proteins; the Thesaurus's
    definition says what they are. Many definitions name an antibody or a gene as the target of a small molecule.
    """
    if row["hormone_therapy"] == "True":
        return "Hormone"
    kind = {"Gene": "Gene therapy"}.get(molecule := _known(row["drug_type"]), molecule)
    first = re.split(r"(?<=[a-z)])\. ", unescape(row.get("nci_concept_definition", "")), maxsplit=1)[0]
    told = next((name for name, words in MODALITIES.items() if re.search(words, first, re.IGNORECASE)), "")
    if told == "Antibody" or (told == "Gene therapy" and kind == "Small molecule"):
        return kind or told
    return told or kind


def _uncoded(label: str, aliases: list[str]) -> Concept:
    names, exact = _names(label, aliases)
    slug = SLUG.sub("-", label.casefold()).strip("-") or "unnamed"
    return Concept(NodeKind.DRUG, Curie.of("pmkg.drug", slug), label, f"name {label}", names, exact)


def _names(label: str, aliases: list[str]) -> tuple[tuple[Name, ...], tuple[Curie, ...]]:
    """Part aliases into names and the identifiers that stand among them."""
    names: dict[str, None] = {}
    exact: dict[Curie, None] = {}
    for alias in aliases:
        curie = next((Curie.of(prefix, hit[1]) for form, prefix in IDENTIFIERS if (hit := form.fullmatch(alias))), None)
        if curie is not None:
            exact[curie] = None
        elif alias and alias != label:
            names[alias] = None
    return tuple(Name(text, NameRole.ALIAS) for text in names), tuple(sorted(exact))


def _targets(files: Files, lost: list[Rejected]) -> Iterator[Record]:
    for number, row in rows(files, "targets", TARGETS, lost=lost, remedy=REMEDY):
        record = f"drug_targets row {number}"
        if not row["target_symbol"].strip():
            yield Rejected(record, "target_symbol", row["nci_concept_display_name"], "MALFORMED")
            continue
        entrez, ensembl = row["target_entrezgene"].strip(), row["target_ensembl_gene_id"].strip()
        gene = Reference(
            row["target_symbol"].strip(),
            ((Curie.of("NCBIGene", entrez),) if entrez.isdigit() else ())
            + ((Curie.of("ENSEMBL", ensembl),) if ensembl.startswith("ENSG") else ()),
            NodeKind.GENE,
        )
        action = _known(row["drug_action_type"]).casefold()
        properties: dict[str, Value] = {"action": action, "target_type": _known(row["target_type"])}
        yield Relation(EdgeKind.TARGETS, _reference(row), gene, record, properties=properties)


def _indications(files: Files, lost: list[Rejected]) -> Iterator[Record]:
    """Yield each indication as listed: a label's where it is approved, else a trial's; most are phases of trials."""
    for number, row in rows(files, "indications", INDICATIONS, lost=lost, remedy=REMEDY):
        record = f"drug_indications row {number}"
        prefix, _, local = row["disease_efo_id"].strip().partition(":")
        if prefix not in PREFIXES or not local:
            yield Rejected(record, "disease_efo_id", row["disease_efo_id"], "MALFORMED")
            continue
        cui, phase = row["cui"].strip(), row["drug_max_phase_indication"].strip()
        ids = (Curie.of(prefix, local), *((Curie.of("UMLS", cui),) if cui.startswith("C") else ()))
        approved = row["drug_approved_indication"] == "True"
        properties: dict[str, Value] = {
            "approved": approved,
            "max_phase": int(phase) if phase.isdigit() else None,
            "basis": _known(row["drug_clinical_source"]),
        }
        yield Relation(
            EdgeKind.INDICATED_FOR if approved else EdgeKind.IN_TRIALS_FOR,
            _reference(row),
            Reference(row["disease_efo_label"].strip(), ids, NodeKind.DISEASE),
            record,
            tuple(f"NCT:{nct}" for nct in dict.fromkeys(NCT.findall(row["drug_clinical_id"]))),
            properties,
        )


def _reference(row: Row) -> Reference:
    ids = [Curie.of("NCIT", row["nci_t"].strip())] if CODE.fullmatch(row["nci_t"].strip()) else []
    if row["molecule_chembl_id"].strip():
        ids.append(Curie.of("CHEMBL", row["molecule_chembl_id"].strip()))
    return Reference(unescape(row["nci_concept_display_name"]).strip(), tuple(ids), NodeKind.DRUG)


def _known(text: str) -> str:
    return "" if text.strip() in {"NA", "Unknown"} else text.strip()


def _items(text: str, separator: str) -> list[str]:
    return sorted({item.strip().removesuffix("[EPC]").strip() for item in re.split(separator, text)} - {""})
