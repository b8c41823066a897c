"""What an event that is no small variant does to its gene: exon events, copy-number changes, events known by name.

The release knows no list of such events, so the laboratory's call counts, then what the event is (CLINICAL rules 4 and 22).
"""

from __future__ import annotations

from pmkg.model.criterion import Function
from pmkg.model.kinds import Origin, Truth
from pmkg.model.variant import Alteration, CopyCall, CopyChange, ExonEvent, NamedEvent, Pathogenicity
from pmkg.questions.patient import Patient

_ACTIVATING_EVENTS = frozenset({"ITD", "vIII", "kinase domain duplication", "TKD mutation"})
_LOSSES = frozenset({CopyCall.LOSS, CopyCall.DEEP_DELETION})
_SUPPRESSORS = frozenset({"suppressor", "both"})


def suppresses(role: str) -> bool:
    """Whether a gene of this role suppresses tumors, alone or beside other parts that it plays."""
    return role in _SUPPRESSORS


def event_does(event: Alteration, function: Function, patient: Patient) -> Truth:
    """Say whether an event does to its gene what a class asks for; UNKNOWN where only its pathogenicity would tell."""
    if not isinstance(event, (ExonEvent, CopyChange, NamedEvent)):
        return Truth.ABSENT
    called = event.pathogenicity if not isinstance(event, NamedEvent) else None
    if called is not None and (called.harmless or (called is Pathogenicity.UNCERTAIN and function is not Function.ANY)):
        return Truth.ABSENT
    role = patient.role(event.gene.id)
    if function in (Function.LOSS_OF_FUNCTION, Function.PATHOGENIC):
        return _harms(event, function, role)
    activating = isinstance(event, NamedEvent) and event.event in _ACTIVATING_EVENTS
    return Truth.PRESENT if activating or isinstance(event, ExonEvent) else Truth.ABSENT


def _harms(event: ExonEvent | CopyChange | NamedEvent, function: Function, role: str) -> Truth:
    """Judge an event that nobody called harmless or uncertain.

    A deep deletion takes the gene away, which is the harm a suppressor can suffer. An exon lost or repeated may leave the
    reading frame, and so may the germline loss of one copy concern a part of the gene: the laboratory's call decides.
    """
    if isinstance(event, NamedEvent) or (isinstance(event, CopyChange) and event.call not in _LOSSES):
        return Truth.ABSENT
    if isinstance(event, CopyChange) and event.call is CopyCall.DEEP_DELETION:
        lost = function is Function.LOSS_OF_FUNCTION or suppresses(role) or event.pathogenicity is not None
        return Truth.PRESENT if lost else Truth.ABSENT
    if event.pathogenicity is not None:
        return Truth.ABSENT if function is Function.LOSS_OF_FUNCTION and role == "oncogene" else Truth.PRESENT
    asked = isinstance(event, ExonEvent) or event.origin is Origin.GERMLINE
    return Truth.UNKNOWN if asked and suppresses(role) else Truth.ABSENT
