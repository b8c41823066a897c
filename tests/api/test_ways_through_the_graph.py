"""Search, paths, neighborhoods."""

from __future__ import annotations

import pytest
from api_client import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def test_search_gives_typed_hits_with_the_name_that_was_hit(client: Client) -> None:
    (hit,) = client.ask('{ search(text: "zelb") { id kind label name role node { __typename label } } }')["search"]
    assert hit == {
        "id": "NCIT:C64768",
        "kind": "DRUG",
        "label": "Vemurafenib",
        "name": "Zelboraf",
        "role": "BRAND",
        "node": {"__typename": "Drug", "label": "Vemurafenib"},
    }


def test_search_by_words_finds_what_no_prefix_does(client: Client) -> None:
    query = 'query($mode: SearchMode!) { search(text: "lung adenocarcinoma cell", mode: $mode) { label } }'
    assert client.ask(query, mode="PREFIX")["search"] == []
    labels = client.ask('{ search(text: "cell lung", mode: WORDS) { label } }')["search"]
    assert labels == [{"label": "non-small cell lung carcinoma"}]


def test_search_lists_a_node_once_and_whole_names_first(client: Client) -> None:
    found = client.ask('{ search(text: "melanoma", kinds: [DISEASE]) { label } }')["search"]
    labels = [hit["label"] for hit in found]
    assert labels[0] == "melanoma"
    assert len(labels) == len(set(labels))


def test_a_synonym_that_is_the_whole_text_comes_before_a_label_that_only_begins_with_it(client: Client) -> None:
    found = client.ask('{ search(text: "epilepsy") { label role } }')["search"]
    assert found == [{"label": "Seizure", "role": "EXACT"}, {"label": "epilepsy syndrome", "role": "LABEL"}]


def test_the_shorter_of_two_names_that_begin_alike_comes_first(client: Client) -> None:
    found = client.ask('{ search(text: "c", kinds: [DISEASE], mode: PREFIX) { label } }')["search"]
    assert [hit["label"] for hit in found][:3] == ["cancer", "carcinoma", "cutaneous melanoma"]


def test_search_keeps_to_the_kinds_and_the_number_asked_for(client: Client) -> None:
    found = client.ask('{ search(text: "c", kinds: [DISEASE, DRUG], first: 2) { kind } }')["search"]
    assert len(found) == 2
    assert {hit["kind"] for hit in found} <= {"DISEASE", "DRUG"}


@pytest.mark.parametrize("mode", ["ANY", "EXACT", "PREFIX", "WORDS"])
def test_a_page_of_hits_says_whether_there_are_more(client: Client, mode: str) -> None:
    query = """query($mode: SearchMode!, $n: Int) {
      searchPage(text: "melanoma", mode: $mode, first: $n) { truncated hits { id node { label } } }
      search(text: "melanoma", mode: $mode, first: $n) { id node { label } } }"""
    everything = len(client.ask(query, mode=mode)["search"])
    assert everything > 0
    for first in range(everything + 2):
        found = client.ask(query, mode=mode, n=first)
        assert found["searchPage"]["hits"] == found["search"]
        assert found["searchPage"]["truncated"] is (first < everything)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(
    text=st.sampled_from(["c", "carcinoma", "melanoma", "lung carcinoma", "ERBB", "BRAF", "HGNC:1097"]),
    first=st.integers(0, 5),
)
def test_a_search_never_gives_more_than_asked_for_or_a_node_twice(client: Client, text: str, first: int) -> None:
    hits = client.ask("query($t: String!, $n: Int) { search(text: $t, first: $n) { id } }", t=text, n=first)["search"]
    assert len(hits) <= first
    assert len({hit["id"] for hit in hits}) == len(hits)


def test_a_path_explains_each_step_in_words_and_by_source(client: Client) -> None:
    paths = client.ask(
        '{ path(from: "Erbitux", to: "TP53") { length } near: path(from: "Cetuximab", to: "KRAS", hops: 2) {'
        " length text steps { text node { label } relation { kind source record reversed } } } }"
    )
    assert paths["path"] == []
    shortest = paths["near"][0]
    assert shortest["length"] == 2
    assert shortest["steps"][-1]["node"] == {"label": "KRAS"}
    assert shortest["steps"][1]["text"] == "EGFR interacts with KRAS"
    assert shortest["steps"][1]["relation"]["record"] == "SIGNOR-2"
    assert shortest["text"] == "; ".join(step["text"] for step in shortest["steps"])


def test_a_step_against_its_edge_leads_to_the_subject(client: Client) -> None:
    (first, *_) = client.ask(
        '{ path(from: "KRAS", to: "EGFR") { steps { text node { label } relation { reversed } } } }'
    )["path"]
    assert first["steps"] == [
        {"text": "EGFR interacts with KRAS", "node": {"label": "EGFR"}, "relation": {"reversed": True}}
    ]


_AROUND = """query($kinds: [EdgeKind!], $way: Way! = BOTH, $depth: Int! = 1, $limit: Int! = 100) {
  neighborhood(id: "melanoma", kinds: $kinds, direction: $way, depth: $depth, limit: $limit) {
    center { label } nodes { label } relations { subject object } truncated } }"""


def _around(client: Client, **arguments: object) -> list[str]:
    found = client.ask(_AROUND, **arguments)["neighborhood"]
    assert found["center"] == {"label": "melanoma"}
    return [node["label"] for node in found["nodes"]]


def test_a_neighborhood_follows_kinds_in_a_direction_to_a_depth(client: Client) -> None:
    assert _around(client, kinds=["IS_A"], way="OUT") == ["cancer"]
    assert _around(client, kinds=["IS_A"], way="IN") == ["cutaneous melanoma"]
    assert _around(client, kinds=["IS_A"], depth=2) == ["cancer", "cutaneous melanoma", "carcinoma"]


def test_a_neighborhood_says_when_its_limit_cut_nodes_off(client: Client) -> None:
    whole = client.ask(_AROUND, depth=1)["neighborhood"]
    cut = client.ask(_AROUND, depth=1, limit=1)["neighborhood"]
    assert not whole["truncated"]
    assert cut["truncated"]
    assert cut["nodes"] == whole["nodes"][:1]


def test_every_relation_of_a_neighborhood_joins_nodes_that_it_shows(client: Client) -> None:
    found = client.ask(
        '{ neighborhood(id: "BRAF", depth: 2, limit: 5) { center { id } nodes { id } relations { subject object } } }'
    )["neighborhood"]
    shown = {found["center"]["id"], *(node["id"] for node in found["nodes"])}
    assert found["relations"]
    assert all({edge["subject"], edge["object"]} <= shown for edge in found["relations"])
