"""The smallest sets of regimens: against a slow oracle, and what they may and may not say."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_release import Clinic, claim

from pmkg.errors import RequestError
from pmkg.model.kinds import Direction
from pmkg.model.regimen_sets import RegimenSets
from pmkg.questions.covers import smallest_covers
from pmkg.questions.regimen_sets import RegimenSetQuestion

GROUPS = st.lists(st.frozensets(st.sampled_from("abcdefg"), min_size=1, max_size=4), max_size=8)


def oracle(groups: list[frozenset[str]]) -> set[frozenset[frozenset[str]]]:
    """Try every choice of every size."""
    known, everything = set(groups), frozenset().union(*groups)
    for size in range(1, len(known) + 1):
        found = {frozenset(choice) for choice in combinations(known, size) if frozenset().union(*choice) == everything}
        if found:
            return found
    return set()


@given(GROUPS)
def test_the_smallest_covers_are_those_of_trying_everything(groups: list[frozenset[str]]) -> None:
    found = smallest_covers(groups)
    assert {frozenset(cover) for cover in found} == oracle(groups)
    assert len(found) == len({frozenset(cover) for cover in found})


@given(GROUPS, st.randoms(use_true_random=False))
def test_the_order_of_the_sets_does_not_show(groups: list[frozenset[str]], random: object) -> None:
    shuffled = sorted(groups, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert smallest_covers(groups) == smallest_covers(shuffled)


def asked(clinic: Clinic, *alterations: object, tier: str = "IIC", tumor: str = "SKCM") -> RegimenSets:
    signature = clinic.signatures.read({"tumorType": tumor, "alterations": [*alterations]})
    return RegimenSetQuestion(clinic.reader).ask(signature, tier)


def parts(answer: RegimenSets) -> list[list[tuple[tuple[str, ...], list[str]]]]:
    return [[(part.drivers, [one.label for one in part.regimens]) for part in found.parts] for found in answer.sets]


BRAF, KRAS = claim(1, "BRAF V600E", "Vemurafenib"), claim(2, "KRAS G12C", "Sotorasib")
BOTH = claim(3, "BRAF V600E AND KRAS G12C", "Trametinib")


def test_two_drivers_with_a_regimen_each_make_one_set_of_two() -> None:
    answer = asked(Clinic([BRAF, KRAS]), "BRAF V600E", "KRAS G12C")
    assert parts(answer) == [[(("BRAF V600E",), ["Vemurafenib"]), (("KRAS G12C",), ["Sotorasib"])]]
    assert answer.uncovered == ()


def test_one_regimen_with_evidence_for_both_is_smaller() -> None:
    answer = asked(Clinic([BRAF, KRAS, BOTH]), "BRAF V600E", "KRAS G12C")
    assert parts(answer) == [[(("BRAF V600E", "KRAS G12C"), ["Trametinib"])]]


def test_a_driver_that_nothing_answers_is_listed_and_a_variant_of_uncertain_significance_is_none() -> None:
    answer = asked(Clinic([BRAF]), "BRAF V600E", "TP53 R175H", "KRAS A59G")
    assert answer.uncovered == ("TP53 R175H",)
    assert answer.not_drivers == ("KRAS A59G",)
    assert [item.driver for item in answer.drivers] == ["BRAF V600E", "TP53 R175H"]


def test_a_set_is_no_combination_unless_a_source_speaks_of_it() -> None:
    apart = asked(Clinic([BRAF, KRAS]), "BRAF V600E", "KRAS G12C")
    assert apart.sets[0].known_together == ()
    together = claim(4, "NRAS Q61K", "Vemurafenib, Sotorasib")
    known = asked(Clinic([BRAF, KRAS, together]), "BRAF V600E", "KRAS G12C")
    assert known.sets[0].known_together == ("Sotorasib + Vemurafenib",)


def test_what_speaks_against_a_regimen_stands_beside_it_and_puts_it_after_the_others() -> None:
    resisted = claim(5, "KRAS G12C", "Dabrafenib", significance="Resistance")
    claims = [claim(4, "BRAF V600E", "Dabrafenib"), BRAF, KRAS, resisted]
    answer = asked(Clinic(claims), "BRAF V600E", "KRAS G12C")
    first = answer.sets[0].parts[0].regimens
    assert [one.label for one in first] == ["Vemurafenib", "Dabrafenib"]
    assert [option.profile for option in first[1].opposed] == ["KRAS G12C"]


def test_evidence_below_the_least_tier_answers_nothing() -> None:
    weak = Clinic([claim(1, "BRAF V600E", "Vemurafenib", level="D")])
    assert asked(weak, "BRAF V600E").uncovered == ("BRAF V600E",)
    assert asked(weak, "BRAF V600E", tier="IID").uncovered == ()


def test_a_tier_that_is_none_is_named() -> None:
    with pytest.raises(RequestError, match="'II' is no tier"):
        asked(Clinic([BRAF]), "BRAF V600E", tier="II")


def test_evidence_against_and_open_options_answer_nothing() -> None:
    against = claim(1, "BRAF V600E", "Vemurafenib", direction=Direction.DOES_NOT_SUPPORT)
    assert asked(Clinic([against]), "BRAF V600E").sets == ()
    both = claim(2, "BRAF V600E AND KRAS G12C", "Trametinib")
    assert asked(Clinic([both]), "BRAF V600E").sets == ()
