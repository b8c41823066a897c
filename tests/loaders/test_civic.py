"""CIViC gives one claim per evidence item, from the present columns and from those of 2021."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmkg.errors import MalformedSource
from pmkg.model.kinds import Direction, Operator, StatementKind
from pmkg.model.records import Claim, Record, Rejected
from pmkg.model.source import Files

loader = importlib.import_module("pmkg.loaders.civic")
Load = Callable[[str, Path], list[Record]]
MELANOMA = ("DOID:8923", "DOID:0008923")


@pytest.fixture(scope="module")
def records(load_from: Load, fixtures: Path) -> list[Record]:
    return load_from("civic", fixtures / "civic")


@pytest.fixture(scope="module")
def claims(records: list[Record]) -> dict[str, Claim]:
    return {record.id: record for record in records if isinstance(record, Claim)}


def test_an_item_keeps_its_words_identifiers_and_citation(claims: dict[str, Claim]) -> None:
    claim = claims["civic.eid:1409"]
    assert (claim.profile, claim.disease.text, claim.disease.ids) == ("BRAF V600E", "Skin Melanoma", MELANOMA)
    assert (claim.level, claim.significance, claim.direction) == ("A", "Sensitivity/Response", Direction.SUPPORTS)
    assert (claim.citation, claim.date, claim.trials) == ("PMID:21639808", "2024-05-02", ("NCT01006980",))
    assert (claim.operator, claim.origin, claim.status) == (Operator.SINGLE, "Somatic", "accepted")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("60079", ("DOID:0060079",)),
        ("DOID:0060901", ("DOID:0060901",)),
        ("111940", ("DOID:0111940",)),
        ("8923", MELANOMA),
        ("1816", ("DOID:1816", "DOID:0001816")),
        ("", ()),
        ("unknown", ()),
    ],
)
def test_a_disease_code_gets_its_leading_zeros_back(written: str, expected: tuple[str, ...]) -> None:
    assert loader.disease_ids(written) == expected


def test_the_rows_of_an_item_are_the_pieces_of_one_expression(claims: dict[str, Claim]) -> None:
    assert claims["civic.eid:6262"].profile == "BRAF Amplification AND (BRAF V600E OR BRAF V600K)"


def test_a_row_that_stands_twice_counts_once_and_is_reported(records: list[Record], claims: dict[str, Claim]) -> None:
    assert claims["civic.eid:11"].profile == "EGFR L858R"
    assert Rejected("civic.eid:11", "molecular_profile", "EGFR L858R", "DUPLICATE") in records


def test_a_comma_inside_a_name_does_not_split_it(claims: dict[str, Claim]) -> None:
    names = [therapy.text for therapy in claims["civic.eid:12"].therapies]
    assert names == ["Infigratinib", "FGF/VEGF Receptor Tyrosine Kinase Inhibitor, PD173074"]
    assert claims["civic.eid:12"].operator is Operator.SUBSTITUTES


def test_a_congress_abstract_is_cited_in_words(claims: dict[str, Claim]) -> None:
    assert claims["civic.eid:13"].citation == "Author, 2018, ASCO Annual Meeting, Abstract 102"
    assert claims["civic.eid:13"].operator is Operator.COMBINATION


def test_evidence_against_and_conditions_are_kept(claims: dict[str, Claim]) -> None:
    claim = claims["civic.eid:14"]
    assert claim.direction is Direction.DOES_NOT_SUPPORT
    assert (claim.conditions, claim.phenotypes) == (("Pediatric onset",), ("Pediatric onset", "Melanoma"))
    assert (claim.origin, claim.disease.ids) == ("", ())


def test_a_blank_direction_speaks_against_nothing_unless_a_drug_depends_on_it(
    records: list[Record], claims: dict[str, Claim]
) -> None:
    assert claims["civic.eid:15"].direction is Direction.SUPPORTS
    assert claims["civic.eid:15"].kind is StatementKind.PREDISPOSING
    assert "civic.eid:16" not in claims


def test_broken_rows_go_to_the_ledger_and_the_load_goes_on(records: list[Record]) -> None:
    lost = {(record.record, record.field) for record in records if isinstance(record, Rejected)}
    assert lost == {
        ("civic.eid:11", "molecular_profile"),
        ("row 11", "evidence_direction"),
        ("row 12", "therapy_interaction_type"),
        ("row 13", "evidence_id"),
        ("row 14", "molecular_profile"),
        ("row 15", "citation"),
    }


def test_the_columns_of_2021_say_the_same_in_the_profile_grammar(fixtures: Path) -> None:
    path = fixtures / "civic" / "year-2021" / "01-Aug-2021-ClinicalEvidenceSummaries.tsv"
    claims = [record for record in loader.load(Files("civic", {"evidence": (path,)})) if isinstance(record, Claim)]
    assert [claim.profile for claim in claims] == [
        "EML4::ALK Fusion AND ALK L1196M",
        "BCR::ABL1 Fusion AND ABL1 E255K",
        "ALK Fusion",
        "EML4::ALK e6::e20",
        "FLI1 EWSR1-FLI1 Type 1",
        "TP53 Wildtype",
    ]
    assert claims[2].operator is Operator.SUBSTITUTES
    assert claims[0].significance == "Resistance"


def test_wrong_columns_name_the_file_and_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "evidence.tsv"
    path.write_text("gene\tvariant\nBRAF\tV600E\n")
    with pytest.raises(MalformedSource, match=r"evidence\.tsv.*civicdb\.org/releases"):
        list(loader.load(Files("civic", {"evidence": (path,)})))


@given(st.lists(st.sampled_from(["BRAF V600E", "KRAS G12C", "NOT TP53 Mutation", "A AND B"]), min_size=1, max_size=4))
def test_a_joined_profile_has_as_many_brackets_open_as_closed(parts: list[str]) -> None:
    joined = loader.joined_profile(parts)
    assert joined.count("(") == joined.count(")")
    assert all(part in joined for part in parts)


def test_alternatives_that_are_whole_keep_what_their_and_binds() -> None:
    assert loader.joined_profile(["BRAF V600E", "KRAS G12C AND NOT TP53 Mutation"]) == (
        "BRAF V600E OR (KRAS G12C AND NOT TP53 Mutation)"
    )


def test_a_chemical_number_is_not_a_drug() -> None:
    assert loader.split_therapies("HER2 Inhibitor CP-724,714,Selumetinib") == (
        "HER2 Inhibitor CP-724,714",
        "Selumetinib",
    )
    assert loader.split_therapies("2,4-pyrimidinediamine") == ("2,4-pyrimidinediamine",)


def test_a_resistance_mutation_behind_a_fusion_asks_for_both() -> None:
    assert (
        loader.profile_of_variant("ALK", "EML4-ALK C1156Y-L1198F") == "EML4::ALK Fusion AND ALK C1156Y AND ALK L1198F"
    )


@pytest.mark.mirror
def test_the_mirror_gives_a_claim_for_every_item_and_loses_none(load_from: Load, mirror: Path) -> None:
    records = load_from("civic", mirror / "civic")
    assert all(isinstance(record, Claim) for record in records)
    claims = [record for record in records if isinstance(record, Claim)]
    assert len(claims) == len({claim.id for claim in claims}) == 4_523
    assert sum(" OR " in claim.profile for claim in claims) == 56
    assert all(claim.profile.count("(") == claim.profile.count(")") for claim in claims if " OR " in claim.profile)
    assert all(claim.citation for claim in claims)
