"""What docs/real-tumors.md counts, on made releases."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from made_release import Clinic, claim

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # the benchmarks and documents belong to no wheel

from docs.generate_real_tumors import Tally, document, unanswered_drivers

LUNG = "Lung Adenocarcinoma"


def counted(clinic: Clinic, *tumors: list[Any], tumor: str | None = "SKCM") -> Tally:
    tally = Tally("SKCM")
    for alterations in tumors:
        tally.add(clinic.ask(*alterations, tumor=tumor), ())
    return tally


def test_a_tumor_counts_once_in_each_tier_that_it_is_offered() -> None:
    clinic = Clinic([claim(1, "BRAF V600E"), claim(2, "BRAF Mutation", "Trametinib", level="B")])
    tally = counted(clinic, ["BRAF V600E"], ["BRAF V600K"], ["KRAS G12D"])
    assert (tally.tiers["IA"], tally.tiers["IB"], tally.first, tally.any_tier) == (1, 2, 2, 2)
    assert (tally.tumors, tally.nothing, tally.off_tumor_only, tally.resistance) == (3, 1, 0, 0)


def test_options_of_another_tumor_type_alone_count_as_off_tumor() -> None:
    clinic = Clinic(
        [claim(1, "KRAS G12C", "Sotorasib", LUNG), claim(2, "BRAF V600E"), claim(3, "BRAF V600E", disease=LUNG)]
    )
    tally = counted(clinic, ["KRAS G12C"], ["BRAF V600E"])
    assert (tally.off_tumor_only, tally.any_tier, tally.first) == (1, 2, 1)


def test_without_a_tumor_type_nothing_is_off_tumor_and_nothing_has_a_tier() -> None:
    tally = counted(Clinic([claim(1, "KRAS G12C", "Sotorasib", LUNG)]), ["KRAS G12C"], tumor=None)
    assert (tally.off_tumor_only, tally.any_tier, tally.nothing) == (0, 0, 0)


def test_undecided_options_do_not_count() -> None:
    clinic = Clinic([claim(1, "BRCA1 Germline Pathogenic Mutation", "Olaparib")])
    tally = counted(clinic, ["BRCA1 E23fs"])
    assert (tally.any_tier, tally.nothing) == (0, 1)


@pytest.mark.parametrize(
    ("alterations", "left"),
    [
        (["BRAF V600E"], ()),  # answered here
        (["KRAS G12C"], ("KRAS",)),  # answered in another tumor type alone
        (["TP53 R175H"], ("TP53",)),  # answered nowhere
        (["TP53 V31I"], ()),  # of unknown significance
        (["BRAF V600E", "BRAF V600K"], ()),  # one of the gene's changes is answered
        (["PTEN R130*"], ()),  # no driver
    ],
)
def test_an_unanswered_driver_has_an_oncogenic_change_and_no_option_here(
    alterations: list[str], left: tuple[str, ...]
) -> None:
    clinic = Clinic([claim(1, "BRAF V600E"), claim(2, "KRAS G12C", "Sotorasib", LUNG)])
    signature = clinic.signatures.read({"tumorType": "SKCM", "alterations": alterations})
    genes = {found.label.partition(" ")[0]: found.alteration.gene.id for found in signature.found}  # type: ignore[union-attr]
    known = frozenset(genes[symbol] for symbol in ("BRAF", "KRAS", "TP53") if symbol in genes)
    assert unanswered_drivers(clinic.reader, signature, clinic.question.ask(signature), known) == left


def test_the_document_has_a_row_for_each_cohort_and_their_sum() -> None:
    first, second = Tally("AAA", "one", 2, nothing=1), Tally("BBB", "two", 6, nothing=3)
    first.unanswered["KRAS"], second.unanswered["KRAS"] = 1, 2
    text = document([first, second], "digest")
    assert "| AAA | one | 2 | 0% | 0% | 0% | 0% | 0% | 0% | 0% | 0% | 50% |" in text
    assert "| All | - | 8 |" in text
    assert "| All | KRAS 3 | 0.0 |" in text
