"""ClinGen's curations stay what the panels called them, the disputed ones too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pmkg.model.kinds import EdgeKind
from pmkg.model.records import Record, Rejected, Relation

Load = Callable[[str, Path], list[Record]]


@pytest.fixture(scope="module")
def records(load_from: Load, fixtures: Path) -> list[Record]:
    return load_from("clingen", fixtures / "clingen")


def test_a_curation_keeps_its_validity_inheritance_report_and_date(records: list[Record]) -> None:
    found = next(record for record in records if isinstance(record, Relation))
    assert found.kind is EdgeKind.GENE_ASSOCIATED_WITH
    assert (found.subject.ids, found.object.ids) == (("HGNC:1101",), ("MONDO:0700269",))
    assert found.citations == ("https://example.org/report",)
    assert found.properties == {
        "validity": "Definitive",
        "inheritance": "AD",
        "procedure": "SOP10",
        "panel": "Hereditary Cancer Gene Curation Expert Panel",
        "date": "2023-08-02",
    }


def test_a_disputed_curation_is_kept_as_disputed(records: list[Record]) -> None:
    validity = [record.properties["validity"] for record in records if isinstance(record, Relation)]
    assert validity == ["Definitive", "Disputed"]


def test_a_foreign_disease_and_an_unknown_class_go_to_the_ledger(records: list[Record]) -> None:
    fields = [record.field for record in records if isinstance(record, Rejected)]
    assert fields == ["DISEASE ID (MONDO)", "CLASSIFICATION"]


@pytest.mark.mirror
def test_the_mirror_gives_every_curation(load_from: Load, mirror: Path) -> None:
    records = load_from("clingen", mirror / "clingen")
    relations = [record for record in records if isinstance(record, Relation)]
    assert len(relations) == len(records) == 2_953
    assert len({relation.record for relation in relations}) == 2_953
    assert sum(relation.properties["validity"] == "Refuted" for relation in relations) == 41
    definitive = {item.subject.text for item in relations if item.properties["validity"] == "Definitive"}
    assert {"BRCA1", "BRCA2", "PTEN", "BRAF"} <= definitive
