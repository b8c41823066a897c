"""The findings of a request that are no small variants: copy number, expression, fusions."""

from __future__ import annotations

from dataclasses import dataclass

from pmkg.clinic.lookup import Lookup, Unresolved, notice
from pmkg.clinic.not_understood import NotUnderstood, contradictory
from pmkg.clinic.signature_input import AlterationInput
from pmkg.model.signature import Notice
from pmkg.model.variant import CopyCall, CopyChange, Expression, Fusion, Gene, Unread
from pmkg.vocabulary.biomarker_text import read_expression
from pmkg.vocabulary.copy_number import DIPLOID, copy_call

_STRONGER = {(CopyCall.GAIN, CopyCall.AMPLIFICATION), (CopyCall.LOSS, CopyCall.DEEP_DELETION)}
"""A word and a measured call that is only more exact."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Say that the copies of a gene were counted and are normal, so that its copy number counts as tested."""

    gene: Gene


def read_copies(gene: Gene, given: AlterationInput) -> tuple[CopyChange | Unchanged, list[Notice]]:
    """Read a copy-number change: measured copies decide the call, the laboratory's word where there are none.

    A word that the copies contradict is reported. A normal count beside a word of change decides nothing.
    """
    call = CopyCall(given.copy_number) if given.copy_number else None
    if given.copies is None:
        if call is None:
            message = f"{gene.symbol}: give copyNumber or copies"
            raise NotUnderstood(Notice("UNPARSED", message, gene.symbol, ()), Unread(gene, "copy number"))
        return CopyChange(gene, call, None, given.ploidy), []
    measured = copy_call(gene.symbol, given.copies, given.ploidy or DIPLOID)
    shown = f"{gene.symbol} {given.copies:g} copies"
    if measured is None and call is None:
        return Unchanged(gene), [Notice("NO_CHANGE", f"{shown}: no change of copy number at this ploidy", shown, ())]
    if measured is None:
        word = str(call).replace("_", " ")
        said = f"{word} with {given.copies:g} copies"
        raise contradictory(f"{shown} at this ploidy are no {word}", [said], [gene], small=False)
    change = CopyChange(gene, measured, given.copies, given.ploidy)
    if call in (None, measured) or (call, measured) in _STRONGER:
        return change, []
    message = f"{shown} at this ploidy are a {measured}, not {call}; the measured copies count".replace("_", " ")
    return change, [Notice("CONTRADICTION", message, shown, (change.text,))]


def read_level(gene: Gene, text: str) -> Expression:
    """Read a level of expression in the words of the field or of a sentence: ``high``, ``overexpressed``."""
    words = " ".join(text.casefold().split())
    levels = (read_expression(gene, said) for said in (words, f"{words} expression", f"expression {words}"))
    level = next((level for level in levels if level is not None), None)
    if level is None:
        message = f"{gene.symbol}: give expression as high, low, positive, negative or normal"
        raise NotUnderstood(Notice("UNPARSED", message, gene.symbol, ()), Unread(gene, f"expression {words}"))
    return Expression(gene, level.level)


def read_partners(given: AlterationInput, gene: Gene | None, lookup: Lookup) -> Fusion:
    """Read a fusion from its partners, the 5' one first; a gene that stands beside them must be one of them."""
    names = given.fusion or []
    found = [lookup.gene(name.strip()) if name else None for name in names]
    known = [partner for partner in found if isinstance(partner, Gene)]
    for name, partner in zip(names, found, strict=True):
        if isinstance(partner, Unresolved):
            shown = "::".join(one or "v" for one in names)
            raise NotUnderstood(notice(partner, "gene", name or ""), *(Unread(one, f"in {shown}") for one in known))
    if not known:
        raise NotUnderstood(Notice("UNPARSED", "a fusion needs at least one known partner", "", ()))
    five, three = (partner if isinstance(partner, Gene) else None for partner in found)
    first, second = given.exons or (None, None)
    fusion = Fusion(five, three, first, second, given.in_frame)
    if gene is not None and gene not in known:
        raise contradictory(f"{gene.symbol} is no partner of {fusion.text}", [fusion.text], [gene, *known], small=False)
    return fusion
