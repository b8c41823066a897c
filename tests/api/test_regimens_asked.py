"""``resistance`` and ``regimens``."""

from __future__ import annotations

import dataclasses

import orjson
from api_client import Client

from pmkg.clinic.dose_finding_json import study_to_json
from pmkg.clinic.regimen_json import resistance_to_json
from pmkg.clinic.regimen_names import read_drugs
from pmkg.clinic.signature import SignatureReader
from pmkg.model.curie import Curie
from pmkg.questions.dose_finding import dose_finding
from pmkg.questions.resistance import ResistanceQuestion
from pmkg.store.memory_releases import MemoryReleases

_RESISTANCE = """query($regimen: [String!]!, $s: SignatureInput) { resistance(regimen: $regimen, signature: $s) {
  id release tumorType { id label oncotree } drugs { id label }
  defeatedBy { relation regimen { id label operator drugs { id label } } partners { id label } drugClass { id label }
    classSources effect profile state because missingTests mechanism mechanismReason
    drivers { profile state basis } tumorMatch tier tierRule statements publications
    courses course appliesBy givenBefore { id label } conditions notes
    for { evidence } against { evidence } }
  remaining { option { regimen { label } profile } resistedBy } elsewhere warnings { code } } }"""
_REGIMENS = """query($drugs: [String!]!, $match: RegimenMatch!, $first: Int) {
  regimens(drugs: $drugs, match: $match, first: $first) {
    regimen { label } partners { label url } evidence { effect for against publications } sources } }"""
_STUDIES = """query($drugs: [String!]!) { doseFindingStudies(drugs: $drugs) {
  totalCount nodes { id relation drugs { id label } partners { id label } named unresolved publication trials registered
    population window
  toxicities { toxicity grade patients treated reports { level patients treated doses note } }
  tolerated { drug value unit schedule note } source license } } }"""
_COLORECTAL = {"tumorType": "COADREAD", "alterations": [{"text": "BRAF V600E"}]}


def test_what_defeats_a_regimen_is_told_with_its_mechanism_and_what_remains(client: Client) -> None:
    answer = client.ask(_RESISTANCE, regimen=["Vemurafenib"], s=_COLORECTAL)["resistance"]
    (found,) = answer["defeatedBy"]
    assert (found["relation"], found["profile"], found["state"]) == ("REGIMEN", "BRAF V600E", "PRESENT")
    assert (found["mechanism"], found["statements"], found["publications"]) == ("ON_TARGET", 1, 1)
    assert [item["evidence"] for item in found["for"]] == ["civic.eid:1902"]
    assert [item["option"]["regimen"]["label"] for item in answer["remaining"]] == ["Cetuximab + Encorafenib"]


def test_a_combination_is_not_defeated_by_what_is_said_of_another_drug(client: Client) -> None:
    answer = client.ask(_RESISTANCE, regimen=["Encorafenib + Cetuximab"], s=_COLORECTAL)["resistance"]
    assert [drug["label"] for drug in answer["drugs"]] == ["Cetuximab", "Encorafenib"]
    assert answer["defeatedBy"] == []


def test_no_signature_leaves_everything_not_tested(client: Client) -> None:
    (found,) = client.ask(_RESISTANCE, regimen=["Vemurafenib"])["resistance"]["defeatedBy"]
    assert (found["state"], found["missingTests"], found["tier"]) == ("UNKNOWN", ["BRAF mutation status"], None)


def test_graphql_and_the_command_line_name_the_same_things(client: Client, releases: MemoryReleases) -> None:
    shown = client.ask(_RESISTANCE, regimen=["Vemurafenib"], s=_COLORECTAL)["resistance"]
    reader = releases.open()
    signature = SignatureReader(reader).read({"tumorType": "COADREAD", "alterations": ["BRAF V600E"]})
    answer = ResistanceQuestion(reader).ask([Curie("NCIT:C64768")], signature)
    written = orjson.loads(resistance_to_json(answer))
    assert shown.keys() == written.keys()
    (mine,), (theirs,) = shown["defeatedBy"], written["defeatedBy"]
    assert mine.keys() == theirs.keys()
    plain = {name for name in mine if name not in ("for", "against")}
    assert {name: mine[name] for name in plain} == {name: theirs[name] for name in plain}
    assert len(theirs) == len(dataclasses.fields(answer.defeated_by[0]))


def test_regimens_are_found_by_member_and_by_exact_set(client: Client) -> None:
    found = client.ask(_REGIMENS, drugs=["Cetuximab"], match="MEMBER")["regimens"]
    assert [(row["regimen"]["label"], [drug["label"] for drug in row["partners"]]) for row in found] == [
        ("Cetuximab", []),
        ("Cetuximab + Encorafenib", ["Encorafenib"]),
    ]
    assert found[1]["evidence"] == [{"effect": "SENSITIVITY", "for": 1, "against": 0, "publications": 1}]
    exact = client.ask(_REGIMENS, drugs=["Encorafenib", "Cetuximab"], match="EXACT")["regimens"]
    assert [row["regimen"]["label"] for row in exact] == ["Cetuximab + Encorafenib"]
    assert len(client.ask(_REGIMENS, drugs=["Cetuximab"], match="MEMBER", first=1)["regimens"]) == 1


def test_a_page_of_regimens_says_how_many_there_are_and_goes_on(client: Client) -> None:
    query = """query($after: String) { regimenPage(drugs: ["Cetuximab"], first: 1, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } nodes { regimen { label } } } }"""
    first = client.ask(query)["regimenPage"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (2, True)
    second = client.ask(query, after=first["pageInfo"]["endCursor"])["regimenPage"]
    assert not second["pageInfo"]["hasNextPage"]
    labels = [row["regimen"]["label"] for row in (*first["nodes"], *second["nodes"])]
    assert labels == ["Cetuximab", "Cetuximab + Encorafenib"]


def test_dose_finding_is_asked_of_drugs_and_shown_with_a_regimen(client: Client, releases: MemoryReleases) -> None:
    studies = client.ask(_STUDIES, drugs=["Encorafenib", "Cetuximab"])["doseFindingStudies"]["nodes"]
    reader = releases.open()
    drugs = frozenset(read_drugs(["Cetuximab + Encorafenib"], reader))
    written = [study_to_json(study) for study in dose_finding(reader, [drugs])[drugs]]
    assert orjson.loads(orjson.dumps(written)) == studies
    assert [(item["toxicity"], item["patients"], item["treated"]) for item in studies[0]["toxicities"]] == [
        ("rash", 1, 6)
    ]
    query = '{ regimens(drugs: ["Cetuximab"]) { regimen { label } doseFinding { publication relation } } }'
    found = {row["regimen"]["label"]: row["doseFinding"] for row in client.ask(query)["regimens"]}
    assert found == {
        "Cetuximab": [],
        "Cetuximab + Encorafenib": [{"publication": "PMID:101", "relation": "EXACT"}],
    }


def test_an_option_says_how_many_publications_there_are_of_its_combination(client: Client) -> None:
    query = (
        """query($s: SignatureInput!) { targetedDrugs(signature: $s) { options { regimen { label } doseFinding } } }"""
    )
    options = client.ask(query, s=_COLORECTAL)["targetedDrugs"]["options"]
    counts = {option["regimen"]["label"]: option["doseFinding"] for option in options}
    assert counts["Cetuximab + Encorafenib"] == 1
    assert counts["Vemurafenib"] == 0


def test_an_unknown_drug_is_refused_with_near_names(client: Client) -> None:
    error = client.error(_REGIMENS, drugs=["Cetuxmab"], match="MEMBER")
    assert error["code"] == "NOT_FOUND"
    assert "Cetuximab" in error["message"]


def test_the_number_of_drugs_is_bounded(client: Client) -> None:
    assert client.error(_REGIMENS, drugs=["Cetuximab"] * 21, match="MEMBER")["code"] == "TOO_LARGE"
    assert client.error(_RESISTANCE, regimen=[])["code"] == "BAD_REQUEST"
