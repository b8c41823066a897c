"""A record of ClinicalTrials.gov gives a trial with its structured fields, and its eligibility text as it stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pmkg.errors import MalformedSource
from pmkg.model.intervention_names import drug_names
from pmkg.model.records import Record, Rejected
from pmkg.model.trial_criteria import AgeCriterion, Sex, SexCriterion
from pmkg.model.trial_records import Said, SaidAll, TrialRecord

Load = Callable[[str, Path], list[Record]]
SOURCE = "clinicaltrials"


@pytest.fixture(scope="module")
def records(load_from: Load, fixtures: Path) -> list[Record]:
    return load_from(SOURCE, fixtures / SOURCE)


@pytest.fixture(scope="module")
def trials(records: list[Record]) -> dict[str, TrialRecord]:
    return {record.record: record for record in records if isinstance(record, TrialRecord)}


def criteria(trial: TrialRecord) -> list[object]:
    assert isinstance(trial.criteria, SaidAll)
    return [part.criterion for part in trial.criteria.parts if isinstance(part, Said)]


def test_a_trial_has_its_facts(trials: dict[str, TrialRecord]) -> None:
    trial = trials["NCT00000002"]
    assert (trial.id, trial.title, trial.other_titles) == (
        "NCT:NCT00000002",
        "A made-up registry trial",
        ("A made-up registry trial in full",),
    )
    assert (trial.status, trial.status_date) == ("RECRUITING", "2026-06-02")
    assert (trial.phase, trial.sponsor, trial.kind) == ("PHASE1/PHASE2", "A sponsor", "INTERVENTIONAL")
    assert (trial.start_date, trial.completion_date) == ("2025-01", "2028-06-30")
    assert [condition.text for condition in trial.conditions] == ["Melanoma"]


def test_sites_have_a_status_and_a_place_where_the_registry_gives_one(trials: dict[str, TrialRecord]) -> None:
    first, second = trials["NCT00000002"].sites
    assert (first.city, first.status, first.latitude, first.longitude) == ("Basel", "RECRUITING", 47.56, 7.59)
    assert (second.city, second.status, second.latitude, second.longitude) == ("Kyoto", "", None, None)


def test_arms_give_drugs_and_show_every_intervention(trials: dict[str, TrialRecord]) -> None:
    (step,) = trials["NCT00000002"].steps
    (arm,) = step.arms
    assert [drug.text for drug in arm.drugs] == ["Vemurafenib"]
    assert arm.interventions == ("Drug: Vemurafenib 960 mg", "Drug: Placebo", "Procedure: Biopsy")
    assert (arm.label, arm.kind) == ("Arm A", "EXPERIMENTAL")


def test_bounds_of_age_are_inclusive_and_keep_their_unit(trials: dict[str, TrialRecord]) -> None:
    assert criteria(trials["NCT00000002"]) == [AgeCriterion(">=", 18.0), AgeCriterion("<=", 75.0)]
    assert criteria(trials["NCT00000003"]) == [AgeCriterion(">=", 0.5), SexCriterion(Sex.FEMALE)]


def test_the_text_is_kept_line_by_line(trials: dict[str, TrialRecord]) -> None:
    lines = trials["NCT00000002"].eligibility
    assert lines[0] == "Key Inclusion Criteria:"
    assert "* Age \\>= 18 years" in lines
    assert lines[-1] == "* Pregnant"


def test_a_study_of_two_files_counts_once_with_its_status(trials: dict[str, TrialRecord]) -> None:
    assert sorted(trials) == ["NCT00000002", "NCT00000003", "NCT00000004", "NCT00000005"]
    assert trials["NCT00000002"].status == "RECRUITING"
    assert trials["NCT00000005"].status == ""


def test_what_is_not_in_the_documented_form_is_rejected_with_its_place(records: list[Record]) -> None:
    rejected = {(one.record, one.field) for one in records if isinstance(one, Rejected)}
    assert rejected == {
        ("NCT00000004", "minimumAge"),
        ("NCT00000006", "record"),
        ("studies.jsonl line 5", "nctId"),
        ("studies.jsonl line 6", "nctId"),
    }


def test_a_page_of_the_api_and_a_single_study_are_read(load_from: Load, fixtures: Path, tmp_path: Path) -> None:
    study = json.loads((fixtures / SOURCE / "studies.jsonl").read_text(encoding="utf-8").splitlines()[0])
    for name, content in (
        ("studies-page.json", {"studies": [study], "nextPageToken": "x"}),
        ("studies-one.json", study),
    ):
        folder = tmp_path / name
        folder.mkdir()
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
        assert [one.record for one in load_from(SOURCE, folder) if isinstance(one, TrialRecord)] == ["NCT00000002"]


def test_a_file_without_a_study_is_malformed(load_from: Load, tmp_path: Path) -> None:
    (tmp_path / "studies.jsonl").write_text('{"rows": []}\n', encoding="utf-8")
    with pytest.raises(MalformedSource, match="no study"):
        load_from(SOURCE, tmp_path)


@pytest.mark.parametrize(
    ("intervention", "drugs"),
    [
        ("Carboplatin AUC 5", ["Carboplatin"]),
        ("Oral repotrectinib", ["repotrectinib"]),
        ("APL-101 Oral Capsules", ["APL-101"]),
        ("Pembrolizumab IV infusion Q3W", ["Pembrolizumab"]),
        ("Irinotecan Liposomal Injection [Onivyde]", ["Irinotecan Liposomal"]),
        ("Tulmimetostat Doses 1 or 2 QD", ["Tulmimetostat"]),
        ("IDX-1197+Irinotecan", ["IDX-1197", "Irinotecan"]),
        ("Trastuzumab+Nivolumab", ["Trastuzumab", "Nivolumab"]),
        ("Lifileucel & Pembrolizumab", ["Lifileucel", "Pembrolizumab"]),
        ("Fulvestrant in combination with abemaciclib", ["Fulvestrant", "abemaciclib"]),
        # alternatives are not given together, and a marker's plus joins nothing
        ("Leuplin or Zoladex", ["Leuplin or Zoladex"]),
        ("Treg CD34+HSPC", ["Treg CD34+HSPC"]),
        # what stands in brackets explains a name, and is not given beside it
        ("FOLFIRI (Fluorouracil, leucovorin and irinotecan)", ["FOLFIRI"]),
        (
            "JK500 cell injection\uff0ccyclophosphamide\uff1bFludarabine",
            ["JK500 cell", "cyclophosphamide", "Fludarabine"],
        ),
        ("Neoadjuvant lazertinib", ["lazertinib"]),
        ("Prednisolone (30mg/day) for 28 days", ["Prednisolone"]),
        ("Concurrent Radiation Therapy (cCRT): Carboplatin", ["Carboplatin"]),
        ("AMG 193 Test Tablet", ["AMG 193"]),
        ("Asciminib single agent pediatric", ["Asciminib"]),
        ("LY4066434.", ["LY4066434"]),
        ("AZD9793 Subcutaneous (SC) monotherapy)", ["AZD9793"]),
        ("TG-C Low Dose", ["TG-C"]),
        ("Lidocaine 2% and 10%", ["Lidocaine"]),
        ("Rituximab Biosimilar", ["Rituximab"]),
        ("Blood samples for hematology", []),
        ("Dabrafenib plus trametinib", ["Dabrafenib", "trametinib"]),
        ("Lazertinib 240 mg tablets", ["Lazertinib"]),
        ("Investigator's choice", []),
        ("Standard of care", []),
    ],
)
def test_the_drugs_of_an_intervention(intervention: str, drugs: list[str]) -> None:
    assert list(drug_names(intervention)) == drugs
