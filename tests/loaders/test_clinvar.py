"""ClinVar is read from NCBI's own table and from the flat one."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

import pytest

from pmkg.errors import MalformedSource
from pmkg.model.records import Record, Rejected, VariantFact
from pmkg.model.source import Files

loader = importlib.import_module("pmkg.loaders.clinvar")
Load = Callable[[str, Path], list[Record]]


@pytest.fixture(scope="module")
def records(fixtures: Path) -> list[Record]:
    return list(loader.load(Files("clinvar", {"variants": (fixtures / "clinvar" / "macarthur_clinvar.tsv",)})))


@pytest.fixture(scope="module")
def owner(fixtures: Path) -> list[Record]:
    return list(loader.load(Files("clinvar", {"variants": (fixtures / "clinvar" / "owner" / "variant_summary.txt",)})))


def facts_of(records: list[Record]) -> dict[str, VariantFact]:
    return {record.record: record for record in records if isinstance(record, VariantFact)}


def test_a_variant_has_coordinates_hgvs_class_and_a_few_traits(records: list[Record]) -> None:
    fact = facts_of(records)["CLINVAR:13961"]
    assert (fact.genomic, fact.protein) == ("GRCh37:7:140453136:A:T", "p.Val600Glu")
    assert (fact.coding, fact.classification) == (("NM_004333.4:c.1799T>A",), "pathogenic")
    assert (fact.properties["stars"], fact.properties["traits"]) == (
        3,
        ["Melanoma", "Colorectal cancer", "Lung cancer"],
    )
    assert fact.citations == ("PMID:20619739", "PMID:26619011")


def test_a_variant_without_gene_takes_that_of_its_transcript(records: list[Record]) -> None:
    assert facts_of(records)["CLINVAR:99"].gene.text == "BRAF"
    assert Rejected("CLINVAR:102", "symbol", "NM_999999.1:c.1A>T", "UNKNOWN_GENE") in records


def test_calls_that_disagree_conflict(records: list[Record]) -> None:
    facts = facts_of(records)
    assert facts["CLINVAR:99"].classification == "conflicting"
    assert facts["CLINVAR:101"].classification == "conflicting"
    assert facts["CLINVAR:100"].classification == "likely_pathogenic"


def test_coordinates_are_left_out_where_the_reference_carries_the_allele(records: list[Record]) -> None:
    assert facts_of(records)["CLINVAR:100"].genomic == ""


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Pathogenic/Likely pathogenic", "likely_pathogenic"),
        ("Conflicting classifications of pathogenicity", "conflicting"),
        ("Benign/Likely benign", "likely_benign"),
        ("Pathogenic|drug response", "pathogenic"),
        ("not provided", ""),
        ("Likely oncogenic", "likely_oncogenic"),
    ],
)
def test_aggregate_terms_come_to_one_class(said: str, expected: str) -> None:
    assert loader.classification_of(said) == expected


@pytest.mark.parametrize(
    ("germline", "somatic", "expected"),
    [
        ("Uncertain significance", "Oncogenic", ("oncogenic",)),
        ("Conflicting classifications of pathogenicity", "Likely oncogenic", ("likely_oncogenic",)),
        ("not provided", "Oncogenic", ("oncogenic",)),
        ("Pathogenic", "Oncogenic", ("pathogenic", "oncogenic")),
        ("Benign", "Oncogenic", ("benign", "oncogenic")),
        ("Pathogenic", "Uncertain significance", ("pathogenic",)),
        ("Uncertain significance", "-", ("uncertain",)),
        ("-", "Benign", ("benign",)),
    ],
)
def test_a_somatic_call_counts_beside_a_germline_one(germline: str, somatic: str, expected: tuple[str, ...]) -> None:
    assert loader.classes_of(germline, somatic) == expected


def test_an_oncogenic_variant_of_uncertain_germline_significance_is_kept(owner: list[Record]) -> None:
    (found,) = [record for record in owner if record.record == "CLINVAR:9"]
    assert isinstance(found, VariantFact)
    assert (found.classification, found.properties["oncogenicity"]) == ("oncogenic", "Oncogenic")
    both = [
        record.classification for record in owner if record.record == "CLINVAR:10" and isinstance(record, VariantFact)
    ]
    assert both == ["pathogenic", "likely_oncogenic"]


def test_a_variant_without_a_transcript_name_is_known_by_its_coordinates(owner: list[Record]) -> None:
    (fact,) = [record for record in owner if record.record == "CLINVAR:11"]
    assert isinstance(fact, VariantFact)
    assert (fact.protein, fact.coding, fact.genomic) == ("", (), "GRCh37:13:32911888:A:G")
    assert (fact.gene.text, fact.classification) == ("BRCA2", "pathogenic")
    assert Rejected("CLINVAR:12", "Name", "NC_000013.10:g.(?_32911888)_(32912000_?)del", "UNPARSED_VARIANT") in owner


def test_a_transcript_name_without_its_gene_is_read(owner: list[Record]) -> None:
    assert facts_of(owner)["CLINVAR:14"].coding == ("NM_000059.4:c.5T>G",)


def test_a_stretch_of_a_chromosome_is_no_variant_of_a_gene(owner: list[Record]) -> None:
    assert not [record for record in owner if record.record == "CLINVAR:13"]


def test_of_the_owners_table_only_grch37_variants_that_matter_are_kept(owner: list[Record]) -> None:
    facts = facts_of(owner)
    assert set(facts) == {f"CLINVAR:{number}" for number in (13961, 12582, 6, 9, 10, 11, 14)}
    assert (facts["CLINVAR:12582"].classification, facts["CLINVAR:12582"].protein) == ("oncogenic", "p.Gly12Asp")
    assert facts["CLINVAR:13961"].gene.ids == ("NCBIGene:673",)
    assert [record.record for record in owner if isinstance(record, Rejected)] == ["CLINVAR:8", "CLINVAR:12"]


def test_a_short_row_goes_to_the_ledger_and_wrong_columns_stop_the_load(records: list[Record], tmp_path: Path) -> None:
    assert next(record.record for record in records if isinstance(record, Rejected)) == "row 7"
    path = tmp_path / "variant_summary.txt"
    path.write_text("a\tb\n")
    with pytest.raises(MalformedSource, match=r"variant_summary\.txt"):
        list(loader.load(Files("clinvar", {"variants": (path,)})))


@pytest.mark.mirror
def test_the_mirror_gives_117_568_rows_and_few_losses(load_from: Load, mirror: Path) -> None:
    records = load_from("clinvar", mirror / "clinvar")
    assert len(records) == 117_568
    assert sum(isinstance(record, Rejected) for record in records) < 0.02 * len(records)
