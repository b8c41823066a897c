"""Regulatory indications are joined from their files, and those that contradict their own label say so."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pmkg.errors import MalformedSource
from pmkg.model.kinds import Operator
from pmkg.model.records import Claim, Record, Rejected, VariantFact

loader = importlib.import_module("pmkg.loaders.moalmanac_indications")
Load = Callable[[str, Path], list[Record]]


@pytest.fixture(scope="module")
def records(load_from: Load, fixtures: Path) -> list[Record]:
    return load_from("moalmanac-indications", fixtures / "moalmanac-indications")


@pytest.fixture(scope="module")
def claims(records: list[Record]) -> dict[str, Claim]:
    return {str(record.fields["indication_id"]): record for record in records if isinstance(record, Claim)}


def test_biomarkers_are_joined_by_and_in_the_profile_grammar(claims: dict[str, Claim]) -> None:
    assert {name: claim.profile for name, claim in claims.items()} == {
        "ind:fda.tafinlar:5": "BRAF p.V600E",
        "ind:fda.mekinist:5": "BRAF p.V600E",
        "ind:fda.vectibix:0": "KRAS Wildtype AND HRAS Wildtype",
        "ind:fda.vectibix:1": "KRAS Wildtype AND NRAS Wildtype",
        "ind:ema.herceptin:1": "HER2 positive",
        "ind:ema.herceptin:2": "HER2 positive",
        "ind:ema.herceptin:3": "HER2 positive",
        "ind:x.cap:0": "(MET Exon 14 Splice Site OR MET Exon 14 Skipping Mutation)",
        "ind:x.pem:0": "PD-L1 TPS >= 50",
        "ind:x.bli:0": "NOT BCR::ABL1 Fusion AND CD19 positive",
    }


def test_the_agency_makes_the_level_and_the_label_stays(claims: dict[str, Claim]) -> None:
    claim = claims["ind:fda.tafinlar:5"]
    assert (claim.level, claim.operator, claim.significance) == ("FDA approval", Operator.COMBINATION, "sensitivity")
    assert (claim.url, claim.citation, claim.date) == ("https://example.org/tafinlar", "Tafinlar label", "2022-06-22")
    assert str(claim.fields["indication"]).startswith("Tafinlar with trametinib")
    assert claim.fields["tumor_agnostic"] is True
    assert claims["ind:ema.herceptin:1"].level == "EMA approval"


def test_conditions_are_phrases_of_the_label(claims: dict[str, Claim]) -> None:
    assert claims["ind:fda.tafinlar:5"].conditions == (
        "adults",
        "unresectable or metastatic",
        "after prior systemic treatment",
    )
    assert claims["ind:x.pem:0"].conditions == ("first line",)


def test_a_negated_condition_stays_negated(claims: dict[str, Claim]) -> None:
    assert claims["ind:x.bli:0"].conditions == ("not progressed on induction chemotherapy",)


def test_limitations_behind_the_indication_are_no_conditions() -> None:
    label = "X for adults with metastatic melanoma. Limitations of Use: not for children with newly diagnosed disease."
    assert loader.conditions_of(label) == ("adults", "metastatic")


def test_a_tumor_that_one_partner_excludes_is_excluded_for_the_regimen(claims: dict[str, Claim]) -> None:
    for name in ("ind:fda.mekinist:5", "ind:fda.tafinlar:5"):
        assert [disease.text for disease in claims[name].excluded_diseases] == ["colorectal cancer"]
    assert claims["ind:fda.vectibix:0"].excluded_diseases == ()


def test_a_record_that_contradicts_its_label_says_how(claims: dict[str, Claim]) -> None:
    conflicts = {name: str(claim.fields["conflict"]) for name, claim in claims.items() if "conflict" in claim.fields}
    assert set(conflicts) == {"ind:fda.vectibix:0", "ind:ema.herceptin:1", "ind:ema.herceptin:2"}
    assert conflicts["ind:fda.vectibix:0"].startswith("gene: the label does not name HRAS")
    assert conflicts["ind:ema.herceptin:1"] == (
        "disease: the label says esophagogastric; the code says Gastrointestinal Stromal Tumor"
    )
    assert conflicts["ind:ema.herceptin:2"].startswith("drug: the label does not name Olaparib")


def test_the_label_is_kept_to_hold_the_codes_against(claims: dict[str, Claim]) -> None:
    assert claims["ind:fda.tafinlar:5"].sentence.startswith("Tafinlar with trametinib")


def test_a_withdrawn_indication_is_kept_with_its_status(claims: dict[str, Claim]) -> None:
    assert claims["ind:ema.herceptin:2"].status == "withdrawn"
    assert claims["ind:ema.herceptin:1"].status == "accepted"


def test_an_acute_leukemia_of_one_kind_is_not_one_of_another() -> None:
    assert not loader.organs_of("acute myeloid leukemia") & loader.organs_of("Acute Lymphoid Leukemia")
    assert loader.organs_of("acute leukemia") & loader.organs_of("Acute Lymphoid Leukemia")
    assert "acute-lymphoid" not in loader.organs_of("all patients with melanoma")


def test_coordinates_of_a_biomarker_become_a_fact(records: list[Record]) -> None:
    facts = [record for record in records if isinstance(record, VariantFact)]
    assert [(fact.gene.text, fact.protein, fact.genomic) for fact in facts] == [
        ("BRAF", "p.V600E", "GRCh37:7:140453136:A:T")
    ]


def test_unknown_biomarkers_and_dangling_references_go_to_the_ledger(records: list[Record]) -> None:
    lost = {(record.record, record.field) for record in records if isinstance(record, Rejected)}
    assert lost == {("moalmanac.statement:10", "biomarkers"), ("moalmanac.statement:99", "reference")}


def test_a_truncated_file_is_named(load_from: Load, fixtures: Path, tmp_path: Path) -> None:
    shutil.copytree(fixtures / "moalmanac-indications", tmp_path / "copy")
    (tmp_path / "copy" / "referenced" / "genes.json").write_text("[{")
    with pytest.raises(MalformedSource, match=r"genes\.json"):
        load_from("moalmanac-indications", tmp_path / "copy")


@pytest.mark.mirror
def test_the_mirror_gives_every_statement_and_names_the_known_contradictions(load_from: Load, mirror: Path) -> None:
    records = load_from("moalmanac-indications", mirror / "moalmanac")
    claims = {record.id.local: record for record in records if isinstance(record, Claim)}
    assert len(claims) == 1_944
    assert not [record for record in records if isinstance(record, Rejected)]
    conflicts = {number for number, claim in claims.items() if "conflict" in claim.fields}
    assert len(conflicts) < 0.04 * len(claims)
    # gastric coded as GIST; KRAS and NRAS coded as HRAS; olaparib as talazoparib; pemigatinib as elacestrant; AML as
    # cholangiocarcinoma; lung and breast exchanged; GIST with CD117 as FIP1L1::PDGFRA; cervix for head and neck
    assert conflicts >= {"495", "365", "366", "330", "885", "886", "2255", "640", "642", "191", "2083"}
    # wild-type RAS without a definition, HRR genes by their class name, von Hippel-Lindau disease: no contradictions
    for words in ("PARP) inhibitor indicated in combination with enzalutamide", "von Hippel-Lindau"):
        assert not [n for n in conflicts if words in str(claims[n].fields["indication"])]


@pytest.mark.mirror
def test_dabrafenib_with_trametinib_is_tumor_agnostic_but_for_colorectal_cancer(load_from: Load, mirror: Path) -> None:
    records = load_from("moalmanac-indications", mirror / "moalmanac")
    agnostic = [
        record
        for record in records
        if isinstance(record, Claim) and record.fields.get("tumor_agnostic") and record.profile == "BRAF p.V600E"
    ]
    assert agnostic
    assert {disease.text for claim in agnostic for disease in claim.excluded_diseases} == {"colorectal cancer"}
    assert all(claim.excluded_diseases for claim in agnostic)
