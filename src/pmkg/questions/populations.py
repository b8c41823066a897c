"""Which populations of a study a patient does not belong to, by receptors."""

from __future__ import annotations

from collections.abc import Mapping

_NOT_POSITIVE = frozenset({"negative", "low", "ultralow"})
NONE: frozenset[str] = frozenset()


def lacking(markers: Mapping[str, str | float]) -> frozenset[str]:
    """Give the receptor states that a patient is known not to have; what is not measured is not lacking.

    >>> sorted(lacking({"ER": "negative", "PR": "negative", "HER2": "low"}))
    ['ER positive', 'HER2 positive', 'HR positive']
    """
    if not markers:
        return NONE
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
    return frozenset(state for state, lacks in states.items() if lacks)
