"""The one way in which names are compared: folded text.

Two names are the same name when their folds are equal. A release stores the fold of every name; a lookup folds its text.
"""

from __future__ import annotations

import re
import unicodedata

_GREEK = {chr(code): unicodedata.name(chr(code)).rpartition(" ")[2].lower() for code in range(0x3B1, 0x3CA)}
_LATIN = {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "\N{LATIN SMALL LETTER DOTLESS I}": "i"}
_SPELLED = str.maketrans({**_GREEK, "λ": "lambda", **_LATIN})  # Unicode writes "lamda"
_MARKS = str.maketrans("™℠®©", "    ")
_BREAK = re.compile(r"(?:[^\w+-]|_|(?<![^\W_])[+-]|[+-](?![\s/,;)\]]|$))+")
_PLAIN = "".join(chr(code).lower() if chr(code).isalnum() else " " for code in range(128))
_SIGNS = str.maketrans("+-", "  ")


def fold(text: str) -> str:
    """Fold a name to the form in which names are compared.

    Case is dropped, accents are stripped, Greek letters are spelled, and each run of punctuation and space becomes one
    space. A sign that ends a word stays, because ``HER2+`` and ``HER2-`` are opposite findings. Folding twice changes nothing.

    >>> fold("TGF-β  receptor, type II"), fold("Sjögren's"), fold("HER2+/ER-")
    ('tgf beta receptor type ii', 'sjogren s', 'her2+ er-')
    """
    if text.isascii():
        if "-" not in text and "+" not in text:  # most names: the same outcome, at less than half the time
            return " ".join(text.translate(_PLAIN).split())
    else:
        text = unicodedata.normalize("NFKD", text.translate(_MARKS).replace("\u2212", "-").casefold()).casefold()
        text = "".join(letter for letter in text if not unicodedata.combining(letter)).translate(_SPELLED)
    return _BREAK.sub(" ", text.lower()).strip()


def words(folded: str) -> list[str]:
    """Split folded text into its words, signs dropped.

    >>> words(fold("HER2+ breast carcinoma"))
    ['her2', 'breast', 'carcinoma']
    """
    return folded.translate(_SIGNS).split()
