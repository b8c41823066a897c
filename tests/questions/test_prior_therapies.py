"""Drugs that the patient had are told with the options that hold them."""

from __future__ import annotations

from made_release import Clinic, claim

CLINIC = Clinic(
    [
        claim(1, "EGFR L858R", "Erlotinib", "Lung Adenocarcinoma"),
        claim(2, "EGFR T790M", "Erlotinib", "Lung Adenocarcinoma", significance="Resistance"),
        claim(3, "EGFR L858R", "Osimertinib", "Lung Adenocarcinoma"),
    ]
)
FOUND = ("EGFR L858R", "EGFR T790M")


def test_an_option_with_a_drug_given_before_says_so() -> None:
    options = CLINIC.ask(*FOUND, tumor="LUAD", priorTherapies=["Erlotinib"]).options
    assert {(option.regimen.label, option.effect.name): option.notes for option in options} == {
        ("Erlotinib", "RESISTANCE"): ("given before: Erlotinib",),
        ("Erlotinib", "SENSITIVITY"): ("given before: Erlotinib",),
        ("Osimertinib", "SENSITIVITY"): (),
    }


def test_nothing_else_changes() -> None:
    before = CLINIC.ask(*FOUND, tumor="LUAD").options
    after = CLINIC.ask(*FOUND, tumor="LUAD", priorTherapies=["Erlotinib", "Imatinib"]).options
    assert [(option.regimen, option.tier, option.status) for option in after] == [
        (option.regimen, option.tier, option.status) for option in before
    ]
