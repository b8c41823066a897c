"""Criteria that the sequence of a gene decides: alleles, codons, regions, classes of mutations, exon events, wild type."""

from __future__ import annotations

from dataclasses import dataclass

from pmkg.model.gene_criterion import Function, GeneCriterion
from pmkg.model.kinds import Origin, VariantMatch
from pmkg.model.variant import Consequence, ExonEventKind, Gene, ProteinChange


class SmallVariantCriterion(GeneCriterion):
    """Let the sequence of the gene decide a criterion."""

    __slots__ = ()

    @property
    def test(self) -> str:
        """The mutation status of the gene."""
        return f"{self.gene.symbol} mutation status"


@dataclass(frozen=True, slots=True)
class Allele(SmallVariantCriterion):
    """Ask for one exact protein change."""

    gene: Gene
    change: ProteinChange
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        """``BRAF V600E``."""
        return f"{self.gene.symbol} {self.change.text}"


@dataclass(frozen=True, slots=True)
class CodingAllele(SmallVariantCriterion):
    """Ask for one exact change named at the transcript level, where no protein change is known (``c.7089+1del``)."""

    gene: Gene
    coding: str
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        """``ATM c.7089+1del``."""
        return f"{self.gene.symbol} {self.coding}"


@dataclass(frozen=True, slots=True)
class Codon(SmallVariantCriterion):
    """Ask for any substitution at the given residues (``V600``, ``G12/G13``), or for the listed ones (``D835H/Y``).

    A frameshift, stop or deletion there does not meet it (CLINICAL rule 24). ``alternates`` limits, ``excluded`` removes.
    """

    gene: Gene
    residues: tuple[tuple[str, int], ...]
    alternates: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        """``KRAS G12/G13``, ``FLT3 D835H/Y``, ``BRAF V600 other than E``."""
        sites = "/".join(f"{residue}{position}" for residue, position in self.residues)
        only = "/".join(self.alternates)
        other = f" other than {'/'.join(self.excluded)}" if self.excluded else ""
        return f"{self.gene.symbol} {sites}{only}{other}"

    @property
    def rung(self) -> VariantMatch:
        return VariantMatch.POSITION


@dataclass(frozen=True, slots=True)
class Region(SmallVariantCriterion):
    """Ask for a change of the given consequences within exons, a domain or a range of residues.

    ``exons`` is (first, last); ``residues`` lists inclusive (start, end) spans, from the exon table in ``ontology/`` or
    from the text. A region without known residues is met only by an event that names the exon itself. ``consequences`` empty
    means any non-silent change; ``function`` then still asks for an oncogenic one unless it is ANY.
    """

    gene: Gene
    name: str
    residues: tuple[tuple[int, int], ...] = ()
    exons: tuple[int, int] | None = None
    consequences: frozenset[Consequence] = frozenset()
    function: Function = Function.MUTATION
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        """``EGFR exon 19 in-frame deletion``, ``ABL1 kinase domain mutation``."""
        return f"{self.gene.symbol} {self.name}"

    @property
    def rung(self) -> VariantMatch:
        return VariantMatch.CATEGORY


@dataclass(frozen=True, slots=True)
class MutationClass(GeneCriterion):
    """Ask for any small variant of a gene with a function, less the excluded residues (``BRAF Non-V600``).

    ``exceptions`` are single changes that the text takes out of the class (``PDGFRA mutation other than D842V``).
    """

    gene: Gene
    function: Function = Function.MUTATION
    consequences: frozenset[Consequence] = frozenset()
    excluded: tuple[int, ...] = ()
    biallelic: bool = False
    origin: Origin = Origin.UNKNOWN
    exceptions: tuple[ProteinChange, ...] = ()

    @property
    def text(self) -> str:
        """``BRCA1 germline pathogenic mutation``, ``BRAF non-600 mutation``, ``PDGFRA mutation other than D842V``."""
        words = [self.gene.symbol]
        if self.origin is Origin.GERMLINE:
            words.append("germline")
        if self.biallelic:
            words.append("biallelic")
        if self.excluded:
            words.append("non-" + "/".join(str(position) for position in self.excluded))
        if self.function is Function.ANY:
            words.append("any")
        elif self.function is not Function.MUTATION:
            words.append(self.function)
        words.extend(sorted(self.consequences))
        other = ["other than", "/".join(change.text for change in self.exceptions)] if self.exceptions else []
        return " ".join([*words, "mutation", *other])

    @property
    def test(self) -> str:
        """The mutation status of the gene, in the germline where that is asked."""
        return f"{self.gene.symbol} {'germline ' if self.origin is Origin.GERMLINE else ''}mutation status"

    @property
    def rung(self) -> VariantMatch:
        narrowed = self.consequences or self.excluded or self.exceptions
        plain = self.function in (Function.MUTATION, Function.ANY) and not narrowed
        return VariantMatch.GENE if plain else VariantMatch.CATEGORY


@dataclass(frozen=True, slots=True)
class ExonEventClass(SmallVariantCriterion):
    """Ask for an event of whole exons (``MET exon 14 skipping``); a splice-site change that causes it may meet it."""

    gene: Gene
    event: ExonEventKind
    first: int
    last: int
    residues: tuple[tuple[int, int], ...] = ()
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        """``MET exon 14 skipping``."""
        exons = f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"
        return f"{self.gene.symbol} exon {exons} {self.event}"


@dataclass(frozen=True, slots=True)
class WildType(SmallVariantCriterion):
    """Ask that a gene was tested and carries no oncogenic (or uncertain) small variant."""

    gene: Gene
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        """``KRAS wild type``."""
        return f"{self.gene.symbol} wild type"

    @property
    def rung(self) -> VariantMatch:
        return VariantMatch.GENE
