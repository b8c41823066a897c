from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmkg.vocabulary.tumor_words import basket_lineage, lineage_roots, split_disease

TRIPLE = ("HER2 negative", "ER negative", "PR negative")


@pytest.mark.parametrize(
    ("text", "base", "leaves", "conditions"),
    [
        ("Her2-receptor Positive Breast Cancer", "Breast Cancer", ("HER2 positive",), ()),
        ("HER2+ gastric cancer", "gastric cancer", ("HER2 positive",), ()),
        ("Her2-receptor Negative Breast Cancer", "Breast Cancer", ("HER2 negative",), ()),
        ("HER2-low breast cancer", "breast cancer", ("HER2 low",), ()),
        ("Triple-receptor Negative Breast Cancer", "Breast Cancer", TRIPLE, ()),
        ("Triple Negative Breast Cancer", "Breast Cancer", TRIPLE, ()),
        ("Estrogen-receptor Positive Breast Cancer", "Breast Cancer", ("ER positive",), ()),
        ("Castration-resistant Prostate Carcinoma", "Prostate Carcinoma", (), ("castration-resistant",)),
        ("metastatic castration-resistant prostate cancer", "prostate cancer", (), ("metastatic castration-resistant",)),
        ("EGFR-mutant NSCLC", "NSCLC", ("EGFR Mutation",), ()),
        ("BRAF V600E-mutant melanoma", "melanoma", ("BRAF V600E",), ()),
        ("BRCA-mutated ovarian cancer", "ovarian cancer", ("(BRCA1 Mutation OR BRCA2 Mutation)",), ()),
        ("ALK-positive non-small cell lung cancer", "non-small cell lung cancer", ("ALK Fusion",), ()),
        ("KRAS wild-type colorectal cancer", "colorectal cancer", ("KRAS Wildtype",), ()),
        ("MSI-H colorectal cancer", "colorectal cancer", ("MSI-H",), ()),
        ("FLT3-positive AML", "AML", ("FLT3 Mutation",), ()),
        ("Philadelphia chromosome positive ALL", "ALL", ("Ph positive",), ()),
        ("unresectable, advanced, or metastatic melanoma", "melanoma", (), ("unresectable, advanced, or metastatic",)),
        ("Stage IIIa melanoma", "melanoma", (), ("stage IIIA",)),
        ("Advanced Solid Tumor", "Solid Tumor", (), ("advanced",)),
        ("Liver Metastases", "Solid Tumor", (), ("liver metastases",)),
    ],
)  # fmt: skip
def test_molecular_words_and_circumstances_are_no_part_of_the_tumor(
    text: str, base: str, leaves: tuple[str, ...], conditions: tuple[str, ...]
) -> None:
    assert split_disease(text) == (base, leaves, conditions)


def test_several_criteria_stand_in_one_text() -> None:
    found = split_disease("HR-positive, HER2-negative advanced or metastatic breast cancer")
    assert found.base == "breast cancer"
    assert set(found.leaves) == {"HR positive", "HER2 negative"}
    assert found.conditions == ("advanced or metastatic",)


@pytest.mark.parametrize(
    "text",
    [
        "Diffuse Midline Glioma, H3 K27M-mutant",
        "Supratentorial Ependymoma, ZFTA Fusion–positive",  # noqa: RUF001  (the source writes an en dash)
        "B-lymphoblastic Leukemia/lymphoma, BCR-ABL1–like",  # noqa: RUF001
        "Atypical Chronic Myeloid Leukemia, BCR-ABL1 Negative",
        "Chronic Myeloid Leukemia, BCR-ABL1+",
        "Acute Promyelocytic Leukemia With PML-RARA",
        "CIC-rearranged Sarcoma",
        "Anaplastic large cell lymphoma, ALK-positive",
        "refractory anemia with excess blasts",
        "Non-Small Cell Lung Cancer",
        "Melanoma",
        "",
    ],
)
def test_a_name_whose_finding_is_part_of_the_diagnosis_stays_whole(text: str) -> None:
    assert split_disease(text) == (text, (), ())


@given(st.text(max_size=60))
def test_what_is_left_has_nothing_more_to_take_out(text: str) -> None:
    base = split_disease(text).base
    assert split_disease(base).base == base


@pytest.mark.parametrize(
    ("text", "lineage"),
    [
        ("Cancer", ""),
        ("Solid Tumor", "solid"),
        ("Any solid tumor", "solid"),
        ("Malignant  neoplasm", ""),
        ("Hematologic Cancer", "liquid"),
        ("Melanoma", None),
        ("Leukemia", None),
    ],
)
def test_baskets_are_known_by_their_words(text: str, lineage: str | None) -> None:
    assert basket_lineage(text) == lineage


def test_the_liquid_lineage_wins_where_both_apply() -> None:
    assert list(lineage_roots()) == ["liquid", "solid"]


@pytest.mark.mirror
def test_every_disease_of_civic_keeps_a_tumor(mirror: Path) -> None:
    with gzip.open(mirror / "civic" / "nightly-ClinicalEvidenceSummaries.tsv.gz", "rt", encoding="utf-8") as file:
        texts = {row["disease"] for row in csv.DictReader(file, delimiter="\t")} - {""}
    assert [text for text in texts if not split_disease(text).base] == []


@pytest.mark.mirror
@pytest.mark.parametrize(
    ("disease", "lineage"),
    [
        ("MONDO:0018874", "liquid"),  # acute myeloid leukemia
        ("MONDO:0005062", "liquid"),  # lymphoma
        ("MONDO:0009693", "liquid"),  # plasma cell myeloma
        ("MONDO:0018881", "liquid"),  # myelodysplastic syndrome
        ("MONDO:0018153", "liquid"),  # Erdheim-Chester disease
        ("MONDO:0002571", "liquid"),  # primary central nervous system lymphoma
        ("MONDO:0005105", "solid"),  # melanoma
        ("MONDO:0006456", "solid"),  # thymoma
        ("MONDO:0005575", "solid"),  # colorectal cancer
        ("MONDO:0018177", "solid"),  # glioblastoma
        ("MONDO:0011719", "solid"),  # gastrointestinal stromal tumor
        ("MONDO:0005072", "solid"),  # neuroblastoma
        ("MONDO:0009807", "solid"),  # osteosarcoma
        ("MONDO:0004992", ""),  # cancer
        ("MONDO:0005070", ""),  # neoplasm
    ],
)
def test_lineages_follow_the_roots_in_mondo(mirror: Path, disease: str, lineage: str) -> None:
    parents: dict[str, list[str]] = defaultdict(list)
    current = ""
    with gzip.open(mirror / "mondo" / "mondo.obo.gz", "rt", encoding="utf-8") as file:
        for line in file:
            if line.startswith("id: "):
                current = line[4:].strip()
            elif line.startswith("is_a: "):
                parents[current].append(line[6:].split()[0])
    assert disease in parents
    above, stack = set(), [disease]
    while stack:
        term = stack.pop()
        if term not in above:
            above.add(term)
            stack += parents[term]
    found = next((name for name, roots in lineage_roots().items() if above & set(roots)), "")
    assert found == lineage
