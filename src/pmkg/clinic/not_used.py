"""Report what a request says and no option rests on, so that its silence in an answer is not taken for a finding."""

from __future__ import annotations

from collections.abc import Iterator

from pmkg.clinic.signature_input import SignatureInput
from pmkg.model.signature import Notice

_NAMES = {
    "line_of_therapy": "the line of therapy",
    "age_years": "the age",
    "sex": "the sex",
    "birth_date": "the date of birth",
    "ecog": "the performance status",
    "disease_status": "the state of the disease",
    "location": "the place",
}
"""Fields that trials are held against, and options are not."""


def not_used(given: SignatureInput) -> Iterator[Notice]:
    """Give a NOT_USED notice for each such field, which names the field and never its value.

    The question of trials, which uses them, takes these notices away.
    """
    for name, words in _NAMES.items():
        if getattr(given, name) not in (None, []):
            field = SignatureInput.model_fields[name].alias or name
            remedy = "" if name == "location" else "; hold the conditions of each option against it"
            yield Notice("NOT_USED", f"{words} ({field}) is held against trials and changes no option{remedy}", field)
