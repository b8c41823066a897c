"""What an answer on trials says beside each criterion: arms, doses, statuses, conflicts, evidence, places."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from made_trials import TrialClinic, arm, ctml, normalized_trials

from pmkg.ingest.load import Loaded
from pmkg.ingest.normalize import Normalization
from pmkg.model.ledger import Reason
from pmkg.model.trial import Recruitment, Site
from pmkg.model.trial_answer import CriterionState, Eligibility
from pmkg.questions.trial_filter import EVERY, RELEVANT
from pmkg.questions.trial_places import near_sites

EGFR = {"genomic": {"hugo_symbol": "EGFR", "variant_category": "Mutation"}}
KRAS = {"genomic": {"hugo_symbol": "KRAS", "variant_category": "Mutation"}}
NO_KRAS = {"genomic": {"hugo_symbol": "KRAS", "variant_category": "!Mutation"}}
MALE = {"clinical": {"gender": "Male"}}
MUTATED = {"alterations": ["EGFR L858R"]}


def test_an_untested_gene_never_satisfies_its_absence() -> None:
    clinic = TrialClinic(ctml(1, [NO_KRAS]))
    assert clinic.trial().eligibility is Eligibility.POSSIBLE
    assert clinic.trial().missing == ("KRAS mutation status",)
    assert clinic.trial(**MUTATED).eligibility is Eligibility.POSSIBLE
    assert clinic.trial(tested={"genes": ["KRAS"]}).eligibility is Eligibility.ELIGIBLE


def test_a_trial_that_does_not_fit_names_what_fails_in_each_arm() -> None:
    clinic = TrialClinic(ctml(1, [EGFR], arm("A", match=[MALE]), arm("B")))
    trial = clinic.trial(tested={"genes": ["EGFR"]}, sex="female")
    failing = [[item.text for item in one.criteria if item.state is CriterionState.NOT_MET] for one in trial.arms]
    assert (trial.eligibility, failing) == (
        Eligibility.NOT,
        [["EGFR any mutation", "sex male"], ["EGFR any mutation"]],
    )


def test_the_best_arm_makes_the_trial_and_only_open_ones_are_offered() -> None:
    shut = arm("shut", arm_suspended="Y")
    clinic = TrialClinic(ctml(1, [EGFR], arm("male", match=[MALE]), shut))
    trial = clinic.trial(**MUTATED, sex="female")
    assert [(one.label, one.eligibility, one.offered) for one in trial.arms] == [
        ("male", Eligibility.NOT, False),
        ("shut", Eligibility.ELIGIBLE, False),
    ]
    assert (trial.eligibility, trial.offered) == (Eligibility.ELIGIBLE, False)
    closed = TrialClinic(ctml(1, [EGFR], status="closed to accrual")).trial(**MUTATED)
    assert (closed.eligibility, closed.offered, closed.status.recruitment) == (
        Eligibility.ELIGIBLE, False, Recruitment.CLOSED,
    )  # fmt: skip


def test_dose_levels_have_criteria_and_states_of_their_own() -> None:
    levels = [
        {"level_code": "1", "level_description": "10 mg", "level_suspended": "Y"},
        {"level_code": "2", "level_description": "20 mg", "level_suspended": "N", "match": [MALE]},
    ]
    clinic = TrialClinic(ctml(1, [EGFR], {"arm_code": "A", "arm_suspended": "N", "dose_level": levels}))
    first, second = clinic.arm(**MUTATED, sex="female").doses
    assert (first.recruitment, first.eligibility) == (Recruitment.SUSPENDED, Eligibility.ELIGIBLE)
    assert (second.recruitment, second.eligibility) == (Recruitment.OPEN, Eligibility.NOT)
    assert [item.text for item in second.criteria] == ["sex male"]


def test_a_status_said_long_before_the_day_is_called_old() -> None:
    trial = ctml(1, [EGFR], last_updated="2025-11-19")
    clinic = TrialClinic(trial)
    assert clinic.ask(day=date(2026, 11, 19)).trials[0].stale == ""
    assert "366 days before" in clinic.ask(day=date(2026, 11, 20)).trials[0].stale
    assert "does not say on which day" in TrialClinic(ctml(1, [EGFR], last_updated="")).trial().stale


def test_an_unknown_name_leaves_the_criterion_to_a_person_and_the_ledger() -> None:
    odd: list[Any] = [
        {"genomic": {"hugo_symbol": "NOTAGENE", "variant_category": "Mutation"}},
        {"clinical": {"oncotree_primary_diagnosis": "Not A Tumor"}},
        {"prior_treatment": {"agent": "Notadrug"}},
        {"genomic": {"hugo_symbol": "BRAF", "variant_category": "Mutation", "protein_change": "p.A600E"}},
    ]
    clinic = TrialClinic(ctml(1, odd, arm("A", "Notadrug")))
    assert {item.state for item in clinic.arm(**MUTATED).criteria} == {CriterionState.UNKNOWN}
    assert len(clinic.trial().to_check) == 4
    reasons = [loss.reason for loss in clinic.losses if loss.source == "ctml"]
    assert sorted(reasons) == sorted(
        [
            Reason.UNKNOWN_GENE,
            Reason.UNKNOWN_DISEASE,
            Reason.UNKNOWN_DRUG,
            Reason.UNKNOWN_DRUG,
            Reason.REFERENCE_MISMATCH,
        ]
    )
    assert all("line " in loss.field for loss in clinic.losses if loss.source == "ctml" and "drug" not in loss.field)


def test_a_rollover_takes_nobody_by_its_codes_alone() -> None:
    line = "* Currently receiving the drug in the parent study"
    solid = {"clinical": {"oncotree_primary_diagnosis": "_SOLID_"}}
    rollover = TrialClinic(ctml(1, [solid], prior_treatment_requirements=["Inclusion Criteria:", line])).trial()
    assert (rollover.eligibility, rollover.missing) == (
        Eligibility.POSSIBLE,
        (f"a person's reading of: {line}",),
    )
    by_title = TrialClinic(ctml(1, [solid], short_title="Rollover study of a drug")).trial()
    assert (by_title.eligibility, by_title.to_check) == (Eligibility.POSSIBLE, ("Rollover study of a drug",))
    washout = ["Inclusion Criteria:", "* No participation in another study within 30 days"]
    other = TrialClinic(ctml(1, [solid], prior_treatment_requirements=washout)).trial()
    assert other.eligibility is Eligibility.ELIGIBLE


def test_a_compound_under_a_company_code_is_a_drug_of_its_own() -> None:
    clinic = TrialClinic(ctml(1, [EGFR], arm("A", "XYZ-1234 Oral Capsules", "Dabrafenib 150 mg tablets", "Notadrug")))
    assert [drug.label for drug in clinic.arm().drugs] == ["XYZ-1234", "Dabrafenib"]
    (node,) = clinic.reader.nodes([clinic.arm().drugs[0].id]).values()
    assert (node.properties["known_only_from"], node.sources) == (["ctml"], ("ctml",))
    assert {loss.text for loss in clinic.losses if loss.reason is Reason.UNKNOWN_DRUG and loss.source == "ctml"} == {
        "Notadrug"
    }


def test_the_ages_that_bind_a_trial_stand_on_its_node() -> None:
    adult, old = ({"clinical": {"age_numerical": bound}} for bound in (">=18", "<=75"))
    never_young = {"not": [{"clinical": {"age_numerical": "<18"}}]}
    (node,) = TrialClinic(ctml(1, [EGFR, adult, old, never_young])).reader.nodes(["NCT:NCT00000001"]).values()  # type: ignore[list-item]
    assert node.properties["age_group"] == ">= 18 years, <= 75 years"
    (open_to_all,) = TrialClinic(ctml(1, [{"or": [adult, EGFR]}])).reader.nodes(["NCT:NCT00000001"]).values()  # type: ignore[list-item]
    assert "age_group" not in open_to_all.properties


def test_an_arm_named_for_an_alteration_is_not_open_to_all() -> None:
    clinic = TrialClinic(ctml(1, [EGFR], arm("Cohort A: ALK fusion"), arm("Cohort B: EGFR mutation", match=[EGFR])))
    assert [one.eligibility for one in clinic.trial(**MUTATED).arms] == [Eligibility.POSSIBLE, Eligibility.ELIGIBLE]
    assert clinic.trial(**MUTATED).to_check == ("the arm is named 'Cohort A: ALK fusion'",)


def test_a_title_that_names_a_change_narrows_any_mutation() -> None:
    clinic = TrialClinic(ctml(1, [KRAS], short_title="A study in KRAS G12C tumors"))
    states = {change: clinic.trial(alterations=[f"KRAS {change}"]).eligibility for change in ("G12C", "G12D")}
    assert states == {"G12C": Eligibility.ELIGIBLE, "G12D": Eligibility.POSSIBLE}
    assert clinic.trial(tested={"genes": ["KRAS"]}).eligibility is Eligibility.NOT
    (loss,) = (loss for loss in clinic.losses if loss.reason is Reason.SOURCE_CONFLICT and loss.source == "ctml")
    assert loss.text == "the title names KRAS G12C, the criteria ask for KRAS any mutation"


@pytest.mark.parametrize("title", ["A study of KRAS", "Tumors without KRAS G12C", "KRAS wild-type tumors"])
def test_a_title_that_names_no_change_narrows_nothing(title: str) -> None:
    clinic = TrialClinic(ctml(1, [KRAS], short_title=title))
    assert clinic.trial(alterations=["KRAS G12D"]).eligibility is Eligibility.ELIGIBLE


def test_evidence_for_and_against_stands_beside_the_arm() -> None:
    pair = ctml(1, [], arm("A", "Dabrafenib", "Trametinib"), arm("B", "Dabrafenib"), arm("C", "Cetuximab"))
    clinic = TrialClinic(pair)
    melanoma = clinic.trial(tumorType="SKCM", alterations=["BRAF V600E"])
    # a member of a combination is not the combination
    assert {one.label for one in melanoma.arms if one.id in melanoma.evidence} == {"A"}
    colorectal = clinic.trial(tumorType="COAD", alterations=["KRAS G12D"])
    (found,) = colorectal.evidence.values()
    assert (found.supporting, found.against, found.regimens[0].effect) == (0, 1, "RESISTANCE")


def test_evidence_stands_beside_an_arm_that_does_not_fit_too() -> None:
    young = {"clinical": {"age_numerical": "<18"}}
    of_another_tumor = ctml(2, [{"clinical": {"oncotree_primary_diagnosis": "Breast"}}], arm("B", "Vemurafenib"))
    clinic = TrialClinic(ctml(1, [young], arm("A", "Vemurafenib")), of_another_tumor)
    found = clinic.ask(tumorType="SKCM", alterations=["BRAF V600E"], ageYears=40).trials
    assert {match.eligibility for match in found} == {Eligibility.NOT}
    assert [[item.supporting for item in match.evidence.values()] for match in found] == [[1], [1]]


SOLID = {"clinical": {"oncotree_primary_diagnosis": "_SOLID_"}}


def by_arm(*arms: Any, **facts: Any) -> dict[str, Eligibility]:
    match = TrialClinic(ctml(1, [SOLID], *arms)).trial(**facts)
    return {one.label: one.eligibility for one in match.arms}


def test_an_arm_named_for_a_tumor_takes_who_has_it_and_leaves_others_to_a_person() -> None:
    arms = (arm("Drug + docetaxel - NSCLC"), arm("Expansion in Colorectal Cancer"), arm("Monotherapy"))
    assert by_arm(*arms, tumorType="LUAD") == {
        "Drug + docetaxel - NSCLC": Eligibility.ELIGIBLE,
        "Expansion in Colorectal Cancer": Eligibility.POSSIBLE,
        "Monotherapy": Eligibility.ELIGIBLE,
    }
    assert by_arm(*arms, tumorType="COAD")["Expansion in Colorectal Cancer"] is Eligibility.ELIGIBLE


def test_an_arm_whose_name_takes_a_tumor_out_or_whose_criteria_name_one_is_as_coded() -> None:
    colorectal = [{"clinical": {"oncotree_primary_diagnosis": "Colorectal Adenocarcinoma"}}]
    arms = (arm("Tumors (excluding NSCLC and melanoma)"), arm("NSCLC or other", match=colorectal))
    assert set(by_arm(*arms, tumorType="COAD").values()) == {Eligibility.ELIGIBLE}


def test_sites_are_sorted_by_distance() -> None:
    berlin, munich, nowhere = (
        Site("Berlin", latitude=52.52, longitude=13.405),
        Site("Munich", latitude=48.137, longitude=11.575),
        Site("Nowhere"),
    )
    near = near_sites([nowhere, munich, berlin], (52.5, 13.4))
    assert [(item.site.name, item.kilometers is None) for item in near] == [
        ("Berlin", False),
        ("Munich", False),
        ("Nowhere", True),
    ]
    assert [item.kilometers for item in near_sites([munich], None)] == [None]


def test_a_trial_of_two_sources_is_one_and_keeps_both() -> None:
    graph = normalized_trials([ctml(1, [EGFR], last_updated="2026-01-01")])
    (first,) = (item for item in graph._loaded if item.source.id == "ctml")
    other = replace(first.trials[0], status="COMPLETED", status_date="2026-06-01", title="Another title", steps=())
    second = Loaded(replace(first.source, id="registry"), first.files, trials=[other])
    both = Normalization([*graph._loaded, second], lambda _: None)
    (node,) = (node for node in both.nodes() if node.id == "NCT:NCT00000001")
    assert (node.sources, node.label) == (("ctml", "registry"), "Another title")
    assert (node.properties["status"], node.properties["recruitment"]) == ("COMPLETED", "CLOSED")
    protocols = node.properties["protocols"]
    assert isinstance(protocols, list)
    assert len(protocols) == 2


def test_the_same_trial_twice_in_one_source_is_told() -> None:
    clinic = TrialClinic(ctml(1, [EGFR]), ctml(1, [KRAS]))
    assert [loss.reason for loss in clinic.losses if loss.source == "ctml"] == [Reason.DUPLICATE]
    assert len(clinic.ask().trials) == 1


def test_a_trial_that_the_tumor_type_rules_out_is_named_and_shown_on_request() -> None:
    leukemia = {"clinical": {"oncotree_primary_diagnosis": "AML"}}
    clinic = TrialClinic(ctml(1, [EGFR]), ctml(2, [leukemia, MALE], arm("A", match=[EGFR])))
    answer = clinic.ask(RELEVANT, alterations=MUTATED["alterations"], sex="female")
    assert ([match.trial.local for match in answer.trials], answer.ruled_out) == (["NCT00000001"], ("NCT00000002",))
    assert answer.counts[Eligibility.NOT] == 1
    # what rules it out is shown, and nothing else is said to be open or met
    _, shown = clinic.ask(EVERY, alterations=MUTATED["alterations"], sex="female").trials
    assert [(item.text, item.state) for item in shown.arms[0].criteria] == [
        ("acute myeloid leukemia", CriterionState.NOT_MET)
    ]


def test_a_state_is_told_apart_after_what_was_kept_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = TrialClinic(ctml(1, [EGFR, {"clinical": {"age_numerical": ">=18"}}]))
    facts: list[dict[str, Any]] = [{"ageYears": age, "alterations": ["EGFR L858R"]} for age in (17, 18, 60)]
    before = [clinic.trial(**one) for one in facts]
    monkeypatch.setattr("pmkg.questions.trial_states._KEPT_STATES", 1)
    assert [clinic.trial(**one) for one in [*facts, *reversed(facts)]] == [*before, *reversed(before)]


def test_a_trial_of_which_nothing_says_that_it_is_about_tumors_comes_last() -> None:
    clinic = TrialClinic(ctml(1, [MALE]), ctml(2, [EGFR]), ctml(3, [NO_KRAS]))
    found = clinic.ask(alterations=MUTATED["alterations"], sex="male", tested={"genes": ["KRAS"]}).trials
    assert [match.trial.local for match in found] == ["NCT00000002", "NCT00000003", "NCT00000001"]
