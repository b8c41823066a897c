"""The layout of an eligibility text: sections, headings, bullets and sentences, of which none is lost."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmkg.vocabulary.eligibility_layout import Passage, Section, heading_of, passages
from pmkg.vocabulary.eligibility_sentences import sentences

TEXT = """PHASE 1

Key Inclusion Criteria:

1. Adults with a made-up tumor.
2. One of the following:

   * Alpha finding
   * Beta finding

PHASE 2 Key Inclusion Criteria

* Second part only

Key Exclusion Criteria:

* Another made-up illness, except:

  * one that is cured
"""


def by_text(text: str) -> dict[str, Passage]:
    return {passage.text: passage for passage in passages(text)}


def test_a_sentence_knows_its_section() -> None:
    found = by_text(TEXT)
    assert found["Adults with a made-up tumor."].section is Section.INCLUSION
    assert found["Another made-up illness, except:"].section is Section.EXCLUSION
    assert found["one that is cured"].section is Section.EXCLUSION


def test_a_heading_of_a_part_limits_what_stands_under_it() -> None:
    found = by_text(TEXT)
    assert found["Adults with a made-up tumor."].scope == ("PHASE 1",)
    assert found["Second part only"].scope == ("PHASE 2 Key Inclusion Criteria",)
    assert found["Another made-up illness, except:"].scope == ()


def test_an_item_of_a_list_knows_the_line_above_and_that_one_is_enough() -> None:
    found = by_text(TEXT)
    assert found["Alpha finding"].under == "One of the following:"
    assert found["Alpha finding"].alternative
    assert not found["one that is cured"].alternative


def test_a_lead_in_opens_a_section() -> None:
    found = by_text("Who meets any of these will be excluded from the study:\n\n* Fever")
    assert found["Fever"].section is Section.EXCLUSION


def test_an_item_that_excludes_turns_its_list_round() -> None:
    found = by_text("Inclusion Criteria:\n\n* The following persons are excluded:\n\n  * Those with fever\n* Walking")
    assert found["Those with fever"].section is Section.EXCLUSION
    assert found["Walking"].section is Section.INCLUSION


def test_what_is_said_in_brackets_of_exclusion_does_not_turn_a_list_round() -> None:
    found = by_text("Inclusion Criteria:\n\n* Meets all of these (others are not eligible):\n\n  * Fever")
    assert found["Fever"].section is Section.INCLUSION


@pytest.mark.parametrize(
    "line",
    [
        "Patient meets the inclusion criteria for trial entry",
        "Further exclusion criteria apply.",
        "The inclusion and exclusion criteria are as follows:",
        "Not meeting all of the inclusion criteria",
    ],
)
def test_a_sentence_about_criteria_is_no_heading(line: str) -> None:
    assert heading_of(line) is None


@pytest.mark.parametrize(
    "line", ["INCLUSION CRITERIA", "Exclusion:", "Main Inclusion Criteria", "Exclusion criteria\uff1a"]
)
def test_headings_are_found_in_their_spellings(line: str) -> None:
    assert heading_of(line) is not None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("A BRAF p.V600E change (e.g. by PCR). No. 1 is measured. Stage II vs. III.", 3),
        ("Measured by RECIST v1.1) in full", 1),
        ("Count >= 1.5 x 10^9/L; Platelets >= 100", 2),
        ("(1) first demand;(2) second demand", 2),
    ],
)
def test_sentences_end_where_they_end(text: str, count: int) -> None:
    assert len(list(sentences(text))) == count


WORDS = st.lists(
    st.sampled_from(["fever", "no", "count", "of", "cells", "p.V600E", "(e.g.", "lesion)", "3.5", "mg"]),
    min_size=1,
    max_size=9,
)
ITEMS = st.lists(st.tuples(WORDS.map(" ".join), st.integers(0, 2)), min_size=1, max_size=12)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ITEMS, ITEMS)
def test_no_word_of_a_text_is_lost(inclusion: list[tuple[str, int]], exclusion: list[tuple[str, int]]) -> None:
    def block(items: list[tuple[str, int]]) -> str:
        return "\n".join(f"{'  ' * depth}* {text}" for text, depth in items)

    text = f"Inclusion Criteria:\n\n{block(inclusion)}\n\nExclusion Criteria:\n\n{block(exclusion)}"
    shown = " ".join(passage.text for passage in passages(text)).split()
    given_words = [word for words, _ in (*inclusion, *exclusion) for word in words.split()]
    assert sorted(shown) == sorted(given_words)
