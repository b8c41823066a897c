"""A CTML trial is read whole, in JSON and YAML, and what of it does not follow the format is told with its place."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pmkg.errors import MalformedSource
from pmkg.model.records import Record, Rejected
from pmkg.model.source import Files
from pmkg.model.trial_criteria import AgeCriterion, PersonCheck, Sex, SexCriterion, TumorGroup
from pmkg.model.trial_records import Said, SaidProfile, SaidTree, SaidTumor, TrialRecord

loader = importlib.import_module("pmkg.loaders.ctml")
Load = Callable[[str, Path], list[Record]]


@pytest.fixture(scope="module")
def records(load_from: Load, fixtures: Path) -> list[Record]:
    return load_from("ctml", fixtures / "ctml")


@pytest.fixture(scope="module")
def trial(records: list[Record]) -> TrialRecord:
    return next(record for record in records if isinstance(record, TrialRecord))


def said(tree: SaidTree) -> Iterator[Said]:
    if isinstance(tree, Said):
        yield tree
    else:
        for part in tree.parts:
            yield from said(part)


def test_a_trial_has_its_facts(trial: TrialRecord) -> None:
    assert (trial.id, trial.title) == ("NCT:NCT00000001", "A made-up trial")
    assert (trial.phase, trial.status, trial.status_date) == ("PHASE3", "open to accrual", "2024-02-02")
    assert (trial.sponsor, [site.name for site in trial.sites]) == ("A sponsor", ["x"])
    assert trial.eligibility == trial.to_check == ("Measurable disease",)


def test_no_name_of_a_person_is_read(records: list[Record]) -> None:
    assert "A Person" not in repr(records)


def test_drugs_stand_without_type_dose_and_placebo(trial: TrialRecord) -> None:
    assert [drug.text for drug in trial.drugs] == ["Osimertinib", "Pemetrexed", "Carboplatin"]


def test_the_match_tree_is_read_with_its_places(trial: TrialRecord) -> None:
    leaves = list(said(trial.steps[0].criteria))
    assert [type(leaf.criterion).__name__ for leaf in leaves] == [
        "SaidTumor", "AgeCriterion", "SaidTumor", "SaidProfile", "PersonCheck",
    ]  # fmt: skip
    assert [leaf.negated for leaf in leaves] == [False, False, True, False, False]
    assert "step 1 match[0].and[2].or[0].genomic" in leaves[3].place
    assert leaves[3].criterion == SaidProfile("EGFR L858R")


def test_each_arm_has_its_criteria_drugs_and_status(trial: TrialRecord) -> None:
    arms = trial.steps[0].arms
    assert [(arm.label, arm.status) for arm in arms] == [("A", "open"), ("B", "suspended")]
    first = list(said(arms[0].criteria))
    assert (first[0].criterion, first[0].negated) == (SaidProfile("TP53 any mutation"), True)
    assert first[1].criterion == SaidTumor(group=TumorGroup.SOLID)
    assert [drug.text for drug in arms[0].drugs] == ["Osimertinib"]
    # an intervention that stands where dose levels belong is none
    assert (arms[0].interventions, arms[0].doses) == (("Drug: Osimertinib",), ())


def test_what_does_not_follow_the_format_goes_to_the_ledger_with_its_line(records: list[Record]) -> None:
    rejected = [record for record in records if isinstance(record, Rejected)]
    assert Rejected("bad.json", "line 2: nct_id", "none", "MALFORMED") in rejected
    (leaf,) = (record for record in rejected if record.record == "NCT00000001")
    assert leaf.field.startswith("NCT00000001.json line ")
    assert leaf.field.endswith("step 1 match[0].and[2].or[1].genomic")


def test_a_truncated_trial_is_named(tmp_path: Path) -> None:
    path = tmp_path / "NCT00000002.json"
    path.write_text('{"nct_id": ')
    with pytest.raises(MalformedSource, match=r"NCT00000002\.json"):
        list(loader.load(Files("ctml", {"trials": (path,)})))


@pytest.mark.mirror
def test_the_mirror_gives_439_trials(load_from: Load, mirror: Path) -> None:
    records = load_from("ctml", mirror / "trials")
    trials = [record for record in records if isinstance(record, TrialRecord)]
    assert len(trials) == len({trial.id for trial in trials}) == 439
    rejected = [record for record in records if isinstance(record, Rejected)]
    # an arm without a code, and changes of proteins in leaves of any variation: nothing else fails to follow the format
    assert {record.record for record in rejected} == {"NCT05541822", "NCT07155226"}


@pytest.mark.parametrize(
    ("trial", "suspended", "status"),
    [
        ("open to accrual", "N", "open"),
        ("open to accrual", "Y", "suspended"),
        ("open to accrual", "", ""),
        ("closed", "N", "closed"),
        ("closed", "", "closed"),
        ("", "N", ""),
    ],
)
def test_an_arm_of_a_closed_trial_is_not_open(trial: str, suspended: str, status: str) -> None:
    assert loader.arm_status(trial, suspended) == status


def test_an_arm_whose_status_nobody_states_has_none(fixtures: Path, tmp_path: Path) -> None:
    data = json.loads((fixtures / "ctml" / "NCT00000001.json").read_text(encoding="utf-8"))
    for arm in data["treatment_list"]["step"][0]["arm"]:
        arm.pop("arm_suspended")
    path = tmp_path / "NCT00000001.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    (trial,) = (record for record in loader.load(Files("ctml", {"trials": (path,)})) if isinstance(record, TrialRecord))
    assert [arm.status for arm in trial.steps[0].arms] == ["", ""]


def written(folder: Path, name: str, text: str) -> list[Record]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return list(loader.load(Files("ctml", {"trials": (path,)})))


YAML = """
nct_id: NCT00000003
short_title: A trial in YAML
status: open to accrual
last_updated: 2024-03-01
treatment_list:
  step:
    - step_code: 1
      match:
        - and:
            - genomic:
                hugo_symbol: KRAS
                variant_category: !Mutation
            - clinical: &adult {age_numerical: ">=18"}
            - clinical: *adult
      arm:
        - arm_code: A
          arm_suspended: No
          dose_level:
            - {level_code: 1, level_description: 100 mg, level_suspended: Y, match: [{clinical: {gender: Male}}]}
"""


def test_yaml_is_read_as_json_is(tmp_path: Path) -> None:
    (trial,) = written(tmp_path, "NCT00000003.yml", YAML)
    assert isinstance(trial, TrialRecord)
    assert (trial.status_date, trial.steps[0].code) == ("2024-03-01", "1")
    kras, adult, again = said(trial.steps[0].criteria)
    assert (kras.criterion, kras.negated) == (SaidProfile("KRAS any mutation"), True)
    assert adult.criterion == again.criterion == AgeCriterion(">=", 18)
    assert kras.place == "line 12: step 1 match[0].and[0].genomic"
    (arm,) = trial.steps[0].arms
    assert (arm.status, arm.doses[0].status, arm.doses[0].description) == ("open", "suspended", "100 mg")
    assert [leaf.criterion for leaf in said(arm.doses[0].criteria)] == [SexCriterion(Sex.MALE)]


BROKEN_TREES = [
    ("- and: []", "'and' holds nothing"),
    ("- or: []", "'or' holds nothing"),
    ("- {}", "a tree is an object"),
    ("- &loop {and: [*loop]}", "holds itself"),
    ("- xor: [{clinical: {gender: Male}}]", "'xor' is no key of a match tree"),
    ("- genomic: {hugo_symbol: KRAS, flavor: sweet}", "flavor is no key of a genomic criterion"),
    ("- genomic: {hugo_symbol: KRAS, variant_category: Mutant}", "variant_category 'Mutant' is none of"),
    ("- genomic: {hugo_symbol: KRAS, wildcard_protein_change: p.G}", "is no residue"),
    ("- genomic: {hugo_symbol: KRAS, exon: two}", "exon 'two' is no number"),
    ("- genomic: {hugo_symbol: KRAS, variant_classification: Odd}", "variant_classification 'Odd' is none of"),
    ("- genomic: {hugo_symbol: KRAS, variant_category: Copy Number Variation, cnv_call: Huge}", "cnv_call 'Huge'"),
    ("- genomic: {variant_category: Mutation}", "names a gene"),
    ("- genomic: {hugo_symbol: KRAS, variant_category: Any Variation, exon: 2}", "exon goes with"),
    ("- clinical: {age_numerical: adult}", "age_numerical 'adult' is no bound"),
    ("- clinical: {gender: both}", "gender 'both' is none of"),
    ("- clinical: {her2_status: maybe}", "her2_status 'maybe' is none of"),
    ("- clinical: {disease_status: [Gone]}", "is none of early stage"),
    ("- clinical: {tmb_numerical: high}", "tmb_numerical 'high' is no bound"),
    ("- clinical: {shoe_size: 42}", "shoe_size is no key of a clinical criterion"),
    ("- clinical: {gender: null}", "gender has no value"),
    (
        "- clinical: {gender: Male, gender: Female}\n        - {and: [{clinical: {gender: Male}}], and: []}",
        "stands twice",
    ),
    ("- prior_treatment: {}", "holds nothing"),
    ("- just words", "a tree is an object"),
]


@pytest.mark.parametrize(("tree", "problem"), BROKEN_TREES, ids=[problem for _, problem in BROKEN_TREES])
def test_what_cannot_be_read_is_reported_and_left_to_a_person(tmp_path: Path, tree: str, problem: str) -> None:
    text = f"""
nct_id: NCT00000004
treatment_list:
  step:
    - step_code: 1
      match:
        {tree}
        - clinical: {{age_numerical: ">=18"}}
      arm: [{{arm_code: A}}]
"""
    trial, *rejected = written(tmp_path, "NCT00000004.yaml", text)
    assert isinstance(trial, TrialRecord)
    leaves = list(said(trial.steps[0].criteria))
    assert leaves[-1].criterion == AgeCriterion(">=", 18)
    assert any(isinstance(leaf.criterion, PersonCheck) and problem in leaf.criterion.words for leaf in leaves)
    report = next(item for item in rejected if isinstance(item, Rejected) and problem in item.text)
    assert re.match(r"NCT00000004\.yaml line \d+: step 1 match\[\d\]", report.field)


def test_one_wrong_value_of_a_clinical_leaf_costs_none_of_the_others(tmp_path: Path) -> None:
    tree = "[{clinical: {gender: both, age_numerical: '>=18', oncotree_primary_diagnosis: LUAD}}]"
    text = f"{{nct_id: NCT00000005, treatment_list: {{step: [{{step_code: 1, match: {tree}}}]}}}}"
    trial, *_ = written(tmp_path, "NCT00000005.yaml", text)
    assert isinstance(trial, TrialRecord)
    assert [type(leaf.criterion).__name__ for leaf in said(trial.steps[0].criteria)] == [
        "PersonCheck", "AgeCriterion", "SaidTumor",
    ]  # fmt: skip


def test_a_leaf_whose_fields_stand_beside_its_name_is_read(tmp_path: Path) -> None:
    tree = "[{genomic: null, hugo_symbol: TP53, variant_category: Mutation}]"
    text = f"{{nct_id: NCT00000006, treatment_list: {{step: [{{step_code: 1, match: {tree}}}]}}}}"
    (trial,) = written(tmp_path, "NCT00000006.yaml", text)
    assert isinstance(trial, TrialRecord)
    assert [leaf.criterion for leaf in said(trial.steps[0].criteria)] == [SaidProfile("TP53 any mutation")]


def test_a_broken_file_costs_none_of_the_others(tmp_path: Path, fixtures: Path) -> None:
    broken = tmp_path / "NCT00000007.yaml"
    broken.write_text("nct_id: [", encoding="utf-8")
    whole = fixtures / "ctml" / "NCT00000001.json"
    rejected, trial, *_ = loader.load(Files("ctml", {"trials": (broken, whole)}))
    assert isinstance(rejected, Rejected)
    assert (rejected.record, rejected.field) == ("NCT00000007.yaml", "file")
    assert "line 2 column 1" in rejected.text
    assert isinstance(trial, TrialRecord)


def test_aliases_without_end_are_refused(tmp_path: Path) -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(MalformedSource, match="repeats itself without end"):
        written(tmp_path, "NCT00000008.yaml", "\n".join(rows))


def test_criteria_in_the_place_of_an_arm_are_left_to_a_person(tmp_path: Path) -> None:
    step = "{step_code: 1, arm: [{arm_code: A}, {and: [{clinical: {gender: Male}}]}]}"
    trial, rejected = written(
        tmp_path, "NCT00000009.yaml", f"{{nct_id: NCT00000009, treatment_list: {{step: [{step}]}}}}"
    )
    assert isinstance(trial, TrialRecord)
    assert isinstance(rejected, Rejected)
    assert len(trial.steps[0].arms) == 1
    assert [type(leaf.criterion) for leaf in said(trial.steps[0].criteria)] == [PersonCheck]
    assert "this is no arm" in rejected.text
