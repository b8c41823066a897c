"""Age, sex and performance status of eligibility sentences, and the sentences that only look like them."""

from __future__ import annotations

import pytest

from pmkg.vocabulary.eligibility_person import excluded_performance, read_ages, read_performance, read_sex


@pytest.mark.parametrize(
    ("sentence", "bounds"),
    [
        ("Age >= 18 years", [(">=", 18)]),
        ("Aged 21 years or older", [(">=", 21)]),
        ("At least 16 years of age", [(">=", 16)]),
        ("Age over 18 years", [(">", 18)]),
        ("Patients younger than 18 years old", [("<", 18)]),
        ("Age: 18 to 75 years", [(">=", 18), ("<=", 75)]),
        ("Between the ages of >= 20 and < 60", [(">=", 20), ("<", 60)]),
        ("Age between 6 months and 2 years", [(">=", 0.5), ("<=", 2)]),
        ("Aged 4-17 years", [(">=", 4), ("<=", 17)]),
        ("18 years and older", [(">=", 18)]),
    ],
)
def test_bounds_of_age_are_read(sentence: str, bounds: list[tuple[str, float]]) -> None:
    assert [(one.said.comparator, one.said.years) for one in read_ages(sentence)] == bounds


@pytest.mark.parametrize(
    "sentence",
    [
        "Women of childbearing age use contraception for 6 months",
        "Donor aged 18 to 50 years",
        "No menstruation for 12 months after the age of 50",
        "ALT <= 10 x ULN for age",
        "No cancer within 5 years",
        "Age at diagnosis <= 18 years",
        "Age >= 60 years, or 18 to 59 years with a comorbidity",
    ],
)
def test_other_years_are_no_age_of_the_patient(sentence: str) -> None:
    assert read_ages(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "worst", "firm"),
    [
        ("ECOG performance status 0-1", 1, True),
        ("ECOG 0, 1 or 2.", 2, True),
        ("Eastern Cooperative Oncology Group (ECOG) performance status <= 2", 2, True),
        ("ECOG performance status < 2", 1, True),
        ("WHO PS 0 to 1", 1, True),
        ("Performance status 0-2 (ECOG)", 2, True),
        ("ECOG 0-1 (age >= 16 years) or Lansky above 50", 1, False),
        ("ECOG PS score: 0~1", 1, True),
    ],
)
def test_the_worst_performance_is_read(sentence: str, worst: int, firm: bool) -> None:
    (found,) = read_performance(sentence)
    assert (found.said.scale, found.said.limit, found.firm) == ("ECOG", worst, firm)


def test_a_karnofsky_score_keeps_its_scale() -> None:
    (found,) = read_performance("Karnofsky performance status > 60%")
    assert (found.said.scale, found.said.limit) == ("KPS", 70)


def test_performance_of_patients_in_a_poor_state_is_no_upper_bound() -> None:
    assert read_performance("ECOG performance status equal to 3 or 4") == ()


@pytest.mark.parametrize(("sentence", "worst"), [("ECOG performance status >= 2", 1), ("ECOG > 2", 2)])
def test_an_exclusion_by_performance_is_turned_round(sentence: str, worst: int) -> None:
    (found,) = excluded_performance(sentence)
    assert found.said.limit == worst


def test_an_exclusion_of_those_who_is_no_exclusion_by_performance() -> None:
    assert excluded_performance("Those who take more than 3 drugs") == ()


@pytest.mark.parametrize(("sentence", "sex"), [("Female", "female"), ("Men aged 45 years", "male")])
def test_one_sex_is_read(sentence: str, sex: str) -> None:
    assert [one.said.sex for one in read_sex(sentence)] == [sex]


@pytest.mark.parametrize(
    "sentence", ["Male or female", "Women must not be pregnant", "Use of contraception by men", "Blood of men"]
)
def test_both_sexes_or_what_one_has_to_do_is_no_demand(sentence: str) -> None:
    assert read_sex(sentence) == ()
