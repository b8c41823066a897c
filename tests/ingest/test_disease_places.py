"""Where a tumor type stands: the parents that the table of exceptions cuts and those that it adds."""

from __future__ import annotations

import pytest

from pmkg.ingest.diseases import DiseaseIndex
from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole
from pmkg.model.kinds import NodeKind
from pmkg.model.records import Concept
from pmkg.vocabulary.ontology_files import read_toml
from pmkg.vocabulary.tumor_words import lineage_roots

EXCEPTIONS = read_toml("disease_exceptions.toml")
NEOPLASM = Curie("MONDO:0005070")


def disease(id: str, label: str, *parents: str) -> tuple[str, Concept]:
    vocabulary = id.partition(":")[0].lower()
    return vocabulary, Concept(NodeKind.DISEASE, Curie(id), label, id, parents=tuple(Curie(one) for one in parents))


def parents(subject: str, *concepts: tuple[str, Concept]) -> dict[str, str]:
    index = DiseaseIndex([disease(NEOPLASM, "neoplasm"), *concepts], lineage_roots())
    return {edge.object: edge.record for edge in index.edges() if edge.subject == subject}


@pytest.mark.parametrize("cut", EXCEPTIONS["cut"], ids=lambda cut: f"{cut['subject']} {cut['object']}")
def test_no_evidence_flows_along_a_parent_that_is_cut(cut: dict[str, str]) -> None:
    above = disease(cut["object"], "wrong parent", NEOPLASM)
    below = disease(cut["subject"], "tumor type", NEOPLASM, cut["object"])
    assert parents(cut["subject"], above, below).keys() == {NEOPLASM}


@pytest.mark.parametrize("added", EXCEPTIONS["within"], ids=lambda added: f"{added['subject']} {added['object']}")
def test_a_parent_that_no_ontology_states_is_added_with_its_citation(added: dict[str, str]) -> None:
    above = disease(added["object"], "wider type", NEOPLASM)
    below = disease(added["subject"], "narrower type")
    assert parents(added["subject"], above, below) == {added["object"]: added["citation"]}


def test_an_added_parent_closes_no_cycle() -> None:
    below, above = "MONDO:0003308", "MONDO:0006292"
    assert any(stated["subject"] == below and stated["object"] == above for stated in EXCEPTIONS["within"])
    inside = disease(above, "wider type", below)
    assert parents(below, disease(below, "narrower type", NEOPLASM), inside).keys() == {NEOPLASM}


@pytest.mark.parametrize("added", EXCEPTIONS["within"], ids=lambda added: f"{added['subject']} {added['object']}")
def test_a_parent_is_added_only_where_both_terms_are_known(added: dict[str, str]) -> None:
    assert parents(added["subject"], disease(added["subject"], "narrower type")) == {}
    assert parents(added["subject"], disease(added["object"], "wider type", NEOPLASM)) == {}


@pytest.mark.parametrize("wrong", EXCEPTIONS["apart"], ids=lambda wrong: f"{wrong['id']} {wrong['from']}")
def test_a_mapping_of_opposites_is_taken_back_with_its_names(wrong: dict[str, str]) -> None:
    names = (Name("the other tumor", NameRole.EXACT),)
    mapped = Concept(NodeKind.DISEASE, Curie(wrong["from"]), "one tumor", "", names, exact=(Curie(wrong["id"]),))
    other = disease(wrong["id"], "the other tumor", NEOPLASM)
    index = DiseaseIndex([disease(NEOPLASM, "neoplasm"), ("mondo", mapped), other], lineage_roots())
    assert index.canonical(wrong["id"]) == wrong["id"]
    assert index.by_name("the other tumor") == wrong["id"]
    assert index.by_name("one tumor") == wrong["from"]


@pytest.mark.parametrize("wrong", EXCEPTIONS["apart"], ids=lambda wrong: f"{wrong['id']} {wrong['from']}")
def test_a_former_code_does_not_join_what_the_table_keeps_apart(wrong: dict[str, str]) -> None:
    former = Curie("ONCOTREE:FORMER")
    mapped = Concept(NodeKind.DISEASE, Curie(wrong["from"]), "tumor of one place", "", exact=(former,))
    wider = Concept(NodeKind.DISEASE, Curie(wrong["id"]), "tumor of any place", "", exact=(former,))
    index = DiseaseIndex([("mondo", mapped), ("oncotree", wider)], lineage_roots())
    assert index.canonical(wrong["id"]) == wrong["id"]
    assert index.canonical(former) == wrong["from"]
