"""HGNC gives one gene per approved entry, with names by role and identifiers that are its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole
from pmkg.model.records import Concept, Record, Rejected

Load = Callable[[str, Path], list[Record]]


@pytest.fixture(scope="module")
def records(load_from: Load, fixtures: Path) -> list[Record]:
    return load_from("hgnc", fixtures / "hgnc")


@pytest.fixture(scope="module")
def genes(records: list[Record]) -> dict[str, Concept]:
    return {record.label: record for record in records if isinstance(record, Concept)}


def test_a_gene_carries_its_identifiers_and_its_mane_transcript(genes: dict[str, Concept]) -> None:
    braf = genes["BRAF"]
    assert braf.id == "HGNC:1097"
    assert braf.exact == ("NCBIGene:673", "ENSEMBL:ENSG00000157764", "UniProtKB:P15056", "OMIM:164757")
    assert braf.properties["mane_select"] == ["ENST00000646891.2", "NM_004333.6"]


def test_previous_symbols_and_aliases_keep_their_role(genes: dict[str, Concept]) -> None:
    names = genes["ERBB2"].names
    assert {Name("HER2", NameRole.ALIAS), Name("NGL", NameRole.PREVIOUS)} <= set(names)
    assert Name("v-raf murine sarcoma viral oncogene homolog B", NameRole.PREVIOUS) in genes["BRAF"].names


def test_a_protein_that_two_genes_share_makes_them_not_one_gene(genes: dict[str, Concept]) -> None:
    assert genes["TWINA"].exact == ("NCBIGene:90001",)
    assert genes["TWINA"].properties["shared_ids"] == ["UniProtKB:X00001"]
    assert not set(genes["TWINA"].exact) & set(genes["TWINB"].exact)


def test_a_withdrawn_entry_is_no_gene(records: list[Record], genes: dict[str, Concept]) -> None:
    assert "GONE" not in genes
    assert Rejected("HGNC:90003", "status", "GONE: Entry Withdrawn", "DEPRECATED") in records


def test_broken_rows_go_to_the_ledger_and_the_load_goes_on(records: list[Record]) -> None:
    lost = {(record.record, record.field) for record in records if isinstance(record, Rejected)}
    assert lost == {("HGNC:90003", "status"), ("no-id", "hgnc_id"), ("row 7", "row")}


@pytest.mark.mirror
def test_the_mirror_gives_every_gene_with_the_facts_a_report_needs(load_from: Load, mirror: Path) -> None:
    records = load_from("hgnc", mirror / "hgnc")
    genes = {record.id: record for record in records if isinstance(record, Concept)}
    assert len(genes) == len(records) > 43_000
    her2 = genes[Curie("HGNC:3430")]
    assert her2.label == "ERBB2"
    assert Name("HER2", NameRole.ALIAS) in her2.names
    shared = [curie for gene in genes.values() for curie in gene.exact]
    assert len(shared) == len(set(shared))
