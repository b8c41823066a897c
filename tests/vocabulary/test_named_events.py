"""Changes that reports describe by residues or exons, and that go by a name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pmkg.model.variant import Gene, Mutation, Pathogenicity
from pmkg.vocabulary.alteration_text import GenomicText, MarkerFact, parse_alteration
from pmkg.vocabulary.named_events import event_of

Genes = Callable[[str], Gene | None]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("FLT3 D600_L601insFREYEYD", "FLT3 ITD"),
        ("FLT3 F594_D600dup", "FLT3 ITD"),
        ("FLT3 exon 14 duplication", "FLT3 ITD"),
        ("EGFR exon 2-7 deletion", "EGFR vIII"),
        ("EGFR V30_R297delinsG", "EGFR vIII"),
        ("EGFR exon 18-25 duplication", "EGFR kinase domain duplication"),
    ],
)
def test_a_change_is_the_event_that_it_is_known_as(genes: Genes, text: str, event: str) -> None:
    found = parse_alteration(text, genes)
    assert not isinstance(found, MarkerFact | GenomicText)
    named = event_of(found)
    assert named is not None
    assert named.text == event


@pytest.mark.parametrize(
    "text",
    [
        "FLT3 D835Y",
        "FLT3 N841_Y842insG",
        "FLT3 I836del",
        "FLT3 E598fs",
        "FLT3 exon 14 deletion",
        "KIT A502_Y503dup",
        "EGFR exon 2-6 deletion",
        "EGFR exon 2-7 duplication",
        "EGFR D770_N771insG",
        "FLT3 ITD",
    ],
)
def test_another_change_is_none(genes: Genes, text: str) -> None:
    found = parse_alteration(text, genes)
    assert not isinstance(found, MarkerFact | GenomicText)
    assert event_of(found) is None


def test_a_benign_insertion_is_none(genes: Genes) -> None:
    found = parse_alteration("FLT3 F594_D600dup", genes)
    assert isinstance(found, Mutation)
    assert event_of(replace(found, pathogenicity=Pathogenicity.BENIGN)) is None
