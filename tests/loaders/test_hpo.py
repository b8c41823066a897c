"""HPO gives phenotypes, and says of diseases what they have, what they lack, and how often."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pmkg.model.graph import Name, NameRole
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.records import Concept, Record, Rejected, Relation

Load = Callable[[str, Path], list[Record]]


@pytest.fixture(scope="module")
def records(load_from: Load, fixtures: Path) -> list[Record]:
    return load_from("hpo", fixtures / "hpo")


@pytest.fixture(scope="module")
def relations(records: list[Record]) -> dict[str, Relation]:
    return {record.record: record for record in records if isinstance(record, Relation)}


def test_a_phenotype_keeps_merged_and_replaced_identifiers(records: list[Record]) -> None:
    concepts = (item for item in records if isinstance(item, Concept) and item.kind is NodeKind.PHENOTYPE)
    phenotypes: dict[str, Concept] = {concept.id: concept for concept in concepts}
    stenosis = phenotypes["HP:0001642"]
    assert stenosis.exact == ("HP:0005126", "HP:9990001")
    assert stenosis.parents == ("HP:0000118",)
    assert set(stenosis.names) == {
        Name("Pulmonary valve stenosis", NameRole.EXACT),
        Name("Narrowed pulmonary valve", NameRole.RELATED),
    }
    assert "HP:9990001" not in phenotypes


def test_an_annotation_keeps_its_frequency_onset_sex_and_papers(relations: dict[str, Relation]) -> None:
    found = relations["row 1"]
    assert found.kind is EdgeKind.HAS_PHENOTYPE
    assert found.citations == ("PMID:19206169", "OMIM:115150")
    assert found.properties == {
        "evidence": "published clinical study",
        "aspect": "P",
        "frequency": {"n": 8, "m": 17, "low": 47.1, "high": 47.1},
        "onset": "HP:0003577",
        "sex": "male",
    }


def test_an_orphanet_disease_goes_by_its_canonical_prefix(relations: dict[str, Relation]) -> None:
    found = relations["row 2"]
    assert found.subject.ids == ("Orphanet:1340",)
    assert found.citations == ("Orphanet:1340",)
    assert found.properties["frequency"] == {"term": "HP:0040281", "label": "very frequent", "low": 80, "high": 99}


@pytest.mark.parametrize("row", ["row 3", "row 4"])
def test_what_is_denied_or_was_seen_in_nobody_is_lacking(relations: dict[str, Relation], row: str) -> None:
    assert relations[row].kind is EdgeKind.LACKS_PHENOTYPE


def test_a_disease_is_named_once_so_that_no_annotation_is_lost(records: list[Record]) -> None:
    diseases = [item for item in records if isinstance(item, Concept) and item.kind is NodeKind.DISEASE]
    assert [disease.id for disease in diseases] == ["OMIM:115150", "Orphanet:1340"]


def test_a_gene_has_one_relation_per_phenotype_with_all_its_diseases(relations: dict[str, Relation]) -> None:
    found = relations["NCBIGene:673 HP:0001642"]
    assert found.kind is EdgeKind.GENE_ASSOCIATED_WITH
    assert found.subject.ids == ("NCBIGene:673",)
    assert found.properties["diseases"] == ["OMIM:115150", "Orphanet:1340"]


def test_rows_that_make_no_sense_go_to_the_ledger(records: list[Record]) -> None:
    lost = [record.record for record in records if isinstance(record, Rejected)]
    assert lost == ["row 5", "row 6", "row 7", "row 8", "row 4"]


@pytest.mark.mirror
def test_the_mirror_gives_what_a_geneticist_expects_of_the_braf_syndrome(load_from: Load, mirror: Path) -> None:
    records = load_from("hpo", mirror / "hpo")
    assert not [record for record in records if isinstance(record, Rejected)]
    relations = [record for record in records if isinstance(record, Relation)]
    assert sum(item.kind is not EdgeKind.GENE_ASSOCIATED_WITH for item in relations) == 271_702
    syndrome = [item for item in relations if item.subject.ids == ("OMIM:115150",)]
    stenosis = next(item for item in syndrome if item.object.ids == ("HP:0001642",))
    assert stenosis.properties["frequency"] == {"n": 8, "m": 17, "low": 47.1, "high": 47.1}
    lacking = [item for item in relations if item.kind is EdgeKind.LACKS_PHENOTYPE]
    assert len(lacking) == 2_711
