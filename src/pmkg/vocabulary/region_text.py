"""Read criteria about exons and domains: ``Exon 19 Deletion``, ``Exon 14 Skipping``, ``TKD Mutation``.

"Exon 19 deletion" of EGFR means a small in-frame deletion inside the exon, "exon 1 deletion" of VHL the loss of the exon, and
"exon 14 deletion" of MET that the exon is skipped; ``ontology/exons.toml`` says which reading holds for which exon.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pmkg.errors import InvalidText
from pmkg.model.criterion import Criterion, ExonEventClass, Function, Region
from pmkg.model.kinds import Origin
from pmkg.model.variant import Consequence, ExonEventKind, Gene
from pmkg.vocabulary.class_words import ClassWords, read_class
from pmkg.vocabulary.exons import ExonTable

_EXON = re.compile(
    r"(?P<before>.*?)\bexons?[ -]?(?P<first>\d+)(?:\s*(?P<joint>-|to|and|&|\N{EN DASH})\s*(?P<last>\d+))?\b(?P<after>.*)",
    re.IGNORECASE,
).fullmatch
_DOMAIN = re.compile(
    r"(?P<words>.*?(?:domains?|tkd|p-?loop|terminal|b-?box 2))\b(?P<after>.*)", re.IGNORECASE
).fullmatch
_BOTH = frozenset({"and", "&"})
_SMALL = {
    "deletion": frozenset({Consequence.IN_FRAME_DELETION}),
    "insertion": frozenset({Consequence.IN_FRAME_INSERTION}),
    "duplication": frozenset({Consequence.IN_FRAME_INSERTION}),
    "indel": frozenset({Consequence.IN_FRAME_DELETION, Consequence.IN_FRAME_INSERTION}),
}
_EVENTS = {
    "deletion": ExonEventKind.DELETION,
    "insertion": ExonEventKind.INSERTION,
    "duplication": ExonEventKind.DUPLICATION,
}


def read_exon(gene: Gene, text: str, origin: Origin, exons: ExonTable) -> Criterion | None:
    """Read a criterion about one or several exons, or give None if the text is none.

    "Exons 2 & 3" are a range as "exons 2-3" are; of two exons with others between them it would take in those too, so
    the text raises :class:`InvalidText` and has to be written as two criteria.
    """
    found = _EXON(text)
    if found is None:
        return None
    words = read_class(f"{found['before']} {found['after']}")
    if words is None:
        return None
    first = exons.number(gene.symbol, int(found["first"]))
    last = exons.number(gene.symbol, int(found["last"])) if found["last"] else first
    if last < first:
        return None
    if found["joint"] and found["joint"].lower() in _BOTH and last > first + 1:
        apart = f"exons {found['first']} and {found['last']} have others between them; join two criteria by OR or AND"
        raise InvalidText(f"{gene.symbol} {text}", "UNKNOWN_FORM", apart)
    origin = words.origin if words.origin is not Origin.UNKNOWN else origin
    event = _whole(gene.symbol, words, first, last, exons)
    residues = exons.residues(gene.symbol, first, last)
    if event is not None:
        return ExonEventClass(gene, event, first, last, residues, origin)
    if not (words.shapes or words.named):
        return None
    consequences = words.consequences.union(*(_SMALL.get(shape, frozenset()) for shape in words.shapes))
    telling = consequences and Consequence.MISSENSE not in consequences
    function = Function.ANY if telling and words.function is Function.MUTATION else words.function
    label = f"exon {first}" if first == last else f"exon {first}-{last}"
    region = Region(gene, "", residues, (first, last), consequences, function, origin)
    return replace(region, name=f"{label} {_class_name(region)}")


def in_frame(shapes: frozenset[str]) -> frozenset[Consequence] | None:
    """Give the in-frame changes that the words for stretches name, or None where one of them is none ("skipping")."""
    named = shapes - {"inframe"}
    if not named <= _SMALL.keys():
        return None
    return frozenset[Consequence]().union(*(_SMALL[shape] for shape in named))


def read_domain(gene: Gene, text: str, origin: Origin, exons: ExonTable) -> Criterion | None:
    """Read a criterion about a domain, or give None if the text is none; an unlisted domain has no residues."""
    found = _DOMAIN(text)
    if found is None:
        return None
    words = read_class(found["after"])
    if words is None or not words.named or words.shapes:
        return None
    domain = exons.domain(gene.symbol, found["words"].strip())
    name = domain.name if domain else found["words"].strip().lower()
    origin = words.origin if words.origin is not Origin.UNKNOWN else origin
    region = Region(gene, "", domain.residues if domain else (), None, words.consequences, words.function, origin)
    return replace(region, name=f"{name} {_class_name(region)}")


def _whole(symbol: str, words: ClassWords, first: int, last: int, exons: ExonTable) -> ExonEventKind | None:
    """Say what happened to the exons as a whole, or None for changes inside them."""
    one = first == last
    if "skipping" in words.shapes:
        return ExonEventKind.SKIPPING
    if (
        one
        and exons.is_skipped(symbol, first)
        and (words.consequences == {Consequence.SPLICE} or words.shapes == {"deletion"})
    ):
        return ExonEventKind.SKIPPING
    if "inframe" in words.shapes or len(words.shapes) != 1:
        return None
    shape = next(iter(words.shapes))
    if shape not in _EVENTS or (one and (shape == "insertion" or exons.is_small(symbol, first))):
        return None
    return _EVENTS[shape]


def _class_name(region: Region) -> str:
    """Word the class after the place, so that the text reads back to the same criterion."""
    small = sorted(one for one in region.consequences if one.startswith("in-frame"))
    other = sorted(one for one in region.consequences if not one.startswith("in-frame"))
    telling = region.consequences and Consequence.MISSENSE not in region.consequences
    default = Function.ANY if telling else Function.MUTATION
    words = [region.function] if region.function is not default else []
    shapes = ["in-frame indel"] if len(small) > 1 else [*small]
    return " ".join([*words, "/".join([*other, *shapes]) if shapes else " ".join([*other, "mutation"])])
