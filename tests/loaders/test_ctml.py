"""A CTML trial becomes a node with arms, and says what it studies."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pmkg.errors import MalformedSource
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.records import Concept, Record, Rejected, Relation
from pmkg.model.source import Files

loader = importlib.import_module("pmkg.loaders.ctml")
Load = Callable[[str, Path], list[Record]]


@pytest.fixture(scope="module")
def records(load_from: Load, fixtures: Path) -> list[Record]:
    return load_from("ctml", fixtures / "ctml")


def objects(records: list[Record], kind: EdgeKind, subject: str) -> list[str]:
    return [
        record.object.text
        for record in records
        if isinstance(record, Relation) and record.kind is kind and record.subject.ids[0] == subject
    ]


def test_a_trial_has_its_facts_and_keeps_its_match_tree(records: list[Record]) -> None:
    trial = next(record for record in records if isinstance(record, Concept) and record.kind is NodeKind.TRIAL)
    assert (trial.id, trial.label) == ("NCT:NCT00000001", "A made-up trial")
    assert (trial.properties["phase"], trial.properties["status"]) == ("PHASE3", "open to accrual")
    assert (trial.properties["sponsor"], trial.properties["sites"]) == ("A sponsor", 1)
    assert "and" in str(trial.properties["steps"])
    assert trial.properties["tumor_groups"] == ["solid"]


def test_no_name_of_a_person_is_read(records: list[Record]) -> None:
    assert "A Person" not in repr(records)


def test_drugs_stand_without_type_dose_and_placebo(records: list[Record]) -> None:
    assert objects(records, EdgeKind.STUDIES_DRUG, "NCT:NCT00000001") == ["Osimertinib", "Pemetrexed", "Carboplatin"]


def test_genes_and_tumors_come_from_the_match_tree(records: list[Record]) -> None:
    assert objects(records, EdgeKind.STUDIES_GENE, "NCT:NCT00000001") == ["EGFR"]
    assert objects(records, EdgeKind.STUDIES_DISEASE, "NCT:NCT00000001") == ["Non-Small Cell Lung Cancer"]


def test_each_arm_is_a_node_of_its_own_with_its_criteria(records: list[Record]) -> None:
    arms = [record for record in records if isinstance(record, Concept) and record.kind is NodeKind.TRIAL_ARM]
    assert [(arm.label, arm.properties["status"]) for arm in arms] == [("A", "open"), ("B", "suspended")]
    assert "TP53" in str(arms[0].properties["match"])
    assert objects(records, EdgeKind.HAS_ARM, "NCT:NCT00000001") == ["A", "B"]
    assert objects(records, EdgeKind.STUDIES_GENE, arms[0].id) == ["TP53"]
    assert objects(records, EdgeKind.STUDIES_DRUG, arms[0].id) == ["Osimertinib"]


def test_a_trial_without_a_registry_number_goes_to_the_ledger(records: list[Record]) -> None:
    assert [record for record in records if isinstance(record, Rejected)] == [
        Rejected("bad.json", "nct_id", "none", "MALFORMED")
    ]


def test_a_truncated_trial_is_named(tmp_path: Path) -> None:
    path = tmp_path / "NCT00000002.json"
    path.write_text('{"nct_id": ')
    with pytest.raises(MalformedSource, match=r"NCT00000002\.json"):
        list(loader.load(Files("ctml", {"trials": (path,)})))


@pytest.mark.mirror
def test_the_mirror_gives_439_trials(load_from: Load, mirror: Path) -> None:
    records = load_from("ctml", mirror / "trials")
    trials = [record for record in records if isinstance(record, Concept) and record.kind is NodeKind.TRIAL]
    assert len(trials) == len({trial.id for trial in trials}) == 439
    assert not [record for record in records if isinstance(record, Rejected)]


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
    records = list(loader.load(Files("ctml", {"trials": (path,)})))
    arms = [record for record in records if isinstance(record, Concept) and record.kind is NodeKind.TRIAL_ARM]
    assert [("status" in arm.properties) for arm in arms] == [False, False]
