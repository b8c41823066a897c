"""Genomic coordinates are read into one canonical text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmkg.errors import InvalidText
from pmkg.vocabulary.genomic import ACCESSIONS, parse_genomic, unanchored


@pytest.mark.parametrize(
    "spelling",
    [
        "GRCh37:7:140453136:A:T",
        "7:140453136:A:T",
        "chr7-140453136-A-T",
        "7:140453136 A>T",
        "hg19 chr7:140453136:A>T",
        "7:g.140453136A>T",
        "chr7:g.140453136A>T",
        "GRCh37(chr7):g.140453136A>T",
        "NC_000007.13:g.140453136A>T",
        "7:140453136:AC:TC",
        "7:140453135:GA:GT",
    ],
)
def test_every_spelling_of_the_hot_spot_reads_into_one_text(spelling: str) -> None:
    assert parse_genomic(spelling) == "GRCh37:7:140453136:A:T"


@pytest.mark.parametrize(
    ("spelling", "canonical"),
    [
        ("NC_000007.14:g.140753336A>T", "GRCh38:7:140753336:A:T"),
        ("hg38:chr7:140753336:A:T", "GRCh38:7:140753336:A:T"),
        ("7:55242464:AGGAATTAAGAGAAGC:A", "GRCh37:7:55242464:AGGAATTAAGAGAAGC:A"),
        ("7:55242465:GGAATTAAGAGAAGC:-", "GRCh37:7:g.55242465_55242479del"),
        ("13:g.28592635_28592637delATG", "GRCh37:13:g.28592635_28592637del"),
        ("7:g.140453136_140453137delACinsTT", "GRCh37:7:g.140453136_140453137delinsTT"),
        ("x:100:A:C", "GRCh37:X:100:A:C"),
    ],
)
def test_assemblies_and_indels_have_a_canonical_form(spelling: str, canonical: str) -> None:
    assert parse_genomic(spelling) == canonical


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("23:1:A:T", "UNKNOWN_CHROMOSOME"),
        ("NC_000007.12:g.1A>T", "UNKNOWN_ASSEMBLY"),
        ("7:g.20_10del", "BAD_RANGE"),
        ("BRAF V600E", "UNKNOWN_FORM"),
        ("7:140453136>T", "NO_REFERENCE"),
        ("chr7:140453136:T", "NO_REFERENCE"),
    ],
)
def test_what_is_no_place_in_the_genome_says_why(text: str, reason: str) -> None:
    with pytest.raises(InvalidText) as caught:
        parse_genomic(text)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("genomic", "form"),
    [
        ("GRCh37:7:55242464:AGGAATTAAGAGAAGC:A", "GRCh37:7:g.55242465_55242479del"),
        ("GRCh37:13:32914437:GT:G", "GRCh37:13:g.32914438del"),
        ("GRCh37:13:32914437:GT:T", "GRCh37:13:g.32914437del"),
        ("GRCh37:17:41209078:C:CG", "GRCh37:17:g.41209078_41209079insG"),
        ("GRCh37:7:140453136:A:T", ""),
        ("GRCh37:7:140453136:AC:TT", ""),
        ("GRCh37:7:55242464:AGG:T", ""),
        ("GRCh37:7:g.55242465_55242479del", ""),
    ],
)
def test_an_anchored_indel_has_a_form_without_its_anchor(genomic: str, form: str) -> None:
    assert unanchored(genomic) == form


def test_every_chromosome_has_an_accession_on_both_assemblies() -> None:
    assert len(ACCESSIONS) == 48
    assert ACCESSIONS["NC_000023.10"] == ("GRCh37", "X")
    assert ACCESSIONS["NC_000017.11"] == ("GRCh38", "17")


@given(
    st.sampled_from(["1", "22", "X", "MT"]),
    st.integers(1, 10**8),
    st.text("ACGT", min_size=1, max_size=6),
    st.text("ACGT", min_size=1, max_size=6),
)
def test_canonical_coordinates_read_back(chromosome: str, position: int, ref: str, alt: str) -> None:
    canonical = parse_genomic(f"{chromosome}:{position}:{ref}:{alt}")
    assert parse_genomic(canonical) == canonical
