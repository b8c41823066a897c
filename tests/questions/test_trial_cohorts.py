"""A run over many patients evaluates only what changed, and comes to what a full run does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_trials import DAY, TrialClinic, ctml

from pmkg.errors import RequestError
from pmkg.model.curie import Curie
from pmkg.model.trial_answer import Eligibility
from pmkg.questions.trial_cohort import CohortMatches, match_cohort

TREES = (
    [{"genomic": {"hugo_symbol": "EGFR", "variant_category": "Mutation"}}],
    [{"genomic": {"hugo_symbol": "KRAS", "variant_category": "!Mutation"}}],
    [{"clinical": {"age_numerical": ">=18", "oncotree_primary_diagnosis": "NSCLC"}}],
    [{"clinical": {"oncotree_primary_diagnosis": "_LIQUID_"}}],
    [{"prior_treatment": {"agent": "Osimertinib"}}],
)
PEOPLE: tuple[dict[str, Any], ...] = (
    {"alterations": ["EGFR L858R"]},
    {"alterations": ["EGFR L858R"], "ageYears": 61},
    {"alterations": ["KRAS G12D"], "ageYears": 17},
    {"alterations": ["KRAS G12D"], "birthDate": "2008-11-21"},
    {"tumorType": "AML", "tested": {"genes": ["KRAS"]}},
    {"tumorType": "NSCLC", "priorTherapies": ["Osimertinib"]},
)
FIRST, SECOND = (Curie.of("NCT", f"NCT{number:08d}") for number in (1, 2))
law = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
worlds = st.tuples(
    st.dictionaries(st.integers(1, 4), st.sampled_from(TREES), min_size=1),
    st.dictionaries(st.sampled_from("abcd"), st.sampled_from(PEOPLE)),
    st.sampled_from([date(2026, 11, 20), date(2026, 11, 21)]),
)
World = tuple[dict[int, Any], dict[str, dict[str, Any]], date]


def run(world: World, before: CohortMatches | None = None) -> Any:
    trials, people, day = world
    clinic = TrialClinic(*(ctml(number, tree) for number, tree in trials.items()))
    signatures = [clinic.signature(id=name, **facts) for name, facts in people.items()]
    return match_cohort(clinic.question, signatures, day, before)


@law
@given(st.lists(worlds, min_size=2, max_size=4))
def test_a_run_after_others_comes_to_what_a_full_run_does(history: list[World]) -> None:
    kept = None
    for world in history:
        now, full = run(world, kept), run(world)
        assert now.matches == full.matches
        assert now.evaluated <= full.evaluated
        assert run(world, now.matches).evaluated == 0
        assert run(world, now.matches).changes == ()
        kept = now.matches


def test_only_what_changed_is_evaluated_again() -> None:
    trials, people = {1: TREES[0], 2: TREES[1], 3: TREES[2]}, {"a": PEOPLE[0], "b": PEOPLE[2]}
    first = run((trials, people, DAY))
    assert first.evaluated == 6
    assert run(({**trials, 2: TREES[3]}, people, DAY), first.matches).evaluated == 2
    assert run((trials, {**people, "b": PEOPLE[1]}, DAY), first.matches).evaluated == 3
    assert run((trials, {**people, "c": PEOPLE[1]}, DAY), first.matches).evaluated == 3


def test_a_birthday_changes_who_fits() -> None:
    people = {"a": {"tumorType": "LUAD", "birthDate": "2008-11-21"}}
    first = run(({1: TREES[2]}, people, date(2026, 11, 20)))
    then = run(({1: TREES[2]}, people, date(2026, 11, 21)), first.matches)
    assert first.matches.of_trial(FIRST) == {}
    assert [(item.patient, item.before, item.after) for item in then.changes] == [
        ("a", Eligibility.NOT, Eligibility.ELIGIBLE)
    ]


def test_the_patients_of_a_trial_are_told() -> None:
    people = {"a": PEOPLE[0], "b": PEOPLE[2], "c": PEOPLE[4]}
    found = run(({1: TREES[0], 2: TREES[1]}, people, DAY)).matches
    assert found.of_trial(FIRST) == {
        "a": Eligibility.ELIGIBLE,
        "b": Eligibility.POSSIBLE,
        "c": Eligibility.POSSIBLE,
    }
    assert found.of_trial(SECOND) == {"a": Eligibility.POSSIBLE, "c": Eligibility.ELIGIBLE}


def test_two_patients_of_one_id_are_refused() -> None:
    clinic = TrialClinic(ctml(1, TREES[0]))
    twice = [clinic.signature(id="a"), clinic.signature(id="a")]
    with pytest.raises(RequestError, match="two patients have the id 'a'"):
        match_cohort(clinic.question, twice, DAY)
