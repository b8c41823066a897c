"""``targetedDrugs`` and its batch."""

from __future__ import annotations

import logging

import pytest
from api_client import Client
from api_graph import publish
from small_graph import VEMURAFENIB

from pmkg.model.answer import Answer
from pmkg.model.signature import Signature
from pmkg.questions.targeted_drugs import DrugQuestion
from pmkg.store.memory_releases import MemoryReleases

_ASK = """query($s: SignatureInput!, $asOf: String) { targetedDrugs(signature: $s, asOf: $asOf) {
  id release tumorType { id label oncotree }
  options { regimen { label operator drugs { id label url } } effect tier tierRule tumorMatch variantMatch category status
    missingTests profile because conditions notes
    for { evidence source level direction disease tumorMatch variantMatch tier citation license url status date conflict }
    against { evidence } }
  testsToConsider { test decides } warnings { code message input suggestions } } }"""
_MELANOMA = {"id": "case-1", "tumorType": "SKCM", "alterations": [{"gene": "BRAF", "protein": "V600E"}]}


def test_a_signature_is_answered_with_its_options_and_their_evidence(client: Client) -> None:
    answer = client.ask(_ASK, s=_MELANOMA)["targetedDrugs"]
    assert (answer["id"], answer["release"]) == ("case-1", "2026.1")
    assert answer["tumorType"] == {"id": "MONDO:0005012", "label": "cutaneous melanoma", "oncotree": "SKCM"}
    first = answer["options"][0]
    assert first["regimen"]["label"] == "Vemurafenib"
    assert (first["effect"], first["tier"], first["status"]) == ("SENSITIVITY", "IA", "MATCHED")
    assert first["because"] == ["BRAF V600E"]
    assert [item["evidence"] for item in first["for"]] == ["civic.eid:1409"]
    assert first["for"][0]["license"] == "CC0-1.0"
    assert first["against"] == []


@pytest.mark.parametrize(
    "alteration",
    [{"text": "BRAF V600E"}, {"gene": "BRAF", "protein": "p.Val600Glu"}, {"genomic": "GRCh37:7:140453136:A:T"}],
)
def test_every_form_of_an_alteration_gives_the_same_options(client: Client, alteration: dict[str, str]) -> None:
    same = client.ask(_ASK, s={**_MELANOMA, "alterations": [alteration]})["targetedDrugs"]["options"]
    assert same == client.ask(_ASK, s=_MELANOMA)["targetedDrugs"]["options"]


def test_a_signature_file_of_the_command_line_can_be_sent_as_it_is(client: Client) -> None:
    whole = {
        "id": "case-2",
        "tumorType": None,
        "alterations": [
            {"gene": "ERBB2", "copyNumber": "amplification", "copies": 12, "ploidy": 2},
            {"fusion": ["EML4", None], "exons": [6, 20], "inFrame": True},
            {"gene": "BRAF", "protein": "V600E", "origin": "germline", "pathogenicity": "pathogenic", "zygosity": "heterozygous"},
        ],
        "biomarkers": {
            "msi": "MSI-H", "mmr": "deficient", "tmb": 14.2, "tmbAssay": "panel", "hrd": "positive", "pdl1Tps": 60,
            "pdl1Cps": 10, "her2Ihc": "3+", "her2Ish": "amplified", "er": "positive", "pr": "negative",
        },
        "tested": {"genes": ["KRAS", {"gene": "EGFR", "kinds": ["fusion"]}], "germline": ["TP53"]},
        "origin": "unknown",
        "phase": [{"cis": ["EGFR T790M", "EGFR C797S"]}],
        "priorTherapies": ["Vemurafenib"],
        "lineOfTherapy": 2,
        "ageYears": 61,
        "sex": "female",
    }  # fmt: skip
    answer = client.ask(_ASK, s=whole)["targetedDrugs"]
    assert answer["tumorType"]["id"] is None
    assert "UNKNOWN_GENE" in {warning["code"] for warning in answer["warnings"]}


def test_an_empty_signature_is_a_coded_error(client: Client) -> None:
    assert client.error(_ASK, s={"tumorType": "SKCM"})["code"] == "EMPTY_SIGNATURE"


def test_a_question_can_be_asked_of_an_old_release(client: Client, releases: MemoryReleases) -> None:
    publish(releases, "2026.2", frozenset({VEMURAFENIB.id}))
    assert client.ask(_ASK, s=_MELANOMA)["targetedDrugs"]["release"] == "2026.2"
    assert client.ask(_ASK, s=_MELANOMA, asOf="2026.1")["targetedDrugs"]["release"] == "2026.1"


def test_a_batch_is_answered_in_order_and_a_wrong_signature_stops_no_other(client: Client) -> None:
    query = """query($s: [SignatureInput!]!) { targetedDrugsBatch(signatures: $s) {
      id error { code message } answer { id options { regimen { label } } } } }"""
    first, empty, last = client.ask(query, s=[_MELANOMA, {"id": "none"}, {**_MELANOMA, "id": "z"}])[
        "targetedDrugsBatch"
    ]
    assert first["answer"]["id"] == "case-1"
    assert empty == {
        "id": "none",
        "answer": None,
        "error": {"code": "EMPTY_SIGNATURE", "message": empty["error"]["message"]},
    }
    assert last["answer"]["options"] == first["answer"]["options"]


def test_a_defect_in_one_signature_of_a_batch_costs_no_other_its_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ask = DrugQuestion.ask

    def broken(self: DrugQuestion, signature: Signature) -> Answer:
        if signature.id == "broken":
            raise KeyError("SECRET")
        return ask(self, signature)

    monkeypatch.setattr(DrugQuestion, "ask", broken)
    query = "query($s: [SignatureInput!]!) { targetedDrugsBatch(signatures: $s) { id error { code message } answer { id } } }"
    first, second = client.ask(query, s=[{**_MELANOMA, "id": "broken"}, _MELANOMA])["targetedDrugsBatch"]
    assert (first["answer"], first["error"]["code"]) == (None, "INTERNAL")
    reference = first["error"]["message"].split()[-1]
    assert f"internal error {reference}: KeyError" in caplog.text
    assert "SECRET" not in caplog.text + first["error"]["message"]
    assert second == {"id": "case-1", "error": None, "answer": {"id": "case-1"}}


def test_neither_a_wrong_request_nor_a_defect_writes_patient_data_to_the_log(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client.send(
        _ASK, s={**_MELANOMA, "id": "SECRET-1", "sex": "SECRET-2", "alterations": [{"gene": "SECRET-3", "copies": -1}]}
    )
    client.send("query($s: SignatureInput!) { targetedDrugs(signature: $s) { id } }", s={"id": ["SECRET-4"]})
    assert "SECRET" not in caplog.text


def test_a_defect_answers_with_a_reference_and_logs_no_message(
    client: Client, releases: MemoryReleases, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> str:
        raise ZeroDivisionError("SECRET")

    releases.current = broken  # type: ignore[method-assign]
    error = client.error("{ genes { totalCount } }")
    assert error["code"] == "INTERNAL"
    assert error["reference"] in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "SECRET" not in caplog.text + error["message"]
