"""Tumor types, states of the disease and earlier therapies of eligibility sentences."""

from __future__ import annotations

import pytest

from pmkg.model.curie import Curie
from pmkg.model.trial_criteria import DiseaseState, TumorGroup
from pmkg.vocabulary.eligibility_therapy import read_therapies
from pmkg.vocabulary.eligibility_tumor import names_diagnosis, read_states, read_tumors
from pmkg.vocabulary.eligibility_words import leftover, loosened, of_a_part

TUMORS = {
    "melanoma": Curie("MONDO:1"),
    "breast cancer": Curie("MONDO:2"),
    "NSCLC": Curie("MONDO:3"),
    "non-small cell lung cancer": Curie("MONDO:3"),
    "ALT": Curie("MONDO:4"),
    "lymphoma": Curie("MONDO:5"),
    "leukemia": Curie("MONDO:6"),
    "metastatic cancer": Curie("MONDO:7"),
}


def named(text: str) -> Curie | None:
    return TUMORS.get(text)


@pytest.mark.parametrize(
    ("sentence", "tumors"),
    [
        ("Histologically confirmed melanoma", ["MONDO:1"]),
        ("Diagnosis of melanoma or breast cancer", ["MONDO:1", "MONDO:2"]),
        ("Confirmed non-small cell lung cancer (NSCLC)", ["MONDO:3", "MONDO:3"]),
        ("Confirmed leukaemia", ["MONDO:6"]),
        ("Melanomas of any site other than melanoma", []),
        ("AST and ALT within normal limits", []),
        ("anaplastic lymphoma kinase", []),
        ("breast cancer metastases", []),
        ("metastatic cancer", []),
    ],
)
def test_tumors_are_found_by_their_names(sentence: str, tumors: list[str]) -> None:
    assert [one.said.tumor for one in read_tumors(sentence, named)] == tumors


def test_groups_are_found_and_the_criteria_of_response_are_none() -> None:
    assert [one.said.group for one in read_tumors("Advanced solid tumor", named)] == [TumorGroup.SOLID]
    assert read_tumors("Response Evaluation Criteria in Solid Tumors", named) == ()


def test_a_diagnosis_is_told_from_other_sentences() -> None:
    assert names_diagnosis("Biopsy-proven melanoma")
    assert not names_diagnosis("Measurable lesion of a melanoma")


@pytest.mark.parametrize(
    ("sentence", "states", "firm"),
    [
        ("locally advanced or metastatic melanoma", [DiseaseState.LOCALLY_ADVANCED, DiseaseState.METASTATIC], True),
        ("unresectable locally advanced melanoma", [DiseaseState.UNRESECTABLE, DiseaseState.LOCALLY_ADVANCED], False),
        ("relapsed/refractory melanoma", [DiseaseState.RECURRENT, DiseaseState.REFRACTORY], True),
        ("no metastatic melanoma", [], True),
        ("metastatic to bone, and a melanoma", [], True),
    ],
)
def test_the_states_before_a_tumor_are_read(sentence: str, states: list[DiseaseState], firm: bool) -> None:
    found = read_states(sentence, sentence.index("melanoma"))
    assert [state for one in found for state in one.said.states] == states
    assert all(one.firm is firm for one in found)


@pytest.mark.parametrize(
    ("sentence", "exclusion", "names", "had", "firm"),
    [
        ("Prior treatment with docetaxel", True, ("docetaxel",), True, True),
        ("Has received prior therapy with an EGFR TKI or osimertinib", True, ("EGFR TKI", "osimertinib"), True, True),
        ("Previously treated with a PARP inhibitor (e.g. olaparib)", True, ("PARP inhibitor",), True, True),
        ("No prior immunotherapy", False, ("immunotherapy",), False, True),
        ("Prior chemotherapy within 4 weeks", True, ("chemotherapy within 4 weeks",), True, False),
        ("Prior docetaxel for metastatic disease", True, ("docetaxel for metastatic disease",), True, False),
    ],
)
def test_earlier_therapies_are_read(
    sentence: str, exclusion: bool, names: tuple[str, ...], had: bool, firm: bool
) -> None:
    (found,) = read_therapies(sentence, exclusion)
    assert (found.said.names, found.said.had, found.firm) == (names, had, firm)


@pytest.mark.parametrize(
    "sentence",
    [
        "Taken regardless of HER2 status",
        "Patients with an ALK fusion are eligible",
        "EGFR status must be known",
        "Unless the tumor has an ALK fusion",
        "Who have received one line",
        "For participants with an ALK fusion",
    ],
)
def test_conditions_and_permissions_loosen_a_sentence(sentence: str) -> None:
    assert loosened(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["Cohort 2 only: ALK fusion", "For Part 1f: willing to undergo biopsy", "(Parts 1a and 2b) MTAP deletion"],
)
def test_a_part_of_the_trial_is_seen(sentence: str) -> None:
    assert of_a_part(sentence)


@pytest.mark.parametrize("sentence", ["ECOG (Eastern Cooperative Oncology Group): 0-1", "Stage IV disease"])
def test_a_word_for_a_part_in_another_name_is_none(sentence: str) -> None:
    assert not of_a_part(sentence)


def test_what_no_reading_accounts_for_is_left_over() -> None:
    found = read_tumors("Histologically confirmed melanoma of the eye", named)
    assert leftover("Histologically confirmed melanoma of the eye", found) == "eye"
