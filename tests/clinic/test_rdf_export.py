from __future__ import annotations

import io
import json

import export_sample
import pyshacl
import pytest
import rdflib
from rdflib import RDF, RDFS, SKOS, Literal, URIRef

from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.store.memory import MemoryGraph
from pmkg.store.rdf import rdf_graph, write_jsonld, write_turtle
from pmkg.store.rdf_resources import TERMS, resources
from pmkg.store.shapes import shapes_graph
from pmkg.vocabulary.prefixes import expand

PMKG = rdflib.Namespace(TERMS)
BRAF = URIRef(expand("HGNC:1097"))
EVIDENCE = URIRef(expand("civic.eid:1"))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser still uses it
def test_turtle_and_jsonld_say_the_same() -> None:
    turtle, jsonld = io.StringIO(), io.StringIO()
    written = write_turtle(resources(export_sample.sample()), turtle)
    assert written == write_jsonld(resources(export_sample.sample()), jsonld)
    one = rdflib.Graph().parse(data=turtle.getvalue(), format="turtle")
    other = rdflib.Graph().parse(data=jsonld.getvalue(), format="json-ld")
    assert len(one) > 300
    assert set(one) == set(other)


def test_texts_with_quotes_and_line_breaks_come_back_whole() -> None:
    description = export_sample.nodes()[-1].properties["description"]
    assert Literal(description) in set(rdf_graph(export_sample.sample()).objects(EVIDENCE, PMKG.description))


def test_a_gene_carries_its_label_names_mappings_and_typed_properties() -> None:
    graph = rdf_graph(export_sample.sample())
    assert set(graph.objects(BRAF, RDFS.label)) == {Literal("BRAF")}
    assert set(graph.objects(BRAF, SKOS.altLabel)) == {Literal("BRAF1 (old) | β")}
    assert set(graph.objects(BRAF, SKOS.exactMatch)) == {URIRef(expand("NCBIGene:673"))}
    assert set(graph.objects(BRAF, PMKG.pli)) == {Literal(0.99)}
    assert set(graph.objects(BRAF, PMKG["rank"])) == {Literal(3)}


def test_identifiers_become_links_and_nested_values_json() -> None:
    graph = rdf_graph(export_sample.sample())
    assert BRAF in set(graph.objects(EVIDENCE, PMKG.genes))
    statement = next(graph.objects(EVIDENCE, PMKG.statement))
    assert isinstance(statement, Literal)
    assert statement.datatype == RDF.JSON
    assert json.loads(str(statement))["id"] == "civic.eid:1"


def test_a_dose_finding_study_carries_its_toxicities_trial_and_publication() -> None:
    graph, study = rdf_graph(export_sample.sample()), URIRef(expand(export_sample.DOSE_FINDING))
    assert set(graph.objects(study, PMKG.publication)) == {URIRef(expand(Curie("PMID:101")))}
    assert set(graph.objects(study, PMKG.trials)) == {URIRef(expand(Curie("NCT:NCT00000001")))}
    toxicities = next(graph.objects(study, PMKG.toxicities))
    assert json.loads(str(toxicities)) == [{"toxicity": "rash", "grade": "3", "patients": 1, "treated": 6}]


def test_every_edge_stands_as_a_triple_and_as_a_claim_with_its_source() -> None:
    graph, reader = rdf_graph(export_sample.sample()), export_sample.sample()
    found = [edge for edges in reader.edges([node.id for node in export_sample.nodes()]).values() for edge in edges]
    claims = set(graph.subjects(RDF.type, PMKG.Association))
    assert len(claims) == len(found) == len(export_sample.edges())
    for edge in found:
        assert (URIRef(expand(edge.subject)), PMKG[edge.kind], URIRef(expand(edge.object))) in graph
    assert all(len(set(graph.objects(claim, PMKG.source))) == 1 for claim in claims)


def test_the_export_conforms_to_the_shapes() -> None:
    conforms, _, report = pyshacl.validate(rdf_graph(export_sample.sample()), shacl_graph=shapes_graph())
    assert conforms, report


def _violations(reader: MemoryGraph) -> int:
    conforms, report, _ = pyshacl.validate(rdf_graph(reader), shacl_graph=shapes_graph())
    assert not conforms
    assert isinstance(report, rdflib.Graph)
    return len(list(report.subjects(RDF.type, URIRef("http://www.w3.org/ns/shacl#ValidationResult"))))


def test_the_shapes_reject_a_variant_without_its_gene() -> None:
    variant = Node(Curie("pmkg.variant:1"), NodeKind.VARIANT, "x", (), {"symbol": "BRAF"})
    assert _violations(MemoryGraph([variant])) == 1


def test_the_shapes_reject_an_edge_with_the_wrong_ends() -> None:
    gene = Node(Curie("HGNC:1"), NodeKind.GENE, "A1BG")
    disease = Node(Curie("MONDO:1"), NodeKind.DISEASE, "x")
    assert _violations(MemoryGraph([gene, disease], [Edge(disease.id, EdgeKind.IN_GENE, gene.id, "x", "row 1")])) == 1
