"""The Disease Ontology's slims make one hierarchy, and NCI codes are exact only where nothing else claims them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pmkg.model.graph import Name, NameRole
from pmkg.model.records import Concept, Record, Rejected

Load = Callable[[str, Path], list[Record]]


@pytest.fixture(scope="module")
def records(load_from: Load, fixtures: Path) -> list[Record]:
    return load_from("disease-ontology", fixtures / "disease-ontology")


@pytest.fixture(scope="module")
def diseases(records: list[Record]) -> dict[str, Concept]:
    return {record.id: record for record in records if isinstance(record, Concept)}


def test_a_slims_remoter_parent_gives_way_to_the_nearer_one(diseases: dict[str, Concept]) -> None:
    assert diseases["DOID:8923"].parents == ("DOID:4159",)


def test_the_sole_nci_code_of_a_term_is_exact(diseases: dict[str, Concept]) -> None:
    assert diseases["DOID:8923"].exact == ("NCIT:C3510",)


def test_two_nci_codes_name_no_one_disease(diseases: dict[str, Concept]) -> None:
    assert not {"NCIT:C1", "NCIT:C2"} & set(diseases["DOID:4159"].exact)


def test_an_nci_code_that_another_term_carries_is_not_exact(diseases: dict[str, Concept]) -> None:
    assert diseases["DOID:99003"].exact == diseases["DOID:99004"].exact == ()
    assert diseases["DOID:99003"].properties["xrefs"] == ["NCIT:C7"]


def test_merged_and_replaced_identifiers_still_find_the_term(diseases: dict[str, Concept]) -> None:
    assert diseases["DOID:4159"].exact == ("DOID:99001", "DOID:99002")
    assert "DOID:99002" not in diseases


def test_a_term_of_no_slim_is_named_by_the_list_of_cross_references(diseases: dict[str, Concept]) -> None:
    assert diseases["DOID:99005"].label == "another of no slim"
    assert diseases["DOID:99005"].properties["xrefs"] == ["OMIM:600000"]


def test_an_abbreviation_is_an_alias_and_a_related_synonym_stays_related(diseases: dict[str, Concept]) -> None:
    assert {Name("SM", NameRole.ALIAS), Name("melanoma", NameRole.RELATED)} <= set(diseases["DOID:8923"].names)


def test_a_row_without_label_goes_to_the_ledger(records: list[Record]) -> None:
    assert [record.text for record in records if isinstance(record, Rejected)] == ["DOID:99006 MIM:600001"]


@pytest.mark.mirror
def test_the_mirror_names_the_tumors_that_evidence_is_about(load_from: Load, mirror: Path) -> None:
    records = load_from("disease-ontology", mirror / "disease-ontology")
    diseases: dict[str, Concept] = {record.id: record for record in records if isinstance(record, Concept)}
    assert len(diseases) == len(records) > 11_000
    assert diseases["DOID:8923"].label == "skin melanoma"
    assert diseases["DOID:3910"].parents == ("DOID:3908",)
    assert "NCIT:C3512" not in diseases["DOID:3910"].exact
    claimed = [curie for disease in diseases.values() for curie in disease.exact]
    assert len(claimed) == len(set(claimed))
