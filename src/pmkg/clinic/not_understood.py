"""What of a request could not be used, and what of it can still be kept."""

from __future__ import annotations

from collections.abc import Sequence

from pmkg.errors import InvalidText
from pmkg.model.signature import Notice
from pmkg.model.variant import Alteration, Gene, Unread


class NotUnderstood(Exception):
    """Carry the notice about one description of an alteration, and what keeps its genes from counting as normal.

    ``refuses`` says that the whole alteration matches nothing; otherwise another description of it may still name it.
    """

    def __init__(self, notice: Notice, *kept: Alteration, refuses: bool = True) -> None:
        super().__init__(notice.message)
        self.notice = notice
        self.kept = kept
        self.refuses = refuses


def unparsed(text: str, error: InvalidText, *kept: Alteration, refuses: bool = True) -> NotUnderstood:
    """Make of a parser's error a notice; a wild type is no finding, so that nothing is kept of it."""
    notice = Notice("UNPARSED", str(error), text, error.suggestions)
    return NotUnderstood(notice, *(() if error.reason == "NOT_AN_ALTERATION" else kept), refuses=refuses)


def contradictory(
    message: str, texts: Sequence[str], genes: Sequence[Gene], near: Sequence[str] = (), *, small: bool = True
) -> NotUnderstood:
    """Refuse descriptions of one alteration that are not one thing; every gene that they name stays open."""
    shown = " / ".join(dict.fromkeys(texts))
    kept = [Unread(gene, shown, small) for gene in dict.fromkeys(genes)]
    return NotUnderstood(Notice("CONTRADICTION", f"{message}; it matches nothing", shown, tuple(near)), *kept)
