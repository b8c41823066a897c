"""A claim whose fields contradict its own sentence is shown, not tiered, and stands in the ledger."""

from __future__ import annotations

import pytest
from made_release import Clinic, claim

CASES: list[tuple[str, str, str]] = [
    # drugs of the fields, the sentence, a word of the finding ("" for none)
    ("Vemurafenib", "Vemurafenib in combination with trametinib for BRAF V600E.", "trametinib"),
    ("Vemurafenib", "Vemurafenib in combination with chemotherapy for BRAF V600E.", "chemotherapy"),
    ("Vemurafenib, Trametinib", "Vemurafenib in combination with trametinib and chemotherapy.", "chemotherapy"),
    ("Vemurafenib, Trametinib", "Vemurafenib in combination with trametinib for BRAF V600E.", ""),
    ("Vemurafenib, Trametinib", "Vemurafenib in combination with dabrafenib or trametinib.", ""),
    ("Vemurafenib, Trametinib", "In combination with dabrafenib for adults and in combination with trametinib.", ""),
    ("Vemurafenib, Trametinib", "Vemurafenib in combination with standard trametinib induction chemotherapy.", ""),
    ("Vemurafenib, Trametinib", "Vemurafenib in combination with a kinase inhibitor for BRAF V600E.", ""),
    ("Vemurafenib", "Vemurafenib alone or in combination with trametinib for BRAF V600E.", ""),
    ("Vemurafenib", "Vemurafenib in combination with surgery for BRAF V600E.", ""),
    ("Vemurafenib", "", ""),
]


@pytest.mark.parametrize(("drugs", "sentence", "word"), CASES)
def test_a_partner_that_the_fields_lack_leaves_the_regimen_untiered(drugs: str, sentence: str, word: str) -> None:
    clinic = Clinic([claim(1, "BRAF V600E", drugs=drugs, sentence=sentence)])
    option = clinic.option("BRAF V600E")
    assert option is not None
    conflict = option.supporting[0].conflict
    assert (option.tier, word in conflict, bool(conflict)) == (None if word else "IA", True, bool(word))
    assert [loss.reason for loss in clinic.reader._losses] == (["SOURCE_CONFLICT"] if word else [])


def test_what_a_loader_found_stands_before_what_the_sentence_tells() -> None:
    sentence = "For tumors with no BRAF mutations."
    clinic = Clinic([claim(1, "BRAF V600E", sentence=sentence, fields={"conflict": "disease: another"})])
    option = clinic.option("BRAF V600E")
    assert option is not None
    assert option.supporting[0].conflict.startswith("disease: another; biomarker: the code asks for the presence")


def test_a_truncation_of_an_oncogene_is_judged_by_the_role_that_a_source_gives() -> None:
    sentence = "For tumors with mutations of EGFR and TP53."
    for profile, found, tier in (
        ("EGFR Nonsense Mutation", "EGFR R451*", None),
        ("TP53 Nonsense Mutation", "TP53 R213*", "IA"),
    ):
        option = Clinic([claim(1, profile, sentence=sentence)]).option(found)
        assert option is not None
        assert option.tier == tier
