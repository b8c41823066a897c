"""A trial's free text becomes criteria with their sentences, and what was not understood stays for a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_release import loaded

from pmkg.clinic.signature import SignatureReader
from pmkg.ingest.catalog import catalog
from pmkg.ingest.eligibility import EligibilityReader
from pmkg.ingest.load import Loaded
from pmkg.ingest.normalize import Normalization
from pmkg.model.curie import Curie
from pmkg.model.records import Reference
from pmkg.model.source import Files
from pmkg.model.trial_answer import Eligibility, TrialMatch
from pmkg.model.trial_criteria import (
    AgeCriterion,
    Confidence,
    DiseaseState,
    DiseaseStatusCriterion,
    PersonCheck,
    SexCriterion,
)
from pmkg.model.trial_records import Said, SaidAll, SaidProfile, SaidTherapy, SaidTree, SaidTumor, TrialRecord
from pmkg.questions.matching_trials import TrialQuestion
from pmkg.questions.trial_filter import EVERY, TrialFilter
from pmkg.store.memory import MemoryGraph
from pmkg.vocabulary.eligibility_layout import passages
from pmkg.vocabulary.kinds import facets_by_kind

DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def identities() -> Normalization:
    return Normalization(loaded(()), lambda _: None)


@pytest.fixture(scope="module")
def reader(identities: Normalization) -> EligibilityReader:
    return EligibilityReader(identities.genes, identities.diseases, identities.drugs)


def record(text: str, *conditions: str, criteria: SaidTree | None = None) -> TrialRecord:
    return TrialRecord(
        id=Curie("NCT:NCT00000009"),
        record="NCT00000009",
        title="A made-up trial",
        status="RECRUITING",
        conditions=tuple(Reference(condition) for condition in conditions),
        eligibility=tuple(line for line in text.split("\n") if line.strip()),
        criteria=criteria or SaidAll(),
    )


def leaves(tree: SaidTree) -> Iterator[Said]:
    if isinstance(tree, Said):
        yield tree
    else:
        for part in tree.parts:
            yield from leaves(part)


def said(reader: EligibilityReader, text: str, *conditions: str) -> list[Said]:
    return list(leaves(reader.read(record(text, *conditions)).criteria))


def profiles(reader: EligibilityReader, text: str) -> list[tuple[str, bool, str]]:
    return [
        (one.criterion.text, one.negated, one.confidence.value)
        for one in said(reader, text)
        if isinstance(one.criterion, SaidProfile)
    ]


def test_a_demand_carries_its_sentence(reader: EligibilityReader) -> None:
    (found,) = said(reader, "Inclusion Criteria:\n* Documented KRAS G12C mutation")
    assert found.criterion == SaidProfile("KRAS G12C")
    assert (found.sentence, found.confidence, found.negated) == (
        "Documented KRAS G12C mutation", Confidence.HIGH, False,
    )  # fmt: skip


def test_a_gene_of_an_exclusion_is_negated(reader: EligibilityReader) -> None:
    assert profiles(reader, "Exclusion Criteria:\n* KRAS G12C mutation") == [("KRAS G12C", True, "HIGH")]


def test_an_absence_in_an_exclusion_is_not_turned_into_a_demand(reader: EligibilityReader) -> None:
    assert profiles(reader, "Exclusion Criteria:\n* No KRAS G12C mutation") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "KRAS G12C mutation, if available",
        "Patients with a KRAS G12C mutation are eligible",
        "Cohort 1: KRAS G12C mutation",
        "For participants with lung cancer: KRAS G12C mutation",
        "KRAS G12C mutation unless treated before",
        "KRAS G12C mutation in progression on chemotherapy",
        "Rare EGFR mutation",
        "History of a KRAS G12C mutation",
    ],
)
def test_what_leaves_room_is_of_low_confidence_and_stays_for_a_person(reader: EligibilityReader, sentence: str) -> None:
    read = reader.read(record(f"Inclusion Criteria:\n* {sentence}"))
    assert {one.confidence for one in leaves(read.criteria)} <= {Confidence.LOW}
    assert read.to_check == ("Inclusion Criteria:", sentence)


@pytest.mark.parametrize(
    "sentence", ["Taken regardless of HER2 status", "EGFR status is known", "Prior treatment with an EGFR TKI"]
)
def test_a_status_or_a_therapy_is_no_demand_on_a_gene(reader: EligibilityReader, sentence: str) -> None:
    assert profiles(reader, f"Inclusion Criteria:\n* {sentence}") == []


def test_a_text_without_sections_is_never_sure(reader: EligibilityReader) -> None:
    assert profiles(reader, "KRAS G12C mutation") == [("KRAS G12C", False, "LOW")]


def test_bullets_that_ask_for_different_genes_are_alternatives(reader: EligibilityReader) -> None:
    text = "Inclusion Criteria:\n* KRAS G12C mutation\n* BRAF V600E mutation"
    assert {confidence for _, _, confidence in profiles(reader, text)} == {"LOW"}


def titled(reader: EligibilityReader, title: str, *sentences: str) -> list[tuple[str, bool, str]]:
    text = "\n".join(["Inclusion Criteria:", *(f"* {one}" for one in sentences)])
    read = reader.read(replace(record(text), title=title))
    return [
        (one.criterion.text, one.negated, one.confidence.value)
        for one in leaves(read.criteria)
        if isinstance(one.criterion, SaidProfile) and one.sentence == title
    ]


def test_a_title_asks_of_every_patient_what_a_cohort_asks_of_some(reader: EligibilityReader) -> None:
    title = "Sotorasib in Participants With Previously Treated KRAS G12C-mutated Cancer Versus Docetaxel"
    assert titled(reader, title, "Cohort A: KRAS G12C mutation") == [("KRAS G12C", False, "HIGH")]
    assert titled(reader, title, "Documented KRAS mutation") == [("KRAS G12C", False, "HIGH")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Cohort B: KRAS G12D mutation",
        "Cohort B: BRAF V600E mutation",
        "Cohort B: KRAS amplification",
        "Cohort A: KRAS G12C or BRAF V600E mutation",
    ],
)
def test_a_title_that_a_sentence_widens_is_not_sure(reader: EligibilityReader, sentence: str) -> None:
    found = titled(reader, "Sotorasib in Patients With KRAS G12C-mutated Cancer", sentence)
    assert all(confidence == "LOW" for _, _, confidence in found)


@pytest.mark.parametrize(
    "title",
    [
        "Molecular Screening of Patients With KRAS G12C Mutation",
        "Sotorasib in Patients Regardless of KRAS G12C Mutation",
        "Osimertinib in Patients Who Progressed With an EGFR T790M Mutation",
        "An EGFR Inhibitor Against KRAS G12C",
    ],
)
def test_a_title_that_asks_nothing_of_its_patients_is_not_read(reader: EligibilityReader, title: str) -> None:
    assert titled(reader, title) == []


def test_a_title_that_tells_different_things_of_two_genes_is_not_sure(reader: EligibilityReader) -> None:
    title = "Savolitinib in Participants With EGFR Mutated, KRAS Overexpressed or Amplified Cancer"
    assert {confidence for _, _, confidence in titled(reader, title)} == {"LOW"}


def test_a_title_does_not_ask_again_what_a_sentence_asks_surely(reader: EligibilityReader) -> None:
    assert titled(reader, "Sotorasib in Patients With KRAS G12C", "KRAS G12C mutation") == []


def test_the_title_of_a_trial_without_a_text_is_held_against_its_criteria_elsewhere(reader: EligibilityReader) -> None:
    coded = replace(record(""), title="Sotorasib in Patients With KRAS G12C-mutated Cancer")
    assert reader.read(coded) is coded
    of_melanoma = reader.read(replace(record("", "Melanoma"), title=coded.title))
    assert not [one for one in leaves(of_melanoma.criteria) if isinstance(one.criterion, SaidProfile)]


def test_a_title_that_takes_out_a_mutation_is_not_sure_where_a_sentence_wants_it(reader: EligibilityReader) -> None:
    title = "A Drug in Patients With Leukemia Without a KRAS Mutation"
    assert titled(reader, title) == [("KRAS Mutation", True, "HIGH")]
    assert titled(reader, title, "Cohort 2: KRAS mutation") == []


def test_absences_of_different_genes_are_all_asked(reader: EligibilityReader) -> None:
    text = "Exclusion Criteria:\n* KRAS G12C mutation\n* BRAF V600E mutation"
    assert {confidence for _, _, confidence in profiles(reader, text)} == {"HIGH"}


def test_one_of_a_list_is_not_asked_alone(reader: EligibilityReader) -> None:
    text = "Inclusion Criteria:\n* One of the following:\n  * KRAS G12C mutation\n  * Age >= 18 years"
    assert {confidence for _, _, confidence in profiles(reader, text)} == {"LOW"}


def test_a_tumor_with_its_states_is_read(reader: EligibilityReader) -> None:
    text = "Inclusion Criteria:\n* Histologically confirmed locally advanced or metastatic lung adenocarcinoma"
    tumor, states = (one.criterion for one in said(reader, text))
    assert isinstance(tumor, SaidTumor)
    assert [reference.ids for reference in tumor.tumors] == [("MONDO:0005061",)]
    assert states == DiseaseStatusCriterion((DiseaseState.LOCALLY_ADVANCED, DiseaseState.METASTATIC))


def tumors(found: list[Said]) -> set[tuple[str, str]]:
    return {
        (reference.ids[0], one.confidence.value)
        for one in found
        if isinstance(one.criterion, SaidTumor)
        for reference in one.criterion.tumors
    }


def test_diagnoses_that_exclude_each_other_are_alternatives(reader: EligibilityReader) -> None:
    text = "Inclusion Criteria:\n* Confirmed melanoma\n* Confirmed lung adenocarcinoma"
    assert tumors(said(reader, text)) == {("MONDO:0005105", "HIGH"), ("MONDO:0005061", "HIGH")}
    assert len([one for one in said(reader, text) if isinstance(one.criterion, SaidTumor)]) == 1


def test_a_cohort_or_a_condition_widens_what_a_sentence_says(reader: EligibilityReader) -> None:
    text = "Inclusion Criteria:\n* Confirmed melanoma"
    assert tumors(said(reader, text, "Melanoma", "Acute Myeloid Leukemia")) == {
        ("MONDO:0005105", "HIGH"), ("MONDO:0018874", "HIGH"),
    }  # fmt: skip


def test_conditions_say_the_tumor_where_no_sentence_does(reader: EligibilityReader) -> None:
    found = said(reader, "Inclusion Criteria:\n* Able to walk", "Melanoma")
    assert tumors(found) == {("MONDO:0005105", "HIGH")}
    assert isinstance(found[1].criterion, PersonCheck)
    assert tumors(said(reader, "Inclusion Criteria:\n* Able to walk", "Melanoma", "Pain")) == {("MONDO:0005105", "LOW")}


def test_a_trial_of_another_disease_is_left_to_a_person(reader: EligibilityReader) -> None:
    (found,) = said(reader, "Inclusion Criteria:\n* Able to walk", "A complaint without a name")
    assert isinstance(found.criterion, PersonCheck)
    assert found.sentence == "Conditions: A complaint without a name"


def test_a_tumor_excluded_or_had_before_is_none_that_is_studied(reader: EligibilityReader) -> None:
    text = "Inclusion Criteria:\n* History of melanoma\n\nExclusion Criteria:\n* Confirmed melanoma"
    assert {confidence for _, confidence in tumors(said(reader, text))} <= {"LOW"}


def test_an_earlier_therapy_is_read_where_its_drugs_are_known(reader: EligibilityReader) -> None:
    text = "Exclusion Criteria:\n* Prior treatment with osimertinib or an EGFR TKI\n* Prior spine surgery"
    (found,) = said(reader, text)
    assert isinstance(found.criterion, SaidTherapy)
    assert ([one.text for one in found.criterion.therapies], found.negated, found.confidence) == (
        ["osimertinib", "EGFR TKI"], True, Confidence.HIGH,
    )  # fmt: skip


def test_a_washout_decides_nothing(reader: EligibilityReader) -> None:
    found = said(reader, "Exclusion Criteria:\n* Prior treatment with osimertinib within 4 weeks")
    assert all(one.confidence is Confidence.LOW for one in found)


def test_an_age_that_the_registry_contradicts_is_not_sure(reader: EligibilityReader) -> None:
    coded = SaidAll((Said(AgeCriterion(">=", 21.0)),))
    for sentence, confidence in (("Age >= 21 years", "HIGH"), ("Age >= 18 years", "LOW"), ("Age over 21 years", "LOW")):
        read = reader.read(record(f"Inclusion Criteria:\n* {sentence}", criteria=coded))
        assert [one.confidence for one in leaves(read.criteria)] == ["CODED", confidence]


def test_a_sex_that_the_registry_does_not_ask_for_is_not_sure(reader: EligibilityReader) -> None:
    (found,) = said(reader, "Inclusion Criteria:\n* Female")
    assert isinstance(found.criterion, SexCriterion)
    assert found.confidence is Confidence.LOW


def test_a_gene_that_was_not_understood_keeps_the_trial_open(reader: EligibilityReader) -> None:
    (found,) = said(reader, "Exclusion Criteria:\n* No EGFR mutation")
    assert isinstance(found.criterion, PersonCheck)


def test_what_is_for_a_person_stands_under_its_headings(reader: EligibilityReader) -> None:
    text = "Inclusion Criteria:\n* Able to swallow\n\nPart 2 only:\n* Willing\n\nExclusion Criteria:\n* Pregnant"
    assert reader.read(record(text)).to_check == (
        "Inclusion Criteria:", "Able to swallow", "Part 2 only:", "Willing", "Exclusion Criteria:", "Pregnant",
    )  # fmt: skip


def test_a_record_that_lists_what_to_check_comes_read(reader: EligibilityReader) -> None:
    given_record = TrialRecord(
        Curie("NCT:NCT00000001"), "NCT00000001", "t", eligibility=("KRAS G12C",), to_check=("x",)
    )
    assert reader.read(given_record) is given_record


SENTENCES = st.lists(
    st.sampled_from(
        [
            "Age >= 18 years", "Female", "ECOG 0-1", "KRAS G12C mutation", "No EGFR mutation", "Confirmed melanoma",
            "Able to swallow", "Prior osimertinib", "Cohort 2: BRAF V600E mutation", "Pregnant", "HER2-positive or unknown",
            "Count > 1.5 x 10^9/L",
        ]
    ),
    max_size=6,
)  # fmt: skip


@settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=60
)
@given(SENTENCES, SENTENCES)
def test_no_sentence_is_lost(reader: EligibilityReader, inclusion: list[str], exclusion: list[str]) -> None:
    blocks = (("Inclusion Criteria:", inclusion), ("Exclusion Criteria:", exclusion))
    text = "\n".join("\n".join([head, *(f"* {one}" for one in items)]) for head, items in blocks)
    read = reader.read(record(text))
    sure = {one.sentence for one in leaves(read.criteria) if one.confidence is Confidence.HIGH}
    sure |= {part for sentence in sure for part in sentence.split(" / ")}
    for passage in passages(text):
        assert passage.text in sure or passage.text in read.to_check


def test_a_low_criterion_decides_no_trial_and_a_high_one_does(identities: Normalization) -> None:
    text = (
        "Inclusion Criteria:\n* Confirmed melanoma\n* BRAF V600E mutation\n* Cohort 1: NRAS Q61R mutation\n\n"
        "Exclusion Criteria:\n* KRAS G12D mutation"
    )
    own = Loaded(catalog()["clinicaltrials"], Files("clinicaltrials", {}))
    own.trials.append(record(text, "Melanoma"))
    graph = Normalization([*loaded(()), own], lambda _: None)
    memory = MemoryGraph(graph.nodes(), graph.edges(), graph.losses, facets=facets_by_kind())
    signatures, question = SignatureReader(memory), TrialQuestion(memory)

    def eligibility(**facts: object) -> Eligibility:
        (found,) = question.ask(signatures.read(facts), DAY, EVERY).trials
        return found.eligibility

    braf = {"tumorType": "SKCM", "tested": {"genes": ["KRAS", "NRAS", "BRAF"]}}
    assert eligibility(**braf, alterations=["BRAF V600E"]) is Eligibility.POSSIBLE
    assert eligibility(**braf, alterations=["BRAF V600E", "KRAS G12D"]) is Eligibility.NOT
    assert eligibility(**braf, alterations=["NRAS Q61R"]) is Eligibility.NOT


def test_whom_all_that_was_read_takes_is_possible_while_lines_are_unread(identities: Normalization) -> None:
    def asked(*more: str) -> TrialMatch:
        text = "\n".join(["Inclusion Criteria:", "* Confirmed melanoma", *more])
        own = Loaded(catalog()["clinicaltrials"], Files("clinicaltrials", {}))
        own.trials.append(record(text, "Melanoma"))
        graph = Normalization([*loaded(()), own], lambda _: None)
        memory = MemoryGraph(graph.nodes(), graph.edges(), graph.losses, facets=facets_by_kind())
        (found,) = (
            TrialQuestion(memory)
            .ask(SignatureReader(memory).read({"tumorType": "SKCM"}, may_be_empty=True), DAY)
            .trials
        )
        return found

    assert asked().eligibility is Eligibility.ELIGIBLE
    left = asked("* Adequate bone marrow reserve")
    assert (left.eligibility, left.missing) == (Eligibility.POSSIBLE, ("criteria for a person to check",))
    assert left.near_miss == "only criteria for a person to check unknown"


def test_a_study_of_another_disease_is_counted_and_shown_on_request(identities: Normalization) -> None:
    own = Loaded(catalog()["clinicaltrials"], Files("clinicaltrials", {}))
    own.trials.append(record("Inclusion Criteria:\n* Age 18 years or older", "Degenerative Disk of the Spine"))
    graph = Normalization([*loaded(()), own], lambda _: None)
    memory = MemoryGraph(graph.nodes(), graph.edges(), graph.losses, facets=facets_by_kind())
    signature, question = SignatureReader(memory).read({"tumorType": "SKCM"}, may_be_empty=True), TrialQuestion(memory)
    answer = question.ask(signature, DAY)
    assert (answer.trials, answer.of_other_subject, sum(answer.counts.values())) == ((), 1, 0)
    assert answer.missing_facts == ()
    (trial,) = question.trials
    (shown,) = question.ask(signature, DAY, EVERY).trials
    (named,) = question.ask(signature, DAY, TrialFilter(trials=frozenset({trial}))).trials
    assert shown == named
    assert question.eligibilities(signature, DAY) == {}
    assert question.eligibilities(signature, DAY, [trial]) == {trial: Eligibility.POSSIBLE}


def test_a_condition_that_speaks_of_an_unread_tumor_is_no_other_disease(identities: Normalization) -> None:
    own = Loaded(catalog()["clinicaltrials"], Files("clinicaltrials", {}))
    own.trials.append(record("Inclusion Criteria:\n* Age 18 years or older", "Gastric or Gastroesophageal Cancer"))
    graph = Normalization([*loaded(()), own], lambda _: None)
    memory = MemoryGraph(graph.nodes(), graph.edges(), graph.losses, facets=facets_by_kind())
    answer = TrialQuestion(memory).ask(SignatureReader(memory).read({"tumorType": "SKCM"}, may_be_empty=True), DAY)
    (trial,) = answer.trials
    assert (trial.eligibility, answer.of_other_subject) == (Eligibility.POSSIBLE, 0)
    assert "Conditions: Gastric or Gastroesophageal Cancer" in trial.to_check
