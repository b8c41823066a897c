"""gnomAD gives each gene its constraint, and none where two genes hide behind one symbol."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from pmkg.model.records import Annotation, Record, Rejected

Load = Callable[[str, Path], list[Record]]


@pytest.fixture(scope="module")
def records(load_from: Load, fixtures: Path) -> list[Record]:
    return load_from("gnomad", fixtures / "gnomad")


def test_a_gene_carries_its_intolerance(records: list[Record]) -> None:
    found = {record.subject.text: record.properties for record in records if isinstance(record, Annotation)}
    assert found == {"NF1": {"pLI": 1.0}, "BRCA2": {"pLI": 3.2e-20}, "ZNF8": {"pLI": 0.5}}


def test_a_symbol_with_two_values_goes_to_the_ledger_with_both(records: list[Record]) -> None:
    lost = [record for record in records if isinstance(record, Rejected) and record.reason == "SOURCE_CONFLICT"]
    assert [record.text for record in lost] == ["TUBB3 0.97", "TUBB3 2e-10"]


def test_values_that_are_no_numbers_go_to_the_ledger(records: list[Record]) -> None:
    lost = [record.record for record in records if isinstance(record, Rejected) and record.reason == "MALFORMED"]
    assert lost == ["row 8", "row 9", "row 10"]


def test_the_owners_whole_table_adds_loeuf_and_ensembl_identifiers(load_from: Load, tmp_path: Path) -> None:
    text = "gene\ttranscript\tpLI\toe_lof_upper\tgene_id\nNF1\tENST00000358273\t1.0e+00\t0.12\tENSG00000196712\nX\tY\tNA\tNA\tZ\n"
    with gzip.open(tmp_path / "gnomad.v2.1.1.lof_metrics.by_gene.txt.bgz", "wt") as file:
        file.write(text)
    (record,) = load_from("gnomad", tmp_path)
    assert isinstance(record, Annotation)
    assert record.subject.ids == ("ENSEMBL:ENSG00000196712",)
    assert record.properties == {"pLI": 1.0, "LOEUF": 0.12}


@pytest.mark.mirror
def test_the_mirror_calls_haploinsufficient_genes_intolerant(load_from: Load, mirror: Path) -> None:
    records = load_from("gnomad", mirror / "gnomad")
    found = {record.subject.text: record.properties for record in records if isinstance(record, Annotation)}
    assert len(found) == 19_120
    assert float(str(found["SMARCA4"]["pLI"])) > 0.9
    assert float(str(found["BRCA2"]["pLI"])) < 0.1
