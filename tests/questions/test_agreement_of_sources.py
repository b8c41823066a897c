"""What sources say of the same regimen, profile and tumor: agreement, contradiction, silence."""

from __future__ import annotations

import pytest
from said_by_sources import (
    ABL1,
    ADENOCARCINOMA,
    ALONE,
    CETUXIMAB,
    COLORECTAL,
    F317L,
    G13D,
    KRAS,
    LEUKEMIA,
    LUNG,
    PAIR,
    PONATINIB,
    SQUAMOUS,
    T315I,
    release,
    said,
)

from pmkg.errors import NotFound
from pmkg.model.agreement import Agreement, Disagreement, Gap, Position
from pmkg.model.curie import Curie
from pmkg.model.kinds import Direction, Effect, Origin, TumorMatch, TumorScope
from pmkg.model.profile import profile_id
from pmkg.model.signature import Tumor
from pmkg.model.statement import Statement
from pmkg.questions.agreement import AgreementQuestion

NOT = Direction.DOES_NOT_SUPPORT
RESISTANCE = Effect.RESISTANCE


def contradictions(*statements: Statement) -> tuple[Disagreement, ...]:
    return AgreementQuestion(release(*statements)).disagreements()


def missing(*statements: Statement, source: str = "") -> tuple[Gap, ...]:
    return AgreementQuestion(release(*statements)).gaps(source)


def agreed(tumor: Curie | None, *statements: Statement) -> Agreement:
    return AgreementQuestion(release(*statements)).ask(profile_id(T315I), ALONE.id, Tumor(tumor, "", ""))


def evidence(side: Position) -> list[str]:
    return [item.evidence for voice in side.voices for item in voice.evidence]


def test_sensitivity_and_resistance_of_two_sources_stand_side_by_side() -> None:
    (row,) = contradictions(said(1), said(2, "moalmanac", effect=RESISTANCE))
    assert [evidence(side) for side in row.sides] == [["civic.eid:1"], ["civic.eid:2"]]
    assert [(side.effect, side.direction) for side in row.sides] == [
        (Effect.SENSITIVITY, Direction.SUPPORTS),
        (RESISTANCE, Direction.SUPPORTS),
    ]
    assert row.between_sources
    assert (row.profile, row.regimen, row.tumor.oncotree) == ("ABL1 T315I", ALONE, "NSCLC")


def test_records_of_one_source_that_contradict_each_other_are_shown_as_such() -> None:
    (row,) = contradictions(said(1), said(2, effect=RESISTANCE))
    assert not row.between_sources


@pytest.mark.parametrize("effect", [Effect.SENSITIVITY, Effect.RESISTANCE, Effect.ADVERSE_RESPONSE])
def test_does_not_support_opposes_its_own_effect(effect: Effect) -> None:
    (row,) = contradictions(said(1, effect=effect), said(2, effect=effect, direction=NOT))
    assert [side.direction for side in row.sides] == [Direction.SUPPORTS, NOT]


def test_not_supporting_sensitivity_is_not_resistance_and_not_supporting_resistance_not_sensitivity() -> None:
    assert contradictions(said(1), said(2, effect=RESISTANCE, direction=NOT)) == ()
    assert contradictions(said(1, direction=NOT), said(2, effect=RESISTANCE)) == ()


def test_a_reduced_sensitivity_is_still_a_response() -> None:
    assert contradictions(said(1), said(2, effect=Effect.REDUCED_SENSITIVITY)) == ()


def test_another_profile_or_regimen_contradicts_nothing() -> None:
    assert contradictions(said(1), said(2, effect=RESISTANCE, profile=F317L)) == ()
    assert contradictions(said(1), said(2, effect=RESISTANCE, regimen=PAIR)) == ()


def test_a_subtype_contradicts_its_ancestor_and_no_sibling() -> None:
    (row,) = contradictions(said(1, disease=ADENOCARCINOMA), said(2, disease=LUNG, effect=RESISTANCE))
    assert row.tumor.id == LUNG
    matches = [side.voices[0].evidence[0].tumor_match for side in row.sides]
    assert matches == [TumorMatch.DESCENDANT, TumorMatch.EXACT]
    assert contradictions(said(1, disease=ADENOCARCINOMA), said(2, disease=SQUAMOUS, effect=RESISTANCE)) == ()


def test_a_tumor_agnostic_statement_meets_each_tumor_of_its_lineage_that_it_does_not_exclude() -> None:
    assert len(contradictions(said(1, disease=None), said(2, disease=LUNG, effect=RESISTANCE))) == 1
    assert contradictions(said(1, disease=None), said(2, disease=LEUKEMIA, effect=RESISTANCE)) == ()
    excluding = said(1, disease=None, excluded=(COLORECTAL,))
    assert contradictions(excluding, said(2, disease=COLORECTAL, effect=RESISTANCE)) == ()


def test_basket_evidence_meets_basket_evidence_only() -> None:
    basket = said(1, disease=None, scope=TumorScope.BASKET)
    assert contradictions(basket, said(2, effect=RESISTANCE)) == ()
    (row,) = contradictions(basket, said(2, disease=None, scope=TumorScope.BASKET, effect=RESISTANCE))
    assert (row.tumor.id, row.tumor.label) == (None, "any solid tumor")


def test_an_unresolved_tumor_is_comparable_with_nothing() -> None:
    unresolved = said(1, disease=None, scope=TumorScope.UNRESOLVED)
    assert contradictions(unresolved, said(2, disease=None, effect=RESISTANCE)) == ()


def test_a_germline_statement_does_not_contradict_a_somatic_one() -> None:
    germline = said(1, origin=Origin.GERMLINE)
    assert contradictions(germline, said(2, effect=RESISTANCE, origin=Origin.SOMATIC)) == ()
    assert len(contradictions(germline, said(2, effect=RESISTANCE))) == 1


def test_a_record_that_contradicts_itself_opposes_nobody_and_holds_no_gap() -> None:
    broken = said(1, conflict="the text names another gene")
    assert contradictions(broken, said(2, effect=RESISTANCE)) == ()
    assert missing(broken, said(2, "moalmanac", profile=F317L, level="Preclinical")) == ()


def test_statements_that_are_not_accepted_say_nothing() -> None:
    assert contradictions(said(1), said(2, effect=RESISTANCE, status="withdrawn")) == ()


def test_a_contradiction_of_strong_statements_comes_before_one_with_a_weak_side() -> None:
    rows = contradictions(
        said(1),
        said(2, effect=RESISTANCE, level="D"),
        said(3, level="B", profile=G13D),
        said(4, effect=RESISTANCE, level="B", profile=G13D),
    )
    assert [row.profile for row in rows] == ["KRAS G13D", "ABL1 T315I"]


def test_disagreements_are_found_by_gene_drug_and_source() -> None:
    question = AgreementQuestion(
        release(
            said(1),
            said(2, "moalmanac", effect=RESISTANCE),
            said(3, profile=G13D, regimen=PAIR),
            said(4, effect=RESISTANCE, profile=G13D, regimen=PAIR),
        )
    )
    first, second = question.disagreements()
    assert question.disagreements(gene=ABL1.id) == (first,)
    assert question.disagreements(gene=KRAS.id) == (second,)
    assert question.disagreements(drug=CETUXIMAB.id) == (second,)
    assert question.disagreements(drug=PONATINIB.id) == (first, second)
    assert question.disagreements(source="moalmanac") == (first,)
    with pytest.raises(NotFound, match="moalmanac"):
        question.disagreements(source="oncokb")


def test_the_top_tier_of_one_source_is_a_gap_of_those_that_are_silent() -> None:
    statements = (
        said(1, date="2023-05-01"),
        said(2, "moalmanac", COLORECTAL),
        said(3, "moalmanac", profile=F317L),
        said(4, "moalmanac-indications", profile=G13D, level="withdrawn label"),
    )
    row = next(row for row in missing(*statements) if row.tumor.id == LUNG and row.profile == "ABL1 T315I")
    assert [(voice.source, voice.level, voice.date) for voice in row.held.voices] == [("civic", "A", "2023-05-01")]
    assert [(item.source, item.elsewhere, item.other_profiles) for item in row.silent] == [
        ("moalmanac", 1, ("ABL1 F317L",)),
        ("moalmanac-indications", 0, ()),
    ]
    assert {row.profile for row in missing(*statements, source="civic")} == {"ABL1 F317L", "ABL1 T315I"}


def test_gaps_come_by_profile_then_regimen() -> None:
    rows = missing(
        said(1, profile=G13D),
        said(2, profile=F317L),
        said(3),
        said(4, profile=F317L, regimen=PAIR),
        said(9, "moalmanac", LEUKEMIA, level="Preclinical"),
    )
    assert [(row.profile, row.regimen) for row in rows] == [
        ("ABL1 F317L", PAIR),
        ("ABL1 F317L", ALONE),
        ("ABL1 T315I", ALONE),
        ("KRAS G13D", ALONE),
    ]


@pytest.mark.parametrize(
    "other",
    [
        said(2, "moalmanac", level="Preclinical"),
        said(2, "moalmanac", ADENOCARCINOMA, level="Preclinical"),
        said(2, "moalmanac", effect=RESISTANCE, level="Preclinical"),
        said(2, "moalmanac", None, level="Preclinical"),
    ],
    ids=["weaker", "subtype", "opposed", "tumor-agnostic"],
)
def test_a_source_that_speaks_of_a_comparable_tumor_is_not_silent(other: Statement) -> None:
    assert missing(said(1), other) == ()


def test_evidence_below_the_top_tier_or_against_or_from_a_basket_leaves_no_gap() -> None:
    beside = said(9, "moalmanac", profile=G13D, level="Preclinical")
    assert missing(said(1, level="B"), beside) == ()
    assert missing(said(1, direction=NOT), beside) == ()
    assert missing(said(1, disease=None, scope=TumorScope.BASKET), beside) == ()


def test_sources_that_say_the_same_stand_in_one_position_with_their_levels_and_dates() -> None:
    answer = agreed(
        LUNG,
        said(1, level="B", date="2024-02-02"),
        said(2, level="A", date="2020-01-01"),
        said(3, "moalmanac", date="2021-03-03"),
        said(4, "moalmanac-indications", COLORECTAL),
    )
    (position,) = answer.positions
    assert [(voice.source, voice.level, voice.date) for voice in position.voices] == [
        ("civic", "A", "2024-02-02"),
        ("moalmanac", "FDA-Approved", "2021-03-03"),
    ]
    assert evidence(position) == ["civic.eid:2", "civic.eid:1", "civic.eid:3"]
    assert [(item.source, item.elsewhere) for item in answer.silent] == [("moalmanac-indications", 1)]
    assert not answer.opposed


def test_opposed_positions_are_said_to_be_and_both_kept() -> None:
    answer = agreed(ADENOCARCINOMA, said(1), said(2, "moalmanac", ADENOCARCINOMA, effect=RESISTANCE))
    assert answer.opposed
    assert [evidence(position) for position in answer.positions] == [["civic.eid:1"], ["civic.eid:2"]]
    assert answer.positions[0].voices[0].evidence[0].tumor_match is TumorMatch.ANCESTOR


def test_without_a_tumor_every_statement_is_taken_with_its_own() -> None:
    answer = agreed(None, said(1), said(2, "moalmanac", COLORECTAL, effect=RESISTANCE))
    assert [evidence(position) for position in answer.positions] == [["civic.eid:1"], ["civic.eid:2"]]
    assert not answer.opposed
    assert answer.silent == ()


def test_what_no_source_speaks_of_is_not_found_and_near_regimens_are_named() -> None:
    question = AgreementQuestion(release(said(1)))
    with pytest.raises(NotFound, match="Ponatinib"):
        question.ask(profile_id(T315I), PAIR.id, Tumor(None, "", ""))
