"""Oncogenicity by points: which codes apply, what they add up to, and what a class of mutations takes of it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_release import Clinic, claim, fact

from pmkg.model.oncogenicity import Basis, Oncogenicity, OncogenicityClass
from pmkg.model.records import VariantFact
from pmkg.questions.variant_oncogenicity import OncogenicityQuestion
from pmkg.vocabulary.oncogenicity import grantham, standard

LIKELY, UNCERTAIN = OncogenicityClass.LIKELY_ONCOGENIC, OncogenicityClass.UNCERTAIN


def classed(alteration: Any, *facts: VariantFact) -> Oncogenicity:
    """Class one variant on a release that knows these facts."""
    clinic = Clinic([claim(1, "BRAF V600E")], facts)
    signature = clinic.signatures.read({"tumorType": "SKCM", "alterations": [alteration]})
    (found,) = OncogenicityQuestion(clinic.reader).ask(signature).variants
    return found


def codes(found: Oncogenicity) -> dict[str, int]:
    return {point.code: point.points for point in found.codes}


@pytest.mark.parametrize(
    ("alteration", "expected", "classification", "basis"),
    [
        ("KRAS G12D", {"OS3": 4}, LIKELY, Basis.PROVISIONAL),
        ("EGFR E746_A750del", {"OS3": 4, "OM2": 2}, LIKELY, Basis.POINTS),
        ("EGFR D770_N771insG", {"OM1": 2, "OM2": 2}, LIKELY, Basis.PROVISIONAL),
        ("PTEN R130*", {"OVS1": 8}, LIKELY, Basis.POINTS),
        ("TP53 R175H", {"OS3": 4}, LIKELY, Basis.PROVISIONAL),
        ("PIK3CA H1047L", {"OM1": 2, "OM4": 2, "OP3": 1}, LIKELY, Basis.PROVISIONAL),
        ("PIK3CA H1047Q", {"OM4": 2}, UNCERTAIN, Basis.POINTS),
        ("PIK3CA E453K", {"OM3": 2}, LIKELY, Basis.PROVISIONAL),
        ("PIK3CA E453Q", {"OP3": 1}, UNCERTAIN, Basis.POINTS),
        ("KRAS A59G", {}, UNCERTAIN, Basis.POINTS),
        ("KRAS E62*", {}, UNCERTAIN, Basis.POINTS),
    ],
)
def test_the_points_of_a_variant(
    alteration: str, expected: dict[str, int], classification: OncogenicityClass, basis: Basis
) -> None:
    found = classed(alteration)
    assert codes(found) == expected
    assert (found.classification, found.basis) == (classification, basis)
    assert found.points == sum(expected.values())
    assert all(point.reason and point.source for point in found.codes)


def test_another_change_of_a_residue_counts_where_it_is_no_milder_than_the_known_one() -> None:
    known = fact("TP53", "R249S", "pathogenic")
    assert codes(classed("TP53 R249K", known)) == {}
    assert codes(classed("TP53 R249C", known)) == {"OM4": 2}


@pytest.mark.parametrize("said", ["uncertain", "likely_benign", "benign"])
def test_the_laboratory_has_the_last_word(said: str) -> None:
    found = classed({"gene": "KRAS", "protein": "G12D", "pathogenicity": said}, fact("KRAS", "G12D", "pathogenic"))
    assert found.basis is Basis.LABORATORY
    assert found.classification not in (OncogenicityClass.ONCOGENIC, LIKELY)
    assert found.calls[0] == f"reported {said.replace('_', ' ')}"
    assert found.calls[1].startswith("pathogenic (")


def test_a_source_speaks_before_the_points() -> None:
    found = classed("KRAS A59G", fact("KRAS", "A59G", "oncogenic"))
    assert (found.classification, found.basis) == (OncogenicityClass.ONCOGENIC, Basis.SOURCE)
    assert found.effect == ("activating", "oncogenic")


def test_a_silent_change_that_the_laboratory_calls_pathogenic_is_not_harmless() -> None:
    found = classed({"gene": "TP53", "protein": "T125=", "pathogenicity": "pathogenic"})
    assert found.effect == ("loss of function", "pathogenic")
    assert classed("TP53 T125=").effect == ("benign",)


@pytest.mark.parametrize(
    ("profile", "alteration", "facts", "met"),
    [
        ("KRAS Oncogenic Mutation", "KRAS G12D", (), True),
        ("KRAS Oncogenic Mutation", "KRAS A59G", (), False),
        ("KRAS Oncogenic Mutation", {"gene": "KRAS", "protein": "G12D", "pathogenicity": "uncertain"}, (), False),
        ("BRAF Mutation", {"gene": "BRAF", "protein": "V600E", "pathogenicity": "uncertain"}, (), False),
        ("TP53 Mutation", {"gene": "TP53", "protein": "R175H", "pathogenicity": "uncertain"}, (), False),
        ("BRAF V600E", {"gene": "BRAF", "protein": "V600E", "pathogenicity": "uncertain"}, (), True),
        ("EGFR Mutation", "EGFR D770_N771insG", (), True),
        ("EGFR Mutation", "EGFR Q105_P106insG", (), False),
    ],
)
def test_a_class_of_mutations_takes_what_is_likely_oncogenic_and_no_variant_of_uncertain_significance(
    profile: str, alteration: Any, facts: tuple[VariantFact, ...], met: bool
) -> None:
    assert bool(Clinic([claim(1, profile)], facts).status(alteration)) is met


@pytest.mark.parametrize(
    ("gene", "alteration"), [("CALR", "L367fs"), ("NOTCH1", "P2514fs"), ("CSF3R", "Q741*"), ("PPM1D", "E451*")]
)
def test_a_truncation_that_activates_is_no_loss_of_function(gene: str, alteration: str) -> None:
    found = classed(f"{gene} {alteration}")
    assert found.effect == ("activating", "oncogenic")
    assert "OVS1" not in codes(found)


def test_an_inherited_condition_that_is_no_tumor_does_not_make_a_change_activating() -> None:
    loss = fact("KIT", "E583K", "pathogenic", conditions=("Partial albinism", "not provided"))
    gain = fact("RET", "C634R", "pathogenic", conditions=("Multiple endocrine neoplasia, type 2a",))
    assert classed("KIT E583K", loss).effect == ("pathogenic",)
    assert classed("RET C634R", gain).effect == ("activating", "pathogenic")
    assert Clinic([claim(1, "KIT Mutation")], [loss]).status("KIT E583K") == ""
    assert Clinic([claim(1, "RET Mutation")], [gain]).status("RET C634R") == "MATCHED"


def test_recurrence_in_tumors_makes_a_change_activating_whatever_else_it_is_inherited_with() -> None:
    called = fact("KRAS", "G12D", "pathogenic", conditions=("Cardiofaciocutaneous syndrome",))
    found = classed("KRAS G12D", called)
    assert found.basis is Basis.SOURCE
    assert found.effect == ("activating", "oncogenic", "pathogenic")


def test_a_complex_change_is_what_its_single_changes_are() -> None:
    assert codes(classed("KRAS G12_G13delinsCV")) == {"OS3": 4}
    assert classed("KRAS G12_G13delinsCV").effect == ("activating", "oncogenic")


@given(st.integers(-40, 40), st.integers(0, 20))
def test_more_points_never_make_a_milder_class(points: int, more: int) -> None:
    order = list(OncogenicityClass)
    assert order.index(standard().classify(points + more)) <= order.index(standard().classify(points))


@given(st.sampled_from("ACDEFGHIKLMNPQRSTVWY"), st.sampled_from("ACDEFGHIKLMNPQRSTVWY"))
def test_the_distance_of_residues_is_a_distance(one: str, other: str) -> None:
    assert grantham(one, other) == grantham(other, one)
    assert (grantham(one, other) == 0) is (one == other)
    assert grantham(one, other) <= 216
