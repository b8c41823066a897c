"""Contradictions, agreement and gaps of real sources, each read by hand once."""

from __future__ import annotations

import pytest

from pmkg.clinic.agreement_names import read_gene, read_profile, read_regimen
from pmkg.clinic.lookup import Lookup
from pmkg.clinic.tumors import Tumors
from pmkg.model.agreement import Agreement, Disagreement, Position
from pmkg.model.kinds import Direction, Effect
from pmkg.ports.reader import GraphReader
from pmkg.questions.agreement import AgreementQuestion

pytestmark = pytest.mark.mirror


@pytest.fixture(scope="module")
def question(release: GraphReader) -> AgreementQuestion:
    return AgreementQuestion(release)


def contradictions(question: AgreementQuestion, profile: str, regimen: str) -> list[Disagreement]:
    return [row for row in question.disagreements() if (row.profile, row.regimen.label) == (profile, regimen)]


def sources(side: Position) -> set[str]:
    return {voice.source for voice in side.voices}


def evidence(side: Position) -> set[str]:
    return {item.evidence for voice in side.voices for item in voice.evidence}


def stances(row: Disagreement) -> list[tuple[Effect, Direction]]:
    return [(side.effect, side.direction) for side in row.sides]


def compared(release: GraphReader, question: AgreementQuestion, profile: str, regimen: str, tumor: str) -> Agreement:
    named, warnings = Tumors(release, Lookup(release)).resolve(tumor)
    return question.ask(read_profile(profile, release), read_regimen(regimen, release), named, warnings)


def test_abl1_t315i_and_ponatinib_are_both_approved_and_called_resistant(question: AgreementQuestion) -> None:
    (row,) = contradictions(question, "ABL1 T315I", "Ponatinib")
    sensitive, resistant = row.sides
    assert sources(sensitive) == {"moalmanac", "moalmanac-indications"}
    assert evidence(resistant) == {"moalmanac.assertion:103"}
    assert row.tumor.oncotree == "CML"
    assert question.disagreements()[0] == row


def test_kras_g13d_and_cetuximab_are_argued_within_civic(question: AgreementQuestion) -> None:
    rows = {tuple(stances(row)): row for row in contradictions(question, "KRAS G13D", "Cetuximab")}
    by_effect = rows[(Effect.SENSITIVITY, Direction.SUPPORTS), (Effect.RESISTANCE, Direction.SUPPORTS)]
    assert "civic.eid:306" in evidence(by_effect.sides[0])
    assert "civic.eid:1180" in evidence(by_effect.sides[1])
    by_direction = rows[(Effect.RESISTANCE, Direction.SUPPORTS), (Effect.RESISTANCE, Direction.DOES_NOT_SUPPORT)]
    assert "civic.eid:806" in evidence(by_direction.sides[1])
    assert not any(row.between_sources for row in rows.values())


def test_egfr_t790m_and_afatinib_are_preclinically_sensitive_and_clinically_resistant(
    question: AgreementQuestion,
) -> None:
    (row,) = contradictions(question, "EGFR T790M", "Afatinib")
    assert row.between_sources
    assert {item.level for voice in row.sides[0].voices for item in voice.evidence} == {"D"}
    assert sources(row.sides[1]) == {"civic", "moalmanac"}


def test_combined_braf_and_mek_inhibition_of_colorectal_cancer_is_no_contradiction_of_melanoma(
    question: AgreementQuestion,
) -> None:
    for row in contradictions(question, "BRAF V600E", "Vemurafenib"):
        assert "melanoma" not in row.tumor.label


def test_every_source_agrees_on_dabrafenib_and_trametinib_in_melanoma(
    release: GraphReader, question: AgreementQuestion
) -> None:
    answer = compared(release, question, "BRAF V600E", "Dabrafenib + Trametinib", "SKCM")
    sensitive = answer.positions[0]
    assert (sensitive.effect, sensitive.direction) == (Effect.SENSITIVITY, Direction.SUPPORTS)
    assert sources(sensitive) == {"civic", "moalmanac", "moalmanac-indications"}
    assert answer.silent == ()


def test_civic_is_silent_on_what_a_label_says_and_names_the_wider_profile_that_it_uses(
    question: AgreementQuestion,
) -> None:
    (row,) = [
        row
        for row in question.gaps("civic")
        if (row.profile, row.regimen.label, row.tumor.label)
        == ("BRAF V600K", "Atezolizumab + Cobimetinib + Vemurafenib", "melanoma")
    ]
    civic = next(item for item in row.silent if item.source == "civic")
    assert civic.other_profiles == ("BRAF V600",)
    assert sources(row.held) == {"moalmanac-indications"}


def test_disagreements_of_a_gene_name_it(release: GraphReader, question: AgreementQuestion) -> None:
    rows = question.disagreements(gene=read_gene("KRAS", release))
    assert rows
    assert all("KRAS" in row.profile for row in rows)


def test_the_whole_release_is_compared_and_one_source_of_it(question: AgreementQuestion) -> None:
    whole, of_one = question.disagreements(), question.disagreements(source="civic")
    assert of_one
    assert set(of_one) <= set(whole)
    assert set(question.gaps("civic")) <= set(question.gaps())
