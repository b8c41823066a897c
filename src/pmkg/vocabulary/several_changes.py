"""Part a text that names several findings: ``EGFR L858R/T790M`` are two changes of a gene, ``CDKN2A/B deletion`` is one in two."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pmkg.vocabulary.ontology_files import read_toml

_PROTEIN = r"[A-Z][a-z]{0,2}\d+(?:_[A-Z][a-z]{0,2}\d+)?(?:[A-Z][a-z]{2}|[A-Z*]|del|dup|fs\S*|(?:del)?ins[A-Za-z]+)"
_CHANGE = rf"(?:p\.)?\(?{_PROTEIN}\)?"
_JOINT = r"\s*(?:[/+,;&]|\band\b|\b(?:in )?(?:cis|trans)\b(?: (?:with|to))?)\s*"
_SEVERAL = re.compile(rf"(?P<gene>[\w.-]+)[ :]+(?P<changes>{_CHANGE}(?:{_JOINT}{_CHANGE})+)").fullmatch
_PHASE = re.compile(r"\b(?:cis|trans)\b")
_POSITION = re.compile(r"\d+")
_JOINTLY = re.compile(r"\bco-?(?=deletion|loss)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SeveralChanges:
    """Hold the changes that a text joins, each with its gene, and the ``phase`` that it says of them, "" for none."""

    texts: tuple[str, ...]
    phase: str = ""


def several_changes(text: str) -> SeveralChanges | None:
    """Part the changes that a text joins, or give None where it names one.

    Changes of one codon are alternatives of a test ("V600E/V600K") and no findings, so that they are not parted.

    >>> several_changes("EGFR T790M in cis with C797S")
    SeveralChanges(texts=('EGFR T790M', 'EGFR C797S'), phase='cis')
    >>> several_changes("BRAF V600E/V600K") is several_changes("BRAF V600E") is None
    True
    >>> several_changes("CDKN2A/B deletion").texts
    ('CDKN2A deletion', 'CDKN2B deletion')
    """
    words = " ".join(text.split())
    if "/" in words and (neighbors := _neighbors(words)):
        return SeveralChanges(neighbors)
    found = _SEVERAL(words)
    if found is None:
        return None
    changes = re.findall(_CHANGE, found["changes"])
    places = {place[0] for change in changes if (place := _POSITION.search(change))}
    if len(places) < len(changes):
        return None
    phase = _PHASE.search(found["changes"])
    return SeveralChanges(tuple(f"{found['gene']} {change}" for change in changes), phase[0] if phase else "")


def _neighbors(text: str) -> tuple[str, ...]:
    """Give the loss of each gene where a text names genes that one deletion takes together."""
    for entry in read_toml("copy_number.toml")["together"]:
        name, _, event = text.partition(" ")
        if name.upper() in entry["names"] and re.fullmatch(entry["words"], event, re.IGNORECASE):
            return tuple(f"{gene} {_JOINTLY.sub('', event)}" for gene in entry["genes"])
    return ()
