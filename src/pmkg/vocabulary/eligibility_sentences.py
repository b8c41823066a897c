"""Split a paragraph of an eligibility text into sentences that survive "p.V600E", "e.g.", "no. 1" and "vs."."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"(?<=[.;!?。\uff1b])[\"')\]]*\s+(?=[A-Z(\[\"'≥≤•*\d])|\s*[。\uff1b]\s*(?=\S)")
_NUMBERED = re.compile(
    r"(?<=[;,\uff0c\uff1b.:])(?:\s*(?=[(\uff08]\d{1,2}[)\uff09]\s*\D)|\s+(?=\d{1,2}\)\s*\D)"
    r"|\s*(?=[\N{CIRCLED DIGIT ONE}-\N{CIRCLED NUMBER TWENTY}]))"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|eg|ie|etc|vs|cf|no|nos|dr|approx|incl|excl|resp|fig|sec|ver|v|al|st|ca|max|min|p|c|g|spp|U\.S)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\s+(?=NOTE\s?\d?\s?:|Note:|N\.B\.)")


def sentences(paragraph: str) -> Iterator[str]:
    """Yield the sentences of one paragraph, verbatim but for white space.

    A semicolon ends one where a new one starts behind it, and so does a number in brackets. Abbreviations and a bracket that is
    still open do not end one.

    >>> list(sentences("BRAF p.V600E (e.g. by PCR). No. 1 lesion is measurable; Age >= 18"))
    ['BRAF p.V600E (e.g. by PCR).', 'No. 1 lesion is measurable;', 'Age >= 18']
    """
    text = " ".join(paragraph.split())
    for note in _NOTE.split(text):
        yield from _joined([part for numbered in _NUMBERED.split(note) for part in _END.split(numbered)])


def _joined(parts: list[str]) -> Iterator[str]:
    """Put parts together again that no sentence's end took apart."""
    held = ""
    for part in parts:
        held = f"{held} {part}" if held else part
        if _ABBREVIATED.search(held) or held.count("(") > held.count(")") or held.count("[") > held.count("]"):
            continue
        if held.strip(" .;"):
            yield held.strip()
        held = ""
    if held.strip(" .;"):
        yield held.strip()
