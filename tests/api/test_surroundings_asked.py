"""What stands beside a thing, its history over releases and the tree of tumor types, asked of a server."""

from __future__ import annotations

from typing import Any

import pytest
from api_client import Client
from api_graph import publish
from small_graph import BRAF, EGFR, MELANOMA

from pmkg.model.curie import Curie
from pmkg.store.memory_releases import MemoryReleases

BESIDE = """query($id: String!, $first: Int, $after: String) { surroundings(id: $id) { center { label } groups {
    relation reversed kind totalCount
    neighbors(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
      nodes { statements sources node { id kind label } } } } } }"""
HISTORY = """query($id: String!, $first: Int, $after: String) { history(id: $id, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { from to knownBefore knownAfter counts { item type count }
      changes(first: 2) { totalCount nodes { item type kind id label } } } } }"""


def _beside(client: Client, **asked: Any) -> dict[tuple[str | None, bool, str], dict[str, Any]]:
    groups = client.ask(BESIDE, **{"id": "BRAF", **asked})["surroundings"]["groups"]
    return {(group["relation"], group["reversed"], group["kind"]): group for group in groups}


def test_neighbors_stand_by_relation_and_kind_with_counts_and_sources(client: Client) -> None:
    found = _beside(client)
    drugs = found[None, False, "DRUG"]
    assert drugs["totalCount"] == drugs["neighbors"]["totalCount"] == len(drugs["neighbors"]["nodes"])
    first = drugs["neighbors"]["nodes"][0]
    assert (first["node"]["label"], first["sources"]) == ("Vemurafenib", ["civic"])
    said = client.ask('{ evidence(filter: { gene: "BRAF", drug: "Vemurafenib" }) { totalCount } }')["evidence"]
    assert first["statements"] == said["totalCount"]
    arms = found["STUDIES_GENE", True, "TRIAL_ARM"]["neighbors"]["nodes"]
    assert [(each["node"]["label"], each["sources"]) for each in arms] == [("Cohort 1", ["ctml"])]


def test_a_group_is_paged_without_gap_or_repeat(client: Client) -> None:
    key = (None, False, "DRUG")
    everything = [each["node"]["id"] for each in _beside(client)[key]["neighbors"]["nodes"]]
    found, after = [], None
    while True:
        page = _beside(client, first=1, after=after)[key]["neighbors"]
        found += [each["node"]["id"] for each in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert found == everything
    assert len(found) > 1


def test_what_is_not_there_is_said_with_near_names(client: Client) -> None:
    error = client.error('{ surroundings(id: "BRFA") { center { id } } }')
    assert error["code"] == "NOT_FOUND"
    assert "BRAF" in error["suggestions"]


def test_history_goes_from_release_to_release_the_newest_first(client: Client, releases: MemoryReleases) -> None:
    assert client.ask(HISTORY, id="BRAF")["history"]["nodes"] == []
    publish(releases, "2026.2", frozenset({Curie("civic.eid:1409")}))
    publish(releases, "2026.3")
    found = client.ask(HISTORY, id="BRAF")["history"]
    assert [(step["from"], step["to"]) for step in found["nodes"]] == [("2026.2", "2026.3"), ("2026.1", "2026.2")]
    came, went = found["nodes"]
    assert came["counts"] == [{"item": "STATEMENT", "type": "ADDED", "count": 1}]
    assert [(each["type"], each["id"]) for each in went["changes"]["nodes"]] == [("WITHDRAWN", "civic.eid:1409")]
    assert (went["knownBefore"], went["knownAfter"]) == (True, True)


def test_history_is_paged_by_steps(client: Client, releases: MemoryReleases) -> None:
    for name in ("2026.2", "2026.3", "2026.4"):
        publish(releases, name)
    page = client.ask(HISTORY, id="BRAF", first=2)["history"]
    assert (page["totalCount"], [step["to"] for step in page["nodes"]]) == (3, ["2026.4", "2026.3"])
    rest = client.ask(HISTORY, id="BRAF", first=2, after=page["pageInfo"]["endCursor"])["history"]
    assert [step["to"] for step in rest["nodes"]] == ["2026.2"]
    assert not rest["pageInfo"]["hasNextPage"]


def test_history_says_since_when_a_thing_is_known(client: Client, releases: MemoryReleases) -> None:
    publish(releases, "2026.2", frozenset({EGFR.id}))
    publish(releases, "2026.3")
    came, went = client.ask(HISTORY, id="EGFR")["history"]["nodes"]
    assert (came["knownBefore"], came["knownAfter"]) == (False, True)
    assert (went["knownBefore"], went["knownAfter"]) == (True, False)


def test_a_release_of_another_stored_form_is_passed_over(client: Client, releases: MemoryReleases) -> None:
    publish(releases, "2026.2", schema=1)
    publish(releases, "2026.3")
    steps = client.ask(HISTORY, id="BRAF")["history"]["nodes"]
    assert [(step["from"], step["to"]) for step in steps] == [("2026.1", "2026.3")]


@pytest.mark.parametrize("first", [-1, 21])
def test_history_is_bounded(client: Client, first: int) -> None:
    assert client.error(HISTORY, id="BRAF", first=first)["code"] == "BAD_REQUEST"


def test_the_tree_counts_what_lists_of_evidence_and_trials_count(client: Client) -> None:
    tree = client.ask("{ tumorTree { id code label parent statements trials } }")["tumorTree"]
    assert {each["code"] for each in tree} == {"SKCM", "LUAD", "NSCLC", "COADREAD"}
    query = """query($id: String!) {
      evidence(filter: { disease: { id: $id, operator: SELF_OR_DESCENDANTS } }) { totalCount }
      trials(filter: { disease: { id: $id, operator: SELF_OR_DESCENDANTS } }) { totalCount } }"""
    for each in tree:
        listed = client.ask(query, id=each["id"])
        assert each["statements"] == listed["evidence"]["totalCount"], each["label"]
        assert each["trials"] == listed["trials"]["totalCount"], each["label"]


def test_what_stands_beside_a_disease_is_found_by_its_statements(client: Client) -> None:
    found = _beside(client, id=MELANOMA)
    assert [each["node"]["id"] for each in found[None, False, "GENE"]["neighbors"]["nodes"]] == [BRAF.id]


def test_a_gene_names_its_exons_and_domains_with_citations(client: Client) -> None:
    query = '{ gene(id: "EGFR") { regions { name start end isDomain citation } } }'
    found = {each["name"]: each for each in client.ask(query)["gene"]["regions"]}
    assert (found["exon 19"]["start"], found["exon 19"]["end"], found["exon 19"]["isDomain"]) == (729, 761, False)
    assert found["kinase domain"]["isDomain"]
    assert all(each["citation"] for each in found.values())
    assert client.ask('{ gene(id: "TGFB1") { regions { name } } }')["gene"]["regions"] == []
