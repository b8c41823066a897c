"""DrugCombo's tables become one dose-finding node per publication and combination, in the words of the source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pmkg.errors import MalformedSource
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.records import Concept, Record, Rejected, Relation
from pmkg.model.source import Files
from pmkg.vocabulary.kinds import check_node

Load = Callable[[str, Path], list[Record]]


@pytest.fixture(scope="module")
def records(load_from: Load, fixtures: Path) -> list[Record]:
    return load_from("drugcombo", fixtures / "drugcombo")


@pytest.fixture(scope="module")
def studies(records: list[Record]) -> dict[str, dict[str, Any]]:
    return {str(record.id): dict(record.properties) for record in records if isinstance(record, Concept)}


def drugs(records: list[Record], study: str) -> dict[str, str]:
    """Map what a study calls its drugs to what they are looked up by."""
    found = [record for record in records if isinstance(record, Relation) and study in record.subject.ids]
    assert {record.kind for record in found} <= {EdgeKind.STUDIES_DRUG}
    return {str(record.properties["name"]): record.object.text for record in found}


def test_each_combination_of_a_publication_is_a_study(studies: dict[str, dict[str, Any]]) -> None:
    assert list(studies) == [f"pmkg.dosefinding:{name}" for name in ("101.1", "101.2", "102.1", "103.1")]
    assert studies["pmkg.dosefinding:101.1"]["named"] == ["cetuximab", "erlotinib"]
    assert studies["pmkg.dosefinding:101.1"]["publication"] == "PMID:101"


def test_trial_numbers_are_read_and_other_registrations_kept(studies: dict[str, dict[str, Any]]) -> None:
    first, other = studies["pmkg.dosefinding:101.1"], studies["pmkg.dosefinding:102.1"]
    assert (first["trials"], first["registered"], first["window"]) == (["NCT:NCT00000001"], "", "first cycle")
    assert first["population"] == "adults with solid tumors"
    assert (other["trials"], other["registered"], other["window"]) == ([], "UMIN000000002", "")


def test_a_toxicity_keeps_its_grade_level_and_counts(studies: dict[str, dict[str, Any]]) -> None:
    toxicities = studies["pmkg.dosefinding:101.1"]["toxicities"]
    assert toxicities[0] == {
        "toxicity": "rash",
        "grade": "3",
        "level": "1",
        "patients": 1,
        "treated": 6,
        "doses": "cetuximab (250 mg/m2), erlotinib (100 mg)",
    }
    assert toxicities[1]["note"] == ">7 days"
    assert {"toxicity": "fatigue"} in toxicities


def test_a_range_that_became_a_date_is_a_range_again(studies: dict[str, dict[str, Any]]) -> None:
    assert [item["grade"] for item in studies["pmkg.dosefinding:101.1"]["toxicities"][2:3]] == ["3-4"]


def test_more_patients_than_were_treated_is_a_conflict_and_the_toxicity_stays(
    records: list[Record], studies: dict[str, dict[str, Any]]
) -> None:
    nausea = next(item for item in studies["pmkg.dosefinding:101.1"]["toxicities"] if item["toxicity"] == "nausea")
    assert not {"patients", "treated"} & nausea.keys()
    assert [
        record.text for record in records if isinstance(record, Rejected) and record.reason == "SOURCE_CONFLICT"
    ] == ["PMID 101 nausea: 5 of 4 patients"]


def test_tolerated_doses_are_kept_once_with_their_remarks(studies: dict[str, dict[str, Any]]) -> None:
    assert studies["pmkg.dosefinding:101.1"]["tolerated"] == [
        {"drug": "erlotinib", "value": "100", "unit": "mg", "schedule": "daily"},
        {"drug": "cetuximab", "value": "250", "unit": "mg/m2", "schedule": "weekly", "note": "RP2D"},
        {"drug": "trametinib", "schedule": "daily", "note": "MTD not reached"},
        {"drug": "cisplatin", "schedule": "weekly", "note": "no dose given"},
    ]


def test_radiation_and_other_words_are_looked_up_as_what_they_are(records: list[Record]) -> None:
    assert drugs(records, "pmkg.dosefinding:102.1") == {
        "cetuximab": "cetuximab",
        "thoracic radiotherapy": "Radiation Therapy",
        "s-1": "TS-1",
        "trametinib": "trametinib",
    }


def test_a_drug_of_the_dose_levels_alone_is_given_too(studies: dict[str, dict[str, Any]]) -> None:
    assert "trametinib" not in studies["pmkg.dosefinding:102.1"]["named"]


def test_joined_names_are_taken_apart(records: list[Record]) -> None:
    assert set(drugs(records, "pmkg.dosefinding:103.1")) == {"cetuximab", "unheard-of", "erlotinib"}


def test_broken_rows_go_to_the_ledger(records: list[Record]) -> None:
    broken = [(record.record, record.field) for record in records if isinstance(record, Rejected)]
    assert broken == [
        ("trials row 4", "PMID"),
        ("drugs row 11", "Drug_Name"),
        ("toxicities row 4", "Observed_Frequency"),
        ("toxicities row 6", "DLT"),
        ("tolerated row 4", "Drug_Name"),
    ]


def test_every_study_is_a_whole_node(load_from: Load, fixtures: Path) -> None:
    from pmkg.model.graph import Node

    for record in load_from("drugcombo", fixtures / "drugcombo"):
        if isinstance(record, Concept):
            node = Node(record.id, NodeKind.DOSE_FINDING, record.label, (), record.properties)
            assert check_node(node) == []


def test_a_table_of_another_form_is_refused(
    load_from: Load, fixtures: Path, files_of: Callable[[str, Path], Files], tmp_path: Path
) -> None:
    for path in (fixtures / "drugcombo").iterdir():
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "drug.csv").write_text("PMID,Name\n1,x\n", encoding="utf-8")
    with pytest.raises(MalformedSource, match="Drug_Name"):
        load_from("drugcombo", tmp_path)


@pytest.mark.mirror
def test_the_mirror_gives_every_combination(load_from: Load, mirror: Path) -> None:
    records = load_from("drugcombo", mirror / "drugcombo")
    found = {str(record.id): record for record in records if isinstance(record, Concept)}
    assert len(found) == 2_820
    assert len({str(record.properties["publication"]) for record in found.values()}) == 2_574
    rejected = [record for record in records if isinstance(record, Rejected)]
    assert len(rejected) == 10
