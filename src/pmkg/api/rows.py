"""Plain objects that the GraphQL types are read from, so that no field of a long list needs a resolver.

A schema type in ``pmkg.api.types`` only declares fields; its values are attributes of these rows, found by name. What a
source says of one kind of node (a gene's role, a trial's phase) is a property of the node under the field's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import Direction, EdgeKind, Effect, NodeKind, Operator, Origin, StatementKind, TumorScope
from pmkg.model.manifest import Manifest, SourceRelease
from pmkg.model.regimen import Agent, Regimen
from pmkg.model.statement import ACCEPTED
from pmkg.vocabulary.prefixes import page

if TYPE_CHECKING:
    from pmkg.api.serving import Serving


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Say which version of a source a release holds, and its license."""

    id: str
    title: str
    version: str
    license: str
    citation: str
    url: str
    records: int = 0
    losses: int = 0
    origin: str = ""


@dataclass(frozen=True, slots=True)
class ProvenanceRow:
    """Say where one fact comes from: the source, its version and license, and the record in it."""

    source: str
    title: str
    release: str
    license: str
    citation: str
    record: str
    url: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Hold an identifier and the page about it."""

    id: str
    url: str | None


def source_rows(manifest: Manifest) -> dict[str, SourceRow]:
    """Give the sources of a release by id."""
    return {source.id: _source_row(source) for source in manifest.sources}


def _source_row(source: SourceRelease) -> SourceRow:
    return SourceRow(
        source.id,
        source.title,
        source.version,
        source.license,
        source.citation,
        source.url,
        source.records,
        source.losses,
        source.origin,
    )


def link(id: str) -> LinkRow:
    """Pair an identifier with its page, None where its prefix has none."""
    return LinkRow(id, page(id) or None)


def provenance(
    serving: Serving, source: str, record: str = "", citation: str = "", license: str = "", url: str = ""
) -> ProvenanceRow:
    """Say where a fact comes from; what the record does not say itself is taken from its source."""
    known = serving.sources.get(source)
    if known is None:
        return ProvenanceRow(source, source, "", license, citation, record, url)
    return ProvenanceRow(
        source,
        known.title,
        known.version,
        license or known.license,
        citation or known.citation,
        record,
        url or page(record) or known.url,
    )


class NodeRow:
    """Show one node; a property of the node is an attribute of the row, None where no source says it."""

    __slots__ = ("id", "kind", "label", "node", "serving", "sources")

    def __init__(self, node: Node, serving: Serving) -> None:
        self.id = node.id
        self.kind = node.kind
        self.label = node.label
        self.sources = node.sources
        self.node = node
        self.serving = serving

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self.node.properties.get(name)

    @property
    def names(self) -> list[Any]:
        return [name for name in self.node.names if name.role.value != "mapping"]

    @property
    def mappings(self) -> list[LinkRow]:
        return [link(id) for id in self.node.mappings]

    @property
    def url(self) -> str | None:
        return page(self.id) or str(self.node.properties.get("url") or "") or None

    @property
    def properties(self) -> dict[str, Any]:
        return dict(self.node.properties)

    @property
    def provenance(self) -> list[ProvenanceRow]:
        record = str(self.node.properties.get("record", "")) or self.id
        return [provenance(self.serving, source, record) for source in self.node.sources]


class EvidenceRow(NodeRow):
    """Show one statement of a source, read from the encoded statement of its node without decoding it whole."""

    __slots__ = (
        "citation", "conditions", "conflict", "date", "direction", "disease_id", "disease_label", "effect", "excluded",
        "level", "license", "lineage", "origin", "profile_id", "scale", "scope", "significance", "source", "status",
        "type",
    )  # fmt: skip

    def __init__(self, node: Node, serving: Serving) -> None:
        super().__init__(node, serving)
        facts: Any = node.properties
        said: Any = facts.get("statement") or facts
        get = said.get
        self.type = StatementKind(get("kind", "PREDICTIVE"))
        self.source: str = get("source", "")
        self.effect = Effect(get("effect", "OTHER"))
        self.direction = Direction(get("direction", "SUPPORTS"))
        self.significance: str = get("significance", "")
        self.level: str = get("level", "")
        self.scale: str = get("scale", "")
        self.disease_id: str | None = get("disease") or None
        self.disease_label: str = get("disease_label") or (facts.get("words") or {}).get("disease", "")
        self.scope = TumorScope(get("scope", "UNRESOLVED"))
        self.excluded: list[str] = get("excluded", [])
        self.lineage: str = get("lineage", "")
        self.profile_id: str | None = get("profile") or None
        self.origin = Origin(get("origin", "unknown"))
        self.conditions: list[str] = get("conditions", [])
        self.citation: str = get("citation", "")
        self.license: str = get("license", "")
        self.status: str = get("status", ACCEPTED)
        self.date: str = get("date", "")
        self.conflict: str = get("conflict", "")

    @property
    def url(self) -> str | None:
        return self._said("url") or page(self.id) or None

    @property
    def regimen(self) -> Regimen | None:
        said = self._said("regimen")
        if not isinstance(said, dict):
            return None
        drugs = tuple(Agent(Curie(drug["id"]), drug["label"]) for drug in said["drugs"])
        return Regimen(Operator(said["operator"]), drugs)

    @property
    def provenance(self) -> list[ProvenanceRow]:
        record = str(self.node.properties.get("record") or self.id)
        return [provenance(self.serving, self.source, record, self.citation, self.license, self.url or "")]

    def _said(self, name: str) -> Any:
        facts: Any = self.node.properties
        return (facts.get("statement") or facts).get(name)


def node_row(node: Node, serving: Serving) -> NodeRow:
    """Show a node as the row of its kind."""
    return EvidenceRow(node, serving) if node.kind is NodeKind.EVIDENCE else NodeRow(node, serving)


class RelationRow:
    """Show one edge, and the node at its far end where it was followed from a node."""

    __slots__ = ("citations", "edge", "kind", "object", "record", "reversed", "serving", "source", "subject")

    def __init__(self, edge: Edge, serving: Serving, reversed: bool = False) -> None:
        self.kind: EdgeKind = edge.kind
        self.subject = edge.subject
        self.object = edge.object
        self.source = edge.source
        self.record = edge.record
        self.citations = edge.citations
        self.edge = edge
        self.serving = serving
        self.reversed = reversed

    @property
    def far_end(self) -> Curie:
        return self.edge.subject if self.reversed else self.edge.object

    @property
    def properties(self) -> dict[str, Any]:
        return dict(self.edge.properties)

    @property
    def provenance(self) -> list[ProvenanceRow]:
        citation = ", ".join(self.edge.citations)
        return [provenance(self.serving, self.edge.source, self.edge.record, citation)]
