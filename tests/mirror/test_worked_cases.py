"""The clinical cases of the folder ``cases``, asked of a full release of the mirror."""

from __future__ import annotations

from typing import Any

import pytest
from clinical_cases import AFFIRMING, DENYING, clinical_cases, rules, subjects
from relations import EXPLAINED, INPUT, RELATIONS, Asking, given, problems

CASES = clinical_cases()
RULES = (*range(1, 23), 26)
"""The rules of the drug question; 23 to 25 are about trials, 26 is asked for its side of evidence."""
ENOUGH_CASES = 200
ENOUGH_SUBJECTS = 4
"""Three genes or biomarkers besides the one of a rule's own example."""
pytestmark = pytest.mark.mirror


@pytest.mark.parametrize("case", CASES, ids=[case["name"].replace(" ", "-") for case in CASES])
def test_the_answer_is_the_one_a_clinician_expects(case: dict[str, Any], asking: Asking) -> None:
    assert list(problems(case, asking)) == []


def test_every_case_says_why_and_where_it_is_from() -> None:
    for case in CASES:
        assert set(case) <= {*INPUT, *RELATIONS, *EXPLAINED}, case["name"]
        assert case["reason"], case["name"]
        assert case["citation"], case["name"]
        assert case["rule"], case["name"]
        assert set(case) & set(RELATIONS), case["name"]
        assert given(case), case["name"]
    assert len({case["name"] for case in CASES}) == len(CASES)


def test_there_are_enough_cases_for_a_tumor_board() -> None:
    assert len(CASES) >= ENOUGH_CASES


def test_every_relation_is_one_that_affirms_or_denies() -> None:
    assert {*AFFIRMING, *DENYING} == set(RELATIONS)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_affirmed_on_several_genes(rule: int) -> None:
    assert len(_subjects(rule, AFFIRMING)) >= ENOUGH_SUBJECTS


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_denied_on_several_genes(rule: int) -> None:
    assert len(_subjects(rule, DENYING)) >= ENOUGH_SUBJECTS


def _subjects(rule: int, relations: frozenset[str]) -> set[str]:
    return {subject for case in CASES if rule in rules(case) and relations & set(case) for subject in subjects(case)}
