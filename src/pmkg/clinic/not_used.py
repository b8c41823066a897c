"""Report what a request says and no question uses, so that its silence in an answer is not taken for a finding."""

from __future__ import annotations

from collections.abc import Iterator

from pmkg.clinic.signature_input import SignatureInput
from pmkg.model.signature import Notice

_MEANINGS = {
    "line_of_therapy": "the line of therapy changes no answer; hold the conditions of each option against it",
    "age_years": "the age changes no answer; hold the conditions of each option against it",
    "sex": "the sex changes no answer; hold the conditions of each option against it",
    "birth_date": "the date of birth changes no answer; hold the conditions of each option against it",
    "ecog": "the performance status changes no answer; hold the conditions of each option against it",
    "disease_status": "the state of the disease changes no answer; hold the conditions of each option against it",
    "location": "the place changes no answer; trials alone ask for it",
}


def not_used(given: SignatureInput) -> Iterator[Notice]:
    """Give a NOT_USED notice for each such field, which names the field and never its value."""
    for name, meaning in _MEANINGS.items():
        if getattr(given, name) not in (None, []):
            field = SignatureInput.model_fields[name].alias or name
            yield Notice("NOT_USED", f"{field} is not used: {meaning}", field)
