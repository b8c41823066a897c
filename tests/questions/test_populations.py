"""Statements whose source names the receptors of its patients, and hormone receptors that a report names together."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from made_release import Clinic, claim

from pmkg.model.records import Claim
from pmkg.questions.populations import lacking

TRIAL = "A trial of patients with hormone receptor-positive, HER2-negative breast cancer."
LABEL = "Indicated for hormone receptor (HR)-positive breast cancer."


def studied(number: int, profile: str, text: str, level: str = "A", disease: str = "Breast Carcinoma") -> Claim:
    """Give a claim whose fields leave out what its source says of the patients."""
    return replace(claim(number, profile, "Palbociclib", disease, level=level), studied=text)


@pytest.mark.parametrize(
    ("biomarkers", "status"),
    [
        ({}, "MATCHED"),
        ({"er": "positive", "her2Ihc": "0"}, "MATCHED"),
        ({"pr": "positive", "er": "negative", "her2Ihc": "1+"}, "MATCHED"),
        ({"er": "negative"}, "MATCHED"),
        ({"er": "negative", "pr": "negative"}, ""),
        ({"er": "positive", "her2Ihc": "3+"}, ""),
        ({"her2Ihc": "2+"}, "MATCHED"),
    ],
)
@pytest.mark.parametrize("profile", ["PIK3CA Mutation", "PIK3CA H1047R", "PIK3CA Mutation OR PTEN Mutation"])
def test_a_population_with_other_receptors_does_not_answer(
    profile: str, biomarkers: dict[str, str], status: str
) -> None:
    clinic = Clinic([studied(1, profile, TRIAL)])
    assert clinic.status("PIK3CA H1047R", tumor="BRCA", biomarkers=biomarkers) == status


def test_the_population_is_a_condition_of_the_option() -> None:
    option = Clinic([studied(1, "PIK3CA Mutation", TRIAL)]).option("PIK3CA H1047R", tumor="BRCA")
    assert option is not None
    assert option.conditions == ("HER2 negative", "HR positive")


@pytest.mark.parametrize(
    ("profile", "level", "disease"),
    [
        ("PIK3CA Mutation", "C", "Breast Carcinoma"),
        ("PIK3CA Mutation", "D", "Breast Carcinoma"),
        ("PIK3CA Mutation", "A", "Cancer"),
    ],
)
def test_one_patient_a_cell_line_and_a_basket_have_no_population(profile: str, level: str, disease: str) -> None:
    clinic = Clinic([studied(1, profile, TRIAL, level, disease)])
    assert clinic.status("PIK3CA H1047R", tumor="BRCA", biomarkers={"er": "negative", "pr": "negative"}) == "MATCHED"


def test_a_receptor_that_the_profile_is_about_is_no_population() -> None:
    clinic = Clinic([studied(1, "ERBB2 Amplification", "Patients with HER2-positive breast cancer.")])
    assert clinic.status("ERBB2 amplification", tumor="BRCA", biomarkers={"her2Ihc": "1+"}) == "MATCHED"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"alterations": ["HR positive"]}, "MATCHED"),
        ({"alterations": ["HR positive"], "biomarkers": {"er": "negative"}}, "MATCHED"),
        ({"biomarkers": {"pr": "positive"}}, "MATCHED"),
        ({"biomarkers": {"er": "positive"}}, "MATCHED"),
        ({"alterations": ["HR negative"]}, ""),
        ({"biomarkers": {"er": "negative", "pr": "negative"}}, ""),
        ({"biomarkers": {"er": "negative"}}, ""),
    ],
)
@pytest.mark.parametrize("profile", ["ER positive", "PR positive", "ER positive AND PR positive"])
def test_records_that_spell_out_a_label_s_hormone_receptors_ask_for_either(
    profile: str, asked: dict[str, object], status: str
) -> None:
    clinic = Clinic([replace(claim(1, profile, "Palbociclib", "Breast Carcinoma"), sentence=LABEL)])
    given = {"alterations": [], "biomarkers": {}, **asked}
    answer = clinic.question.ask(clinic.signatures.read({"tumorType": "BRCA", **given}))
    assert [option.status for option in answer.options] == ([status] if status else [])


def test_a_record_that_asks_for_one_receptor_by_name_keeps_it() -> None:
    label = "Indicated for estrogen receptor (ER)-positive breast cancer."
    clinic = Clinic([replace(claim(1, "ER positive", "Palbociclib", "Breast Carcinoma"), sentence=label)])
    asked = {"tumorType": "BRCA", "alterations": ["HR positive", "EGFR L858R"]}
    assert clinic.question.ask(clinic.signatures.read(asked)).options == ()


def test_receptors_of_a_tumor_s_name_count() -> None:
    clinic = Clinic([replace(claim(1, "ER positive", "Palbociclib", "Breast Carcinoma"), sentence=LABEL)])
    asked = {"tumorType": "HR-positive breast carcinoma", "alterations": ["EGFR L858R"]}
    answer = clinic.question.ask(clinic.signatures.read(asked))
    assert [(option.status, option.because) for option in answer.options] == [("MATCHED", ("HR positive",))]
    assert answer.warnings == ()


def test_receptors_that_contradict_each_other_are_reported() -> None:
    signature = Clinic([]).signatures.read(
        {"alterations": ["HR positive"], "biomarkers": {"er": "negative", "pr": "negative"}}
    )
    assert [notice.code for notice in signature.warnings] == ["CONTRADICTION"]
    assert "HR" not in signature.markers


def test_no_state_is_lacking_with_its_opposite_nor_without_a_measurement() -> None:
    assert lacking({}) == lacking({"TMB": 12.0}) == frozenset()
    states = (None, "positive", "negative")
    for er, pr, her2 in product(states, states, (*states, "low", "ultralow", "equivocal")):
        markers = {name: value for name, value in (("ER", er), ("PR", pr), ("HER2", her2)) if value is not None}
        lacks = lacking(markers)
        for name in ("ER", "HR", "HER2"):
            assert not {f"{name} positive", f"{name} negative"} <= lacks
        assert ("HR positive" in lacks) == (er == pr == "negative")
        assert ("HER2 negative" in lacks) == (her2 == "positive")
