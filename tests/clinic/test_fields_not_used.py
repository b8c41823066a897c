"""What a request says and no option rests on is reported, without its value."""

from __future__ import annotations

from typing import Any

import pytest
from made_release import Clinic, claim


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return Clinic([claim(1, "EGFR L858R AND EGFR T790M", "Osimertinib"), claim(2, "EGFR L858R", "Erlotinib")])


def warnings(clinic: Clinic, **more: Any) -> list[tuple[str, str]]:
    answer = clinic.ask("EGFR L858R", {"gene": "EGFR", "protein": "T790M"}, **more)
    return [(item.code, item.input) for item in answer.warnings]


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("lineOfTherapy", {"lineOfTherapy": 2}),
        ("ageYears", {"ageYears": 0}),
        ("sex", {"sex": "female"}),
    ],
)
def test_a_field_that_changes_no_answer_is_named(clinic: Clinic, field: str, given: dict[str, Any]) -> None:
    assert warnings(clinic, **given) == [("NOT_USED", field)]
    answer = clinic.ask("EGFR L858R", "EGFR T790M", **given)
    assert answer.options == clinic.ask("EGFR L858R", "EGFR T790M").options


def test_what_is_used_or_left_out_is_not_named(clinic: Clinic) -> None:
    assert warnings(clinic, phase=[], priorTherapies=["Erlotinib"], biomarkers={"tmb": 3}) == []


def test_a_notice_never_repeats_a_value(clinic: Clinic) -> None:
    (notice,) = clinic.ask("EGFR L858R", ageYears=61.5).warnings
    assert "61" not in notice.message + notice.input


def test_a_notice_says_that_trials_use_the_field(clinic: Clinic) -> None:
    (notice,) = clinic.ask("EGFR L858R", ageYears=61.5).warnings
    assert notice.message == (
        "the age (ageYears) is held against trials and changes no option; hold the conditions of each option against it"
    )
