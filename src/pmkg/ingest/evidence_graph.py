"""The nodes and edges of normalized claims: evidence, profiles, their leaves, regimens and publications."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pmkg.ingest.ids import content_id
from pmkg.ingest.statements import Normalized
from pmkg.ingest.variants import VariantIndex
from pmkg.model.codec import encode, encode_union
from pmkg.model.criterion import Allele, Criterion, Marker, Score
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node, Value
from pmkg.model.kinds import Direction, EdgeKind, NodeKind, StatementKind
from pmkg.model.profile import Leaf, Profile, leaves, profile_id
from pmkg.model.regimen import Regimen
from pmkg.model.statement import ACCEPTED
from pmkg.model.variant import Gene

_ONCOGENIC = frozenset({"oncogenicity", "likely oncogenic", "oncogenic"})


@dataclass(slots=True)
class _Shared:
    """Gather what several claims share: a profile, a regimen, a publication."""

    node: Node
    sources: set[str] = field(default_factory=set)


class EvidenceGraph:
    """Collect the graph around normalized claims."""

    def __init__(self, variants: VariantIndex) -> None:
        self._variants = variants
        self._shared: dict[Curie, _Shared] = {}
        self._evidence: list[Node] = []
        self._edges: list[Edge] = []
        self._known_edges: set[tuple[Curie, EdgeKind, Curie, str]] = set()

    def add(self, item: Normalized) -> None:
        """Add one claim with all that it is about."""
        evidence, source = item.claim.id, item.source.id
        if item.profile is not None:
            self._add_profile(item.profile, source, item.claim.record)
            self._edge(evidence, EdgeKind.ABOUT_PROFILE, profile_id(item.profile), source, item.claim.record)
            self._learn_oncogenicity(item)
        if item.statement is not None:
            self._add_ends(item)
        if item.claim.citation.startswith("PMID:"):
            self._add_publication(item)
        self._evidence.append(_evidence_node(item))

    def _add_ends(self, item: Normalized) -> None:
        statement = item.statement
        if statement is None:
            return
        if statement.regimen is not None:
            self._add_regimen(statement.regimen, statement.source, item.claim.record)
            self._edge(statement.id, EdgeKind.ABOUT_REGIMEN, statement.regimen.id, statement.source, item.claim.record)
        if statement.disease is not None:
            self._edge(statement.id, EdgeKind.ABOUT_DISEASE, statement.disease, statement.source, item.claim.record)

    def _add_profile(self, profile: Profile, source: str, record: str) -> None:
        home = profile_id(profile)
        genes = sorted({gene.id for leaf in leaves(profile) for gene in genes_of(leaf.criterion)})
        tree: Value = encode_union(profile)
        node = Node(home, NodeKind.MOLECULAR_PROFILE, profile.text, (), {"tree": tree, "genes": [*genes]})
        self._share(node, source)
        for leaf in leaves(profile):
            target = self._add_leaf(leaf, source, record)
            self._edge(home, EdgeKind.HAS_CRITERION, target, source, record, {"negated": leaf.negated})

    def _add_leaf(self, leaf: Leaf, source: str, record: str) -> Curie:
        criterion = leaf.criterion
        if isinstance(criterion, Allele):
            return self._variants.add_allele(source, criterion.gene, criterion.change, record)
        marker = isinstance(criterion, (Marker, Score))
        kind = NodeKind.BIOMARKER if marker else NodeKind.VARIANT_CLASS
        home = content_id("pmkg.biomarker" if marker else "pmkg.class", criterion.text, criterion.origin)
        genes = genes_of(criterion)
        properties: dict[str, Value] = {"criterion": encode_union(criterion), "genes": [gene.id for gene in genes]}
        self._share(Node(home, kind, criterion.text, (), properties), source)
        for gene in genes:
            self._edge(home, EdgeKind.IN_GENE, gene.id, source, record)
        return home

    def _add_regimen(self, regimen: Regimen, source: str, record: str) -> None:
        drugs: list[Value] = [drug.id for drug in regimen.drugs]
        properties: dict[str, Value] = {"operator": regimen.operator.value, "drugs": drugs}
        self._share(Node(regimen.id, NodeKind.REGIMEN, regimen.label, (), properties), source)
        for place, drug in enumerate(regimen.drugs):
            self._edge(regimen.id, EdgeKind.HAS_MEMBER, drug.id, source, record, {"position": place})

    def _add_publication(self, item: Normalized) -> None:
        home = Curie(item.claim.citation)
        label = str(item.claim.fields.get("citation") or item.claim.citation)
        self._share(Node(home, NodeKind.PUBLICATION, label), item.source.id)
        self._edge(item.claim.id, EdgeKind.CITED_IN, home, item.source.id, item.claim.record)

    def _learn_oncogenicity(self, item: Normalized) -> None:
        """Note alleles that a source calls oncogenic, and what functional studies found them to do."""
        claim, profile = item.claim, item.profile
        if claim.kind not in (StatementKind.ONCOGENIC, StatementKind.FUNCTIONAL) or claim.status != ACCEPTED:
            return
        if claim.direction is not Direction.SUPPORTS:
            return
        if isinstance(profile, Leaf) and isinstance(profile.criterion, Allele) and not profile.negated:
            allele, said = profile.criterion, claim.significance.casefold()
            home = self._variants.add_allele(item.source.id, allele.gene, allele.change, claim.record)
            if said in _ONCOGENIC:
                self._variants.classify(home, "oncogenic", claim.record)
            elif claim.kind is StatementKind.FUNCTIONAL and said:
                self._variants.study(home, said, claim.record)

    def _share(self, node: Node, source: str) -> None:
        known = self._shared.get(node.id)
        if known is None:
            known = self._shared[node.id] = _Shared(node)
        elif node.label < known.node.label:
            known.node = node
        known.sources.add(source)

    def _edge(
        self,
        subject: Curie,
        kind: EdgeKind,
        target: Curie,
        source: str,
        record: str,
        properties: dict[str, Value] | None = None,
    ) -> None:
        """Add an edge once per source: many claims share the same profile and regimen."""
        key = (subject, kind, target, source)
        if key not in self._known_edges:
            self._known_edges.add(key)
            self._edges.append(Edge(subject, kind, target, source, record, (), properties or {}))

    def nodes(self) -> Iterator[Node]:
        """Give evidence nodes and what they share."""
        yield from self._evidence
        for shared in self._shared.values():
            node = shared.node
            yield Node(node.id, node.kind, node.label, node.names, node.properties, tuple(sorted(shared.sources)))

    def edges(self) -> Iterator[Edge]:
        """Give the edges of evidence and profiles."""
        yield from self._edges


def genes_of(criterion: Criterion) -> tuple[Gene, ...]:
    """List the genes that a criterion names."""
    found = (getattr(criterion, name, None) for name in ("gene", "five", "three"))
    return tuple(gene for gene in found if isinstance(gene, Gene))


def _evidence_node(item: Normalized) -> Node:
    """Reify a claim: the statement where it was normalized, the facets, and always the source's own words."""
    claim, statement = item.claim, item.statement
    genes = (
        sorted({gene.id for leaf in leaves(item.profile) for gene in genes_of(leaf.criterion)}) if item.profile else []
    )
    therapy = " + ".join(reference.text for reference in claim.therapies)
    words: dict[str, Value] = {
        "profile": claim.profile,
        "disease": claim.disease.text,
        "therapies": [reference.text for reference in claim.therapies],
        "operator": claim.operator.value,
        "significance": claim.significance,
        "origin": claim.origin,
        "phenotypes": [*claim.phenotypes],
        "trials": [*claim.trials],
        **claim.fields,
    }
    properties: dict[str, Value] = {
        "kind": claim.kind.value,
        "source": item.source.id,
        "level": claim.level,
        "direction": claim.direction.value,
        "significance": claim.significance,
        "status": claim.status,
        "date": claim.date,
        "citation": claim.citation,
        "url": claim.url,
        "license": item.source.license.name,
        "description": claim.description,
        "record": claim.record,
        "normalized": item.complete,
        "genes": [*genes],
        "words": words,
    }
    if item.profile is not None:
        properties["profile"] = profile_id(item.profile)
    if statement is not None:
        properties |= {"effect": statement.effect.value, "statement": encode(statement)}
        if statement.conflict:
            properties["conflict"] = statement.conflict
        if statement.disease is not None:
            properties["disease"] = statement.disease
        if statement.regimen is not None:
            properties |= {"regimen": statement.regimen.id, "drugs": [drug.id for drug in statement.regimen.drugs]}
    label = ": ".join(part for part in (claim.profile, therapy, claim.significance) if part)
    return Node(claim.id, NodeKind.EVIDENCE, label, (), properties, (item.source.id,))
