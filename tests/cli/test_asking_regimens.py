"""``pmkg ask resistance`` and ``pmkg ask regimens``: answers, exit statuses, and errors on one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Command
from made_release import DRUGS, claim, release

from pmkg.cli.regimen_tables import print_resistance
from pmkg.clinic.signature import SignatureReader
from pmkg.model.curie import Curie
from pmkg.questions.resistance import ResistanceQuestion

RESISTANCE, REGIMENS = ("ask", "resistance"), ("ask", "regimens")


def test_resistance_is_answered_as_json(pmkg: Command) -> None:
    ran = pmkg(*RESISTANCE, "--regimen", "Erlotinib", "--tumor", "LUAD", "-a", "EGFR T790M", "--json")
    answer = json.loads(ran.out)
    assert (ran.status, ran.err, answer["tumorType"]["oncotree"]) == (0, "", "LUAD")
    assert [drug["label"] for drug in answer["drugs"]] == ["Erlotinib"]
    first = answer["defeatedBy"][0]
    assert (first["profile"], first["state"], first["because"]) == ("EGFR T790M", "PRESENT", ["EGFR T790M"])
    assert first["statements"] == len(first["for"]) > 0
    assert answer["remaining"]
    assert not any(
        drug["label"] == "Erlotinib" for item in answer["remaining"] for drug in item["option"]["regimen"]["drugs"]
    )


def test_resistance_is_readable_as_a_table(pmkg: Command) -> None:
    ran = pmkg(*RESISTANCE, "--regimen", "Erlotinib", "--tumor", "LUAD", "-a", "EGFR T790M")
    assert ran.status == 0
    assert "What defeats Erlotinib" in ran.out
    assert "present" in ran.out
    assert "no medical device" in ran.out


def test_a_finding_of_unknown_origin_leaves_resistance_open_and_is_not_called_untested(
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = release([claim(1, "BRCA1 Germline Pathogenic Mutation", "Olaparib", significance="Resistance")])
    for found, state in (("BRCA1 E23fs", "open"), ("TP53 R175H", "not tested")):
        signature = SignatureReader(made).read({"tumorType": "SKCM", "alterations": [found]})
        print_resistance(ResistanceQuestion(made).ask([Curie.of("NCIT", DRUGS["Olaparib"])], signature))
        assert state in capsys.readouterr().out.replace("\n", " ")


def test_resistance_can_be_asked_without_a_patient_or_with_a_file(pmkg: Command, tmp_path: Path) -> None:
    assert json.loads(pmkg(*RESISTANCE, "--regimen", "Erlotinib", "--json").out)["defeatedBy"][0]["state"] == "UNKNOWN"
    file = tmp_path / "case.json"
    file.write_text(json.dumps({"id": "case-1", "tumorType": "LUAD", "alterations": ["EGFR T790M"]}), encoding="utf-8")
    answer = json.loads(pmkg(*RESISTANCE, "--regimen", "Erlotinib", "--signature", str(file), "--json").out)
    assert (answer["id"], answer["defeatedBy"][0]["state"]) == ("case-1", "PRESENT")
    both = pmkg(*RESISTANCE, "--regimen", "Erlotinib", "--signature", str(file), "--tumor", "LUAD")
    assert (both.status, both.out, both.err.count("\n")) == (2, "", 1)


def test_regimens_are_found_and_shown_with_their_partners(pmkg: Command) -> None:
    found = json.loads(pmkg(*REGIMENS, "--drug", "Encorafenib", "--json").out)
    assert found["match"] == "MEMBER"
    partners = {row["regimen"]["label"]: [drug["label"] for drug in row["partners"]] for row in found["regimens"]}
    assert any(partners.values())
    shown = pmkg(*REGIMENS, "--drug", "Encorafenib")
    assert shown.status == 0
    assert all(label in shown.out for label in partners)


def test_dose_finding_is_told_apart_from_evidence_even_where_there_is_none(pmkg: Command) -> None:
    asked = ("--drug", "Encorafenib", "--drug", "Cetuximab", "--match", "exact")
    found = json.loads(pmkg(*REGIMENS, *asked, "--json").out)
    assert found["doseFinding"] == []
    assert "no evidence of efficacy" in found["doseFindingNote"]
    assert all(row["doseFinding"] == [] for row in found["regimens"])
    shown = pmkg(*REGIMENS, *asked).out
    assert "no evidence of efficacy" in shown
    assert "No publication in this release." in shown
    assert "Dose finding" not in pmkg(*REGIMENS, "--drug", "Encorafenib").out


def test_a_wrong_match_or_an_unknown_drug_is_refused_on_one_line(pmkg: Command) -> None:
    for ran in (
        pmkg(*REGIMENS, "--drug", "Encorafenib", "--match", "some"),
        pmkg(*REGIMENS, "--drug", "Encorafinib"),
        pmkg(*REGIMENS),
        pmkg(*RESISTANCE, "--tumor", "LUAD"),
    ):
        assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
