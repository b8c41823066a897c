"""DrugCentral: approved active ingredients, their structures, synonyms and targets.

Reads the owner's tables (``structures.smiles.tsv``, ``drug.target.interaction.tsv``) and the ontology exports of them
(an OBO graph in JSON; a name and a synonym table).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pmkg.errors import MalformedSource
from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.ledger import Reason
from pmkg.model.records import Concept, Record, Reference, Rejected, Relation
from pmkg.model.source import Files
from pmkg.model.table import document, rows
from pmkg.model.whole_records import BROKEN

STRUCTURES = {"InChIKey", "ID", "INN", "CAS_RN"}
INTERACTIONS = {"DRUG_NAME", "STRUCT_ID", "GENE", "ACTION_TYPE", "ACT_SOURCE", "MOA", "ORGANISM"}
SYNONYMS = {"text", "curie", "name", "predicate"}
NODE = "http://purl.obolibrary.org/obo/drugcentral_"
REMEDY = "fetch the tables of one release"
PREFIXES = {"cas": "CAS", "inchikey": "INCHIKEY"}


@dataclass(slots=True)
class _Ingredient:
    label: str = ""
    names: set[str] = field(default_factory=set)
    exact: set[Curie] = field(default_factory=set)


def load(files: Files) -> Iterator[Record]:
    """Yield one drug per ingredient, then the targets that its mechanism of action names.

    The name table of the 2025 export numbers its rows by another key than every other table: none of its labels stands
    among the synonyms of the same number. So a label is taken from it only where the synonyms of that number hold it.
    """
    lost: list[Rejected] = []
    ingredients: dict[str, _Ingredient] = defaultdict(_Ingredient)
    if ".json" in files.path("structures").suffixes:
        yield from _read_graph(files, ingredients)
    else:
        _read_structures(files, ingredients, lost)
    if "synonyms" in files:
        _read_synonyms(files, ingredients, lost)
    for id in sorted(ingredients, key=lambda text: (len(text), text)):
        yield _drug(id, ingredients[id])
    if "interactions" in files:
        yield from _interactions(files, lost)
    yield from lost


def _drug(id: str, ingredient: _Ingredient) -> Concept | Rejected:
    if not ingredient.label:
        return Rejected(f"DrugCentral:{id}", "name", " | ".join(sorted(ingredient.names)), "SOURCE_CONFLICT")
    names = tuple(Name(text, NameRole.ALIAS) for text in sorted(ingredient.names - {ingredient.label}))
    exact = tuple(sorted(ingredient.exact))
    return Concept(NodeKind.DRUG, Curie.of("DrugCentral", id), ingredient.label, f"DrugCentral:{id}", names, exact)


def _read_graph(files: Files, ingredients: dict[str, _Ingredient]) -> Iterator[Rejected]:
    for number, node in enumerate(_graph_nodes(files)):
        try:
            id = str(node.get("id", "")).removeprefix(NODE)
            if id.isdigit() and node.get("lbl"):
                exact = {*_cross_references(node)}
                ingredients[id].label = str(node["lbl"]).strip()
                ingredients[id].exact |= exact
        except BROKEN:
            yield Rejected(f"node {number}", "node", str(node)[:200], Reason.MALFORMED)


def _cross_references(node: Mapping[str, Any]) -> Iterator[Curie]:
    for xref in node.get("meta", {}).get("xrefs", []):
        prefix, _, local = str(xref.get("val", "")).partition(":")
        if prefix in PREFIXES and local and " " not in local:
            yield Curie.of(PREFIXES[prefix], local)


def _read_structures(files: Files, ingredients: dict[str, _Ingredient], lost: list[Rejected]) -> None:
    for _, row in rows(files, "structures", STRUCTURES, lost=lost, remedy=REMEDY):
        if not row["ID"].isdigit() or not row["INN"].strip():
            continue
        ingredient = ingredients[row["ID"]]
        ingredient.label = row["INN"].strip()
        for column, prefix in (("CAS_RN", "CAS"), ("InChIKey", "INCHIKEY")):
            if row[column].strip() and " " not in row[column].strip():
                ingredient.exact.add(Curie.of(prefix, row[column].strip()))


def _read_synonyms(files: Files, ingredients: dict[str, _Ingredient], lost: list[Rejected]) -> None:
    labels: set[str] = set()
    for _, row in rows(files, "synonyms", SYNONYMS, lost=lost, remedy=REMEDY):
        id, text = row["curie"].rpartition(":")[2], row["text"].strip()
        if row["predicate"] == "rdfs:label":
            labels.add(text)
        elif id.isdigit() and text:
            ingredients[id].names.add(text)
    if "names" in files:
        named = rows(files, "names", {"identifier", "name"}, lost=lost, remedy=REMEDY)
        labels.update(row["name"].strip() for _, row in named)
    for ingredient in ingredients.values():
        candidates = ingredient.names & labels
        if not ingredient.label and len(candidates) == 1:
            ingredient.label = min(candidates)


def _interactions(files: Files, lost: list[Rejected]) -> Iterator[Record]:
    for number, row in rows(files, "interactions", INTERACTIONS, lost=lost, remedy=REMEDY):
        if row["MOA"] not in {"1", "1.0"} or row["ORGANISM"] != "Homo sapiens":
            continue
        record = f"drug.target.interaction row {number}"
        if not row["STRUCT_ID"].isdigit() or not row["GENE"].strip():
            yield Rejected(record, "GENE", row["DRUG_NAME"], "MALFORMED")
            continue
        drug = Reference(row["DRUG_NAME"].strip(), (Curie.of("DrugCentral", row["STRUCT_ID"]),), NodeKind.DRUG)
        properties = {"action": row["ACTION_TYPE"].strip().casefold(), "claim_source": row["ACT_SOURCE"].strip()}
        for symbol in dict.fromkeys(row["GENE"].split("|")):
            gene = Reference(symbol.strip(), kind=NodeKind.GENE)
            yield Relation(EdgeKind.TARGETS, drug, gene, f"{record} {symbol.strip()}", properties=properties)


def _graph_nodes(files: Files) -> list[Mapping[str, Any]]:
    path = files.path("structures")
    graphs = document(files, path)
    try:
        nodes: list[Mapping[str, Any]] = graphs["graphs"][0]["nodes"]
    except (KeyError, IndexError, TypeError) as error:
        raise MalformedSource(files.source, path.name, f"is no OBO graph ({error!r}); fetch it again") from error
    if not isinstance(nodes, list):
        raise MalformedSource(files.source, path.name, "has no list of nodes in its OBO graph; fetch it again")
    return nodes
