"""Demands on genes in eligibility sentences: what is read, what is not firm, and what names a therapy or a test only."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pmkg.model.profile import Profile
from pmkg.vocabulary.eligibility_genomic import names_alteration, read_genomic
from pmkg.vocabulary.eligibility_markers import read_markers
from pmkg.vocabulary.gene_text import Genes

READ = [
    ("Documented KRAS G12C mutation", "KRAS G12C"),
    ("A tumor with KRAS p.G12C", "KRAS G12C"),
    ("G12D mutated KRAS", "KRAS G12D"),
    ("KRAS-G12V mutation", "KRAS G12V"),
    ("EGFR exon 19 deletion or exon 21 L858R", "EGFR Exon 19 Deletion OR EGFR L858R"),
    ("Sensitizing EGFR mutations (19del or L858R)", "EGFR Exon 19 Deletion OR EGFR L858R"),
    ("Ex19del or L858R mutation in EGFR", "EGFR Exon 19 Deletion OR EGFR L858R"),
    ("HER2 mutation in exons 19 or 20", "ERBB2 Exon 19 Mutation OR ERBB2 Exon 20 Mutation"),
    ("Human epidermal growth factor receptor 2 (HER2) mutation", "ERBB2 Mutation"),
    ("Activating mutations of EGFR", "EGFR Activating Mutation"),
    ("Germline mutation in BRCA1 or BRCA2", "BRCA1 Germline Mutation OR BRCA2 Germline Mutation"),
    ("ALK or ROS1 rearrangement", "ALK Rearrangement OR ROS1 Rearrangement"),
    ("NTRK1-3 gene fusion", "NTRK1 Fusion OR NTRK2 Fusion OR NTRK3 Fusion"),
    ("NTRK fusion", "NTRK1 Fusion OR NTRK2 Fusion OR NTRK3 Fusion"),
    ("ALK-positive lung cancer", "ALK Fusion"),
    ("ALK+ lung cancer", "ALK Fusion"),
    ("EML4-ALK fusion", "EML4::ALK Fusion"),
    ("Homozygous CDKN2A deletion", "CDKN2A Deletion"),
    ("FLT3-ITD", "FLT3 ITD"),
    ("MET amplification and/or overexpression", "MET Amplification OR MET Overexpression"),
    ("Wild type EGFR and ALK", "EGFR Wildtype AND ALK Wildtype"),
]


@pytest.mark.parametrize(("sentence", "profile"), READ)
def test_a_demand_is_read(sentence: str, profile: str, genes: Genes, read: Callable[[str], Profile]) -> None:
    (found,) = read_genomic(sentence, genes)
    assert (found.said.profile, found.said.negated, found.firm) == (profile, False, True)
    read(found.said.profile)


@pytest.mark.parametrize(
    ("sentence", "profile"),
    [
        ("No EGFR exon 19 deletion or L858R", "EGFR Exon 19 Deletion OR EGFR L858R"),
        ("Tumor tested negative for EGFR and ALK", "EGFR Mutation OR ALK Fusion"),
        ("EGFR, ALK and ROS1 test results are all negative", "EGFR Mutation OR ALK Fusion OR ROS1 Fusion"),
        ("Absence of a BRAF mutation", "BRAF Mutation"),
    ],
)
def test_an_absence_is_read(sentence: str, profile: str, genes: Genes) -> None:
    (found,) = read_genomic(sentence, genes)
    assert (found.said.profile, found.said.negated, found.firm) == (profile, True, True)


def test_an_alteration_without_a_kind_is_any_as_a_demand(genes: Genes) -> None:
    (found,) = read_genomic("KRAS or EGFR alteration", genes)
    changes = ("Mutation", "Rearrangement", "Amplification", "Deletion")
    assert found.said.profile == " OR ".join(f"{gene} {change}" for gene in ("KRAS", "EGFR") for change in changes)
    assert (found.firm, found.said.wide) == (True, True)


def test_a_negation_does_not_reach_over_a_new_demand(genes: Genes) -> None:
    (found,) = read_genomic("Not suitable for surgery and must have a KRAS G12C mutation", genes)
    assert not found.said.negated


@pytest.mark.parametrize(
    "sentence",
    [
        "Rare EGFR mutation",
        "EGFR mutation or KRAS G12C, NUPX98r",
        "Any of CRAFX, BRAF or KRAS mutations",
        "KRAS G12C after progression on chemotherapy",
        "No KRAS alteration",
        "Actionable KRAS alteration",
        "ALK mutation",
        "EGFR mutations including L858R, T790M or others",
        "KRAS G12C mutation, documented with MET",
    ],
)
def test_what_leaves_room_is_not_firm(sentence: str, genes: Genes) -> None:
    assert all(not one.firm for one in read_genomic(sentence, genes))


@pytest.mark.parametrize(
    "sentence",
    [
        "Prior treatment with an EGFR TKI",
        "Any KRAS G12C small molecule inhibitor",
        "An anti-HER2 antibody",
        "EGFR-directed or ALK-directed therapy",
        "Sample available for EGFR T790M testing",
        "Central review of HER2 mutation status",
        "FLT3 mutation status is known",
        "Glomerular filtration rate (eGFR) below 30",
        "Prior fusion or VHL surgery",
        "Normal ALL and FISH results",
    ],
)
def test_a_therapy_a_test_or_an_abbreviation_is_no_demand(sentence: str, genes: Genes) -> None:
    assert read_genomic(sentence, genes) == ()
    assert not names_alteration(sentence, genes)


def test_what_a_line_announces_is_said_of_the_genes_that_it_lists(genes: Genes) -> None:
    (found,) = read_genomic("The following mutations with an approved use: EGFR, BRAF", genes)
    assert not found.firm
    assert {part.split()[0] for part in found.said.profile.split(" OR ")} == {"EGFR", "BRAF"}


def test_examples_are_no_demand(genes: Genes) -> None:
    (found,) = read_genomic("EGFR mutation (e.g., L858R, T790M)", genes)
    assert found.said.profile == "EGFR Mutation"


def test_what_may_stand_beside_is_no_demand(genes: Genes) -> None:
    (found,) = read_genomic("L858R in EGFR, alone or co-occurring with other EGFR mutations", genes)
    assert found.said.profile == "EGFR L858R"


@pytest.mark.parametrize(
    ("sentence", "profiles"),
    [
        ("HER2-negative breast cancer", ["HER2 negative"]),
        ("ER+/HER2- tumor", ["ER positive", "HER2 negative"]),
        ("Estrogen receptor and/or progesterone receptor positive", ["HR positive"]),
        ("Triple-negative breast cancer (ER-negative and PR-negative)", ["triple negative"]),
        ("MSI-H or dMMR tumor", ["MSI-H", "MSI-H"]),
        ("PD-L1 TPS >= 50%", ["PD-L1 TPS >= 50"]),
        ("PD-L1 expression in at least 1% of tumor cells", ["PD-L1 TPS >= 1"]),
        ("PD-L1 combined positive score (CPS) ≥10", ["PD-L1 CPS >= 10"]),
        ("Philadelphia chromosome-positive leukemia", ["Ph positive"]),
        ("Leukemia with t(15;17)", ["t(15;17)"]),
    ],
)
def test_markers_are_read(sentence: str, profiles: list[str], read: Callable[[str], Profile]) -> None:
    found = read_markers(sentence)
    assert [one.said.profile for one in found] == profiles
    for profile in profiles:
        read(profile)


@pytest.mark.parametrize(
    "sentence", ["Anti-PD-1 or anti-PD-L1 antibody", "Estrogen replacement", "Determination of PD-L1 status"]
)
def test_a_name_of_a_marker_without_its_state_is_none(sentence: str) -> None:
    assert read_markers(sentence) == ()


def test_two_words_for_one_state_are_no_alternatives() -> None:
    assert [one.firm for one in read_markers("MSI-H or dMMR tumor")] == [True, True]
    assert [one.firm for one in read_markers("MSI-H or HER2-positive tumor")] == [False, False]


@pytest.mark.parametrize("sentence", ["HER2 positive status", "Known HER2 positive status as defined by ASCO/CAP"])
def test_a_status_that_is_named_is_no_open_one(sentence: str) -> None:
    assert [(one.said.profile, one.firm) for one in read_markers(sentence)] == [("HER2 positive", True)]


def test_a_marker_of_a_treated_disease_is_not_firm() -> None:
    assert [one.firm for one in read_markers("Progressed on therapy for HER2-positive breast cancer")] == [False]
