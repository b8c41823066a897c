"""CIViC's coordinates name concrete variants exactly, or not at all."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

import pytest

from pmkg.errors import MalformedSource
from pmkg.model.records import Record, Rejected, VariantFact
from pmkg.model.source import Files

loader = importlib.import_module("pmkg.loaders.civic_coordinates")
Load = Callable[[str, Path], list[Record]]


@pytest.fixture(scope="module")
def records(load_from: Load, fixtures: Path) -> list[Record]:
    return load_from("civic-coordinates", fixtures / "civic-coordinates")


@pytest.fixture(scope="module")
def facts(records: list[Record]) -> dict[str, VariantFact]:
    return {record.record: record for record in records if isinstance(record, VariantFact)}


def test_a_substitution_has_its_coordinates_and_every_name(facts: dict[str, VariantFact]) -> None:
    fact = facts["civic.vid:12"]
    assert (fact.protein, fact.genomic, fact.coding) == ("V600E", "GRCh37:7:140453136:A:T", ("NM_004333.4:c.1799T>A",))
    assert (fact.gene.text, fact.gene.ids) == ("BRAF", ("NCBIGene:673",))
    assert fact.properties["clinvar_ids"] == ["13961"]
    assert fact.properties["hgvs"] == [
        "NM_004333.4:c.1799T>A",
        "NP_004324.2:p.Val600Glu",
        "NC_000007.13:g.140453136A>T",
    ]


def test_a_deletion_takes_its_anchor_base_from_the_vcf(facts: dict[str, VariantFact]) -> None:
    assert facts["civic.vid:133"].genomic == "GRCh37:7:55242464:AGGAATTAAGAGAAGC:A"


def test_a_mutation_named_behind_a_fusion_is_read_and_the_fusion_itself_is_left_to_the_claims(
    facts: dict[str, VariantFact],
) -> None:
    assert facts["civic.vid:6"].protein == "C1156Y"
    assert "civic.vid:5" not in facts


def test_representative_coordinates_of_a_category_name_no_allele(facts: dict[str, VariantFact]) -> None:
    assert "civic.vid:7" not in facts


@pytest.mark.parametrize(
    ("name", "gene", "expected"),
    [
        ("V600E", "BRAF", True),
        ("E746_A750del", "EGFR", True),
        ("L747_A750delinsP", "EGFR", True),
        ("EML4-ALK C1156Y", "ALK", True),
        ("EML4-ALK  V1180L", "ALK", True),
        ("ALK FUSION G1202R", "ALK", True),
        ("JAK2 F694L", "JAK2", True),
        ("Splicing alteration (c.463+2C>T)", "VHL", True),
        ("c.790+1G>A", "MLH1", True),
        ("rs3814960", "CDKN2A", True),
        ("V600E and V600M", "BRAF", False),
        ("LMNA-NTRK1 G595R and G667C", "NTRK1", False),
        ("LMNA-NTRK1_G595R_and_G667C", "NTRK1", False),
        ("BCR-ABL E255K V299L", "ABL1", False),
        ("EML4-ALK C1156Y-L1198F", "ALK", False),
        ("Ex19 del L858R", "EGFR", False),
        ("D835H/Y", "FLT3", False),
        ("V600E/K and AMPLIFICATION", "BRAF", False),
    ],
)
def test_a_name_of_several_changes_is_no_variant(name: str, gene: str, expected: bool) -> None:
    assert loader.names_one_change(name, gene) is expected


def test_a_compound_is_not_its_last_member(records: list[Record]) -> None:
    assert not [record for record in records if record.record in {"civic.vid:13", "civic.vid:1994"}]


def test_a_variant_that_only_the_vcf_has_is_read_from_it(facts: dict[str, VariantFact]) -> None:
    fact = facts["civic.vid:1992"]
    assert (fact.genomic, fact.coding) == ("GRCh37:3:10188321:G:A", ("ENST00000256474.2:c.463+1G>A",))


def test_a_coding_change_in_the_name_is_read_where_no_hgvs_is_given(facts: dict[str, VariantFact]) -> None:
    assert facts["civic.vid:1993"].coding == ("c.463+2C>T",)


def test_a_row_without_number_goes_to_the_ledger(records: list[Record]) -> None:
    assert Rejected("row 8", "variant_id", "", "MALFORMED") in records


def test_wrong_columns_name_the_file(tmp_path: Path) -> None:
    path = tmp_path / "variants.tsv"
    path.write_text("gene\nBRAF\n")
    with pytest.raises(MalformedSource, match=r"variants\.tsv: columns"):
        list(loader.load(Files("civic-coordinates", {"variants": (path,)})))


@pytest.mark.mirror
def test_the_mirror_resolves_v600e_by_its_coordinates(load_from: Load, mirror: Path) -> None:
    records = load_from("civic-coordinates", mirror / "civic")
    facts = [record for record in records if isinstance(record, VariantFact)]
    assert [fact.protein for fact in facts if fact.genomic == "GRCh37:7:140453136:A:T"] == ["V600E"]
    assert len(facts) == len(records) > 800
    assert sum(bool(fact.genomic) for fact in facts) > 650
