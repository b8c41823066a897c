"""Criteria about copy number, fusions, named events and expression."""

from __future__ import annotations

from dataclasses import dataclass

from pmkg.model.gene_criterion import GeneCriterion
from pmkg.model.kinds import Origin, VariantMatch
from pmkg.model.variant import CopyCall, Gene


@dataclass(frozen=True, slots=True)
class Loss(GeneCriterion):
    """Ask for loss of a gene's product: deep deletion, truncating mutation, or loss of expression."""

    gene: Gene
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        """``PTEN loss``."""
        return f"{self.gene.symbol} loss"

    @property
    def test(self) -> str:
        """The loss itself: copies, sequence or expression may show it."""
        return f"{self.gene.symbol} loss"


@dataclass(frozen=True, slots=True)
class Copy(GeneCriterion):
    """Ask for a copy-number call; a loss of copies is worded apart from :class:`Loss` by any mechanism."""

    gene: Gene
    call: CopyCall
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        """``ERBB2 amplification``, ``RB1 copy number loss``."""
        call = "copy number loss" if self.call is CopyCall.LOSS else self.call.replace("_", " ")
        return f"{self.gene.symbol} {call}"

    @property
    def test(self) -> str:
        """The copy number of the gene."""
        return f"{self.gene.symbol} copy number"


@dataclass(frozen=True, slots=True)
class FusionClass:
    """Ask for a fusion with named partners, or with any partner on the side that is None.

    ``either`` says that the one named gene may stand on either side. ``excluded`` lists partners that the text leaves out.
    """

    five: Gene | None
    three: Gene | None
    either: bool = False
    five_exon: int | None = None
    three_exon: int | None = None
    excluded: tuple[Gene, ...] = ()
    origin: Origin = Origin.UNKNOWN

    @property
    def subjects(self) -> tuple[str, ...]:
        """The identifiers of the named partners."""
        return tuple(gene.id for gene in (self.five, self.three) if gene is not None)

    @property
    def text(self) -> str:
        """``EML4::ALK fusion e6::e20``; ``v`` stands for any partner, ``ALK fusion`` for either side."""
        five, three = (self.five.symbol if self.five else "v"), (self.three.symbol if self.three else "v")
        exons = f" e{self.five_exon}::e{self.three_exon}" if self.five_exon and self.three_exon else ""
        other = f" other than {'/'.join(gene.symbol for gene in self.excluded)}" if self.excluded else ""
        if self.either:
            return f"{(self.three or self.five).symbol} fusion{other}"  # type: ignore[union-attr]
        return f"{five}::{three} fusion{exons}{other}"

    @property
    def test(self) -> str:
        """The fusion of the 3' partner, which is the kinase in most, where it is named."""
        named = self.three or self.five
        return f"{named.symbol} fusion" if named else "fusion"

    @property
    def rung(self) -> VariantMatch:
        return VariantMatch.CATEGORY if self.five is None or self.three is None else VariantMatch.EXACT


@dataclass(frozen=True, slots=True)
class RearrangementClass(GeneCriterion):
    """Ask for a rearrangement of one gene: any fusion of it, or a rearrangement without a known partner.

    ``detail`` narrows it to the named one (``intron 9``).
    """

    gene: Gene
    detail: str = ""
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        """``BRAF intron 9 rearrangement``."""
        return f"{self.gene.symbol} {self.detail + ' ' if self.detail else ''}rearrangement"

    @property
    def test(self) -> str:
        """The fusion of the gene."""
        return f"{self.gene.symbol} fusion"


@dataclass(frozen=True, slots=True)
class EventClass(GeneCriterion):
    """Ask for an event known by name only (``FLT3 ITD``, ``EGFR vIII``, ``MGMT promoter methylation``)."""

    gene: Gene
    event: str
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        """``FLT3 ITD``."""
        return f"{self.gene.symbol} {self.event}"

    @property
    def test(self) -> str:
        """The event itself."""
        return f"{self.gene.symbol} {self.event}"


@dataclass(frozen=True, slots=True)
class ExpressionClass(GeneCriterion):
    """Ask for a level of expression of a gene: high, low, positive, negative."""

    gene: Gene
    level: str
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        """``CD274 expression positive``."""
        return f"{self.gene.symbol} expression {self.level}"

    @property
    def test(self) -> str:
        """The expression of the gene."""
        return f"{self.gene.symbol} expression"
