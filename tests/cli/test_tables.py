"""What an answer says reaches the person who reads the table, and not only the program that reads the JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from command_line import Command

from pmkg.cli.other_tables import print_findings
from pmkg.model.curie import Curie
from pmkg.model.kinds import StatementKind, TumorMatch, VariantMatch
from pmkg.model.other_evidence import Finding, OtherAnswer, Significance
from pmkg.model.signature import Tumor

REMARKS = ("notes", "conditions", "missingTests", "missing", "because", "tier", "suggestions", "test")
CASES = {
    "reversed fusion": ("NSCLC", "ALK::EML4"),
    "resistance": ("NSCLC", "EGFR T790M", "EGFR L858R"),
    "conditions": ("COADREAD", "BRAF V600E", "MSI-H"),
    "near name": ("LUAD", "EGGR T790M", "EGFR T790M"),
}


def remarks(answer: Any) -> Iterator[str]:
    """Give every remark of an answer, wherever it stands, but for those of single statements."""
    if isinstance(answer, list):
        for item in answer:
            yield from remarks(item)
    elif isinstance(answer, dict):
        for name, value in answer.items():
            if name in REMARKS:
                yield from [value] if isinstance(value, str) else value or ()
            elif name not in ("for", "against"):
                yield from remarks(value)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(
    "question", [("drugs",), ("immunotherapy",), ("resistance", "--regimen", "Erlotinib")], ids=str
)
def test_every_remark_of_an_answer_stands_in_its_table(pmkg: Command, question: tuple[str, ...], case: str) -> None:
    tumor, *alterations = CASES[case]
    asked = ("ask", *question, "--tumor", tumor, *(part for text in alterations for part in ("-a", text)))
    said = set(remarks(json.loads(pmkg(*asked, "--json").out)))
    table = pmkg(*asked).out
    assert said
    assert {remark for remark in said if remark not in table} == set()


@pytest.mark.parametrize("question", [("drugs",), ("prognosis",), ("resistance", "--regimen", "Erlotinib")], ids=str)
def test_a_name_that_is_not_known_is_shown_with_those_near_it(pmkg: Command, question: tuple[str, ...]) -> None:
    shown = pmkg("ask", *question, "--tumor", "LUAD", "-a", "EGGR T790M").out
    assert "UNKNOWN_GENE" in shown
    assert "near: EGFR" in shown


def test_a_reversed_fusion_is_not_shown_as_a_plain_one(pmkg: Command) -> None:
    assert "partner order is reversed" in pmkg("ask", "drugs", "--tumor", "NSCLC", "-a", "ALK::EML4").out
    assert "partner order is reversed" not in pmkg("ask", "drugs", "--tumor", "NSCLC", "-a", "EML4::ALK").out


def test_a_finding_is_shown_with_its_conditions_and_notes(capsys: pytest.CaptureFixture[str]) -> None:
    finding = Finding(
        kind=StatementKind.PROGNOSTIC,
        significance=Significance.POOR_OUTCOME,
        words=("Poor Outcome",),
        disease=Curie("MONDO:0005012"),
        disease_label="cutaneous melanoma",
        tier="IB",
        tier_rule="",
        tumor_match=TumorMatch.EXACT,
        variant_match=VariantMatch.EXACT,
        category=None,
        status="MATCHED",
        missing_tests=(),
        profile="BRAF V600E",
        because=("BRAF V600E",),
        conditions=("metastatic",),
        notes=("seen beside another driver",),
        supporting=(),
        against=(),
    )
    print_findings(OtherAnswer("", "2026.1", Tumor(None, "", ""), (finding,), (), ()))
    shown = capsys.readouterr().out
    assert "metastatic" in shown
    assert "seen beside another driver" in shown
