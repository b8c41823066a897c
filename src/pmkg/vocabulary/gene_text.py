"""Find which genes a phrase speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable

from pmkg.errors import InvalidText
from pmkg.model.variant import Gene
from pmkg.vocabulary.class_words import read_class
from pmkg.vocabulary.event_text import event_name

Genes = Callable[[str], Gene | None]

_NUMBERED = re.compile(r"(?P<stem>[A-Za-z]+)(?P<first>\d+[A-Z]?)(?P<others>(?:/\d+[A-Z]?)+)").fullmatch
_LETTERED = re.compile(r"(?P<stem>\w*\d)(?P<first>[A-Z])(?P<others>(?:/[A-Z])+)").fullmatch
_PROTO = re.compile(r"c-?(?=[A-Z]{3})").match
_VARIANT_THREE = re.compile(r"(?P<gene>\w+?)-?(?P<event>v(?:III|II))", re.IGNORECASE).fullmatch
_WILD = re.compile(r"wild|type|wild-?type", re.IGNORECASE).fullmatch


def find_genes(text: str, body: str, genes: Genes) -> tuple[tuple[Gene, ...], str]:
    """Give the genes of a phrase and the words left of it, or raise :class:`InvalidText` (UNKNOWN_GENE).

    The gene comes first (``BRAF V600E``) or after words of class (``Wild type KRAS``); ``FLT3-ITD`` and ``EGFRvIII`` hold both in
    one word, ``BRCA1/2``, ``CDKN2A/B`` and ``KRAS/NRAS`` several genes. ``B-RAF`` and ``c-MET`` are older spellings.
    """
    words = body.split()
    for at, word in _candidates(words):
        found, inside = _resolve(word, genes)
        if found:
            rest = [*words[:at], *([inside] if inside else []), *words[at + 1 :]]
            return found, _without_repeat(rest, "" if inside else word)
    if not words:
        raise InvalidText(text, "UNKNOWN_GENE", "it is empty")
    raise InvalidText(text, "UNKNOWN_GENE", f"{words[0]!r} is no known gene", name=words[0].partition(":")[0])


def _candidates(words: list[str]) -> list[tuple[int, str]]:
    """Give the words that may name the gene, likeliest first: some words of class are also aliases of genes."""
    leading = 0
    while leading < len(words) - 1 and _describes(words[leading]):
        leading += 1
    first = [(leading, words[leading])] if words else []
    return [*first, (0, words[0])] if leading else first


def _describes(word: str) -> bool:
    return _WILD(word) is not None or read_class(word) is not None


def _resolve(word: str, genes: Genes) -> tuple[tuple[Gene, ...], str]:
    gene = genes(word)
    if gene is not None:
        return (gene,), ""
    if found := _VARIANT_THREE(word):
        gene = genes(found["gene"])
        if gene is not None:
            return (gene,), found["event"]
    stem, star, _ = word.partition("*")
    gene = genes(stem) if star else None
    if gene is not None:
        return (gene,), word
    several = _several(word, genes)
    if several:
        return several, ""
    spelled = _older_spelling(word, genes)
    if spelled is not None:
        return (spelled,), ""
    stem, dash, event = word.partition("-")
    gene = genes(stem) if dash else None
    return ((gene,), event_name(event, gene.symbol) or event) if gene is not None else ((), "")


def _older_spelling(word: str, genes: Genes) -> Gene | None:
    """Read a symbol that is written with a dash (``K-RAS``) or with the prefix of a proto-oncogene (``c-MET``, ``cMET``)."""
    if _PROTO(word):
        return genes(word.lstrip("c").lstrip("-"))
    return genes(word.replace("-", "")) if word.count("-") == 1 else None


def _several(word: str, genes: Genes) -> tuple[Gene, ...]:
    if "/" not in word:
        return ()
    numbered = _NUMBERED(word) or _LETTERED(word)
    symbols = (
        [numbered["stem"] + number for number in (numbered["first"] + numbered["others"]).split("/")]
        if numbered
        else word.split("/")
    )
    found = [genes(symbol) for symbol in symbols]
    return tuple(gene for gene in found if gene is not None) if all(found) else ()


def _without_repeat(rest: list[str], symbol: str) -> str:
    """Drop the symbol where the rest repeats it (``PRPS1 PRPS1 MUTATION``)."""
    if len(rest) > 1 and rest[0] == symbol:
        rest = rest[1:]
    return " ".join(rest)
