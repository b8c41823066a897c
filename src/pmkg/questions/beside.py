"""What stands beside a node: every relation, and what its evidence speaks of together with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pmkg.model.curie import Curie
from pmkg.model.graph import Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.reads import Reads, Way
from pmkg.model.statement import ACCEPTED, Statement
from pmkg.model.views import statement_of
from pmkg.questions.evidence_about import evidence_about

_OF_STATEMENTS = (NodeKind.DRUG, NodeKind.DRUG_CLASS, NodeKind.GENE, NodeKind.DISEASE, NodeKind.MOLECULAR_PROFILE)
"""What a statement speaks of, in the order in which a reader asks for it."""


@dataclass(frozen=True, slots=True)
class Neighbor:
    """Hold a node beside another: the accepted statements that speak of both, and the sources that relate them."""

    node: Node
    statements: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeighborGroup:
    """Hold all neighbors of one kind in one relation, those of most common statements first.

    Without a relation it is statements that speak of both. ``reversed`` says that the relation points to the center.
    """

    relation: EdgeKind | None
    reversed: bool
    kind: NodeKind
    neighbors: tuple[Neighbor, ...]


def beside(reader: Reads, center: Node) -> tuple[NeighborGroup, ...]:
    """Group what stands beside a node: first by its accepted statements, then by relations in the order of their kinds."""
    shared = _shared(reader, center)
    related = _related(reader, center)
    nodes = reader.nodes({*shared, *(id for ends in related.values() for id in ends)})
    groups = [
        NeighborGroup(None, False, kind, found)
        for kind in _OF_STATEMENTS
        if (found := _neighbors({id: sources for id, (_, sources) in shared.items()}, kind, nodes, shared))
    ]
    for (relation, reversed), ends in related.items():
        for kind in NodeKind:
            if found := _neighbors(ends, kind, nodes, shared):
                groups.append(NeighborGroup(relation, reversed, kind, found))
    return tuple(groups)


_Shared = Mapping[Curie, tuple[set[Curie], set[str]]]


def _neighbors(
    ends: Mapping[Curie, set[str]], kind: NodeKind, nodes: Mapping[Curie, Node], shared: _Shared
) -> tuple[Neighbor, ...]:
    found = [
        Neighbor(nodes[id], len(shared[id][0]) if id in shared else 0, tuple(sorted(sources)))
        for id, sources in ends.items()
        if id in nodes and nodes[id].kind is kind
    ]
    return tuple(sorted(found, key=lambda each: (-each.statements, each.node.label.casefold(), each.node.id)))


def _related(reader: Reads, center: Node) -> dict[tuple[EdgeKind, bool], dict[Curie, set[str]]]:
    found: dict[tuple[EdgeKind, bool], dict[Curie, set[str]]] = {}
    edges = {way: reader.edges([center.id], (), way).get(center.id, []) for way in (Way.OUT, Way.IN)}
    for kind in EdgeKind:
        for way, own in edges.items():
            ends: dict[Curie, set[str]] = defaultdict(set)
            for edge in own:
                if edge.kind is kind:
                    ends[edge.object if way is Way.OUT else edge.subject].add(edge.source)
            if ends:
                found[kind, way is Way.IN] = ends
    return found


def _shared(reader: Reads, center: Node) -> _Shared:
    """Give what the accepted statements about a node speak of besides it, each with these statements and their sources."""
    ids = evidence_about(reader, center.kind, [center.id])[center.id]
    statements = [statement_of(node) for node in reader.nodes(ids).values() if "statement" in node.properties]
    accepted = [statement for statement in statements if statement.status == ACCEPTED]
    profiles = reader.nodes({statement.profile for statement in accepted})
    found: dict[Curie, tuple[set[Curie], set[str]]] = defaultdict(lambda: (set(), set()))
    for statement in accepted:
        for id in _spoken_of(statement, profiles):
            if id != center.id:
                found[id][0].add(statement.id)
                found[id][1].add(statement.source)
    return found


def _spoken_of(statement: Statement, profiles: Mapping[Curie, Node]) -> Iterator[Curie]:
    yield statement.profile
    if statement.disease:
        yield statement.disease
    for drug in statement.regimen.drugs if statement.regimen else ():
        yield drug.id
    genes = profiles[statement.profile].properties.get("genes") if statement.profile in profiles else None
    for gene in genes if isinstance(genes, list) else ():
        yield Curie(str(gene))
