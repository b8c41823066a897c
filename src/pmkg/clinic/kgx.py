"""Write a release in the Knowledge Graph Exchange format: nodes and edges as TSV and as JSON Lines.

Identifiers carry the prefixes of the Biolink Model, categories and predicates are its classes and slots. Beside the edges of
the graph stand those that a therapeutic statement means: a molecular profile is associated with sensitivity or
resistance to a drug, in the context of a disease. Biolink has these predicates for substances; a regimen of several
drugs is linked by "associated with response to", with the effect beside it. A statement that its source withdrew or
has not accepted, or that contradicts itself, means no such edge; its node says so under ``status`` and ``conflict``.
See https://github.com/biolink/kgx/blob/master/specification/kgx-format.md and Biolink Model 4.4.4.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from pmkg.model.graph import Edge, NameRole, Node
from pmkg.model.kinds import Direction, Effect, NodeKind, Operator
from pmkg.model.statement import Statement
from pmkg.model.views import statement_of
from pmkg.ports.reader import GraphReader
from pmkg.store.rdf_resources import edge_digest, node_pages
from pmkg.vocabulary.kinds import load_kinds
from pmkg.vocabulary.prefixes import biolink_curie, infores

NODE_COLUMNS = ("id", "category", "name", "synonym", "xref", "provided_by", "status", "conflict")
EDGE_COLUMNS = (
    "id",
    "subject",
    "predicate",
    "object",
    "category",
    "negated",
    "knowledge_level",
    "agent_type",
    "primary_knowledge_source",
    "publications",
    "disease_context_qualifier",
    "has_evidence",
    "effect",
    "evidence_level",
    "conditions",
    "tumor_scope",
    "source_record",
)
_MANY = frozenset({"category", "synonym", "xref", "provided_by", "publications", "has_evidence", "conditions"})
_PREDICATES = {
    Effect.SENSITIVITY: "biolink:associated_with_sensitivity_to",
    Effect.RESISTANCE: "biolink:associated_with_resistance_to",
}

Row = Mapping[str, Any]


def write_kgx(reader: GraphReader, folder: Path) -> tuple[int, int]:
    """Write ``nodes`` and ``edges`` as ``.tsv`` and ``.jsonl`` into a folder; give the numbers of nodes and edges."""
    with (
        (folder / "nodes.tsv").open("w", encoding="utf-8", newline="") as nodes_tsv,
        (folder / "nodes.jsonl").open("w", encoding="utf-8") as nodes_jsonl,
        (folder / "edges.tsv").open("w", encoding="utf-8", newline="") as edges_tsv,
        (folder / "edges.jsonl").open("w", encoding="utf-8") as edges_jsonl,
    ):
        nodes = _write(
            (node_row(node) for page in node_pages(reader) for node in page), NODE_COLUMNS, nodes_tsv, nodes_jsonl
        )
        edges = _write(_edge_rows(reader), EDGE_COLUMNS, edges_tsv, edges_jsonl)
    return nodes, edges


def node_row(node: Node) -> Row:
    """Give one node under the Biolink names of its facts; an absent fact is left out."""
    synonyms = dict.fromkeys(name.text for name in node.names if name.role is not NameRole.MAPPING)
    row: dict[str, Any] = {
        "id": biolink_curie(node.id),
        "category": [load_kinds().nodes[node.kind].biolink],
        "name": node.label,
        "synonym": list(synonyms),
        "xref": list(dict.fromkeys(biolink_curie(mapping) for mapping in node.mappings)),
        "provided_by": [infores(source) for source in node.sources],
    }
    if node.kind is NodeKind.EVIDENCE:
        row |= {name: node.properties.get(name) for name in ("status", "conflict")}
    return _present(row)


def edge_row(edge: Edge) -> Row:
    """Give one edge; publications are PubMed identifiers or addresses."""
    meaning = load_kinds().edges[edge.kind]
    row: dict[str, Any] = {
        "id": f"urn:pmkg:edge:{edge_digest(edge)}",
        "subject": biolink_curie(edge.subject),
        "predicate": meaning.biolink,
        "object": biolink_curie(edge.object),
        "category": ["biolink:Association"],
        "negated": meaning.negated,
        "knowledge_level": meaning.knowledge_level,
        "agent_type": meaning.agent_type,
        "primary_knowledge_source": infores(edge.source),
        "publications": [biolink_curie(text) for text in edge.citations if _is_publication(text)],
        "source_record": edge.record,
    }
    return _present(row)


def statement_row(statement: Statement) -> Row | None:
    """Give the edge that a standing statement of sensitivity or resistance means, or None for any other statement."""
    predicate = _PREDICATES.get(statement.effect)
    if predicate is None or statement.regimen is None or not statement.stands:
        return None
    single = statement.regimen.operator is Operator.SINGLE
    row: dict[str, Any] = {
        "id": f"urn:pmkg:statement:{statement.id}",
        "subject": biolink_curie(statement.profile),
        "predicate": predicate if single else "biolink:associated_with_response_to",
        "object": biolink_curie(statement.regimen.drugs[0].id if single else statement.regimen.id),
        "category": ["biolink:Association"],
        "negated": statement.direction is Direction.DOES_NOT_SUPPORT,
        "knowledge_level": "knowledge_assertion",
        "agent_type": "manual_agent",
        "primary_knowledge_source": infores(statement.source),
        "publications": [biolink_curie(statement.citation)] if _is_publication(statement.citation) else [],
        "disease_context_qualifier": biolink_curie(statement.disease) if statement.disease else "",
        "has_evidence": [statement.id],
        "effect": statement.effect.value,
        "evidence_level": statement.level,
        "conditions": [*statement.conditions],
        "tumor_scope": statement.scope.value,
        "source_record": statement.id,
    }
    return _present(row)


def _edge_rows(reader: GraphReader) -> Iterator[Row]:
    for page in node_pages(reader):
        edges = reader.edges([node.id for node in page])
        for node in page:
            yield from (edge_row(edge) for edge in edges[node.id])
            if node.kind is NodeKind.EVIDENCE and "statement" in node.properties:
                meant = statement_row(statement_of(node))
                if meant is not None:
                    yield meant


def _write(rows: Iterable[Row], columns: Sequence[str], tsv: TextIO, jsonl: TextIO) -> int:
    table = csv.writer(tsv, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
    table.writerow(columns)
    count = 0
    for row in rows:
        table.writerow([_cell(name, row.get(name)) for name in columns])
        jsonl.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count


def _cell(column: str, value: Any) -> str:
    """Write one value; lists are joined by ``|``, and what would break the table becomes a space."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    items = value if column in _MANY else [value]
    return "|".join(" ".join(str(item).replace("|", "/").split()) for item in items)


def _present(row: dict[str, Any]) -> Row:
    return {name: value for name, value in row.items() if value not in ("", [], None)}


def _is_publication(text: str) -> bool:
    return text.startswith(("PMID:", "PMCID:", "DOI:", "http://", "https://", "NCT:"))
