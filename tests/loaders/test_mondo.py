"""Mondo gives human diseases with what is exactly the same elsewhere, and the genes whose germline variants cause them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pmkg.model.graph import Name, NameRole
from pmkg.model.kinds import EdgeKind
from pmkg.model.records import Concept, Record, Rejected, Relation

Load = Callable[[str, Path], list[Record]]


@pytest.fixture(scope="module")
def records(load_from: Load, fixtures: Path) -> list[Record]:
    return load_from("mondo", fixtures / "mondo")


@pytest.fixture(scope="module")
def diseases(records: list[Record]) -> dict[str, Concept]:
    return {record.id: record for record in records if isinstance(record, Concept)}


def test_only_cross_references_marked_as_equivalent_are_exact(diseases: dict[str, Concept]) -> None:
    exact = set(diseases["MONDO:0005012"].exact)
    assert {"DOID:8923", "MESH:C562393", "ONCOTREE:SKCM"} <= exact
    assert "ICD9:172.9" not in exact


def test_mapping_tables_add_exact_matches_only(diseases: dict[str, Concept]) -> None:
    exact = set(diseases["MONDO:0005012"].exact)
    assert "SNOMEDCT:93655004" in exact
    assert "SNOMEDCT:1" not in exact


def test_several_oncotree_codes_do_not_merge_tumor_types(diseases: dict[str, Concept]) -> None:
    disease = diseases["MONDO:0003219"]
    assert disease.exact == ()
    assert disease.properties["oncotree_candidates"] == ["EGC", "GEJ", "MDS/MPN"]


def test_a_synonym_keeps_its_scope_and_an_abbreviation_is_an_alias(diseases: dict[str, Concept]) -> None:
    assert diseases["MONDO:0005012"].names == (
        Name("skin melanoma", NameRole.EXACT),
        Name("SKCM", NameRole.ALIAS),
        Name('melanoma of skin "NOS"', NameRole.RELATED),
    )


def test_a_retired_term_lives_on_in_its_only_successor(diseases: dict[str, Concept]) -> None:
    assert not {"MONDO:0999001", "MONDO:0999002"} & set(diseases)
    assert "MONDO:0999001" in diseases["MONDO:0005012"].exact
    assert "MONDO:0999002" not in {curie for disease in diseases.values() for curie in disease.exact}


def test_a_retired_term_is_nobodys_parent(diseases: dict[str, Concept]) -> None:
    assert diseases["MONDO:0005012"].parents == ("MONDO:0004992",)


def test_diseases_of_animals_are_left_out(diseases: dict[str, Concept]) -> None:
    assert not {"MONDO:0005583", "MONDO:0999003"} & set(diseases)


def test_a_germline_cause_is_read_in_both_spellings(records: list[Record]) -> None:
    causes = [record for record in records if isinstance(record, Relation)]
    assert [(cause.kind, cause.subject.ids, cause.object.ids) for cause in causes] == [
        (EdgeKind.CAUSES, ("HGNC:1097",), ("MONDO:0015280",)),
        (EdgeKind.CAUSES, ("HGNC:6840",), ("MONDO:0015280",)),
    ]


def test_what_cannot_be_read_goes_to_the_ledger(records: list[Record]) -> None:
    lost = {(record.field, record.text) for record in records if isinstance(record, Rejected)}
    assert lost == {
        ("xref", "broken"),
        ("object_id", "nowhere"),
        ("relationship", "RO:0004003 nothing"),
        ("relationship", "RO:0004003"),
        ("row", "MONDO:0005012\tcut"),
    }


@pytest.mark.mirror
def test_the_mirror_gives_the_hierarchy_and_codes_of_common_tumors(load_from: Load, mirror: Path) -> None:
    diseases = {record.id: record for record in load_from("mondo", mirror / "mondo") if isinstance(record, Concept)}
    assert 23_000 < len(diseases) < 26_000
    melanoma = next(disease for disease in diseases.values() if "ONCOTREE:SKCM" in disease.exact)
    assert melanoma.label == "cutaneous melanoma"
    assert {"DOID:8923", "NCIT:C3510", "SNOMEDCT:93655004"} <= set(melanoma.exact)
    claimed = [curie for disease in diseases.values() for curie in disease.exact]
    assert len(claimed) == len(set(claimed))
