"""A text that joins several changes of one gene names several findings."""

from __future__ import annotations

import pytest

from pmkg.vocabulary.several_changes import SeveralChanges, several_changes


@pytest.mark.parametrize(
    ("text", "texts", "phase"),
    [
        ("EGFR L858R/T790M", ("EGFR L858R", "EGFR T790M"), ""),
        ("EGFR L858R + T790M + C797S", ("EGFR L858R", "EGFR T790M", "EGFR C797S"), ""),
        ("PIK3CA p.H1047R and p.E726K", ("PIK3CA p.H1047R", "PIK3CA p.E726K"), ""),
        ("EGFR E746_A750del, T790M", ("EGFR E746_A750del", "EGFR T790M"), ""),
        ("EGFR T790M in cis with C797S", ("EGFR T790M", "EGFR C797S"), "cis"),
        ("EGFR T790M in trans with C797S", ("EGFR T790M", "EGFR C797S"), "trans"),
        ("CDKN2A/B deletion", ("CDKN2A deletion", "CDKN2B deletion"), ""),
        ("cdkn2a/2b homozygous co-deletion", ("CDKN2A homozygous deletion", "CDKN2B homozygous deletion"), ""),
        ("CDKN2A/CDKN2B loss", ("CDKN2A loss", "CDKN2B loss"), ""),
        ("KIT p.Val559Asp/p.Val654Ala", ("KIT p.Val559Asp", "KIT p.Val654Ala"), ""),
    ],
)
def test_changes_are_parted(text: str, texts: tuple[str, ...], phase: str) -> None:
    assert several_changes(text) == SeveralChanges(texts, phase)


@pytest.mark.parametrize(
    "text",
    [
        "EGFR L858R",
        "BRAF V600E/V600K",
        "KRAS G12C/D",
        "KRAS G12/G13",
        "CDKN2A/B mutation",
        "BRCA1/2 deletion",
        "KRAS/NRAS",
        "VHL R200W (c.598C>T)",
        "EML4-ALK",
        "BRAF V600_K601delinsE",
        "TP53 A32Rfs*85",
        "7:140453136:A:T",
        "NM_005228.5:c.2573T>G",
        "APC 598_598S>SS",
    ],
)
def test_one_change_and_alternatives_stay_whole(text: str) -> None:
    assert several_changes(text) is None
