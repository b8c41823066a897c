"""Read fusions and rearrangements."""

from __future__ import annotations

import re

from pmkg.errors import InvalidText
from pmkg.model.criterion import Criterion, FusionClass, RearrangementClass
from pmkg.model.kinds import Origin
from pmkg.model.variant import Gene
from pmkg.vocabulary.event_text import event_name
from pmkg.vocabulary.gene_text import Genes

_NAME = r"[A-Za-z0-9][\w.@/-]*|\?|v"
_JOINED = re.compile(
    rf"(?P<five>{_NAME})::(?P<three>{_NAME})(?: (?:e|exon ?)(?P<e5>\d+)(?:::|-|;)(?:e|exon ?)(?P<e3>\d+))?"
    r"(?: (?:gene )?(?:fusions?|rearrangements?|translocations?))?(?: e(?P<f5>\d+)(?:::|-)e(?P<f3>\d+))?"
    r"(?: other than (?P<excluded>[\w/-]+))?",
    re.IGNORECASE,
).fullmatch
_DASHED = re.compile(
    r"(?P<pair>[\w/]+(?:-[\w/]+)+)(?: (?:gene )?(?P<word>fusions?|rearrangements?|translocations?))?", re.IGNORECASE
).fullmatch
_ENHANCER = re.compile(r"(?:\S+ )?reg_e@\[(?P<five>[\w.-]+)\]::(?P<three>[\w.-]+)", re.IGNORECASE).fullmatch
_ANY_PARTNER = re.compile(r"(?:gene )?fusions?(?: positive)?", re.IGNORECASE).fullmatch
_REARRANGED = re.compile(
    r"(?P<detail>(?:(?:intron|exon) \d+|t\([\w;]+\)|intragenic|truncation|enhancer|\S+ enhancer) )?"
    r"(?:rearrangements?|translocations?|rearranged)",
    re.IGNORECASE,
).fullmatch
_KARYOTYPE = re.compile(r"t\((?P<one>[A-Z0-9-]+);(?P<other>[A-Z0-9-]+)\)", re.IGNORECASE).fullmatch
_UNNAMED = frozenset({"v", "?"})
# names that are ambiguous among all genes, but not in a fusion
_PARTNERS = {"ABL": "ABL1"}


def read_fusion(body: str, genes: Genes) -> Criterion | None:
    """Read a fusion of two named genes, or of one with any partner (``v::ALK``); None if the text is none.

    Raises :class:`InvalidText` with the reason UNKNOWN_GENE when a partner has no gene, also one that the text leaves out.
    """
    if found := _JOINED(body):
        five, three = _partner(body, found["five"], genes), _partner(body, found["three"], genes)
        if five is None and three is None:
            raise InvalidText(body, "UNKNOWN_GENE", "a fusion needs at least one named gene")
        five_exon, three_exon = (
            int(exon) if exon else None for exon in (found["e5"] or found["f5"], found["e3"] or found["f3"])
        )
        excluded = tuple(_named(body, name, genes) for name in (found["excluded"] or "").split("/") if name)
        return FusionClass(five, three, False, five_exon, three_exon, excluded)
    if found := _ENHANCER(body):
        return _hijacked(body, found["five"], found["three"], genes)
    if found := _KARYOTYPE(body):
        return _translocated(found["one"], found["other"], genes)
    found = _DASHED(body)
    # AR-V7 is a splice form, although V7 is also an alias of a gene
    if found and genes(found["pair"]) is None and (found["word"] or not event_name(found["pair"])):
        return _split(found["pair"], genes)
    return None


def read_rearrangement(gene: Gene, rest: str, origin: Origin) -> Criterion | None:
    """Read a fusion with any partner, or a rearrangement, of one gene; None if the text is none."""
    if _ANY_PARTNER(rest):
        return FusionClass(None, gene, either=True, origin=origin)
    if found := _REARRANGED(rest):
        return RearrangementClass(gene, (found["detail"] or "").strip(), origin)
    return None


def _partner(body: str, name: str, genes: Genes) -> Gene | None:
    return None if name.lower() in _UNNAMED else _named(body, name, genes)


def _named(body: str, name: str, genes: Genes) -> Gene:
    gene = genes(name)
    if gene is None:
        raise InvalidText(body, "UNKNOWN_GENE", f"{name!r} is no known gene", name=name)
    return gene


def _hijacked(body: str, five: str, three: str, genes: Genes) -> Criterion:
    """Read an enhancer that another gene brings under its control: a fusion partner where it is a gene's own locus."""
    donor, gene = genes(five), _named(body, three, genes)
    return FusionClass(donor, gene) if donor else RearrangementClass(gene, f"{five} enhancer")


def _translocated(one: str, other: str, genes: Genes) -> Criterion | None:
    """Read ``t(KMT2A;v)``, in which the order says nothing of 5' and 3'."""
    named = [gene for name in (one, other) if name.lower() not in _UNNAMED and (gene := genes(name))]
    if not named:
        return None
    return FusionClass(None, named[0], either=True) if len(named) == 1 else FusionClass(named[0], named[1])


def _split(pair: str, genes: Genes) -> Criterion | None:
    parts = pair.split("-")
    for at in range(1, len(parts)):
        five, three = (
            genes(_PARTNERS.get(name.upper(), name)) for name in ("-".join(parts[:at]), "-".join(parts[at:]))
        )
        if five is not None and three is not None:
            return FusionClass(five, three)
    return None
