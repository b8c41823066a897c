"""A statement that describes two alterations in cis or in trans is held against the phase of the patient, in three values."""

from __future__ import annotations

from typing import Any

import pytest
from made_release import Clinic, claim

from pmkg.model.answer import Option

BOTH = ("EGFR T790M", "EGFR L858R")
TOLD = {
    "cis": "L858R arose in cis with T790M.",
    "trans": "T790M and L858R were found on different alleles.",
}


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return Clinic(
        [
            claim(1, "EGFR L858R AND EGFR T790M", "Osimertinib", studied=TOLD["cis"]),
            claim(2, "EGFR L858R AND EGFR T790M", "Erlotinib", studied=TOLD["trans"]),
            claim(3, "EGFR L858R AND EGFR T790M", "Crizotinib"),
            claim(4, "EGFR L858R", "Sotorasib", studied=TOLD["cis"]),
        ]
    )


def options(clinic: Clinic, *found: str | dict[str, str], **more: Any) -> dict[str, Option]:
    return {option.regimen.label: option for option in clinic.ask(*(found or BOTH), **more).options}


def test_an_unknown_phase_keeps_every_statement_and_shows_what_each_describes(clinic: Clinic) -> None:
    shown = options(clinic)
    assert shown.keys() == {"Osimertinib", "Erlotinib", "Crizotinib", "Sotorasib"}
    assert shown["Osimertinib"].conditions == ("EGFR L858R and EGFR T790M in cis",)
    assert shown["Erlotinib"].conditions == ("EGFR L858R and EGFR T790M in trans",)
    assert shown["Crizotinib"].conditions == ()
    assert [option.notes for option in shown.values()] == [()] * 4


@pytest.mark.parametrize(
    ("phase", "kept", "gone"), [("cis", "Osimertinib", "Erlotinib"), ("trans", "Erlotinib", "Osimertinib")]
)
def test_a_known_phase_meets_what_describes_it_and_fails_the_opposite(
    clinic: Clinic, phase: str, kept: str, gone: str
) -> None:
    shown = options(clinic, phase=[{phase: list(BOTH)}])
    assert gone not in shown
    assert shown.keys() == {kept, "Crizotinib", "Sotorasib"}
    assert shown[kept].notes == (f"as in this patient: EGFR L858R and EGFR T790M in {phase}",)


def test_a_phase_that_the_profile_does_not_ask_for_is_only_shown(clinic: Clinic) -> None:
    for phase in ("cis", "trans"):
        assert options(clinic, phase=[{phase: list(BOTH)}])["Sotorasib"].conditions == (
            "L858R described in cis with T790M",
        )


@pytest.mark.parametrize(
    "found",
    [
        ("EGFR T790M in trans with L858R",),
        ({"gene": "EGFR", "protein": "p.Thr790Met"}, {"gene": "EGFR", "protein": "L858R"}),
    ],
)
def test_the_phase_of_a_text_counts_as_that_of_the_field(clinic: Clinic, found: tuple[Any, ...]) -> None:
    more = {} if len(found) == 1 else {"phase": [{"trans": ["EGFR T790M", "egfr  l858r"]}]}
    assert "Osimertinib" not in options(clinic, *found, **more)


def test_what_of_a_phase_cannot_be_used_is_reported(clinic: Clinic) -> None:
    both = [{"cis": list(BOTH)}, {"trans": list(BOTH)}]
    (warning,) = clinic.ask(*BOTH, phase=both).warnings
    assert (warning.code, warning.input) == ("CONTRADICTION", "phase")
    assert options(clinic, phase=both).keys() == options(clinic).keys()
    (warning,) = clinic.ask(*BOTH, phase=[{"cis": ["EGFR T790M", "EGFR C797S"]}]).warnings
    assert (warning.code, warning.input) == ("UNKNOWN_ALTERATION", "EGFR C797S")
    (warning,) = clinic.ask("EGFR T790M, L858R in cis with C797S").warnings
    assert warning.code == "NOT_USED"


def test_the_order_of_phases_changes_nothing(clinic: Clinic) -> None:
    one = clinic.ask(*BOTH, phase=[{"cis": list(BOTH)}])
    other = clinic.ask(*reversed(BOTH), phase=[{"cis": [*reversed(BOTH)]}])
    assert one.options == other.options
