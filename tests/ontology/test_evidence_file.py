"""The tiers of CLINICAL.md, level by level and tumor match by tumor match."""

from __future__ import annotations

import itertools

import pytest

from pmkg.model.kinds import Effect, TumorMatch, TumorScope
from pmkg.vocabulary.scales import escat, is_agnostic, level_rank, levels, tier, tier_rank

CIVIC = "ABCDE"
MOALMANAC = ("FDA-Approved", "Guideline", "Clinical trial", "Clinical evidence", "Preclinical", "Inferential")
OWN = {
    "civic": dict(zip(CIVIC, ("IA", "IB", "IIC", "IID", "III"), strict=True)),
    "moalmanac": dict(zip(MOALMANAC, ("IA", "IA", "IB", "IIC", "IID", "III"), strict=True)),
    "regulatory": dict.fromkeys(("FDA approval", "EMA approval", "HC approval", "HSE approval", "HPRA approval"), "IA"),
}
OTHER = {
    "civic": dict(zip(CIVIC, ("IIC", "IIC", "IID", "IID", "III"), strict=True)),
    "moalmanac": dict(zip(MOALMANAC, ("IIC", "IIC", "IIC", "IIC", "IID", "III"), strict=True)),
    "regulatory": dict.fromkeys(OWN["regulatory"], "IIC"),
}
CASES = [(scale, level) for scale, table in OWN.items() for level in table]
BEST_IIC = {"IA": "IIC", "IB": "IIC"}


def _tier(
    scale: str, level: str, match: TumorMatch, scope: TumorScope, effect: Effect = Effect.SENSITIVITY
) -> str | None:
    return tier(scale, level, match, scope, effect)[0]


@pytest.mark.parametrize(("scale", "level"), CASES)
@pytest.mark.parametrize("match", [TumorMatch.EXACT, TumorMatch.ANCESTOR])
def test_for_this_tumor_the_level_gives_the_tier(scale: str, level: str, match: TumorMatch) -> None:
    assert _tier(scale, level, match, TumorScope.SPECIFIC) == OWN[scale][level]


@pytest.mark.parametrize(("scale", "level"), CASES)
def test_a_tumor_agnostic_statement_counts_as_for_this_tumor(scale: str, level: str) -> None:
    assert _tier(scale, level, TumorMatch.TUMOR_AGNOSTIC, TumorScope.AGNOSTIC) == OWN[scale][level]


@pytest.mark.parametrize(("scale", "level"), CASES)
def test_a_subtypes_evidence_counts_as_another_tumors_and_is_at_best_iic(scale: str, level: str) -> None:
    tier = _tier(scale, level, TumorMatch.DESCENDANT, TumorScope.SPECIFIC)
    assert tier == OTHER[scale][level]
    assert tier_rank(tier) >= tier_rank("IIC")


@pytest.mark.parametrize(("scale", "level"), CASES)
def test_another_tumors_evidence_is_iic_when_clinical_and_iid_when_preclinical_or_a_case(
    scale: str, level: str
) -> None:
    assert _tier(scale, level, TumorMatch.OTHER, TumorScope.SPECIFIC) == OTHER[scale][level]


@pytest.mark.parametrize(("scale", "level"), CASES)
@pytest.mark.parametrize("match", [TumorMatch.EXACT, TumorMatch.ANCESTOR, TumorMatch.TUMOR_AGNOSTIC])
def test_a_basket_gives_iic_at_most(scale: str, level: str, match: TumorMatch) -> None:
    own = OWN[scale][level]
    assert _tier(scale, level, match, TumorScope.BASKET) == BEST_IIC.get(own, own)


@pytest.mark.parametrize(("scale", "level"), CASES)
@pytest.mark.parametrize("scope", list(TumorScope))
def test_without_a_resolved_tumor_there_is_no_tier(scale: str, level: str, scope: TumorScope) -> None:
    assert _tier(scale, level, TumorMatch.UNRESOLVED, scope) is None
    assert _tier(scale, level, TumorMatch.EXACT, TumorScope.UNRESOLVED) is None


@pytest.mark.parametrize(("scale", "level"), CASES)
def test_resistance_of_another_tumor_is_never_tier_one(scale: str, level: str) -> None:
    found = _tier(scale, level, TumorMatch.OTHER, TumorScope.SPECIFIC, Effect.RESISTANCE)
    assert found not in ("IA", "IB")


def test_every_combination_has_a_rule_in_words() -> None:
    for (scale, level), match, scope, effect in itertools.product(CASES, TumorMatch, TumorScope, Effect):
        found, rule = tier(scale, level, match, scope, effect)
        assert rule
        assert found is None or level.split(" ")[0].casefold() in rule.casefold()


def test_a_level_that_the_scale_does_not_have_gives_no_tier_and_says_so() -> None:
    found, rule = tier("civic", "Z", TumorMatch.EXACT, TumorScope.SPECIFIC, Effect.SENSITIVITY)
    assert found is None
    assert "'Z'" in rule


def test_the_case_of_a_level_does_not_matter() -> None:
    assert _tier("moalmanac", "CLINICAL TRIAL", TumorMatch.EXACT, TumorScope.SPECIFIC) == "IB"
    assert _tier("regulatory", "ema approval", TumorMatch.EXACT, TumorScope.SPECIFIC) == "IA"


def test_a_better_match_never_has_a_worse_tier() -> None:
    order = [TumorMatch.EXACT, TumorMatch.ANCESTOR, TumorMatch.DESCENDANT, TumorMatch.OTHER, TumorMatch.UNRESOLVED]
    for scale, level in CASES:
        ranks = [tier_rank(_tier(scale, level, match, TumorScope.SPECIFIC)) for match in order]
        assert ranks == sorted(ranks), (scale, level)


def test_tiers_have_one_order_with_none_last() -> None:
    assert sorted(["III", None, "IID", "IA", "IIC", "IB"], key=tier_rank) == ["IA", "IB", "IIC", "IID", "III", None]


def test_stronger_levels_rank_first_on_their_scale() -> None:
    assert [level_rank("civic", level) for level in CIVIC] == [1, 2, 3, 4, 5]
    assert level_rank("civic", "Z") == 99
    for scale in OWN:
        ranked = sorted({level for (of, _), level in levels().items() if of == scale}, key=lambda level: level.rank)
        tiers = [tier_rank(level.tier) for level in ranked]
        assert tiers == sorted(tiers)


@pytest.mark.parametrize(
    ("scale", "level", "agnostic"),
    [
        ("moalmanac", "FDA-Approved", True),
        ("moalmanac", "Guideline", True),
        ("moalmanac", "Clinical trial", False),
        ("moalmanac", "Preclinical", False),
        ("regulatory", "FDA approval", True),
        ("civic", "A", False),
        ("civic", "Z", False),
    ],
)
def test_only_approvals_and_guidelines_are_tumor_agnostic_and_never_on_civics_scale(
    scale: str, level: str, agnostic: bool
) -> None:
    assert is_agnostic(scale, level) is agnostic


@pytest.mark.parametrize(
    ("level", "match", "effect", "expected"),
    [
        ("A", TumorMatch.EXACT, Effect.SENSITIVITY, "I"),
        ("B", TumorMatch.ANCESTOR, Effect.SENSITIVITY, "II"),
        ("A", TumorMatch.OTHER, Effect.SENSITIVITY, "IIIA"),
        ("C", TumorMatch.EXACT, Effect.SENSITIVITY, ""),
        ("D", TumorMatch.OTHER, Effect.SENSITIVITY, "IVA"),
        ("A", TumorMatch.EXACT, Effect.RESISTANCE, ""),
        ("A", TumorMatch.UNRESOLVED, Effect.SENSITIVITY, ""),
    ],
)
def test_escat_ranks_treatments_only_and_another_tumor_is_iiia(
    level: str, match: TumorMatch, effect: Effect, expected: str
) -> None:
    assert escat("civic", level, match, TumorScope.SPECIFIC, effect) == expected
