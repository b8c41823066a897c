"""A sentence tells which drugs it combines, each partner with its alternatives."""

from __future__ import annotations

import pytest

from pmkg.vocabulary.regimen_text import partners

COMBINED = {
    "X is indicated in combination with fulvestrant for adults.": ((("fulvestrant",),),),
    "X in combination with carboplatin and paclitaxel, followed by single agent X, is indicated.": (
        (("carboplatin",), ("paclitaxel",)),
    ),
    "X with A in combination with paclitaxel or docetaxel.": ((("paclitaxel", "docetaxel"),),),
    "in combination with trastuzumab, fluoropyrimidine, and platinum": (
        (("trastuzumab",), ("fluoropyrimidine",), ("platinum",)),
    ),
    "in combination with: (1) capecitabine for some. Limitations of use: not soon. (2) letrozole for others.": (
        (("capecitabine",),),
        (("letrozole",),),
    ),
    "in combination with adjuvant chemotherapy consisting of docetaxel and cisplatin.": (
        (("adjuvant docetaxel",), ("cisplatin",)),
    ),
}
ALONE = [
    "X is indicated for adults.",
    "X as monotherapy or in combination with Y is indicated.",
    "X alone, or in combination with Y.",
    "X is not recommended for use in combination with platinum.",
    "For patients who progressed on prior treatment with A in combination with B.",
    "In combination with retinoid for the newly diagnosed, or relapsed disease.",
    "X in combination with chemotherapy (A and B) for adults.",
    "This indication is approved. It was studied in combination with Y.",
]


@pytest.mark.parametrize("sentence", COMBINED)
def test_the_partners_of_a_combination_are_read(sentence: str) -> None:
    assert partners(sentence) == COMBINED[sentence]


@pytest.mark.parametrize("sentence", ALONE)
def test_a_drug_that_stands_alone_demands_no_partner(sentence: str) -> None:
    assert partners(sentence) == ()
