"""Read from an indication's sentence which drugs it combines."""

from __future__ import annotations

import re

_JOINED = re.compile(r"(?:in combination with|combination (?:therapy )?with|combined with)(?! the)\s+", re.IGNORECASE)
_NUMBERED = re.compile(r"in combination with:? \(1\)(.*?)\(2\)", re.IGNORECASE)
_LISTED = "listed-elsewhere"
# "chemotherapy (trastuzumab and capecitabine)": the list says what the word before it means
_DEFINED = re.compile(r"\S+\s*\([^()]*(?:,|\band\b)[^()]*\)")
_BRACKET = re.compile(r"\([^()]*\)")
_CONSISTING = re.compile(r"\w*chemotherapy consisting of\b", re.IGNORECASE)
_LIMITATION = re.compile(r"Limitations? of use:?[^.]*(?:\.|$)", re.IGNORECASE)
_AFTERWORD = re.compile(r"(?:This|These) indications? (?:is|are)|Continued app|Efficacy|The safety", re.I)
_EARLIER = re.compile(
    r"\b(?:not recommended|received|treated|treatment with|progress\w+|fail\w+|refractory to|following|after|prior|versus|"
    r"compared)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_END = re.compile(
    r"[.;:)]|\s(?:for|is|are|as|to|who|whose|followed|indicated|of|that|which|after|has|have|had|in|with|on|"
    r"showed|the|during|at|until|since|\(\d\))\b|\bor (?:relapsed|as|who|in|for|when)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\b(?:mono-?therapy|single[- ]agent|alone)\b", re.IGNORECASE)
_CONTINUED = re.compile(r"\b(?:followed by|then|continued|continue)\b[^.;]{0,60}$", re.IGNORECASE)
_EITHER = re.compile(r"\bor (?:relapsed|patients|adult patients)\b|\bwith or without\b", re.IGNORECASE)


def partners(sentence: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Give for each combination that a sentence names the partners that are all needed, each with its alternatives.

    Empty where the sentence also has the drug alone, or names no combination.

    >>> partners("X is indicated in combination with cisplatin and either A or B for adults.")
    ((('cisplatin',), ('A', 'B')),)
    >>> partners("X as monotherapy or in combination with Y")
    ()
    """
    text = _NUMBERED.sub(r"in combination with \1, in combination with ", sentence)
    text = _AFTERWORD.split(_LIMITATION.sub(" ", text))[0]
    text = _BRACKET.sub(" ", _DEFINED.sub(f" {_LISTED} ", _CONSISTING.sub(" ", text)))
    text = " ".join(text.split())
    alone = (match for match in _ALONE.finditer(text) if not _CONTINUED.search(text[: match.start()]))
    if any(alone) or _EITHER.search(text):
        return ()
    found = [
        _items(_END.split(f"{text[match.end() :]} ")[0])
        for match in _JOINED.finditer(text)
        if not _EARLIER.search(text[: match.start()])
    ]
    return tuple(items for items in found if items)


def _items(clause: str) -> tuple[tuple[str, ...], ...]:
    body = re.sub(r"\beither\b|\bboth\b", " ", clause)
    if re.search(r",\s*or\b", body):
        parts = [" or ".join(re.split(r",\s*or\b|,|\bor\b", body))]
    else:
        parts = re.split(r",\s*and\b(?!/or)|,|\band\b(?!/or)|\bplus\b|\s\+\s", body)
    found = (tuple(_cleaned(re.split(r"\band/or\b|\bor\b|/", part))) for part in parts)
    return tuple(item for item in found if item)


def _cleaned(names: list[str]) -> list[str]:
    return [name.strip(" -") for name in names if name.strip(" -") and _LISTED not in name]
