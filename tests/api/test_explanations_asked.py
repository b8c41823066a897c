"""``explanations``: the derivation of options as nodes and edges."""

from __future__ import annotations

import pytest
from api_client import Client
from api_graph import publish
from small_graph import VEMURAFENIB

from pmkg.store.memory_releases import MemoryReleases

_ASK = """query($s: SignatureInput!, $regimen: String, $first: Int, $asOf: String) {
  explanations(signature: $s, regimen: $regimen, first: $first, asOf: $asOf) {
    option { regimen { label drugs { label } } effect profile for { evidence } against { evidence } }
    explanation { root nodes { id kind label reason } edges { subject relation object reason } } } }"""
_OPTIONS = (
    "query($s: SignatureInput!) { targetedDrugs(signature: $s) { options { regimen { label } effect profile } } }"
)
_MELANOMA = {"tumorType": "SKCM", "alterations": [{"gene": "BRAF", "protein": "V600E"}]}


def test_every_option_is_derived_in_the_order_of_the_answer(client: Client) -> None:
    found = client.ask(_ASK, s=_MELANOMA)["explanations"]
    options = client.ask(_OPTIONS, s=_MELANOMA)["targetedDrugs"]["options"]
    assert [
        {
            "regimen": {"label": item["option"]["regimen"]["label"]},
            **{key: item["option"][key] for key in ("effect", "profile")},
        }
        for item in found
    ] == options
    for item in found:
        nodes = {node["id"]: node for node in item["explanation"]["nodes"]}
        assert nodes[item["explanation"]["root"]]["kind"] == "OPTION"
        for statement in item["option"]["for"] + item["option"]["against"]:
            assert nodes[statement["evidence"]]["kind"] == "STATEMENT"
        for edge in item["explanation"]["edges"]:
            assert {edge["subject"], edge["object"]} <= set(nodes)


@pytest.mark.parametrize("regimen", ["Vemurafenib", "vemurafenib", VEMURAFENIB.id])
def test_the_options_of_one_drug_can_be_asked_for(client: Client, regimen: str) -> None:
    found = client.ask(_ASK, s=_MELANOMA, regimen=regimen)["explanations"]
    everything = client.ask(_ASK, s=_MELANOMA)["explanations"]
    drugs = [[drug["label"] for drug in item["option"]["regimen"]["drugs"]] for item in everything]
    assert 0 < len(found) < len(everything)
    assert len(found) == sum("Vemurafenib" in labels for labels in drugs)


def test_pages_of_explanations_follow_each_other_to_the_last_option(client: Client) -> None:
    query = """query($s: SignatureInput!, $after: String) { explanationPage(signature: $s, first: 2, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } nodes { option { regimen { label } } explanation { root } } } }"""
    everything = client.ask(_ASK, s=_MELANOMA)["explanations"]
    assert len(everything) > 2
    seen, after, more = [], None, True
    while more:
        page = client.ask(query, s=_MELANOMA, after=after)["explanationPage"]
        assert page["totalCount"] == len(everything)
        seen += page["nodes"]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert [item["explanation"]["root"] for item in seen] == [item["explanation"]["root"] for item in everything]


def test_an_unknown_regimen_is_an_error_and_no_empty_list(client: Client) -> None:
    assert client.error(_ASK, s=_MELANOMA, regimen="Nosuchinib")["code"] == "NOT_FOUND"


def test_the_number_of_options_is_limited(client: Client) -> None:
    assert len(client.ask(_ASK, s=_MELANOMA, first=1)["explanations"]) == 1
    small = "query($s: SignatureInput!) { explanations(signature: $s, first: 501) { explanation { root } } }"
    assert client.error(small, s=_MELANOMA)["code"] == "TOO_LARGE"


def test_an_empty_signature_is_a_coded_error(client: Client) -> None:
    assert client.error(_ASK, s={"tumorType": "SKCM"})["code"] == "EMPTY_SIGNATURE"


def test_an_old_release_can_be_asked(client: Client, releases: MemoryReleases) -> None:
    before = client.ask(_ASK, s=_MELANOMA)["explanations"]
    publish(releases, "2026.2", frozenset({"civic.eid:1409"}))  # type: ignore[arg-type]
    assert client.ask(_ASK, s=_MELANOMA)["explanations"] != before
    assert client.ask(_ASK, s=_MELANOMA, asOf="2026.1")["explanations"] == before
