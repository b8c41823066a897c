"""Laws of agreement and contradiction, on generated statements."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from said_by_sources import (
    ADENOCARCINOMA,
    ALONE,
    CANCER,
    COLORECTAL,
    F317L,
    LEUKEMIA,
    LUNG,
    PAIR,
    SCALES,
    SQUAMOUS,
    T315I,
    edges,
    nodes,
    release,
    said,
)

from pmkg.model.curie import Curie
from pmkg.model.kinds import Direction, Effect, Origin, TumorScope
from pmkg.model.statement import Statement
from pmkg.questions.agreement import AgreementQuestion
from pmkg.questions.opposition import OPPOSED, comparable, stance
from pmkg.store.memory import MemoryGraph
from pmkg.vocabulary.kinds import facets_by_kind

LEVELS = {"civic": "ABCD", "moalmanac": ("FDA-Approved", "Preclinical"), "moalmanac-indications": ("FDA approval",)}
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def statements(draw: st.DrawFn) -> list[Statement]:
    """Make a few statements that often meet."""
    made = []
    for number in range(draw(st.integers(0, 9))):
        source = draw(st.sampled_from(sorted(SCALES)))
        disease = draw(st.sampled_from([None, LUNG, LUNG, ADENOCARCINOMA, SQUAMOUS, COLORECTAL, LEUKEMIA, CANCER]))
        scopes = [TumorScope.SPECIFIC] if disease else [TumorScope.AGNOSTIC, TumorScope.BASKET, TumorScope.UNRESOLVED]
        made.append(
            said(
                number,
                source,
                disease,
                draw(st.sampled_from([Effect.SENSITIVITY, Effect.RESISTANCE])),
                draw(st.sampled_from(Direction)),
                draw(st.sampled_from([T315I, T315I, F317L])),
                draw(st.sampled_from([ALONE, ALONE, PAIR])),
                level=draw(st.sampled_from(LEVELS[source])),
                scope=draw(st.sampled_from(scopes)),
                excluded=draw(st.sampled_from([(), (), (COLORECTAL,)])),
                origin=draw(st.sampled_from(Origin)),
                conflict=draw(st.sampled_from(["", "", "", "it contradicts itself"])),
            )
        )
    return made


@FEW
@given(statements(), st.randoms(use_true_random=False))
def test_the_order_in_which_statements_come_changes_nothing(made: list[Statement], shuffle: random.Random) -> None:
    every = list(nodes(made))
    shuffle.shuffle(every)
    one = AgreementQuestion(release(*made))
    other = AgreementQuestion(MemoryGraph(every, edges(), (), facets=facets_by_kind()))
    assert one.disagreements() == other.disagreements()
    assert one.gaps() == other.gaps()


@FEW
@given(statements())
def test_every_tumor_is_comparable_with_itself_and_two_in_either_order(made: list[Statement]) -> None:
    up = release(*made).closure({each.disease for each in made if each.disease})
    assert all(comparable(one, other, up) == comparable(other, one, up) for one, other in product(made, made))
    resolved = [each for each in made if each.scope is not TumorScope.UNRESOLVED]
    assert all(comparable(each, each, up) for each in resolved)


@FEW
@given(statements())
def test_sensitivity_for_resistance_everywhere_swaps_the_sides_and_nothing_else(made: list[Statement]) -> None:
    def key(swapped: bool, *all: Statement) -> set[tuple[object, ...]]:
        effects = {Effect.SENSITIVITY: Effect.RESISTANCE, Effect.RESISTANCE: Effect.SENSITIVITY}
        return {
            (
                row.profile,
                row.regimen.id,
                row.tumor,
                row.between_sources,
                frozenset(
                    (
                        effects[side.effect] if swapped else side.effect,
                        side.direction,
                        frozenset(item.evidence for voice in side.voices for item in voice.evidence),
                    )
                    for side in row.sides
                ),
            )
            for row in AgreementQuestion(release(*all)).disagreements()
        }

    flip = {Effect.SENSITIVITY: Effect.RESISTANCE, Effect.RESISTANCE: Effect.SENSITIVITY}
    assert key(False, *made) == key(True, *(replace(each, effect=flip[each.effect]) for each in made))


@FEW
@given(statements())
def test_every_opposed_pair_is_shown_and_nothing_that_is_not_opposed(made: list[Statement]) -> None:
    graph = release(*made)
    up = graph.closure({each.disease for each in made if each.disease})
    opposed = {
        (one.id, other.id)
        for one, other in product(made, made)
        if (one.profile, one.regimen) == (other.profile, other.regimen)
        and not one.conflict
        and not other.conflict
        and (stance(one), stance(other)) in OPPOSED
        and comparable(one, other, up)
    }
    sides = [
        [{item.evidence for voice in side.voices for item in voice.evidence} for side in row.sides]
        for row in AgreementQuestion(graph).disagreements()
    ]
    assert all(any(one in first and other in second for first, second in sides) for one, other in opposed)
    for first, second in sides:
        assert all(any((one, other) in opposed for other in second) for one in first)
        assert all(any((one, other) in opposed for one in first) for other in second)


@FEW
@given(statements())
def test_who_holds_a_gap_is_never_silent_on_it_and_all_it_holds_is_of_the_top_tier(made: list[Statement]) -> None:
    for row in AgreementQuestion(release(*made)).gaps():
        holders = {voice.source for voice in row.held.voices}
        assert holders
        assert row.silent
        assert not holders & {item.source for item in row.silent}
        assert {item.tier for voice in row.held.voices for item in voice.evidence} == {"IA"}


@FEW
@given(statements())
def test_places_in_a_list_are_all_different(made: list[Statement]) -> None:
    question = AgreementQuestion(release(*made))
    rows = question.disagreements()
    sides = [tuple((side.effect, side.direction) for side in row.sides) for row in rows]
    keys = {(row.profile_id, row.regimen.id, row.tumor, said) for row, said in zip(rows, sides, strict=True)}
    assert len(keys) == len(rows)
    gaps = question.gaps()
    assert len({(row.profile_id, row.regimen.id, row.tumor, row.held.effect) for row in gaps}) == len(gaps)
    assert all(isinstance(row.profile_id, Curie) for row in gaps)
