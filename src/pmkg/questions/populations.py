"""Which populations of a study a patient does not belong to, by receptors and by the phase of alterations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pmkg.model.answer import EvidenceItem, Option
from pmkg.model.phase import opposite_state

_NOT_POSITIVE = frozenset({"negative", "low", "ultralow"})
NONE: frozenset[str] = frozenset()


def lacking(markers: Mapping[str, str | float], phases: Iterable[str] = ()) -> frozenset[str]:
    """Give the receptor states and phases that a patient is known not to have; what is not measured is not lacking.

    >>> sorted(lacking({"ER": "negative", "PR": "negative", "HER2": "low"}))
    ['ER positive', 'HER2 positive', 'HR positive']
    >>> lacking({}, ["EGFR C797S and EGFR T790M in trans"])
    frozenset({'EGFR C797S and EGFR T790M in cis'})
    """
    others = frozenset(opposite_state(state) for state in phases) if phases else NONE
    if not markers:
        return others
    er, pr, her2 = markers.get("ER"), markers.get("PR"), markers.get("HER2")
    positive = "positive" in (er, pr, markers.get("HR"))
    states = {
        "ER positive": er == "negative",
        "ER negative": er == "positive",
        "HR positive": er == pr == "negative",
        "HR negative": positive,
        "HER2 positive": her2 in _NOT_POSITIVE,
        "HER2 negative": her2 == "positive",
    }
    return others.union(state for state, lacks in states.items() if lacks)


def phase_notes(items: Iterable[EvidenceItem], phases: Iterable[str]) -> tuple[str, ...]:
    """Say which phase that evidence describes the patient is known to have."""
    described = {condition for item in items for condition in item.conditions}
    return tuple(f"as in this patient: {state}" for state in phases if state in described)


def with_phases(options: Iterable[Option], phases: tuple[str, ...]) -> tuple[Option, ...]:
    """Note on each option the phase that its evidence describes and the patient has."""
    return tuple(
        replace(option, notes=(*option.notes, *notes))
        if (notes := phase_notes((*option.supporting, *option.against), phases))
        else option
        for option in options
    )
