"""How the tumor type of a signature is read, and the biomarkers that its name states."""

from __future__ import annotations

import pytest
from clinic_of_few_claims import CLAIMS, FACTS, codes, labels
from made_release import Clinic


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return Clinic(CLAIMS, FACTS)


@pytest.mark.parametrize(
    ("tumor", "code", "suggestion"),
    [
        ("Breast", "TISSUE_NOT_TUMOR", "breast carcinoma"),
        ("breast", "TISSUE_NOT_TUMOR", "breast carcinoma"),
        ("melanomma", "UNKNOWN_TUMOR", "melanoma"),
        ("MONDO:9999999", "UNKNOWN_TUMOR", None),
    ],
)
def test_a_tumor_that_is_none_is_reported(clinic: Clinic, tumor: str, code: str, suggestion: str | None) -> None:
    signature = clinic.signatures.read({"tumorType": tumor, "alterations": ["BRAF V600E"]})
    assert codes(signature) == [code]
    assert signature.tumor.id is None
    assert suggestion is None or suggestion in signature.warnings[0].suggestions


@pytest.mark.parametrize("tumor", ["SKCM", "skcm", "MONDO:0005012", "ONCOTREE:SKCM", "Cutaneous melanoma"])
def test_a_tumor_is_known_by_code_identifier_and_name(clinic: Clinic, tumor: str) -> None:
    signature = clinic.signatures.read({"tumorType": tumor, "alterations": ["BRAF V600E"]})
    assert (signature.tumor.id, signature.tumor.oncotree, codes(signature)) == ("MONDO:0005012", "SKCM", [])


@pytest.mark.parametrize(
    ("tumor", "markers"),
    [
        ("HER2-positive breast carcinoma", {"HER2": "positive"}),
        ("ER-positive, HER2-negative breast carcinoma", {"ER": "positive", "HER2": "negative"}),
        ("triple-negative breast carcinoma", {"HER2": "negative", "ER": "negative", "PR": "negative"}),
        ("metastatic MSI-H colorectal carcinoma", {"MSI": "high"}),
        ("breast carcinoma", {}),
    ],
)
def test_a_tumor_type_states_its_biomarkers(clinic: Clinic, tumor: str, markers: dict[str, str]) -> None:
    signature = clinic.signatures.read({"tumorType": tumor, "alterations": ["BRAF V600E"]})
    assert signature.tumor.label in ("breast carcinoma", "colorectal carcinoma")
    assert dict(signature.markers) == markers
    assert codes(signature) == []


def test_a_mutation_that_a_tumor_type_states_is_kept_or_asked_for(clinic: Clinic) -> None:
    named = clinic.signatures.read({"tumorType": "BRAF V600E-mutant melanoma", "alterations": []})
    assert (named.tumor.label, labels(named), codes(named)) == ("melanoma", ["BRAF V600E"], [])
    vague = clinic.signatures.read({"tumorType": "EGFR-mutant NSCLC", "alterations": ["BRAF V600E"]})
    assert (vague.tumor.oncotree, labels(vague), codes(vague)) == (
        "NSCLC",
        ["BRAF V600E", "EGFR Mutation"],
        ["UNPARSED"],
    )


@pytest.mark.parametrize(
    ("biomarkers", "states", "told"),
    [
        ({"er": "positive"}, {"HER2": "negative", "PR": "negative"}, ["CONTRADICTION"]),
        ({"her2Ihc": "3+"}, {"ER": "negative", "PR": "negative"}, ["CONTRADICTION"]),
        ({"her2Ihc": "1+"}, {"ER": "negative", "PR": "negative", "HER2": "low"}, []),
        ({"her2Ihc": "2+"}, {"ER": "negative", "PR": "negative", "HER2": "negative"}, []),
    ],
)
def test_what_a_tumor_type_states_is_compared_with_what_was_measured(
    clinic: Clinic, biomarkers: dict[str, str], states: dict[str, str], told: list[str]
) -> None:
    asked = {"tumorType": "triple-negative breast carcinoma", "alterations": ["BRAF V600E"], "biomarkers": biomarkers}
    signature = clinic.signatures.read(asked)
    assert {name: state for name, state in signature.markers.items() if name != "HER2 IHC"} == states
    assert codes(signature) == told


@pytest.mark.parametrize("tumor", ["gBRCA-mutated breast carcinoma", "Ph-negative acute myeloid leukemia"])
def test_a_choice_or_negation_in_a_tumor_type_is_no_finding(clinic: Clinic, tumor: str) -> None:
    signature = clinic.signatures.read({"tumorType": tumor, "alterations": ["BRAF V600E"]})
    assert (labels(signature), codes(signature)) == (["BRAF V600E"], ["UNPARSED"])
    assert signature.tumor.id is not None
