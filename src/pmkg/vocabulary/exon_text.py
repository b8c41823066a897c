"""Read events of exons in the words of a report."""

from __future__ import annotations

import re

from pmkg.model.variant import ExonEvent, ExonEventKind, Gene
from pmkg.vocabulary.exons import ExonTable

_EXON = re.compile(
    r"ex(?:ons?)?\.? ?(?P<first>\d+)(?:\s*(?:-|to)\s*(?P<last>\d+))?[ -]*"
    r"(?P<what>skip(?:ping|ped)?|splice[- ]site|(?:in-frame )?(?:deletion|del|insertion|ins|duplication|dup))"
    r"(?: mutations?)?",
    re.IGNORECASE,
).fullmatch
_WHOLE_EXON = re.compile(
    r"ex(?:on)?\.? ?(?P<exon>\d+)(?: (?:mutations?|mutated|alterations?|altered|positive))?", re.I
).fullmatch
_SHORT_EXON = re.compile(
    r"(?P<what>del|ins|dup)[ -]?(?P<exon>\d+)|(?P<number>\d+)[ -]?(?P<shape>del|ins|dup)", re.I
).fullmatch
_EXON_EVENTS = {
    "ski": ExonEventKind.SKIPPING,
    "spl": ExonEventKind.SKIPPING,
    "del": ExonEventKind.DELETION,
    "ins": ExonEventKind.INSERTION,
    "dup": ExonEventKind.DUPLICATION,
}


def read_exon_event(gene: Gene, rest: str) -> ExonEvent | None:
    """Read an event of exons, or give None: ``exon 19 deletion``, ``ex20ins``, ``exon 14 skipping``."""
    if found := _EXON(rest):
        table = ExonTable.load()
        first = table.number(gene.symbol, int(found["first"]))
        last = table.number(gene.symbol, int(found["last"] or found["first"]))
        what = re.sub(r"(?i)in-frame ", "", found["what"]).lower()[:3]
        return ExonEvent(gene, _EXON_EVENTS[what], first, last) if last >= first else None
    return _usual_event(gene, rest)


def _usual_event(gene: Gene, rest: str) -> ExonEvent | None:
    """Read the short words for an exon's well-known event: ``METex14`` is skipped, ``del19`` of EGFR is a small deletion.

    Of other exons such words do not say what happened, so that they are refused.
    """
    table = ExonTable.load()
    if (found := _WHOLE_EXON(rest)) and table.is_skipped(gene.symbol, exon := int(found["exon"])):
        return ExonEvent(gene, ExonEventKind.SKIPPING, exon, exon)
    found = _SHORT_EXON(rest)
    exon = table.number(gene.symbol, int(found["exon"] or found["number"])) if found else 0
    if found is None or not table.is_small(gene.symbol, exon):
        return None
    return ExonEvent(gene, _EXON_EVENTS[(found["what"] or found["shape"]).lower()], exon, exon)
