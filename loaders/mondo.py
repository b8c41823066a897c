"""Mondo: one hierarchy of diseases, each with its exact matches in other vocabularies and the genes that cause it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from pmkg.errors import InvalidCurie
from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole, Value
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.ledger import Reason
from pmkg.model.obo import Stanza, Synonym, stanzas
from pmkg.model.records import Concept, Record, Reference, Rejected, Relation
from pmkg.model.source import Files
from pmkg.model.table import table

_NON_HUMAN = "MONDO:0005583"
_EQUIVALENT = "MONDO:equivalentTo"
_GERMLINE_CAUSE = frozenset({"RO:0004003", "has_material_basis_in_germline_mutation_in"})
_PREFIXES = {"mesh": "MESH", "SCTID": "SNOMEDCT", "ICD10WHO": "ICD10"}
_ABBREVIATIONS = frozenset({"ABBREVIATION", "OMO:0003000", "OMO:0003012"})
"""Synonym types of abbreviations; exact in scope, but "ALL" or "MDS" on its own names many things."""


def load(files: Files) -> Iterator[Record]:
    """Yield one disease per current human term, and one germline cause per gene that the term names.

    An exact match is a cross-reference that Mondo marks as equivalent, or a row of its SSSOM files. OncoTree codes carry no
    such mark: one code on a term is taken as exact; several (``GEJ`` and its parent ``EGC``) would merge tumor types that
    clinicians keep apart, so they stay under ``oncotree_candidates``.
    """
    terms = {item.id: item for item in stanzas(files, files.path("terms")) if item.id.startswith("MONDO:")}
    human = _human(terms)
    exact: dict[str, dict[Curie, None]] = defaultdict(dict)
    for subject, other in _replaced(terms):
        exact[subject][other] = None
    yield from _mapped(files, exact)
    for identifier, term in terms.items():
        if identifier in human:
            yield from _cross_references(term, exact)
            yield _disease(term, exact[identifier], human)
            yield from _causes(term)


def _human(terms: Mapping[str, Stanza]) -> set[str]:
    children = defaultdict(list)
    for term in terms.values():
        for parent in term.targets("is_a"):
            children[parent].append(term.id)
    animal, queue = {_NON_HUMAN}, [_NON_HUMAN]
    while queue:
        found = [child for child in children[queue.pop()] if child not in animal]
        animal.update(found)
        queue += found
    return {identifier for identifier, term in terms.items() if not term.obsolete} - animal


def _replaced(terms: Mapping[str, Stanza]) -> Iterator[tuple[str, Curie]]:
    """List (successor, retired id) for every retired term with one successor; with several, no one of them is the same."""
    for term in terms.values():
        successors = term.targets("replaced_by")
        if term.obsolete and len(successors) == 1:
            yield successors[0], Curie(term.id)


def _mapped(files: Files, exact: dict[str, dict[Curie, None]]) -> Iterator[Rejected]:
    for path in files.all("mappings"):
        for row in table(files, path, ("subject_id", "predicate_id", "object_id")):
            if isinstance(row, Rejected):
                yield Rejected(f"{path.name} {row.record}", row.field, row.text, row.reason)
                continue
            subject, predicate, other = row[1]
            if predicate == "skos:exactMatch" or other.startswith("ONCOTREE:"):
                try:
                    exact[subject][_normal(other)] = None
                except InvalidCurie:
                    yield Rejected(f"{path.name} row {row[0]}", "object_id", other, Reason.MALFORMED)


def _cross_references(term: Stanza, exact: dict[str, dict[Curie, None]]) -> Iterator[Rejected]:
    for text in term.targets("xref", _EQUIVALENT) + [x for x in term.targets("xref") if x.startswith("ONCOTREE:")]:
        try:
            exact[term.id][_normal(text)] = None
        except InvalidCurie:
            yield Rejected(term.id, "xref", text, Reason.MALFORMED)


def _normal(text: str) -> Curie:
    prefix, _, local = text.partition(":")
    return Curie.parse(f"{_PREFIXES.get(prefix, prefix)}:{unquote(local)}")


def _disease(term: Stanza, exact: Mapping[Curie, None], human: set[str]) -> Concept:
    codes = [curie for curie in exact if curie.prefix == "ONCOTREE"]
    ambiguous = codes if len(codes) > 1 else []
    properties: dict[str, Value] = {}
    if ambiguous:
        properties["oncotree_candidates"] = [code.local for code in ambiguous]
    return Concept(
        NodeKind.DISEASE,
        Curie(term.id),
        term.name or term.id,
        term.id,
        tuple(Name(synonym.text, _role(synonym)) for synonym in term.synonyms()),
        tuple(curie for curie in exact if curie not in ambiguous),
        tuple(Curie(parent) for parent in term.targets("is_a") if parent in human),
        properties,
    )


def _role(synonym: Synonym) -> NameRole:
    if synonym.type in _ABBREVIATIONS:
        return NameRole.ALIAS
    return NameRole.EXACT if synonym.scope == "EXACT" else NameRole.RELATED


def _causes(term: Stanza) -> Iterator[Record]:
    disease = Reference(term.name or term.id, (Curie(term.id),), NodeKind.DISEASE)
    for value in term.tags.get("relationship", ()):
        predicate, _, rest = value.partition(" ")
        if predicate not in _GERMLINE_CAUSE:
            continue
        local = next(iter(rest.split()), "").rpartition("/")[2].removeprefix("HGNC:")
        if local.isdigit():
            gene = Reference(f"HGNC:{local}", (Curie.of("HGNC", local),), NodeKind.GENE)
            record = f"{term.id} HGNC:{local}"
            yield Relation(EdgeKind.CAUSES, gene, disease, record, properties={"origin": "germline"})
        else:
            yield Rejected(term.id, "relationship", value, Reason.MALFORMED)
