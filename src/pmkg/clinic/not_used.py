"""Report what a request says and no question uses, so that its silence in an answer is not taken for a finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmkg.clinic.signature_input import SignatureInput
from pmkg.model.signature import Found, Notice

_MEANINGS = {
    "phase": "cis and trans change no answer; statements that describe one of them say so in their conditions",
    "line_of_therapy": "the line of therapy changes no answer; hold the conditions of each option against it",
    "age_years": "the age changes no answer; hold the conditions of each option against it",
    "sex": "the sex changes no answer; hold the conditions of each option against it",
    "birth_date": "the date of birth changes no answer; hold the conditions of each option against it",
    "ecog": "the performance status changes no answer; hold the conditions of each option against it",
    "disease_status": "the state of the disease changes no answer; hold the conditions of each option against it",
    "location": "the place changes no answer; trials alone ask for it",
}


def not_used(given: SignatureInput, found: Sequence[Found]) -> Iterator[Notice]:
    """Give a NOT_USED notice for each such field, and UNKNOWN_ALTERATION for a name in ``phase`` that nothing found has.

    Alterations are named in ``phase`` as the request or the answer words them. A notice names the field and never its value.
    """
    for name, meaning in _MEANINGS.items():
        if getattr(given, name) not in (None, []):
            field = SignatureInput.model_fields[name].alias or name
            yield Notice("NOT_USED", f"{field} is not used: {meaning}", field)
    if not given.phase:
        return
    texts = (item if isinstance(item, str) else item.text or "" for item in given.alterations)
    known = {_spelling(text) for text in (*texts, *(item.label for item in found))}
    for label in dict.fromkeys(label for group in given.phase for label in group.cis):
        if _spelling(label) not in known:
            message = f"phase names {label!r}, which is none of the alterations as the request or the answer words them"
            yield Notice("UNKNOWN_ALTERATION", message, label, tuple(sorted(item.label for item in found)))


def phase_not_used(text: str) -> Notice:
    """Give the notice for a phase that an alteration's own text says."""
    return Notice("NOT_USED", f"the phase is not used: {_MEANINGS['phase']}", text)


def _spelling(text: str) -> str:
    return " ".join(text.casefold().split())
