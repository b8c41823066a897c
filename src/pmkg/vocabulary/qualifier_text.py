"""Read what a text says of an alteration beside its name: origin, zygosity, the laboratory's classification."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pmkg.model.kinds import Origin
from pmkg.model.variant import Pathogenicity

_QUALIFIERS = tuple(
    (re.compile(rf"(?<!\S)\(?(?:{pattern})\)?,?(?!\S)", re.IGNORECASE), name, value)
    for pattern, name, value in (
        ("likely[ _]pathogenic", "pathogenicity", Pathogenicity.LIKELY_PATHOGENIC),
        ("likely[ _]benign", "pathogenicity", Pathogenicity.LIKELY_BENIGN),
        ("pathogenic", "pathogenicity", Pathogenicity.PATHOGENIC),
        ("benign", "pathogenicity", Pathogenicity.BENIGN),
        ("vus|(?:variant of )?uncertain(?: significance)?", "pathogenicity", Pathogenicity.UNCERTAIN),
        ("germline", "origin", Origin.GERMLINE),
        ("somatic", "origin", Origin.SOMATIC),
        ("homozygous", "zygosity", "homozygous"),
        ("heterozygous", "zygosity", "heterozygous"),
        ("hemizygous", "zygosity", "hemizygous"),
    )
)


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """Hold what a text says of an alteration beside its name; None and "" where it says nothing."""

    origin: Origin | None = None
    pathogenicity: Pathogenicity | None = None
    zygosity: str = ""


NOTHING_SAID = Qualifiers()


def split_qualifiers(text: str) -> tuple[str, Qualifiers]:
    """Part the name of an alteration from what is said of it beside.

    >>> split_qualifiers("S1982fs (likely pathogenic, germline)")[0]
    'S1982fs'
    """
    details: dict[str, object] = {}
    for pattern, name, value in _QUALIFIERS:
        if name not in details and pattern.search(text):
            text, details[name] = " ".join(pattern.sub(" ", text).split()), value
    return text, Qualifiers(**details)  # type: ignore[arg-type]


_FRACTION = re.compile(
    r"(?P<name>.*?)[ ,;]*\(?\b(?:v?af|maf|vaf|(?:variant )?allele (?:frequency|fraction))\s*[:=]?\s*\d+(?:\.\d+)?\s*%?\)?"
    r"|(?P<change>.*\s(?:p\.)?[A-Z][a-z]{0,2}\d{2,}\S*?)[ ,;]+\(?\d+(?:\.\d+)?\s*%\)?",
    re.IGNORECASE,
).fullmatch


def without_fraction(text: str) -> str:
    """Take the allele fraction off the name of an alteration, or give the text as it is.

    >>> without_fraction("EGFR L858R (VAF 23%)"), without_fraction("BRAF V600E 45%"), without_fraction("PD-L1 60%")
    ('EGFR L858R', 'BRAF V600E', 'PD-L1 60%')
    """
    found = _FRACTION(text.strip())
    return (found["name"] or found["change"]).strip() if found else text
