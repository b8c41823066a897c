"""Exons and domains as residues, from ``ontology/exons.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pmkg.vocabulary.coding import CodingChange, residue_of
from pmkg.vocabulary.ontology_files import read_toml

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GeneExons:
    """Hold what is known of one gene's exons; ``coding`` maps an exon to its first and last coding position.

    ``classic`` maps the numbers of another counting to these. ``small`` lists exons in which a "deletion" is a small one,
    ``skipped`` those whose deletion or splice-site mutation is named skipping. ``other`` holds the exons on other transcripts.
    """

    transcript: str
    numbering: str
    citation: str
    coding: Mapping[int, Span]
    classic: Mapping[int, int] = field(default_factory=dict)
    small: frozenset[int] = frozenset()
    skipped: frozenset[int] = frozenset()
    other: tuple[tuple[str, Mapping[int, Span]], ...] = ()


@dataclass(frozen=True, slots=True)
class Domain:
    """Hold one named domain of a protein; ``words`` matches the texts that name it."""

    gene: str
    name: str
    words: re.Pattern[str]
    residues: tuple[Span, ...]
    citation: str


@dataclass(frozen=True, slots=True)
class Region:
    """Hold a stretch of a protein that has a name: an exon of the main transcript, or a domain. Positions are residues."""

    name: str
    start: int
    end: int
    is_domain: bool
    citation: str


@dataclass(frozen=True, slots=True)
class ExonTable:
    """Answer which residues an exon or a domain holds."""

    genes: Mapping[str, GeneExons] = field(default_factory=dict)
    domains: tuple[Domain, ...] = ()

    @classmethod
    def load(cls) -> ExonTable:
        """Read the table from the ontology, once per process."""
        return _load()

    def number(self, symbol: str, exon: int) -> int:
        """Give an exon's number in the table's counting: ``PIK3CA`` exon 20 of the first reports is 21.

        >>> ExonTable.load().number("PIK3CA", 20)
        21
        """
        known = self.genes.get(symbol)
        return known.classic.get(exon, exon) if known else exon

    def residues(self, symbol: str, first: int, last: int) -> tuple[Span, ...]:
        """List the residues from one exon to another, on every transcript in use; empty where they are not known.

        >>> ExonTable.load().residues("EGFR", 19, 19)
        ((729, 761),)
        """
        known = self.genes.get(symbol)
        if known is None:
            return ()
        tables = (known.coding, *(coding for _, coding in known.other))
        return tuple(
            (residue_of(coding[first][0]), residue_of(coding[last][1]))
            for coding in tables
            if first in coding and last in coding
        )

    def exons_of(self, symbol: str, residue: int) -> tuple[int, ...]:
        """List the exons that encode a residue on the main transcript: two where an intron splits its codon."""
        known = self.genes.get(symbol)
        coding = known.coding if known else {}
        return tuple(exon for exon, (first, last) in coding.items() if residue_of(first) <= residue <= residue_of(last))

    def regions(self, symbol: str) -> tuple[Region, ...]:
        """List the known exons of a gene's main transcript and then its domains; most genes have none here.

        >>> [(region.name, region.start, region.end) for region in ExonTable.load().regions("EGFR")][-2:]
        [('exon 21', 824, 875), ('kinase domain', 712, 979)]
        """
        known = self.genes.get(symbol)
        exons = [
            Region(f"exon {exon}", residue_of(first), residue_of(last), False, known.citation)
            for exon, (first, last) in (known.coding.items() if known else ())
            if known
        ]
        own = [domain for domain in self.domains if domain.gene == symbol]
        domains = [Region(each.name, *span, True, each.citation) for each in own for span in each.residues]
        return (*exons, *domains)

    def spliced(self, symbol: str, change: CodingChange) -> int | None:
        """Find the exon at whose border a splice-site change lies, on the transcript it names or on any in use; else None.

        Where it takes a whole intron and so the borders of two exons, the one whose loss is known as skipping counts.

        >>> from pmkg.vocabulary.coding import parse_coding
        >>> ExonTable.load().spliced("MET", parse_coding("c.3028+1G>A"))
        14
        """
        known = self.genes.get(symbol)
        if known is None or not change.splice:
            return None
        tables = ((known.transcript, known.coding), *known.other)
        stated = [coding for name, coding in tables if change.transcript and _same_transcript(name, change.transcript)]
        exons = {
            exon
            for coding in stated or [coding for _, coding in tables]
            for exon, (first, last) in coding.items()
            if {change.first, change.last} & {first, last} or change.first < first <= last < change.last
        }
        return min(exons, key=lambda exon: (exon not in known.skipped, exon), default=None)

    def is_small(self, symbol: str, exon: int) -> bool:
        """Say whether a "deletion" or "insertion" of this exon means a small in-frame change inside it."""
        known = self.genes.get(symbol)
        return known is not None and exon in known.small

    def is_skipped(self, symbol: str, exon: int) -> bool:
        """Say whether a deletion or splice-site mutation of this exon means that it is skipped."""
        known = self.genes.get(symbol)
        return known is not None and exon in known.skipped

    def domain(self, symbol: str, words: str) -> Domain | None:
        """Find a gene's domain by the words of a text."""
        for domain in self.domains:
            if domain.gene == symbol and domain.words.fullmatch(words):
                return domain
        return None


def _same_transcript(one: str, other: str) -> bool:
    """Compare transcripts without their versions, which keep the coding sequence's numbering."""
    return one.partition(".")[0] == other.partition(".")[0]


@cache
def _load() -> ExonTable:
    data = read_toml("exons.toml")
    genes = {symbol: _gene(entry) for symbol, entry in data["exon"].items()}
    return ExonTable(genes, tuple(_domain(entry) for entry in data["domain"]))


def _gene(entry: Mapping[str, Any]) -> GeneExons:
    return GeneExons(
        transcript=entry["transcript"],
        numbering=entry["numbering"],
        citation=entry["citation"],
        coding=_coding(entry["coding"]),
        classic={int(old): new for old, new in entry.get("classic", {}).items()},
        small=frozenset(entry.get("small", ())),
        skipped=frozenset(entry.get("skipped", ())),
        other=tuple((other["transcript"], _coding(other["coding"])) for other in entry.get("other", ())),
    )


def _coding(entry: Mapping[str, list[int]]) -> dict[int, Span]:
    return {int(exon): (first, last) for exon, (first, last) in entry.items()}


def _domain(entry: Mapping[str, Any]) -> Domain:
    words = re.compile(entry["words"], re.IGNORECASE)
    return Domain(entry["gene"], entry["name"], words, tuple((a, b) for a, b in entry["residues"]), entry["citation"])
