"""The clinical cases of ``cases.toml``, asked of a full release of the mirror."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from relations import EXPLAINED, INPUT, RELATIONS, Asking, given, problems

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))["case"]
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


def test_every_rule_of_the_question_has_a_case() -> None:
    rules = {int(part) for case in CASES for part in str(case["rule"]).replace(",", " ").split() if part.isdigit()}
    assert rules >= set(range(1, 23))
