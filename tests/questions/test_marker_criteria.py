"""Which measured biomarkers meet which criteria."""

from __future__ import annotations

from typing import Any

import pytest
from made_release import Clinic, claim

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


def test_her2_positive_disease_asks_for_ihc_where_only_the_gene_is_known() -> None:
    clinic = Clinic([claim(1, "ERBB2 S310F", "Trastuzumab", "HER2-positive Breast Carcinoma")])
    option = clinic.option("ERBB2 S310F", tumor="BRCA")
    assert option is not None


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
