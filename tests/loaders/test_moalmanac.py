"""MOAlmanac's structured features become profiles, its flags become claims."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

import pytest

from pmkg.errors import MalformedSource
from pmkg.model.kinds import Direction, Operator, StatementKind
from pmkg.model.records import Claim, Record, Rejected, VariantFact
from pmkg.model.source import Files

loader = importlib.import_module("pmkg.loaders.moalmanac")
Load = Callable[[str, Path], list[Record]]


@pytest.fixture(scope="module")
def records(load_from: Load, fixtures: Path) -> list[Record]:
    return load_from("moalmanac", fixtures / "moalmanac")


@pytest.fixture(scope="module")
def claims(records: list[Record]) -> dict[str, Claim]:
    return {record.id.local: record for record in records if isinstance(record, Claim)}


def test_each_kind_of_feature_is_said_in_the_profile_grammar(claims: dict[str, Claim]) -> None:
    assert {number: claim.profile for number, claim in claims.items()} == {
        "1": "BRAF p.V600E",
        "2": "KRAS Exon 2 Mutation",
        "3": "BRCA1 Germline Pathogenic Mutation",
        "4": "ERBB2 Amplification",
        "5": "IGH::CCND1 Fusion",
        "6": "TMB >= 10",
        "7": "TMB-H",
        "8": "B2M Loss-of-function",
        "9": "(MET Exon 14 Splice Site OR MET Exon 14 Skipping Mutation)",
        "10": "EGFR Mutation",
        "11": "BRCA1 Mutation",
        "15": "CDKN2A Deletion",
        "16": "PDGFRA Mutation other than D842V/N848K",
        "17": "PDGFRA Nonsense Mutation",
    }


def test_the_sentence_is_kept_to_hold_the_fields_against(claims: dict[str, Claim]) -> None:
    assert claims["16"].sentence == "Mutations of PDGFRA respond, except for p.D842V and N848K."


def test_a_combination_has_members_with_their_own_identifiers(claims: dict[str, Claim]) -> None:
    claim = claims["1"]
    assert [(therapy.text, therapy.ids) for therapy in claim.therapies] == [
        ("Dabrafenib", ("NCIT:C82386",)),
        ("Trametinib", ("NCIT:C77908",)),
    ]
    assert (claim.operator, claim.conditions) == (Operator.COMBINATION, ("Unresectable or metastatic",))
    assert (claim.level, claim.origin, claim.disease.ids) == ("FDA-Approved", "Somatic", ("ONCOTREE:MEL",))


def test_no_sensitivity_is_evidence_against_it_and_not_resistance(claims: dict[str, Claim]) -> None:
    assert (claims["2"].significance, claims["2"].direction) == ("sensitivity", Direction.DOES_NOT_SUPPORT)
    assert (claims["4"].significance, claims["4"].direction) == ("resistance", Direction.SUPPORTS)


def test_prognosis_and_adverse_events_are_claims_of_their_own_kind(claims: dict[str, Claim]) -> None:
    assert (claims["5"].kind, claims["5"].significance) == (StatementKind.PROGNOSTIC, "unfavorable prognosis")
    assert claims["5"].therapies == ()
    assert claims["15"].significance == "adverse response"


def test_a_count_of_mutations_becomes_a_condition_and_no_density(claims: dict[str, Claim]) -> None:
    assert claims["7"].conditions == ("at least 100 nonsynonymous mutations in the exome",)


def test_a_row_that_contradicts_itself_says_how(claims: dict[str, Claim]) -> None:
    conflicts = {number: claim.fields["conflict"] for number, claim in claims.items() if "conflict" in claim.fields}
    assert conflicts == {
        "10": "disease: the text says Lung Cancer; the code says Leukemia",
        "11": "drug: the text says Olaparib; the field says Talazoparib",
    }


def test_coordinates_become_a_fact(records: list[Record]) -> None:
    facts = [record for record in records if isinstance(record, VariantFact)]
    assert [(fact.gene.text, fact.protein, fact.coding, fact.genomic) for fact in facts] == [
        ("BRAF", "p.V600E", ("c.1799T>A",), "GRCh37:7:140453136:A:T")
    ]


def test_deprecated_and_broken_rows_go_to_the_ledger(records: list[Record]) -> None:
    lost = {(record.record, record.reason) for record in records if isinstance(record, Rejected)}
    assert lost == {
        ("moalmanac.assertion:12", "DEPRECATED"),
        ("moalmanac.assertion:13", "MALFORMED"),
        ("moalmanac.assertion:14", "MALFORMED"),
    }


def test_a_truncated_file_is_named_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "molecular-oncology-almanac.json"
    path.write_text('[{"assertion_id": 1,')
    with pytest.raises(MalformedSource, match=r"molecular-oncology-almanac\.json.*fetch it again"):
        list(loader.load(Files("moalmanac", {"assertions": (path,)})))


@pytest.mark.mirror
def test_the_mirror_gives_every_assertion_but_the_deprecated(load_from: Load, mirror: Path) -> None:
    records = load_from("moalmanac", mirror / "moalmanac")
    assert {record.reason for record in records if isinstance(record, Rejected)} == {"DEPRECATED"}
    claims = [record for record in records if isinstance(record, Claim)]
    assert len(claims) == len({claim.id for claim in claims}) > 1_000
    therapeutic = [claim for claim in claims if claim.therapies]
    assert 0 < sum("conflict" in claim.fields for claim in therapeutic) < 0.03 * len(therapeutic)
