"""What each kind of node and edge means, from ``ontology/kinds.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node, Value
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.vocabulary.ontology_files import read_toml


@dataclass(frozen=True, slots=True)
class NodeMeaning:
    """Say what nodes of a kind stand for.

    ``required`` maps a property to its form: ``text``, ``curie``, ``number``, ``list`` or ``object``. ``facets`` are the
    properties by which a listing may be filtered, ``links`` those that hold identifiers. ``ga4gh`` is "" where no class fits.
    """

    kind: NodeKind
    meaning: str
    biolink: str
    ga4gh: str
    required: Mapping[str, str]
    links: frozenset[str]
    facets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EdgeMeaning:
    """Say what edges of a kind mean and which kinds may stand at their ends.

    ``negated`` says that the Biolink predicate holds in the negative. ``knowledge_level`` and ``agent_type`` are Biolink's
    words for how such edges come about. ``beyond_biolink`` lists ends that Biolink's own domain
    or range does not foresee.
    """

    kind: EdgeKind
    meaning: str
    biolink: str
    knowledge_level: str
    agent_type: str
    subjects: frozenset[NodeKind]
    objects: frozenset[NodeKind]
    negated: bool = False
    beyond_biolink: frozenset[NodeKind] = frozenset()


@dataclass(frozen=True, slots=True)
class Kinds:
    """Hold the meaning of every kind."""

    nodes: Mapping[NodeKind, NodeMeaning]
    edges: Mapping[EdgeKind, EdgeMeaning]


@cache
def load_kinds() -> Kinds:
    """Read the meanings of all kinds, once per process.

    >>> load_kinds().edges[EdgeKind.CAUSES].biolink
    'biolink:causes'
    """
    data = read_toml("kinds.toml")
    nodes = {
        NodeKind(name): NodeMeaning(
            NodeKind(name),
            row["meaning"],
            row["biolink"],
            row["ga4gh"],
            row["required"],
            frozenset(row["links"]),
            tuple(row["facets"]),
        )
        for name, row in data["node"].items()
    }
    edges = {
        EdgeKind(name): EdgeMeaning(
            EdgeKind(name),
            row["meaning"],
            row["biolink"],
            row["knowledge"][0],
            row["knowledge"][1],
            _kinds(row["subjects"]),
            _kinds(row["objects"]),
            row.get("negated", False),
            _kinds(row["beyond_biolink"]),
        )
        for name, row in data["edge"].items()
    }
    return Kinds(nodes, edges)


def facets_by_kind() -> dict[NodeKind, tuple[str, ...]]:
    """Give the facets of each kind, by which :class:`pmkg.model.reads.Filter` may limit a listing."""
    return {kind: meaning.facets for kind, meaning in load_kinds().nodes.items()}


def facet_values(node: Node) -> dict[str, tuple[str, ...]]:
    """Give the values of a node under each facet of its kind; a list property has one value per item, empty texts none.

    >>> node = Node(Curie("HGNC:1097"), NodeKind.GENE, "BRAF", properties={"role": "oncogene", "pli": 0.9})
    >>> facet_values(node)
    {'role': ('oncogene',)}
    """
    found = {}
    for facet in load_kinds().nodes[node.kind].facets:
        value = node.properties.get(facet)
        items = value if isinstance(value, list) else [value]
        texts = tuple(str(item) for item in items if item is not None and item != "")
        if texts:
            found[facet] = texts
    return found


def check_node(node: Node) -> list[str]:
    """List what is wrong with a node: no label, or a required property that is absent or of another form."""
    problems = [] if node.label.strip() else [f"{node.id}: a {node.kind} without a label"]
    for name, form in load_kinds().nodes[node.kind].required.items():
        if name not in node.properties:
            problems.append(f"{node.id}: a {node.kind} without {name!r}")
        elif not _has_form(node.properties[name], form):
            problems.append(f"{node.id}: {name!r} of a {node.kind} is not a {form}: {node.properties[name]!r}")
    return problems


def check_edge(edge: Edge, subject: NodeKind, object: NodeKind) -> list[str]:
    """List what is wrong with an edge between nodes of the given kinds."""
    meaning = load_kinds().edges[edge.kind]
    problems = []
    if subject not in meaning.subjects:
        problems.append(f"{edge.subject} {edge.kind} {edge.object}: a {subject} cannot be its subject")
    if object not in meaning.objects:
        problems.append(f"{edge.subject} {edge.kind} {edge.object}: a {object} cannot be its object")
    return problems


def _kinds(names: list[str]) -> frozenset[NodeKind]:
    return frozenset(NodeKind(name) for name in names)


def _has_form(value: Value, form: str) -> bool:
    match form:
        case "text":
            return isinstance(value, str) and value != ""
        case "curie":
            return isinstance(value, str) and ":" in value and Curie(value).local != ""
        case "number":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case "list":
            return isinstance(value, list)
        case _:
            return isinstance(value, dict)
