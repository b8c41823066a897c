"""``pmkg ask diagnosis``, ``prognosis``, ``predisposition`` and ``immunotherapy`` by command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Command

FINDINGS = ("diagnosis", "prognosis", "predisposition")
VALIDITY = {"geneDiseaseValidity"}


@pytest.mark.parametrize("question", FINDINGS)
def test_an_answer_has_its_keys_whatever_it_holds(pmkg: Command, question: str) -> None:
    ran = pmkg("ask", question, "--tumor", "SKCM", "--alteration", "BRAF V600E", "--json")
    assert (ran.status, ran.err) == (0, "")
    answer = json.loads(ran.out)
    assert set(answer) - VALIDITY == {"id", "release", "tumorType", "findings", "warnings"}
    assert (set(answer) >= VALIDITY) is (question == "predisposition")
    assert answer["tumorType"]["oncotree"] == "SKCM"


def test_the_panel_has_every_marker_and_none_is_absent_that_was_not_tested(pmkg: Command) -> None:
    ran = pmkg("ask", "immunotherapy", "--tumor", "LUAD", "--alteration", "TMB 14", "--json")
    assert (ran.status, ran.err) == (0, "")
    panel = json.loads(ran.out)
    states = {marker["id"]: marker["state"] for marker in panel["markers"]}
    assert states.pop("tmb") == "PRESENT"
    assert len(states) > 8
    assert set(states.values()) == {"NOT_TESTED"}
    assert set(panel) == {
        "id",
        "release",
        "tumorType",
        "markers",
        "contradictions",
        "otherSensitivity",
        "otherResistance",
        "otherElsewhere",
        "warnings",
    }


@pytest.mark.parametrize("question", [*FINDINGS, "immunotherapy"])
def test_a_person_reads_a_table_that_says_it_is_no_device(pmkg: Command, question: str) -> None:
    ran = pmkg("ask", question, "--tumor", "SKCM", "--alteration", "BRAF V600E")
    assert (ran.status, ran.err) == (0, "")
    assert "cutaneous melanoma (SKCM)" in ran.out
    assert "no medical device" in ran.out


def test_a_marker_that_is_present_is_explained_and_cited(pmkg: Command) -> None:
    ran = pmkg("ask", "immunotherapy", "--tumor", "LUAD", "--alteration", "TMB 14", "--alteration", "MSI-H")
    assert "PMID:32919526" in ran.out
    assert "PMID:26028255" in ran.out
    assert "PMID:28351930" not in ran.out


def test_a_signature_file_is_read_and_stands_alone(pmkg: Command, tmp_path: Path) -> None:
    path = tmp_path / "signature.json"
    path.write_text('{"id": "case-7", "tumorType": "COADREAD", "biomarkers": {"msi": "MSI-H"}}', encoding="utf-8")
    ran = pmkg("ask", "immunotherapy", "--signature", str(path), "--json")
    panel = json.loads(ran.out)
    assert (panel["id"], panel["markers"][0]["state"]) == ("case-7", "PRESENT")
    both = pmkg("ask", "immunotherapy", "--signature", str(path), "--tumor", "LUAD")
    assert (both.status, both.out) == (2, "")
    assert "--signature" in both.err


@pytest.mark.parametrize("question", [*FINDINGS, "immunotherapy"])
def test_an_empty_signature_is_a_wrong_request(pmkg: Command, question: str) -> None:
    ran = pmkg("ask", question, "--tumor", "SKCM")
    assert (ran.status, ran.out) == (2, "")
    assert "empty" in ran.err
