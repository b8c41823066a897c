"""From relations between things as sources name them to edges between nodes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from pmkg.ingest.diseases import DiseaseIndex
from pmkg.ingest.drugs import DrugFailure, DrugIndex
from pmkg.ingest.genes import GeneIndex
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Name, NameRole, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.ledger import Loss, Reason
from pmkg.model.records import Concept, Reference, Relation
from pmkg.vocabulary.kinds import load_kinds


class Things:
    """Hold concepts that one source alone defines: phenotypes, trials, arms, panels, pathways.

    A thing is found by its identifier, or by one that its source equates with it (a retired phenotype term) and with no
    other. ``losses`` are second definitions of one thing, and parents that nobody defines.
    """

    def __init__(self, concepts: Iterable[tuple[str, Concept]]) -> None:
        self._concepts: dict[Curie, tuple[str, Concept]] = {}
        self._equated: dict[Curie, set[Curie]] = defaultdict(set)
        self.losses: list[Loss] = []
        for source, concept in sorted(concepts, key=lambda item: (item[1].id, item[0], item[1].record)):
            if concept.id in self._concepts:
                self.losses.append(Loss(source, concept.record, "id", concept.id, Reason.DUPLICATE))
                continue
            self._concepts[concept.id] = (source, concept)
            for identifier in concept.exact:
                self._equated[identifier].add(concept.id)
        for source, concept in self._concepts.values():
            for parent in concept.parents:
                if self.find(parent) is None:
                    self.losses.append(Loss(source, concept.record, "parent", parent, Reason.UNKNOWN_REFERENCE))

    def find(self, identifier: Curie) -> Curie | None:
        """Give the thing that an identifier stands for."""
        if identifier in self._concepts:
            return identifier
        found = self._equated.get(identifier, set())
        return next(iter(found)) if len(found) == 1 else None

    def kind(self, identifier: Curie) -> NodeKind:
        """Give the kind of a thing."""
        return self._concepts[identifier][1].kind

    def nodes(self) -> Iterator[Node]:
        """Give one node per concept."""
        for source, concept in self._concepts.values():
            mappings = (Name(mapping, NameRole.MAPPING) for mapping in concept.exact)
            names = (*concept.names, *mappings)
            yield Node(concept.id, concept.kind, concept.label, names, concept.properties, (source,))

    def edges(self) -> Iterator[Edge]:
        """Give the is-a edges to parents that exist."""
        for source, concept in self._concepts.values():
            for above in map(self.find, concept.parents):
                if above is not None and above != concept.id:
                    yield Edge(concept.id, EdgeKind.IS_A, above, source, concept.record)


class Resolver:
    """Resolve a reference of any kind to a node."""

    def __init__(self, genes: GeneIndex, diseases: DiseaseIndex, drugs: DrugIndex, things: Things) -> None:
        self._genes, self._diseases, self._drugs, self._things = genes, diseases, drugs, things
        self._memory: dict[tuple[Reference, frozenset[NodeKind]], Curie | Reason] = {}
        self._ways: Mapping[NodeKind, Callable[[Reference], Curie | Reason]] = {
            NodeKind.GENE: self._gene,
            NodeKind.DISEASE: self._disease,
            NodeKind.TISSUE: self._disease,
            NodeKind.DRUG: self._drug,
        }

    def resolve(self, reference: Reference, kinds: frozenset[NodeKind]) -> Curie | Reason:
        """Resolve by the reference's own kind where it names one, else by the kinds that may stand there."""
        key = (reference, kinds)
        if key not in self._memory:
            self._memory[key] = self._resolve(reference, kinds)
        return self._memory[key]

    def _resolve(self, reference: Reference, kinds: frozenset[NodeKind]) -> Curie | Reason:
        meant = {reference.kind} if reference.kind else kinds
        for identifier in reference.ids:
            # a phenotype and a disease may have one cross-reference; only the kind that is meant is found by it
            thing = self._things.find(identifier)
            if thing is not None and (thing == identifier or self._things.kind(thing) in meant):
                return thing
        wanted = [reference.kind] if reference.kind else sorted(kinds)
        reason = Reason.UNKNOWN_REFERENCE
        for kind in wanted:
            way = self._ways.get(kind)
            if way is None:
                continue
            found = way(reference)
            if isinstance(found, Curie):
                return found
            reason = found
        return reason

    def _gene(self, reference: Reference) -> Curie | Reason:
        gene = self._genes.resolve(reference)
        return gene if isinstance(gene, Reason) else gene.id

    def _disease(self, reference: Reference) -> Curie | Reason:
        return self._diseases.resolve(reference) or Reason.UNKNOWN_DISEASE

    def _drug(self, reference: Reference) -> Curie | Reason:
        agent = self._drugs.resolve(reference)
        return agent.reason if isinstance(agent, DrugFailure) else agent.id


def relate(source: str, relation: Relation, resolver: Resolver) -> Edge | Loss:
    """Turn one relation into an edge, or say which end names nothing."""
    meaning = load_kinds().edges[relation.kind]
    ends = []
    for field, reference, kinds in (
        ("subject", relation.subject, meaning.subjects),
        ("object", relation.object, meaning.objects),
    ):
        found = resolver.resolve(reference, kinds)
        if isinstance(found, Reason):
            return Loss(source, relation.record, field, reference.text or ", ".join(reference.ids), found)
        ends.append(found)
    return Edge(ends[0], relation.kind, ends[1], source, relation.record, relation.citations, relation.properties)
