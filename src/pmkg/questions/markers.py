"""Criteria about biomarkers that are no gene variant: MSI, TMB, HRD, receptor status, PD-L1 scores."""

from __future__ import annotations

import operator
from collections.abc import Callable

from pmkg.model.criterion import Marker, Score
from pmkg.model.kinds import Truth, VariantMatch
from pmkg.questions.match import ABSENT, UNTESTED, Match
from pmkg.questions.patient import Patient

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
}
_HER2_NEGATIVE = frozenset({"negative", "low", "ultralow"})
_OPEN = {"equivocal": "in situ hybridization", "discordant": "IHC and in situ hybridization, repeated"}
"""States that a test leaves open, and what decides them."""


def states_met(criterion: Marker) -> frozenset[str]:
    """Give the states that meet a marker's; "HER2-negative" takes HER2-low and HER2-ultralow too (ASCO/CAP 2023)."""
    if criterion.name == "HER2" and criterion.state == "negative":
        return _HER2_NEGATIVE
    return frozenset({criterion.state})


def match_marker(criterion: Marker, patient: Patient) -> Match:
    """Hold a marker's state against the patient's."""
    value = patient.signature.markers.get(criterion.name)
    if value is None:
        return UNTESTED
    if value in _OPEN:
        because, test = (f"{criterion.name} {value}",), (f"{criterion.name} {_OPEN[str(value)]}",)
        return Match(Truth.UNKNOWN, because=because, partial=True, missing=test)
    if value in states_met(criterion):
        return Match(Truth.PRESENT, VariantMatch.EXACT, (f"{criterion.name} {value}",))
    return ABSENT


def match_score(criterion: Score, patient: Patient) -> Match:
    """Hold a cut-off against a measured score; TMB in mutations per megabase, PD-L1 TPS in percent, CPS in points (rule 21)."""
    value = patient.signature.markers.get(criterion.name)
    if not isinstance(value, (int, float)):
        return UNTESTED
    if _COMPARE[criterion.comparator](value, criterion.value):
        return Match(Truth.PRESENT, VariantMatch.CATEGORY, (f"{criterion.name} {value:g}",), criterion.text)
    return ABSENT
