"""A claim of a source without a sentence is held against its paragraph, where that has one reading alone."""

from __future__ import annotations

import pytest
from made_release import Clinic, claim

# profile, drugs, the paragraph, words of the finding
BROKEN = [
    ("BRAF V600E", "Trametinib", "Adding trametinib plus vemurafenib gave no answer.", "Trametinib with Vemurafenib"),
    (
        "BRAF V600E",
        "Trametinib",
        "A trial of trametinib plus vemurafenib. Survival was 8 months (vemurafenib with trametinib) against 4 months.",
        "Trametinib with Vemurafenib",
    ),
    (
        "EGFR L858R",
        "Erlotinib",
        "Erlotinib (an EGFR inhibitor) combined with crizotinib worked.",
        "Erlotinib with Crizotinib",
    ),
    ("BRAF V600K", "Dabrafenib, Trametinib", "32 patients were treated with vemurafenib and placebo.", "Vemurafenib"),
    ("EGFR L858R", "Erlotinib", "EGFR C797S was seen in one patient on erlotinib.", "EGFR L858R, the text of C797S"),
    ("KIT A502_Y503insAY", "Imatinib", "Cells with KIT V560D were sensitive to imatinib.", "the text of V560D"),
    ("KLC1::ALK Fusion", "Crizotinib", "Crizotinib inhibited cells with EML4-ALK.", "EML4::ALK"),
    (
        "FLT3 ITD",
        "Imatinib",
        "Cells with FLT3-ITD and TKD mutations have more resistance than cells with FLT3-ITD alone.",
        "compares with FLT3 ITD alone",
    ),
]
# profile, drugs, the paragraph
SOUND = [
    ("BRAF V600E", "Trametinib", "Vemurafenib plus trametinib was compared with trametinib alone."),
    ("BRAF V600E", "Trametinib", "Trametinib was given with vemurafenib."),
    ("BRAF V600E", "Trametinib", "Patients on trametinib with vemurafenib at hand answered."),
    ("BRAF V600E", "Trametinib, Vemurafenib", "Trametinib plus vemurafenib gave an answer."),
    ("BRAF V600E", "Trametinib", "Trametinib plus surgery was tried."),
    ("BRAF V600E", "Trametinib", "Patients were treated with TRAMETNIB, those of another arm were treated with vemurafenib."),
    ("BRAF V600E", "Trametinib", "Patients treated with vemurafenib before had no benefit of MEK inhibition after progression."),
    ("BRAF V600E", "Kinase Inhibitor", "32 patients were treated with vemurafenib and placebo."),
    ("EGFR L858R", "Erlotinib", "Erlotinib answered in exon 21 mutations other than T790M."),
    ("EGFR L858R", "Erlotinib", "Benefit was seen in subgroups including G719X, S768I and L861Q."),
    ("EGFR L858R", "Erlotinib", "The L834R change (without the signal peptide) answered to erlotinib."),
    ("EGFR L858R", "Erlotinib", "The EGFR mutations at codon 858, and T790M, were found."),
    ("EGFR D770_N771insNPG", "Erlotinib", "Cells with EGFR P772_H773insGNP grew slower than with T790M."),
    ("KRAS G12D", "Erlotinib", "The C677T polymorphism changed the answer."),
    ("EML4::ALK Fusion", "Crizotinib", "EML4-ALK and KLC1-ALK answered."),
    ("KLC1::ALK Fusion", "Crizotinib", "The fusion XYZ9-ALK of no known gene answered."),
    ("ALK Fusion", "Crizotinib", "EML4-ALK answered to crizotinib."),
    ("FLT3 ITD", "Imatinib", "Higher blast counts than patients with FLT3-TKD alone."),
    ("FLT3 ITD", "Imatinib", "Cells with FLT3-ITD alone resist imatinib."),
]  # fmt: skip


def conflict(profile: str, drugs: str, studied: str, **more: str) -> str:
    """Give the conflict of the one claim of a release."""
    reader = Clinic([claim(1, profile, drugs=drugs, studied=studied, **more)]).reader
    return next((loss.text for loss in reader._losses if loss.reason == "SOURCE_CONFLICT"), "")


@pytest.mark.parametrize(("profile", "drugs", "studied", "finding"), BROKEN)
def test_a_paragraph_of_one_reading_contradicts_the_fields(
    profile: str, drugs: str, studied: str, finding: str
) -> None:
    assert finding in conflict(profile, drugs, studied)


@pytest.mark.parametrize(("profile", "drugs", "studied"), SOUND)
def test_a_paragraph_of_several_readings_contradicts_nothing(profile: str, drugs: str, studied: str) -> None:
    assert conflict(profile, drugs, studied) == ""


def test_a_source_with_a_sentence_of_its_own_is_held_against_that_alone() -> None:
    told = {"studied": "Trametinib plus vemurafenib gave no answer.", "sentence": "Trametinib for BRAF V600E."}
    assert conflict("BRAF V600E", "Trametinib", **told) == ""


def test_a_contradicted_record_is_shown_without_a_tier() -> None:
    option = Clinic([claim(1, "BRAF V600E", drugs="Trametinib", studied="Trametinib plus vemurafenib.")]).option(
        "BRAF V600E"
    )
    assert option is not None
    assert (option.tier, "contradicts itself" in option.tier_rule) == (None, True)
