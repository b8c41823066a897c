"""Which alterations of a signature count as drivers, and why."""

from __future__ import annotations

from pmkg.model.signature import Found
from pmkg.model.variant import CopyCall, CopyChange, ExonEvent, Fusion, Mutation, NamedEvent, Rearrangement
from pmkg.questions.patient import Patient

_CALLS = frozenset({CopyCall.AMPLIFICATION, CopyCall.DEEP_DELETION})


def drivers(patient: Patient) -> dict[str, str]:
    """Give the drivers by label, each with why it counts as one, in the order of the signature.

    Drivers are small variants that are oncogenic or take the function away, amplifications and deep deletions, fusions and
    rearrangements, events of whole exons and named events. A variant of uncertain significance, a gain, a shallow loss and a
    level of expression are none.
    """
    found = ((item, _why(item, patient)) for item in patient.signature.found)
    return {item.label: why for item, why in found if why}


def _why(item: Found, patient: Patient) -> str:
    alteration = item.alteration
    if isinstance(alteration, Mutation):
        assessment = patient.assess(alteration)
        driving = (assessment.oncogenic or assessment.loss) and not assessment.benign
        return ", ".join(sorted(assessment.verdicts)) if driving else ""
    if isinstance(alteration, CopyChange):
        return alteration.call.replace("_", " ") if alteration.call in _CALLS else ""
    if isinstance(alteration, Fusion):
        return "fusion" if alteration.in_frame is not False else ""
    if isinstance(alteration, (Rearrangement, ExonEvent, NamedEvent)):
        return "structural event"
    return ""
