"""Transcript expressions are read into one canonical text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmkg.errors import InvalidText
from pmkg.vocabulary.coding import parse_coding, residue_of


@pytest.mark.parametrize(
    ("spelling", "canonical", "splice"),
    [
        ("NM_005228.5:c.2573T>G", "c.2573T>G", False),
        ("ENST00000275493.2:c.2573T>G", "c.2573T>G", False),
        ("c.3028G>A", "c.3028G>A", False),
        ("c.1641+2T>G", "c.1641+2T>G", True),
        ("c.902-1G>T", "c.902-1G>T", True),
        ("c.340+5G>C", "c.340+5G>C", False),
        ("c.7089+1del", "c.7089+1del", True),
        ("c.7515+1_2del", "c.7515+1_7515+2del", True),
        ("c.1056-7_1060del", "c.1056-7_1060del", True),
        ("c.341-59_341-14del", "c.341-59_341-14del", False),
        ("c.100+5_101-5del", "c.100+5_101-5del", False),
        ("c.100+2_100+3insA", "c.100+2_100+3insA", False),
        ("c.1285dupC", "c.1285dup", False),
        ("c.860_863dup", "c.860_863dup", False),
        ("1100DELC", "c.1100del", False),
        ("c.1798_1799GT>AA", "c.1798_1799delinsAA", False),
        ("c.474_476delGAAinsC", "c.474_476delinsC", False),
        ("c.*70C>A", "c.*70C>A", False),
        ("c.-124C>T", "c.-124C>T", False),
        ("c.449del14-nt", "c.449del14-nt", False),
    ],
)
def test_a_spelling_reads_into_its_canonical_form(spelling: str, canonical: str, splice: bool) -> None:
    change = parse_coding(spelling)
    assert (change.text, change.splice) == (canonical, splice)


def test_transcript_and_gene_are_kept_apart_from_the_change() -> None:
    change = parse_coding("NM_000314.6(PTEN):c.209+5G>A")
    assert (change.transcript, change.gene, change.text, change.intronic) == ("NM_000314.6", "PTEN", "c.209+5G>A", True)


@pytest.mark.parametrize("text", ["V600E", "c.128-?_250+?", "IVS2+1G>A", "", "c.12Z>A"])
def test_what_is_no_coding_change_is_refused(text: str) -> None:
    with pytest.raises(InvalidText):
        parse_coding(text)


def test_positions_outside_the_coding_sequence_name_no_residue() -> None:
    assert parse_coding("c.-124C>T").first == 0
    assert residue_of(parse_coding("c.1799T>A").first) == 600


@given(st.integers(1, 9000), st.integers(-40, 40), st.sampled_from(["del", "dup", "A>G", "delinsTT", "insC"]))
def test_the_canonical_text_reads_back(position: int, offset: int, change: str) -> None:
    text = f"c.{position}{f'{offset:+d}' if offset else ''}{change}"
    assert parse_coding(text).text == text
    assert parse_coding(text).splice == (1 <= abs(offset) <= 2 and not (change.startswith("ins") and abs(offset) == 2))
