"""Which measured biomarkers meet which criteria."""

from __future__ import annotations

from typing import Any

import pytest
from made_release import Clinic, claim

from pmkg.model.kinds import NodeKind
from pmkg.model.reads import all_nodes

MATCHED, UNDECIDED, NONE = "MATCHED", "UNDECIDED", ""

CASES: list[tuple[str, dict[str, Any], str]] = [
    # MSI-H and dMMR are one state, MSS, MSI-L and pMMR another; the burden is a fact of its own
    ("MSI-H", {"msi": "MSI-H"}, MATCHED),
    ("MSI-H", {"mmr": "deficient"}, MATCHED),
    ("dMMR", {"msi": "MSI-H"}, MATCHED),
    ("MSI-H", {"msi": "MSI-L"}, NONE),
    ("MSI-H", {"tmb": 60}, NONE),
    ("MSS", {"msi": "MSI-L"}, MATCHED),
    ("pMMR", {"msi": "MSS"}, MATCHED),
    ("MSS", {"mmr": "proficient"}, MATCHED),
    ("MSS", {"msi": "MSI-H"}, NONE),
    ("TMB-H", {"msi": "MSI-H"}, NONE),
    ("TMB-H", {"tmb": 10}, MATCHED),
    ("TMB-H", {"tmb": 9.99}, NONE),
    ("TMB >= 16", {"tmb": 14.2}, NONE),
    ("TMB >= 16", {"tmb": 16}, MATCHED),
    ("HRD", {"hrd": "positive"}, MATCHED),
    ("HRD", {"hrd": "negative"}, NONE),
    ("PD-L1 TPS >= 50", {"pdl1Tps": 60}, MATCHED),
    ("PD-L1 TPS >= 50", {"pdl1Tps": 49}, NONE),
    ("PD-L1 TPS >= 50", {"pdl1Cps": 60}, NONE),
    ("PD-L1 CPS >= 10", {"pdl1Cps": 10}, MATCHED),
    # stained immune cells count in CPS alone; either score makes PD-L1 positive
    ("CD274 Expression", {"pdl1Tps": 0, "pdl1Cps": 20}, MATCHED),
    ("CD274 Expression", {"pdl1Tps": 5, "pdl1Cps": 0}, MATCHED),
    ("CD274 Expression", {"pdl1Cps": 1}, MATCHED),
    ("CD274 Expression", {"pdl1Tps": 0, "pdl1Cps": 0.5}, NONE),
    ("CD274 Expression", {"pdl1Tps": 0}, NONE),
    # HER2 by IHC and ISH (ASCO/CAP 2018 and 2023)
    ("HER2 positive", {"her2Ihc": "3+"}, MATCHED),
    ("HER2 positive", {"her2Ihc": "2+", "her2Ish": "amplified"}, MATCHED),
    ("HER2 positive", {"her2Ihc": "2+"}, UNDECIDED),
    ("HER2 positive", {"her2Ihc": "2+", "her2Ish": "not amplified"}, NONE),
    ("HER2 positive", {"her2Ihc": "1+"}, NONE),
    ("HER2 low", {"her2Ihc": "2+", "her2Ish": "not amplified"}, MATCHED),
    ("HER2 low", {"her2Ihc": "1+"}, MATCHED),
    ("HER2 low", {"her2Ihc": "2+"}, UNDECIDED),
    ("HER2 low", {"her2Ihc": "0"}, NONE),
    ("HER2 negative", {"her2Ihc": "0"}, MATCHED),
    ("HER2 negative", {"her2Ihc": "1+"}, MATCHED),
    ("HER2 negative", {"her2Ihc": "3+"}, NONE),
    ("HER2 negative", {"her2Ihc": "2+"}, UNDECIDED),
    # IHC 0 or 1+ with an amplified ISH is a discordance, and ISH alone says nothing of the protein
    ("HER2 positive", {"her2Ihc": "1+", "her2Ish": "amplified"}, UNDECIDED),
    ("HER2 negative", {"her2Ihc": "0", "her2Ish": "amplified"}, UNDECIDED),
    ("HER2 low", {"her2Ihc": "1+", "her2Ish": "amplified"}, UNDECIDED),
    ("HER2 positive", {"her2Ish": "amplified"}, NONE),
    ("HER2 negative", {"her2Ish": "not amplified"}, NONE),
    # the tests themselves are facts too
    ("HER2 IHC 3+", {"her2Ihc": "3+"}, MATCHED),
    ("HER2 IHC 3+", {"her2Ihc": "2+"}, NONE),
    ("HER2 ISH positive", {"her2Ish": "amplified"}, MATCHED),
    # IHC, amplification and mutation are three facts
    ("ERBB2 Amplification", {"her2Ihc": "3+"}, NONE),
    ("ERBB2 Amplification", {"her2Ihc": "2+", "her2Ish": "amplified"}, MATCHED),
    ("ERBB2 Amplification", {"her2Ihc": "1+", "her2Ish": "amplified"}, MATCHED),
    ("ER positive", {"er": "positive"}, MATCHED),
    ("ER positive", {"er": "negative"}, NONE),
    ("HR positive", {"er": "negative", "pr": "positive"}, MATCHED),
    ("HR negative", {"er": "negative"}, UNDECIDED),
    ("HR negative", {"er": "negative", "pr": "negative"}, MATCHED),
]


@pytest.mark.parametrize(("profile", "biomarkers", "status"), CASES, ids=[f"{a} / {b}" for a, b, _ in CASES])
def test_a_biomarker_meets_a_criterion_or_not(profile: str, biomarkers: dict[str, Any], status: str) -> None:
    assert Clinic([claim(1, profile)]).status(biomarkers=biomarkers) == status


HER2_TUMOR, ER_TUMOR = "HER2-positive Breast Carcinoma", "ER-positive Breast Carcinoma"


@pytest.mark.parametrize(
    ("profile", "disease", "asked"),
    [
        ("ERBB2 S310F", HER2_TUMOR, "ERBB2 S310F AND HER2 positive"),
        ("ERBB2 Mutation", HER2_TUMOR, "ERBB2 mutation AND HER2 positive"),
        ("NOT ERBB2 Amplification", HER2_TUMOR, "HER2 positive AND NOT ERBB2 amplification"),
        ("NOT HER2 positive", HER2_TUMOR, "HER2 positive AND NOT HER2 positive"),
        ("ESR1 Y537S", ER_TUMOR, "ER positive AND ESR1 Y537S"),
        ("ERBB2 Amplification", HER2_TUMOR, "ERBB2 amplification"),
        ("ERBB2 Overexpression", HER2_TUMOR, "ERBB2 expression high"),
        ("HER2 positive", HER2_TUMOR, "HER2 positive"),
        ("ERBB2 Amplification AND PIK3CA H1047R", HER2_TUMOR, "ERBB2 amplification AND PIK3CA H1047R"),
        # one alternative without the receptor, and the tumor's word is no repetition
        (
            "ERBB2 Amplification OR PIK3CA H1047R",
            HER2_TUMOR,
            "(ERBB2 amplification OR PIK3CA H1047R) AND HER2 positive",
        ),
        (
            "(ERBB2 Amplification AND TP53 R175H) OR (ERBB2 Overexpression AND PIK3CA H1047R)",
            HER2_TUMOR,
            "(ERBB2 amplification AND TP53 R175H) OR (ERBB2 expression high AND PIK3CA H1047R)",
        ),
    ],
)
def test_a_receptor_in_the_tumor_is_asked_unless_its_own_finding_is(profile: str, disease: str, asked: str) -> None:
    reader = Clinic([claim(1, profile, "Trastuzumab", disease)]).reader
    assert [node.label for node in all_nodes(reader, NodeKind.MOLECULAR_PROFILE)] == [asked]


def test_her2_positive_disease_is_not_met_by_a_mutation_of_its_gene() -> None:
    clinic = Clinic([claim(1, "ERBB2 S310F", "Trastuzumab", HER2_TUMOR)])
    assert clinic.status("ERBB2 S310F", tumor="BRCA") == UNDECIDED
    assert clinic.status("ERBB2 S310F", tumor="BRCA", biomarkers={"her2Ihc": "3+"}) == MATCHED
    assert clinic.status("ERBB2 S310F", tumor="BRCA", biomarkers={"her2Ihc": "0"}) == NONE


def test_equivocal_her2_names_the_test_that_decides() -> None:
    option = Clinic([claim(1, "HER2 positive", "Trastuzumab")]).option(biomarkers={"her2Ihc": "2+"})
    assert option is not None
    assert option.missing_tests == ("HER2 in situ hybridization",)


def test_a_discordant_her2_is_reported_and_asks_for_both_tests_again() -> None:
    answer = Clinic([claim(1, "HER2 positive", "Trastuzumab")]).ask(
        biomarkers={"her2Ihc": "1+", "her2Ish": "amplified"}
    )
    assert [(item.code, item.input) for item in answer.warnings] == [("CONTRADICTION", "HER2")]
    assert [option.missing_tests for option in answer.options] == [("HER2 IHC and in situ hybridization, repeated",)]


def test_the_score_that_decides_pd_l1_is_named() -> None:
    option = Clinic([claim(1, "CD274 Expression")]).option(biomarkers={"pdl1Tps": 0, "pdl1Cps": 20})
    assert option is not None
    assert option.because == ("PD-L1 CPS 20",)


def test_a_missing_value_is_unknown() -> None:
    clinic = Clinic([claim(1, "BRAF V600E AND NOT MSI-H"), claim(2, "BRAF V600E AND TMB-H", "Imatinib")])
    found = {option.regimen.label: option for option in clinic.ask("BRAF V600E").options}
    assert {label: option.status for label, option in found.items()} == {
        "Vemurafenib": UNDECIDED,
        "Imatinib": UNDECIDED,
    }
    assert found["Vemurafenib"].missing_tests == ("MSI status",)
    assert found["Imatinib"].missing_tests == ("TMB",)


def test_contradictory_instability_is_reported_and_taken_as_unstable() -> None:
    answer = Clinic([claim(1, "MSI-H", "Pembrolizumab")]).ask(biomarkers={"msi": "MSS", "mmr": "deficient"})
    assert [item.code for item in answer.warnings] == ["CONTRADICTION"]
    assert [option.status for option in answer.options] == [MATCHED]
