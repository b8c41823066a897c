"""What defeats a regimen on real sources, each read by hand once: what a molecular tumor board should find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pmkg.clinic.regimen_names import read_drugs
from pmkg.clinic.signature import SignatureReader
from pmkg.model.kinds import Effect, Truth
from pmkg.model.regimen_search import RegimenMatch, RegimenRelation
from pmkg.model.resistance import Defeat, Mechanism, Resistance
from pmkg.ports.reader import GraphReader
from pmkg.questions.regimens import search_regimens
from pmkg.questions.resistance import ResistanceQuestion

pytestmark = pytest.mark.mirror
Ask = Callable[..., Resistance]


@pytest.fixture(scope="module")
def defeat(release: GraphReader) -> Ask:
    signatures, question = SignatureReader(release), ResistanceQuestion(release)

    def ask(regimen: str, tumor: str | None, *alterations: Any, **more: Any) -> Resistance:
        signature = signatures.read({"tumorType": tumor, "alterations": [*alterations], **more}, may_be_empty=True)
        return question.ask(read_drugs([regimen], release), signature)

    return ask


def present(answer: Resistance) -> Iterator[Defeat]:
    """Walk what the patient has."""
    return (item for item in answer.defeated_by if item.state is Truth.PRESENT)


def remaining(answer: Resistance) -> dict[str, tuple[str, ...]]:
    """Map the regimens that remain to what defeats them in turn."""
    return {item.option.regimen.label: item.resisted_by for item in answer.remaining}


def test_egfr_c797s_defeats_osimertinib_on_target(defeat: Ask) -> None:
    answer = defeat("Osimertinib", "LUAD", "EGFR L858R", "EGFR C797S")
    first = next(present(answer))
    assert (first.profile, first.relation, first.mechanism) == (
        "EGFR C797S",
        RegimenRelation.REGIMEN,
        Mechanism.ON_TARGET,
    )
    assert first.tier in ("IA", "IB")
    assert first.statements == len(first.supporting) >= first.publications > 0
    assert {"Erlotinib", "Afatinib"} <= remaining(answer).keys()
    assert not any("Osimertinib" in label for label in remaining(answer))


def test_a_class_of_osimertinib_is_shown_apart_with_who_says_so(defeat: Ask) -> None:
    classes = [item for item in defeat("Osimertinib", "LUAD", "EGFR L858R").defeated_by if item.drug_class]
    assert classes
    for item in classes:
        assert item.relation is RegimenRelation.CLASS
        assert item.class_sources
        assert "Osimertinib" not in item.regimen.label


def test_no_other_change_of_egfr_counts_as_c797s(defeat: Ask) -> None:
    (found,) = [
        item for item in defeat("Osimertinib", "LUAD", "EGFR L858R").defeated_by if item.profile == "EGFR C797S"
    ]
    assert found.state is Truth.ABSENT


@pytest.mark.parametrize("drug", ["Erlotinib", "Gefitinib"])
def test_egfr_t790m_defeats_the_first_generation_and_leaves_osimertinib(defeat: Ask, drug: str) -> None:
    answer = defeat(drug, "LUAD", "EGFR L858R", "EGFR T790M")
    first = next(present(answer))
    assert (first.profile, first.mechanism, first.tier) == ("EGFR T790M", Mechanism.ON_TARGET, "IA")
    left = remaining(answer)
    assert left["Osimertinib"] == ()
    other = "Gefitinib" if drug == "Erlotinib" else "Erlotinib"
    assert "EGFR T790M" in left[other]
    assert drug not in left


def test_met_amplification_is_a_bypass_of_gefitinib(defeat: Ask) -> None:
    found = [
        item
        for item in present(defeat("Gefitinib", "LUAD", "EGFR L858R", "MET amplification"))
        if item.profile == "MET amplification"
    ]
    assert {item.mechanism for item in found} == {Mechanism.BYPASS}


def test_ros1_g2032r_is_no_bypass_of_crizotinib_although_its_listed_targets_lack_ros1(defeat: Ask) -> None:
    answer = defeat("Crizotinib", "LUAD", "CD74::ROS1", "ROS1 G2032R")
    found = [item for item in present(answer) if item.profile == "CD74::ROS1 fusion AND ROS1 G2032R"]
    assert {item.mechanism for item in found} == {Mechanism.ON_TARGET}
    assert all("dgidb" in item.mechanism_reason for item in found)


def test_ntrk1_g595r_defeats_larotrectinib_where_its_fusion_is_present(defeat: Ask) -> None:
    (alone,) = [
        item
        for item in defeat("Larotrectinib", "LUAD", "NTRK1 G595R").defeated_by
        if item.profile == "LMNA::NTRK1 fusion AND NTRK1 G595R"
    ]
    assert (alone.state, alone.missing_tests) == (Truth.UNKNOWN, ("NTRK1 fusion",))
    (driver,) = alone.drivers
    assert (driver.profile, driver.state) == ("LMNA::NTRK1 fusion", Truth.UNKNOWN)
    assert alone.mechanism is Mechanism.ON_TARGET
    both = defeat("Larotrectinib", "LUAD", "NTRK1 G595R", "LMNA::NTRK1")
    first = next(present(both))
    assert first.drivers[0].state is Truth.PRESENT
    assert "applies because the driver is present: LMNA::NTRK1 fusion" in first.notes
    assert remaining(both)["Repotrectinib"] == ()
    assert remaining(both)["Entrectinib"] != ()


def test_larotrectinib_given_before_speaks_for_the_fusion_without_deciding_it(defeat: Ask) -> None:
    first = defeat("Larotrectinib", "LUAD", "NTRK1 G595R", priorTherapies=["Larotrectinib"]).defeated_by[0]
    assert first.state is Truth.UNKNOWN
    assert any("Larotrectinib was given before" in note for note in first.notes)


def test_abl1_t315i_defeats_imatinib_in_cml_and_leaves_ponatinib_and_asciminib(defeat: Ask) -> None:
    answer = defeat("Imatinib", "CML", "BCR::ABL1", "ABL1 T315I")
    first = next(present(answer))
    assert (first.profile, first.mechanism) == ("ABL1 T315I AND BCR::ABL1 fusion", Mechanism.ON_TARGET)
    assert [driver.profile for driver in first.drivers] == ["BCR::ABL1 fusion"]
    assert first.statements > 3
    left = remaining(answer)
    assert {"Ponatinib", "Asciminib"} <= left.keys()
    assert any("ABL1 T315I" in profile for profile in left["Dasatinib"])
    assert answer.elsewhere > 0


def test_encorafenib_with_cetuximab_is_not_merged_with_its_members(defeat: Ask, release: GraphReader) -> None:
    answer = defeat("Encorafenib + Cetuximab", "COADREAD", "BRAF V600E")
    assert {item.relation for item in present(answer)} == {RegimenRelation.MEMBER}
    for item in present(answer):
        assert any("no verdict on the combination" in note for note in item.notes)
    assert not any("Cetuximab" in label or "Encorafenib" in label for label in remaining(answer))
    drugs = read_drugs(["Encorafenib + Cetuximab"], release)
    (exact,) = search_regimens(release, drugs, RegimenMatch.EXACT).regimens
    assert exact.partners == ()
    assert Effect.RESISTANCE not in {count.effect for count in exact.evidence}
    supersets = search_regimens(release, drugs, RegimenMatch.SUPERSET).regimens
    assert "Binimetinib" in {drug.label for row in supersets for drug in row.partners}
    assert all({drug.id for drug in row.regimen.drugs} >= set(drugs) for row in supersets)


def test_cetuximab_resistance_of_colorectal_cancer_is_not_tier_one_in_breast_cancer(defeat: Ask) -> None:
    found = [item for item in present(defeat("Cetuximab", "BRCA", "KRAS G12D")) if item.tier]
    assert found
    assert not any(item.tier in ("IA", "IB") for item in found)
