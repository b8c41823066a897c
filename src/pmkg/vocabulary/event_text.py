"""Names of events that are known by name only, in one spelling each.

An event that no structure fits (a polymorphism, a phosphorylation, a splice form) is kept under its normalized name, so
that nothing is lost and it is met only by the same named event.
"""

from __future__ import annotations

import re

_ALIASES = (
    (r"(?:internal tandem duplications?|itd)(?: mutations?)?", "ITD"),
    (r"copy[- ]neutral (?:loh|loss of heterozygosity)", "copy-neutral loss of heterozygosity"),
    (r"loh|loss of heterozygosity", "loss of heterozygosity"),
    (r"promoter (?:hyper)?methylation|(?:hyper)methylated promoter", "promoter methylation"),
    (r"(?:kinase domain duplication|kdd)", "kinase domain duplication"),
    (r"(?:partial tandem duplication|ptd)", "partial tandem duplication"),
    (r"alternative transcript \(ati\)", "alternative transcript (ATI)"),
    (r"double ph(?:iladelphia)?(?: chromosome)?", "double Ph chromosome"),
)
_ALIASES_OF = (
    ("EGFR", r"v ?(?:iii|3)(?: variant| mutation)?", "vIII"),
    ("EGFR", r"v ?ii(?: variant| mutation)?", "vII"),
    ("AR", r"v7(?: splice variant)?", "AR-V7"),
)
"""Forms that are numbered gene by gene: EGFR's v3 is not that of EML4::ALK."""
_ALIAS_FORMS = tuple((re.compile(pattern, re.IGNORECASE).fullmatch, name) for pattern, name in _ALIASES) + tuple(
    (re.compile(rf"{symbol}(?: {symbol})?[ -]?{pattern}", re.IGNORECASE).fullmatch, name)
    for symbol, pattern, name in _ALIASES_OF
)
_KNOWN = re.compile(
    r"\b(?:phosphorylation|(?:hyper|de)?methylation|expression|overexpression|serum levels?"
    r"|nuclear translocation|mislocali[sz]ation|polymorphism|homozygosity|heterozygosity"
    r"|alternative transcripts?|tandem repeat|rs\d+|alu insertion|internal duplication|itd"
    r"|snp ?\d+|copy number variation|ivs\d+|[a-z]\d+ deletion|promoter mutations?|intron \d+ mutation"
    r"|rare .*mutation|\d' exon deletion|large deletion|\d+ ?[mk]b del(?:etion)?|knockdown|knockout|cd44v\d+)\b"
    r"|\w\*\d+|^\*\d+\w?\b",
    re.IGNORECASE,
).search
_KEPT = re.compile(
    r"(?:[A-Z]+[a-z]?\d[\w.*'-]*|[A-Z0-9]+\*[\w*/]+|CD\w+|p\d+|\d\w*'?|UTR|SNP\w*|IVS\S*|AR-V\d|\(ATI\)|v[IV]+|Alu)"
)


def event_name(text: str, symbol: str = "") -> str:
    """Give the normalized name of an event, or "" if the text names none; a star allele is named with its gene's symbol.

    >>> event_name("ITD"), event_name("Y1092 PHOSPHORYLATION"), event_name("V600E"), event_name("*28", "UGT1A1")
    ('ITD', 'Y1092 phosphorylation', '', 'UGT1A1*28')
    """
    body = " ".join(text.split())
    if body.startswith("*"):
        body = symbol + body
    for matches, name in _ALIAS_FORMS:
        if matches(body) or matches(f"{symbol} {body}"):
            return name
    return _normalized(body) if _KNOWN(body) else ""


def _normalized(body: str) -> str:
    return " ".join(_word(word) for word in body.split())


def _word(word: str) -> str:
    if re.fullmatch(r"(?i)rs\d+", word):
        return word.lower()
    return word if _KEPT.fullmatch(word) else word.lower()
