"""Which regimens hold given drugs, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pmkg.model.curie import Curie
from pmkg.model.graph import Node
from pmkg.model.kinds import EdgeKind, NodeKind, Operator, StatementKind
from pmkg.model.reads import Way
from pmkg.model.regimen import Agent, Regimen
from pmkg.model.statement import ACCEPTED, Statement
from pmkg.model.views import statement_of
from pmkg.ports.reader import GraphReader


def agents(reader: GraphReader, drugs: Iterable[Curie]) -> tuple[Agent, ...]:
    """Give drugs and classes with their labels, each once, sorted by label."""
    nodes = reader.nodes(set(drugs))
    found = [Agent(id, node.label) for id, node in nodes.items()]
    return tuple(sorted(found, key=lambda agent: (agent.label.casefold(), agent.id)))


def regimens_with(reader: GraphReader, drugs: Iterable[Curie]) -> dict[Curie, Regimen]:
    """Give every regimen that has at least one of the drugs (or classes) as a member, by its id."""
    edges = reader.edges(sorted(set(drugs)), (EdgeKind.HAS_MEMBER,), Way.IN)
    homes = reader.nodes({edge.subject for found in edges.values() for edge in found})
    regimens = [node for node in homes.values() if node.kind is NodeKind.REGIMEN]
    members = {id: Curie(id) for node in regimens for id in _members(node)}
    labels = {id: node.label for id, node in reader.nodes(members.values()).items()}
    return {
        node.id: Regimen(
            Operator(str(node.properties["operator"])),
            tuple(Agent(members[id], labels.get(members[id], id)) for id in _members(node)),
        )
        for node in regimens
    }


def classes_of(reader: GraphReader, drugs: Iterable[Curie]) -> dict[Curie, tuple[Agent, tuple[str, ...]]]:
    """Give the classes that the graph puts any of the drugs in, each with the sources that say so."""
    edges = reader.edges(sorted(set(drugs)), (EdgeKind.HAS_MEMBER,), Way.IN)
    said: dict[Curie, set[str]] = {}
    for edge in (edge for found in edges.values() for edge in found):
        said.setdefault(edge.subject, set()).add(f"{edge.source} ({edge.record})" if edge.record else edge.source)
    return {
        id: (Agent(id, node.label), tuple(sorted(said[id])))
        for id, node in sorted(reader.nodes(said).items())
        if node.kind is NodeKind.DRUG_CLASS
    }


def statements_about(reader: GraphReader, regimens: Iterable[Curie]) -> Mapping[Curie, tuple[Statement, ...]]:
    """Give the accepted predictive statements about each regimen, in order of id (CLINICAL rule 18)."""
    about = reader.edges(sorted(set(regimens)), (EdgeKind.ABOUT_REGIMEN,), Way.IN)
    nodes = reader.nodes({edge.subject for found in about.values() for edge in found})
    read = {id: statement_of(node) for id, node in nodes.items() if "statement" in node.properties}
    return {
        regimen: tuple(read[id] for id in sorted({edge.subject for edge in found}) if id in read and _counts(read[id]))
        for regimen, found in about.items()
    }


def publications(statements: Iterable[Statement]) -> int:
    """Count the distinct citations of statements."""
    return len({statement.citation for statement in statements if statement.citation})


def _counts(statement: Statement) -> bool:
    return statement.kind is StatementKind.PREDICTIVE and statement.status == ACCEPTED


def _members(node: Node) -> list[str]:
    listed = node.properties.get("drugs")
    return [str(id) for id in listed] if isinstance(listed, list) else []
