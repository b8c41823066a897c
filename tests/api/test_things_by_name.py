"""One thing by name, and lists by filter."""

from __future__ import annotations

from typing import Any

import pytest
from api_client import Client


@pytest.mark.parametrize("name", ["HGNC:1097", "NCBIGene:673", "BRAF", "RAFB1", " braf "])
def test_a_gene_is_found_by_identifier_mapping_symbol_and_previous_symbol(client: Client, name: str) -> None:
    assert client.ask("query($id: String!) { gene(id: $id) { id label } }", id=name)["gene"] == {
        "id": "HGNC:1097",
        "label": "BRAF",
    }


@pytest.mark.parametrize("name", ["NCT01917552", "nct01917552", "NCT:NCT01917552"])
def test_a_trial_is_found_by_its_registry_number_with_and_without_prefix(client: Client, name: str) -> None:
    found = client.ask("query($id: String!) { trial(id: $id) { id status phase arms { label } } }", id=name)["trial"]
    assert found == {"id": "NCT:NCT01917552", "status": "OPEN", "phase": "II", "arms": [{"label": "Cohort 1"}]}


def test_an_unknown_name_is_null_with_a_coded_error_that_suggests(client: Client) -> None:
    body = client.send('{ gene(id: "BRAF1") { id } }')
    assert body["data"] == {"gene": None}
    (error,) = body["errors"]
    assert error["extensions"]["code"] == "NOT_FOUND"
    assert "BRAF1" in error["extensions"]["lookedUp"]
    assert "BRAF" in error["extensions"]["suggestions"]
    assert error["path"] == ["gene"]


@pytest.mark.parametrize(
    ("field", "typed", "meant"),
    [
        ("gene", "B-Raf", "BRAF"),
        ("drug", "vemurafinib", "Vemurafenib"),
        ("disease", "lung adenocarcinom", "lung adenocarcinoma"),
    ],
)
def test_a_typing_error_is_met_with_the_name_that_was_meant(client: Client, field: str, typed: str, meant: str) -> None:
    error = client.error(f"query($id: String!) {{ {field}(id: $id) {{ id }} }}", id=typed)
    assert error["suggestions"][0] == meant


def test_a_name_of_two_genes_is_ambiguous_unless_one_role_is_better(client: Client) -> None:
    # "ERBB" is a previous symbol of EGFR and only an alias of TGFB1
    assert client.ask('{ gene(id: "ERBB") { label } }')["gene"] == {"label": "EGFR"}


def test_the_drug_is_meant_by_a_name_that_its_regimen_shares(client: Client) -> None:
    assert client.ask('{ node(id: "Vemurafenib") { __typename id } }')["node"] == {
        "__typename": "Drug",
        "id": "NCIT:C64768",
    }


def test_a_thing_of_another_kind_is_not_found(client: Client) -> None:
    assert client.error('{ drug(id: "HGNC:1097") { id } }')["code"] == "NOT_FOUND"


def test_every_node_names_its_sources_with_release_license_and_citation(client: Client) -> None:
    (said,) = client.ask(
        '{ drug(id: "Zelboraf") { provenance { source title release license citation record url } } }'
    )["drug"]["provenance"]
    assert said["source"] == "drugcentral"
    assert said["release"] == "54"
    assert said["license"] == "CC-BY-SA-4.0"
    assert said["citation"] == "PMID:36484092"
    assert said["record"] == "NCIT:C64768"
    assert said["url"].startswith("https://")


def test_every_relation_names_its_source_record_and_citations(client: Client) -> None:
    page = client.ask(
        '{ drug(id: "Vemurafenib") { relations(kinds: [INTERACTS_WITH]) { nodes {'
        " source record citations reversed node { label } provenance { license record } } } } }"
    )
    (relation,) = page["drug"]["relations"]["nodes"]
    assert relation == {
        "source": "dgidb",
        "record": "row 3",
        "citations": ["PMID:1", "PMID:2"],
        "reversed": False,
        "node": {"label": "BRAF"},
        "provenance": [{"license": "", "record": "row 3"}],
    }


_EVIDENCE = (
    "query($filter: EvidenceFilter) { evidence(filter: $filter) { totalCount nodes { id status diseaseLabel } } }"
)


def _ids(client: Client, **filter: Any) -> list[str]:
    return [node["id"] for node in client.ask(_EVIDENCE, filter=filter)["evidence"]["nodes"]]


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("SELF", ["civic.eid:1410"]),
        ("SELF_OR_DESCENDANTS", ["civic.eid:1409", "civic.eid:1410"]),
        ("DESCENDANTS", ["civic.eid:1409"]),
        ("SELF_OR_ANCESTORS", ["civic.eid:1410"]),
        ("ANCESTORS", []),
    ],
)
def test_an_ontology_operator_takes_the_terms_it_names(client: Client, operator: str, expected: list[str]) -> None:
    assert _ids(client, disease={"id": "melanoma", "operator": operator}) == expected


def test_a_term_filter_takes_subtypes_when_no_operator_is_named(client: Client) -> None:
    assert _ids(client, disease={"id": "melanoma"}) == ["civic.eid:1409", "civic.eid:1410"]


def test_only_accepted_evidence_is_listed_unless_another_status_is_asked_for(client: Client) -> None:
    assert "civic.eid:2000" not in _ids(client)
    assert client.ask("{ evidence { totalCount } }")["evidence"]["totalCount"] == 6
    assert _ids(client, status=["submitted"]) == ["civic.eid:2000"]


def test_the_parts_of_a_filter_are_joined_by_and_its_values_by_or(client: Client) -> None:
    assert _ids(client, gene=["BRAF"], effect=["RESISTANCE"]) == ["civic.eid:1902"]
    assert _ids(client, level=["A", "C"], drug=["Erbitux", "Vemurafenib"]) == [
        "civic.eid:12016",
        "civic.eid:1409",
        "civic.eid:1902",
    ]


def test_evidence_of_a_drug_comes_from_every_regimen_that_contains_it(client: Client) -> None:
    drug = client.ask('{ drug(id: "Cetuximab") { regimens { label } evidence { nodes { id } } } }')["drug"]
    assert [regimen["label"] for regimen in drug["regimens"]] == ["Cetuximab", "Cetuximab + Encorafenib"]
    assert [node["id"] for node in drug["evidence"]["nodes"]] == [
        "civic.eid:10560",
        "civic.eid:12016",
        "civic.eid:90",
    ]


def test_evidence_leads_to_its_profile_its_disease_and_its_regimen(client: Client) -> None:
    (row,) = client.ask(
        '{ evidence(filter: { ids: ["civic.eid:1409"] }) { nodes { molecularProfile { label } disease { label oncotree }'
        " regimen { label operator drugs { id label url } } provenance { source record license citation release } } } }"
    )["evidence"]["nodes"]
    assert row["molecularProfile"] == {"label": "BRAF V600E"}
    assert row["disease"] == {"label": "cutaneous melanoma", "oncotree": "SKCM"}
    assert row["regimen"]["operator"] == "SINGLE"
    assert row["regimen"]["drugs"][0]["label"] == "Vemurafenib"
    (said,) = row["provenance"]
    assert said["record"] == "civic.eid:1409"
    assert said["citation"] == "PMID:22735384"
    assert said["release"] == "2025-04-30"


def test_tumor_types_are_the_diseases_with_an_oncotree_code(client: Client) -> None:
    page = client.ask("{ tumorTypes(order: LABEL) { totalCount nodes { oncotree parents { label } } } }")["tumorTypes"]
    assert [node["oncotree"] for node in page["nodes"]] == ["COADREAD", "SKCM", "LUAD", "NSCLC"]
    assert page["totalCount"] == 4


def test_a_disease_that_is_no_tumor_type_is_not_found_as_one(client: Client) -> None:
    assert client.error('{ tumorType(id: "Noonan syndrome") { id } }')["code"] == "NOT_FOUND"


def test_trials_are_found_through_their_arms_and_by_all_their_criteria(client: Client) -> None:
    query = "query($filter: TrialFilter) { trials(filter: $filter) { nodes { id } } }"
    here = [{"id": "NCT:NCT01917552"}]
    subtype = {"id": "SKCM", "operator": "SELF_OR_ANCESTORS"}
    assert client.ask(query, filter={"disease": subtype, "gene": ["BRAF"]})["trials"]["nodes"] == here
    assert client.ask(query, filter={"drug": ["Zelboraf"]})["trials"]["nodes"] == here
    assert client.ask(query, filter={"gene": ["KRAS"]})["trials"]["nodes"] == []
    assert client.ask(query, filter={"gene": ["KRAS"], "drug": ["Zelboraf"]})["trials"]["nodes"] == []


def test_phenotypes_are_listed_by_term_and_by_disease(client: Client) -> None:
    query = "query($filter: PhenotypeFilter) { phenotypes(filter: $filter) { nodes { label } } }"
    within = client.ask(query, filter={"within": {"id": "Growth abnormality", "operator": "DESCENDANTS"}})
    assert within["phenotypes"]["nodes"] == [{"label": "Short stature"}]
    assert client.ask(query, filter={"disease": {"id": "Noonan syndrome"}}) == within


def test_drugs_are_listed_by_what_they_act_through(client: Client) -> None:
    found = client.ask('{ drugs(filter: { targets: ["BRAF"] }, order: LABEL) { nodes { label targets { label } } } }')
    assert [drug["label"] for drug in found["drugs"]["nodes"]] == ["Encorafenib", "Vemurafenib"]


def test_an_unknown_name_in_a_filter_is_an_error_and_never_an_empty_list(client: Client) -> None:
    assert client.error(_EVIDENCE, filter={"gene": ["NOSUCH"]})["code"] == "NOT_FOUND"


def test_fields_of_variants_show_names_and_lead_to_the_gene(client: Client) -> None:
    page = client.ask(
        '{ variants(filter: { gene: ["BRAF"] }, order: LABEL) { nodes { label protein genomic gene { label } } } }'
    )
    assert page["variants"]["nodes"][0] == {
        "label": "BRAF V600E",
        "protein": "V600E",
        "genomic": ["GRCh37:7:140453136:A:T"],
        "gene": {"label": "BRAF"},
    }
