"""Folding: when two names are the same name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmkg.model.names import fold, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BRAF", "braf"),
        ("TGF-β1", "TGF beta1"),
        ("IFNβ", "IFNBETA"),
        ("Sjögren's syndrome", "SJOGREN S SYNDROME"),
        ("non-small cell lung carcinoma", "Non Small-Cell  Lung, Carcinoma"),
        ("EML4::ALK", "EML4-ALK"),
        ("Gleevec™", "gleevec"),
        ("HER2\N{MINUS SIGN}", "HER2-"),
        ("c.7089+1del", "c 7089 1del"),
        ("Dabrafenib + Trametinib", "dabrafenib trametinib"),
        ("µ-opioid", "mu opioid"),
        ("straße", "STRASSE"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("HER2+", "HER2-"), ("ER+/HER2-", "ER-/HER2+"), ("HER2+ breast", "HER2 breast"), ("BRAF", "BRAF1")],
)
def test_opposite_findings_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_text_without_letters_or_digits_folds_to_nothing() -> None:
    assert [fold(text) for text in ("", " ", "?!", "+", "--", "_")] == [""] * 6


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_a_plain_name_folds_as_it_does_beside_a_letter_that_is_not(text: str) -> None:
    assert fold(f"{text} \N{LATIN SMALL LETTER E WITH ACUTE}") == f"{fold(text)} e".strip()


@given(st.text())
def test_words_hold_no_space_sign_or_capital(text: str) -> None:
    for word in words(fold(text)):
        assert not set(word) & set(" +-")
        assert word == word.lower()
