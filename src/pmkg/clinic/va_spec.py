"""Write statements as GA4GH VA-Spec study statements, one JSON object a line.

Therapeutic, prognostic and diagnostic statements have a profile in the draft of VA-Spec 1.x, whose statements hold predicate
and object themselves (1.0 puts both under ``proposition``); others are counted and not written. The subject is a categorical
variant that names the molecular profile; its Boolean tree stands in an extension, because Cat-VRS has no Boolean combination of
criteria. Schema: https://w3id.org/ga4gh/schema/va-spec/1.x/profiles.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from pmkg.model.curie import Curie
from pmkg.model.graph import Node
from pmkg.model.kinds import Direction, Effect, NodeKind, Operator, Origin, StatementKind
from pmkg.model.other_evidence import Significance
from pmkg.model.reads import all_nodes
from pmkg.model.regimen import Agent, Regimen
from pmkg.model.statement import Statement
from pmkg.model.views import statement_of
from pmkg.ports.reader import GraphReader
from pmkg.vocabulary.beside_therapy import significance
from pmkg.vocabulary.prefixes import page, prefixes
from pmkg.vocabulary.scales import levels

_THERAPEUTIC = {Effect.SENSITIVITY: "predictsSensitivityTo", Effect.RESISTANCE: "predictsResistanceTo"}
_OTHER = {
    Significance.BETTER_OUTCOME: "associatedWithBetterOutcomeFor",
    Significance.POOR_OUTCOME: "associatedWithWorseOutcomeFor",
    Significance.POSITIVE: "isDiagnosticInclusionCriterionFor",
    Significance.NEGATIVE: "isDiagnosticExclusionCriterionFor",
}
_TYPES = {
    StatementKind.PREDICTIVE: "VariantTherapeuticResponseStudyStatement",
    StatementKind.PROGNOSTIC: "VariantPrognosticStudyStatement",
    StatementKind.DIAGNOSTIC: "VariantDiagnosticStudyStatement",
}
_GROUPS = {
    Operator.COMBINATION: ("CombinationTherapy", "components"),
    Operator.SEQUENTIAL: ("CombinationTherapy", "components"),
    Operator.SUBSTITUTES: ("TherapeuticSubstituteGroup", "substitutes"),
}
_BATCH = 500

Json = dict[str, Any]


def write_va_spec(reader: GraphReader, out: TextIO) -> tuple[int, int]:
    """Write every statement that VA-Spec has a profile for; give the numbers of those written and of those left out."""
    written = left_out = 0
    for batch in _batches(node for node in all_nodes(reader, NodeKind.EVIDENCE) if "statement" in node.properties):
        statements = [(statement_of(node), node) for node in batch]
        wanted = {id for statement, _ in statements for id in (statement.profile, statement.disease) if id}
        nodes = reader.nodes(sorted(wanted))
        for statement, node in statements:
            found = va_statement(statement, node, nodes)
            if found is None:
                left_out += 1
            else:
                out.write(json.dumps(found, ensure_ascii=False) + "\n")
                written += 1
    return written, left_out


def va_statement(statement: Statement, node: Node, nodes: Mapping[Curie, Node]) -> Json | None:
    """Give one statement in VA-Spec form, or None where VA-Spec has no profile or predicate for it.

    ``node`` is its Evidence node, ``nodes`` holds its profile and disease.
    """
    predicate = _predicate(statement)
    if predicate is None:
        return None
    found: Json = {
        "id": statement.id,
        "type": _TYPES[statement.kind],
        "description": str(node.properties.get("description", "")),
        "direction": "supports" if statement.direction is Direction.SUPPORTS else "disputes",
        "strength": _strength(statement),
        "predicate": predicate,
        "subjectVariant": _variant(statement, nodes),
        "alleleOriginQualifier": _origin(statement),
        "reportedIn": [_document(statement)] if statement.citation or statement.url else [],
        "extensions": _extensions(statement),
    }
    if statement.regimen is not None:
        found |= {
            "objectTherapeutic": _therapeutic(statement.regimen),
            "conditionQualifier": _disease(statement, nodes),
        }
    else:
        found["objectCondition"] = _disease(statement, nodes)
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def _predicate(statement: Statement) -> str | None:
    if statement.kind is StatementKind.PREDICTIVE:
        return _THERAPEUTIC.get(statement.effect) if statement.regimen else None
    return _OTHER.get(significance(statement.kind, statement.significance))


def _strength(statement: Statement) -> Json:
    known = levels().get((statement.scale, statement.level.casefold()))
    return {"code": statement.level, "label": known.meaning if known else statement.level, "system": statement.scale}


def _variant(statement: Statement, nodes: Mapping[Curie, Node]) -> Json:
    profile = nodes.get(statement.profile)
    label = profile.label if profile else statement.profile
    found: Json = {"id": statement.profile, "type": "CategoricalVariant", "label": label}
    if profile is not None:
        found["extensions"] = [{"name": "molecularProfile", "value": profile.properties["tree"]}]
    return found


def _origin(statement: Statement) -> str:
    return "" if statement.origin is Origin.UNKNOWN else statement.origin.value


def _therapeutic(regimen: Regimen) -> Json:
    agents = [_agent(agent) for agent in regimen.drugs]
    if regimen.operator is Operator.SINGLE:
        return agents[0]
    kind, members = _GROUPS[regimen.operator]
    found: Json = {"id": regimen.id, "type": kind, "label": regimen.label, members: agents}
    if regimen.operator is Operator.SEQUENTIAL:
        found["extensions"] = [{"name": "operator", "value": regimen.operator.value}]
    return found


def _agent(agent: Agent) -> Json:
    return {"id": agent.id, "type": "TherapeuticAgent", "label": agent.label, "mappings": [_mapping(agent.id)]}


def _disease(statement: Statement, nodes: Mapping[Curie, Node]) -> Json:
    """Give the normalized disease; where there is none (tumor-agnostic, unresolved) the source's own words."""
    if statement.disease is None:
        return {"type": "Disease", "label": statement.disease_label or "not stated"}
    node = nodes.get(statement.disease)
    label = node.label if node else statement.disease_label
    return {
        "id": statement.disease,
        "type": "Disease",
        "label": label,
        "mappings": [_mapping(statement.disease)],
    }


def _mapping(identifier: Curie) -> Json:
    known = prefixes().get(identifier.prefix)
    system = known.iri if known else identifier.prefix
    return {"coding": {"code": identifier.local, "system": system}, "relation": "exactMatch"}


def _document(statement: Statement) -> Json:
    found: Json = {"type": "Document", "label": statement.citation or statement.url}
    if statement.citation.startswith("PMID:"):
        found |= {"id": statement.citation, "pmid": int(statement.citation.removeprefix("PMID:"))}
    address = statement.url or page(statement.citation)
    return found | ({"urls": [address]} if address else {})


def _extensions(statement: Statement) -> list[Json]:
    values: Json = {
        "source": statement.source,
        "license": statement.license,
        "status": statement.status,
        "conditions": list(statement.conditions),
        "tumorScope": statement.scope.value,
        "conflict": statement.conflict,
    }
    return [{"name": name, "value": value} for name, value in values.items() if value]


def _batches(nodes: Iterable[Node]) -> Iterator[list[Node]]:
    batch: list[Node] = []
    for node in nodes:
        batch.append(node)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
