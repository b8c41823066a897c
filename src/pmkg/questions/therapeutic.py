"""Every accepted therapeutic statement of a release, by canonical profile and regimen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pmkg.model.curie import Curie
from pmkg.model.graph import Node
from pmkg.model.kinds import NodeKind, StatementKind
from pmkg.model.reads import all_nodes
from pmkg.model.regimen import Regimen
from pmkg.model.statement import ACCEPTED, Statement
from pmkg.model.views import STATEMENTS_BY_PROFILE
from pmkg.ports.reader import GraphReader


@dataclass(frozen=True, slots=True)
class Subject:
    """Hold what is said of one regimen for one canonical profile, in order of id."""

    profile: Curie
    text: str
    genes: frozenset[str]
    regimen: Regimen
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class TherapeuticStatements:
    """Hold the subjects of a release by profile and regimen, its sources of therapeutic statements, and its tumors."""

    subjects: Mapping[tuple[Curie, Curie], Subject]
    by_regimen: Mapping[Curie, tuple[Subject, ...]]
    sources: tuple[str, ...]
    ancestors: Mapping[Curie, Mapping[Curie, int]]
    tumors: Mapping[Curie, Node]


def therapeutic_statements(reader: GraphReader) -> TherapeuticStatements:
    """Read them all, in batches: a few thousand profiles and statements."""
    profiles = {node.id: node for node in all_nodes(reader, NodeKind.MOLECULAR_PROFILE)}
    subjects: dict[tuple[Curie, Curie], Subject] = {}
    for profile, rows in reader.rows(STATEMENTS_BY_PROFILE, profiles).items():
        node = profiles[Curie(profile)]
        genes = _genes(node)
        for regimen, statements in _by_regimen(rows).items():
            subjects[node.id, regimen.id] = Subject(node.id, node.label, genes, regimen, tuple(statements))
    homes: dict[Curie, list[Subject]] = defaultdict(list)
    for subject in subjects.values():
        homes[subject.regimen.id].append(subject)
    every = [statement for subject in subjects.values() for statement in subject.statements]
    diseases = {statement.disease for statement in every if statement.disease is not None}
    return TherapeuticStatements(
        subjects,
        {regimen: tuple(found) for regimen, found in homes.items()},
        tuple(sorted({statement.source for statement in every})),
        reader.closure(diseases),
        reader.nodes(diseases),
    )


def _by_regimen(rows: Iterable[Statement]) -> Mapping[Regimen, list[Statement]]:
    found: dict[Regimen, list[Statement]] = defaultdict(list)
    for row in rows:
        if row.kind is StatementKind.PREDICTIVE and row.status == ACCEPTED and row.regimen is not None:
            found[row.regimen].append(row)
    return found


def _genes(node: Node) -> frozenset[str]:
    listed = node.properties.get("genes")
    return frozenset(str(gene) for gene in listed) if isinstance(listed, list) else frozenset()
