"""Say in the ledger's words why a text was not read."""

from __future__ import annotations

from collections.abc import Callable

from pmkg.errors import InvalidText
from pmkg.model.ledger import Reason

_GENE = frozenset({Reason.UNKNOWN_GENE, Reason.AMBIGUOUS_GENE})


def reason_of(error: InvalidText) -> Reason:
    """Bring the reader's word to the ledger's: which gene is meant, or else that the variant was not understood."""
    return next((reason for reason in _GENE if reason == error.reason), Reason.UNPARSED_VARIANT)


def with_ambiguity(error: InvalidText, ambiguous: Callable[[str], bool]) -> InvalidText:
    """Tell a symbol of several genes from an unknown one: the profile grammar hears of both that they name no gene."""
    symbols = error.text.split(maxsplit=1)[0].split("::") if error.text.strip() else []
    found = next((symbol for symbol in symbols if ambiguous(symbol)), "")
    if error.reason != Reason.UNKNOWN_GENE or not found:
        return error
    return InvalidText(error.text, Reason.AMBIGUOUS_GENE, f"{found!r} names several genes")
