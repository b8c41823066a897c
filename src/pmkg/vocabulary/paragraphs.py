"""Find where the criteria coded for a statement contradict the paragraph on the study that they were taken from.

A paragraph tells of more than one finding, so that what it leaves out contradicts nothing. Each rule here asks for what one reading
alone allows; the words are in ``ontology/contradictions.toml``, what each rule found in ``docs/decisions/0007``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pmkg.errors import InvalidText
from pmkg.model.criterion import Allele, FusionClass
from pmkg.model.profile import Leaf, Profile, leaves
from pmkg.model.variant import Gene
from pmkg.vocabulary.ontology_files import read_toml

Parse = Callable[[str], Profile]
_CHANGE = re.compile(r"\b(?P<first>[ACDEFGHIKLMNPQRSTVWY])(?P<position>\d{2,4})(?P<alternate>[ACDEFGHIKLMNPQRSTVWY])\b")
_SPAN = re.compile(r"\d(?:del|ins|dup|fs)|_[A-Z]\d", re.IGNORECASE)
_BASES = frozenset("ACGT")
_STEM = 3


def paragraph_contradictions(profile: Profile, text: str, parse: Parse) -> Iterator[str]:
    """Yield in a few words each point on which a profile contradicts a paragraph."""
    words = " ".join(text.split())
    for leaf in leaves(profile):
        if leaf.negated:
            continue
        if other := _another_change(leaf, words) or _another_partner(leaf, words, parse):
            yield f"biomarker: the code is of {leaf.text}, the text of {other}"
    if finding := _compared(profile, words, parse):
        yield f"biomarker: the text compares with {finding} alone; the code is of no more than that"


def _another_change(leaf: Leaf, text: str) -> str:
    """Give the change that a text names, where the coded one is nowhere in it.

    The same residues under another number are another way to count; letters of bases alone may name a polymorphism; an
    insertion or deletion has several names.
    """
    allele = leaf.criterion
    if not isinstance(allele, Allele) or not allele.change.first or not allele.change.alternate:
        return ""
    if re.search(rf"(?<!\d){allele.change.start}(?!\d)", text):
        return ""
    named = [found for found in _CHANGE.finditer(text) if not {found["first"], found["alternate"]} <= _BASES]
    residues = {allele.change.first, allele.change.alternate}
    if not named or _SPAN.search(text) or any({found["first"], found["alternate"]} == residues for found in named):
        return ""
    apart = any(re.search(_words()["apart"], text[: found.start()], re.IGNORECASE) for found in named)
    return "" if apart else " and ".join(dict.fromkeys(found[0] for found in named))


def _another_partner(leaf: Leaf, text: str, parse: Parse) -> str:
    """Give the fusion that a text names, by approved symbols, of one partner of the coded fusion with another gene."""
    fusion = leaf.criterion
    if not isinstance(fusion, FusionClass) or fusion.five is None or fusion.three is None:
        return ""
    for kept, coded in ((fusion.three, fusion.five), (fusion.five, fusion.three)):
        if re.search(rf"\b{re.escape(coded.symbol[:_STEM])}", text, re.IGNORECASE):
            continue
        for one, other in _fusions(text):
            partner = {one: other, other: one}.get(kept.symbol, "")
            if partner and _symbol(partner, kept, parse) == partner:
                return f"{one}::{other}"
    return ""


def _fusions(text: str) -> Iterator[tuple[str, str]]:
    for found in re.finditer(r"\b([A-Z][A-Z0-9]+)(?:::|-|/)([A-Z][A-Z0-9]+)\b", text):
        yield found[1], found[2]


def _symbol(name: str, kept: Gene, parse: Parse) -> str:
    """Give the approved symbol of the gene that a name means, "" for none."""
    try:
        read = parse(f"{name}::{kept.symbol} Fusion")
    except InvalidText:
        return ""
    fusion = read.criterion if isinstance(read, Leaf) else None
    return fusion.five.symbol if isinstance(fusion, FusionClass) and fusion.five is not None else ""


def _compared(profile: Profile, text: str, parse: Parse) -> str:
    """Give the finding that a study compares with, where it is all that the record is coded with."""
    for found in re.finditer(_words()["compared"], text, re.IGNORECASE):
        try:
            read = parse(found["finding"])
        except InvalidText:
            continue
        if read == profile:
            return profile.text
    return ""


def _words() -> dict[str, str]:
    words: dict[str, str] = read_toml("contradictions.toml")["paragraph"]
    return words
