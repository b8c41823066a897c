"""Which copy-number changes, fusions, events and expression levels meet which criteria."""

from __future__ import annotations

from typing import Any

import pytest
from made_release import Clinic, claim

MATCHED, UNDECIDED, NONE = "MATCHED", "UNDECIDED", ""


def copies(gene: str, call: str, **more: Any) -> dict[str, Any]:
    return {"gene": gene, "copyNumber": call, **more}


def fusion(*partners: str | None, **more: Any) -> dict[str, Any]:
    return {"fusion": [*partners], **more}


CASES: list[tuple[str, Any, str]] = [
    # amplification is not gain, deep loss is not shallow loss; measured copies decide
    ("ERBB2 Amplification", copies("ERBB2", "amplification"), MATCHED),
    ("ERBB2 Amplification", "ERBB2 amplification", MATCHED),
    ("ERBB2 Amplification", copies("ERBB2", "gain"), NONE),
    ("ERBB2 Amplification", {"gene": "ERBB2", "copies": 12, "ploidy": 2}, MATCHED),
    ("ERBB2 Amplification", {"gene": "ERBB2", "copies": 5, "ploidy": 2}, MATCHED),
    ("ERBB2 Amplification", {"gene": "ERBB2", "copies": 4.9, "ploidy": 2}, NONE),
    ("ERBB2 Amplification", {"gene": "ERBB2", "copies": 5, "ploidy": 3.4}, NONE),
    ("ERBB2 Amplification", copies("ERBB2", "amplification", copies=3, ploidy=2), NONE),
    ("MET Amplification", {"gene": "MET", "copies": 5, "ploidy": 2}, NONE),
    ("MET Amplification", {"gene": "MET", "copies": 6, "ploidy": 2}, MATCHED),
    ("ERBB2 Amplification", "ERBB2 S310F", NONE),
    ("CDKN2A Deletion", copies("CDKN2A", "deep_deletion"), MATCHED),
    ("CDKN2A Deletion", {"gene": "CDKN2A", "copies": 0}, MATCHED),
    ("CDKN2A Deletion", {"gene": "CDKN2A", "copies": 1}, NONE),
    ("PTEN Loss", copies("PTEN", "deep_deletion"), MATCHED),
    ("PTEN Loss", "PTEN R130*", MATCHED),
    ("PTEN Loss", "PTEN loss", MATCHED),
    ("PTEN Loss", {"gene": "PTEN", "copies": 1, "ploidy": 2}, NONE),
    ("PTEN Loss", {"gene": "PTEN", "expression": "negative"}, MATCHED),
    ("PTEN Loss", "PTEN G132D", NONE),
    # fusions, in either order, from either partner
    ("EML4::ALK Fusion", "EML4::ALK", MATCHED),
    ("EML4::ALK Fusion", fusion("EML4", "ALK"), MATCHED),
    ("EML4::ALK Fusion", fusion("ALK", "EML4"), MATCHED),
    ("EML4::ALK Fusion", fusion("KLC1", "ALK"), NONE),
    ("EML4::ALK Fusion", fusion(None, "ALK"), UNDECIDED),
    ("EML4::ALK Fusion", fusion("EML4", "ALK", inFrame=False), NONE),
    ("v::ALK Fusion", fusion("KLC1", "ALK"), MATCHED),
    ("v::ALK Fusion", fusion(None, "ALK"), MATCHED),
    ("v::ALK Fusion", fusion("ALK", "EML4"), MATCHED),
    ("v::ALK Fusion", fusion("EML4", "ALK", inFrame=False), NONE),
    ("v::ALK Fusion", fusion("ALK", "ALK"), NONE),
    ("v::ALK Fusion", "EML4::RET", NONE),
    ("ALK Fusion", "EML4::ALK", MATCHED),
    ("FGFR2::v Fusion", "FGFR2::BICC1", MATCHED),
    ("FGFR2::v Fusion", "FGFR2 N549K", NONE),
    ("EML4::ALK e13::e20", fusion("EML4", "ALK", exons=[13, 20]), MATCHED),
    ("EML4::ALK e13::e20", fusion("EML4", "ALK", exons=[6, 20]), NONE),
    ("EML4::ALK e13::e20", fusion("EML4", "ALK"), UNDECIDED),
    ("ALK Rearrangement", "EML4::ALK", MATCHED),
    ("ALK Rearrangement", "ALK rearrangement", MATCHED),
    ("v::ALK Fusion", "ALK F1174L", NONE),
    # events known by name are one thing and no other
    ("FLT3 ITD", "FLT3 ITD", MATCHED),
    ("FLT3 ITD", "FLT3 D835Y", NONE),
    ("EGFR vIII", "EGFR vIII", MATCHED),
    ("v::EGFR Fusion", "EGFR vIII", NONE),
    ("MGMT Promoter Methylation", "MGMT promoter methylation", MATCHED),
    # expression
    ("MET Overexpression", {"gene": "MET", "expression": "high"}, MATCHED),
    ("MET Overexpression", {"gene": "MET", "expression": "positive"}, NONE),
    ("MET Overexpression", {"gene": "MET", "copyNumber": "amplification"}, NONE),
    ("CD274 Expression", {"gene": "CD274", "expression": "high"}, MATCHED),
    ("CD274 Expression", {"gene": "CD274", "expression": "negative"}, NONE),
]


@pytest.mark.parametrize(("profile", "alteration", "status"), CASES, ids=[f"{a} / {b}" for a, b, _ in CASES])
def test_a_structural_change_meets_a_criterion_or_not(profile: str, alteration: Any, status: str) -> None:
    assert Clinic([claim(1, profile)]).status(alteration) == status


def test_a_reversed_fusion_says_what_is_not_shown() -> None:
    clinic = Clinic(
        [claim(1, "v::ALK Fusion"), claim(2, "EML4::ALK Fusion", "Crizotinib"), claim(3, "ALK Fusion", "Imatinib")]
    )
    for option in clinic.ask(fusion("ALK", "EML4")).options:
        reversed_note = any("kinase domain" in note for note in option.notes)
        assert reversed_note is (option.profile != "ALK fusion")
    assert all(not option.notes for option in clinic.ask(fusion("EML4", "ALK")).options)


def test_a_fusion_is_found_from_both_partners() -> None:
    clinic = Clinic([claim(1, "EML4::v Fusion"), claim(2, "v::ALK Fusion", "Crizotinib")])
    assert {option.profile for option in clinic.ask("EML4::ALK").options} == {"EML4::v fusion", "v::ALK fusion"}


def test_a_partner_that_the_text_leaves_out_is_not_taken() -> None:
    clinic = Clinic([claim(1, "ALK Fusion AND NOT EML4::ALK Fusion")])
    assert clinic.status(fusion("KLC1", "ALK")) == MATCHED
    assert clinic.status(fusion("EML4", "ALK")) == NONE


@pytest.mark.parametrize(
    ("tested", "status"),
    [
        ({"genes": ["ALK"]}, UNDECIDED),
        ({"genes": [{"gene": "ALK", "kinds": ["fusion"]}]}, MATCHED),
        ({"genes": [{"gene": "ALK", "kinds": ["mutation"]}]}, UNDECIDED),
    ],
)
def test_fusions_are_tested_only_when_named(tested: dict[str, Any], status: str) -> None:
    clinic = Clinic([claim(1, "NOT ALK Fusion", "Pembrolizumab")])
    assert clinic.status(tested=tested) == status


def test_a_listed_mutation_decides_no_copy_number() -> None:
    clinic = Clinic([claim(1, "ERBB2 S310F AND NOT ERBB2 Amplification")])
    assert clinic.status("ERBB2 S310F") == UNDECIDED
    assert clinic.status("ERBB2 S310F", tested={"genes": ["ERBB2"]}) == MATCHED
    assert clinic.status("ERBB2 S310F", copies("ERBB2", "amplification")) == NONE


@pytest.mark.parametrize(
    ("gene", "coding", "other"),
    [("CDKN2A", "c.9_99dup", "A20T"), ("PTEN", "c.70_75del", "A39T"), ("STK11", "c.1A>C", "F354L")],
)
def test_a_change_of_unknown_effect_leaves_loss_open(gene: str, coding: str, other: str) -> None:
    clinic = Clinic([claim(1, f"NOT {gene} Loss", "Pembrolizumab")])
    option = clinic.option({"gene": gene, "hgvs": coding}, tested={"genes": [gene]})
    assert option is not None
    assert (option.status, option.missing_tests) == (UNDECIDED, (f"protein effect of {gene} {coding}",))
    assert clinic.status(f"{gene} {other}", tested={"genes": [gene]}) == MATCHED


@pytest.mark.parametrize("symbol", ["ALK", "RET", "NTRK1"])
def test_every_open_question_is_asked(symbol: str) -> None:
    clinic = Clinic([claim(1, f"EML4::{symbol} e13::e20")])
    option = clinic.option(fusion("EML4", symbol), fusion(None, symbol), fusion("EML4", symbol, exons=[6, 20]))
    assert option is not None
    assert option.missing_tests == (f"fused exons of EML4::{symbol}", f"fusion partner of v::{symbol}")
