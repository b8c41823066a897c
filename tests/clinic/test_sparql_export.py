"""Each saved SPARQL query, compared with the same question asked of the reader."""

from __future__ import annotations

from pathlib import Path

import export_sample
import pytest
import rdflib
from rdflib.query import ResultRow

from pmkg.model.curie import Curie
from pmkg.model.kinds import Direction, EdgeKind, Effect, NodeKind
from pmkg.model.profile import profile_id
from pmkg.model.reads import Filter, Way, all_nodes
from pmkg.model.statement import Statement
from pmkg.model.views import STATEMENTS_BY_DISEASE, STATEMENTS_BY_PROFILE, statement_of
from pmkg.store.rdf import rdf_graph
from pmkg.vocabulary.ontology_files import data_folder
from pmkg.vocabulary.prefixes import contract, expand

QUERIES = data_folder("queries") / "sparql"
READER = export_sample.sample()
GRAPH = rdf_graph(READER)


def _ask(name: str, **parameters: Curie) -> list[ResultRow]:
    text = (QUERIES / f"{name}.rq").read_text(encoding="utf-8")
    assert all(f"# ${parameter} " in text for parameter in parameters), "parameters are declared on top"
    bound: dict[str, rdflib.term.Identifier] = {key: rdflib.URIRef(expand(id)) for key, id in parameters.items()}
    return [row for row in GRAPH.query(text, initBindings=bound) if isinstance(row, ResultRow)]


def _id(term: object) -> Curie | None:
    return contract(str(term))


def _statements() -> list[Statement]:
    return [statement_of(node) for node in all_nodes(READER, NodeKind.EVIDENCE)]


def test_every_saved_query_is_tested() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    untested = [query.stem for query in QUERIES.glob("*.rq") if f'"{query.stem}"' not in source]
    assert untested == []


@pytest.mark.parametrize("gene", [export_sample.BRAF.id, export_sample.KRAS.id])
def test_evidence_for_a_gene_is_what_its_facet_lists(gene: Curie) -> None:
    rows = _ask("evidence_for_gene", gene=gene)
    listed = READER.find(NodeKind.EVIDENCE, Filter({"genes": (gene,)})).nodes
    assert [_id(row.evidence) for row in rows] == sorted(node.id for node in listed)
    assert {str(row.license) for row in rows} == {"CC0-1.0"}
    told = {_id(row.evidence): (str(row.status), str(row.conflict or "")) for row in rows}
    assert told == {item.id: (item.status, item.conflict) for item in _statements() if item.id in told}


@pytest.mark.parametrize("disease", [export_sample.CUTANEOUS, export_sample.COLORECTAL, export_sample.MELANOMA])
def test_drugs_for_an_alteration_follow_the_tumors_ancestors(disease: Curie) -> None:
    profile = profile_id(export_sample.V600E)
    above = READER.closure([disease])[disease]
    expected = {
        (item.regimen.id, item.id)
        for item in READER.rows(STATEMENTS_BY_PROFILE, [profile]).get(profile, ())
        if item.disease in above
        and item.regimen
        and item.effect is Effect.SENSITIVITY
        and item.direction is Direction.SUPPORTS
        and item.stands
    }
    assert {
        (_id(row.regimen), _id(row.evidence)) for row in _ask("drugs_for_alteration", profile=profile, disease=disease)
    } == expected


@pytest.mark.parametrize("drug", [export_sample.CETUXIMAB.id, export_sample.VEMURAFENIB.id])
def test_resistance_to_a_drug_includes_regimens_that_contain_it(drug: Curie) -> None:
    expected = {
        (item.profile, item.id)
        for item in _statements()
        if item.effect is Effect.RESISTANCE
        and item.stands
        and item.regimen
        and drug in {agent.id for agent in item.regimen.drugs}
    }
    assert {(_id(row.profile), _id(row.evidence)) for row in _ask("resistance_to_drug", drug=drug)} == expected


def test_drugs_by_target_name_each_source_and_record() -> None:
    gene = export_sample.BRAF.id
    rows = _ask("drugs_by_target", gene=gene)
    edges = READER.edges([gene], [EdgeKind.TARGETS], Way.IN)[gene]
    found = [(_id(row.drug), str(row.source).rpartition(":")[2], str(row.record)) for row in rows]
    assert len(found) == 4
    assert sorted(found) == sorted((edge.subject, edge.source, edge.record) for edge in edges)


def test_sources_come_with_license_and_counts() -> None:
    rows = {str(row.source).rpartition(":")[2]: row for row in _ask("sources_and_licenses")}
    assert {id: str(row.license) for id, row in rows.items()} == {
        source.id: source.license for source in READER.manifest().sources
    }
    assert int(rows["civic"].statements) == READER.find(NodeKind.EVIDENCE).total
    assert int(rows["drugcentral"].associations) == 2


def test_evidence_below_a_disease_counts_its_subtypes() -> None:
    below = READER.closure([export_sample.CANCER], way=Way.IN)[export_sample.CANCER]
    expected: dict[tuple[Curie, str], int] = {}
    for disease, items in READER.rows(STATEMENTS_BY_DISEASE, below).items():
        for item in filter(lambda item: item.stands, items):
            key = (Curie(disease), item.effect.value)
            expected[key] = expected.get(key, 0) + 1
    rows = _ask("evidence_below_disease", disease=export_sample.CANCER)
    assert {(_id(row.tumor), str(row.effect)): int(row.statements) for row in rows} == expected
