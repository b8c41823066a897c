"""SHACL shapes of the RDF export, made from ``ontology/kinds.toml``; ``ontology/shapes.ttl`` is their committed form."""

from __future__ import annotations

import rdflib
from rdflib import RDF, RDFS, SH, XSD, BNode, Literal, URIRef
from rdflib.collection import Collection

from pmkg.model.kinds import NodeKind
from pmkg.store.rdf_resources import TERMS
from pmkg.vocabulary.kinds import EdgeMeaning, NodeMeaning, load_kinds

_PMKG = rdflib.Namespace(TERMS)
_SHAPES = rdflib.Namespace("urn:pmkg:shape:")
_DATATYPES = {"text": XSD.string, "object": RDF.JSON}


def shapes_graph() -> rdflib.Graph:
    """Make the shapes: labels and required properties of every node kind, allowed ends and provenance of every edge."""
    graph = rdflib.Graph()
    graph.bind("pmkg", _PMKG)
    graph.bind("shape", _SHAPES)
    graph.bind("sh", SH)
    kinds = load_kinds()
    for node in kinds.nodes.values():
        _add_node_shape(graph, node)
    for edge in kinds.edges.values():
        _add_edge_shapes(graph, edge)
    _add_association_shape(graph)
    return graph


def shapes_text() -> str:
    """Write the shapes as Turtle, in the order of their names."""
    return shapes_graph().serialize(format="longturtle")


def _add_node_shape(graph: rdflib.Graph, node: NodeMeaning) -> None:
    shape = _SHAPES[node.kind]
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetClass, _PMKG[node.kind]))
    graph.add((shape, RDFS.comment, Literal(node.meaning)))
    _add_property(graph, shape, RDFS.label, f"{node.kind}-label", {SH.datatype: XSD.string, SH.maxCount: Literal(1)})
    for name, form in node.required.items():
        limits: dict[URIRef, rdflib.term.Node] = {}
        if name in node.links or form == "curie":
            limits[SH.nodeKind] = SH.IRI
        elif form in _DATATYPES:
            limits[SH.datatype] = _DATATYPES[form]
        _add_property(graph, shape, _PMKG[name], f"{node.kind}-{name}", limits)


def _add_edge_shapes(graph: rdflib.Graph, edge: EdgeMeaning) -> None:
    """Say which kinds may stand at the ends of an edge: one shape for its subjects, one for its objects."""
    for end, target, kinds in (
        ("subject", SH.targetSubjectsOf, edge.subjects),
        ("object", SH.targetObjectsOf, edge.objects),
    ):
        shape = _SHAPES[f"{edge.kind}-{end}"]
        graph.add((shape, RDF.type, SH.NodeShape))
        graph.add((shape, target, _PMKG[edge.kind]))
        graph.add((shape, RDFS.comment, Literal(edge.meaning)))
        graph.add((shape, SH["or"], _class_list(graph, shape, kinds)))


def _add_association_shape(graph: rdflib.Graph) -> None:
    shape = _SHAPES.Association
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetClass, _PMKG.Association))
    for path in (RDF.subject, RDF.predicate, RDF.object, _PMKG.source):
        name = f"Association-{path.rpartition('#')[2].rpartition(':')[2]}"
        _add_property(graph, shape, path, name, {SH.nodeKind: SH.IRI, SH.maxCount: Literal(1)})


def _add_property(
    graph: rdflib.Graph, shape: URIRef, path: URIRef, name: str, limits: dict[URIRef, rdflib.term.Node]
) -> None:
    found = _SHAPES[name]
    graph.add((shape, SH.property, found))
    graph.add((found, RDF.type, SH.PropertyShape))
    graph.add((found, SH.path, path))
    graph.add((found, SH.minCount, Literal(1)))
    for limit, value in limits.items():
        graph.add((found, limit, value))


def _class_list(graph: rdflib.Graph, shape: URIRef, kinds: frozenset[NodeKind]) -> BNode:
    """List the allowed classes; blank nodes are named after the shape, so that the text is the same every time."""
    members: list[rdflib.term.Node] = []
    for kind in sorted(kinds):
        member = URIRef(f"{shape}-{kind}")
        graph.add((member, SH["class"], _PMKG[kind]))
        members.append(member)
    head = BNode(str(shape).rpartition(":")[2])
    Collection(graph, head, members)
    return head
