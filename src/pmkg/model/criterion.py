"""The leaves of molecular profiles: what a statement or a trial asks of a patient.

Each leaf knows its ``subjects`` (gene identifiers, or ``marker:NAME``), under which a release indexes it, and its
canonical ``text``, by which profiles are compared, hashed and shown. ``test`` names the test that would decide it, and
``rung`` the most specific rung of the variant ladder on which it can be met (CLINICAL rule 2).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from pmkg.model.kinds import Origin, VariantMatch
from pmkg.model.variant import Consequence, CopyCall, ExonEventKind, Gene, ProteinChange


class Function(StrEnum):
    """Name what a class of mutations does to its gene.

    ANY takes every non-benign small variant; MUTATION is a bare "Mutation": activating for an oncogene, loss of function or
    pathogenic for a suppressor (CLINICAL rule 4); the others say it themselves.
    """

    ANY = "any"
    MUTATION = "mutation"
    ONCOGENIC = "oncogenic"
    ACTIVATING = "activating"
    LOSS_OF_FUNCTION = "loss of function"
    PATHOGENIC = "pathogenic"


class _GeneCriterion:
    """Index a criterion under its one gene."""

    __slots__ = ()
    gene: Gene

    @property
    def subjects(self) -> tuple[str, ...]:
        return (self.gene.id,)

    @property
    def rung(self) -> VariantMatch:
        return VariantMatch.EXACT


class _SmallVariantCriterion(_GeneCriterion):
    """Let the sequence of the gene decide a criterion."""

    __slots__ = ()

    @property
    def test(self) -> str:
        return f"{self.gene.symbol} mutation status"


@dataclass(frozen=True, slots=True)
class Allele(_SmallVariantCriterion):
    """Ask for one exact protein change."""

    gene: Gene
    change: ProteinChange
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        return f"{self.gene.symbol} {self.change.text}"


@dataclass(frozen=True, slots=True)
class CodingAllele(_SmallVariantCriterion):
    """Ask for one exact change named at the transcript level, where no protein change is known (``c.7089+1del``)."""

    gene: Gene
    coding: str
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        return f"{self.gene.symbol} {self.coding}"


@dataclass(frozen=True, slots=True)
class Codon(_SmallVariantCriterion):
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
        sites = "/".join(f"{residue}{position}" for residue, position in self.residues)
        only = "/".join(self.alternates)
        other = f" other than {'/'.join(self.excluded)}" if self.excluded else ""
        return f"{self.gene.symbol} {sites}{only}{other}"

    @property
    def rung(self) -> VariantMatch:
        return VariantMatch.POSITION


@dataclass(frozen=True, slots=True)
class Region(_SmallVariantCriterion):
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
        return f"{self.gene.symbol} {self.name}"

    @property
    def rung(self) -> VariantMatch:
        return VariantMatch.CATEGORY


@dataclass(frozen=True, slots=True)
class MutationClass(_GeneCriterion):
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
        return f"{self.gene.symbol} {'germline ' if self.origin is Origin.GERMLINE else ''}mutation status"

    @property
    def rung(self) -> VariantMatch:
        narrowed = self.consequences or self.excluded or self.exceptions
        plain = self.function in (Function.MUTATION, Function.ANY) and not narrowed
        return VariantMatch.GENE if plain else VariantMatch.CATEGORY


@dataclass(frozen=True, slots=True)
class Loss(_GeneCriterion):
    """Ask for loss of a gene's product: deep deletion, truncating mutation, or loss of expression."""

    gene: Gene
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        return f"{self.gene.symbol} loss"

    @property
    def test(self) -> str:
        return f"{self.gene.symbol} loss"


@dataclass(frozen=True, slots=True)
class Copy(_GeneCriterion):
    """Ask for a copy-number call; ``exon`` limits it to an exon-level deletion (``EGFR exon 4 deletion``)."""

    gene: Gene
    call: CopyCall
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        return f"{self.gene.symbol} {self.call.replace('_', ' ')}"

    @property
    def test(self) -> str:
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
        return tuple(gene.id for gene in (self.five, self.three) if gene is not None)

    @property
    def text(self) -> str:
        five, three = (self.five.symbol if self.five else "v"), (self.three.symbol if self.three else "v")
        exons = f" e{self.five_exon}::e{self.three_exon}" if self.five_exon and self.three_exon else ""
        other = f" other than {'/'.join(gene.symbol for gene in self.excluded)}" if self.excluded else ""
        if self.either:
            return f"{(self.three or self.five).symbol} fusion{other}"  # type: ignore[union-attr]
        return f"{five}::{three} fusion{exons}{other}"

    @property
    def test(self) -> str:
        named = self.three or self.five
        return f"{named.symbol} fusion" if named else "fusion"

    @property
    def rung(self) -> VariantMatch:
        return VariantMatch.CATEGORY if self.five is None or self.three is None else VariantMatch.EXACT


@dataclass(frozen=True, slots=True)
class RearrangementClass(_GeneCriterion):
    """Ask for a rearrangement of one gene: any fusion of it, or a rearrangement without a known partner.

    ``detail`` narrows it to the named one (``intron 9``).
    """

    gene: Gene
    detail: str = ""
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        return f"{self.gene.symbol} {self.detail + ' ' if self.detail else ''}rearrangement"

    @property
    def test(self) -> str:
        return f"{self.gene.symbol} fusion"


@dataclass(frozen=True, slots=True)
class ExonEventClass(_SmallVariantCriterion):
    """Ask for an event of whole exons (``MET exon 14 skipping``); a splice-site change that causes it may meet it."""

    gene: Gene
    event: ExonEventKind
    first: int
    last: int
    residues: tuple[tuple[int, int], ...] = ()
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        exons = f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"
        return f"{self.gene.symbol} exon {exons} {self.event}"


@dataclass(frozen=True, slots=True)
class EventClass(_GeneCriterion):
    """Ask for an event known by name only (``FLT3 ITD``, ``EGFR vIII``, ``MGMT promoter methylation``)."""

    gene: Gene
    event: str
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        return f"{self.gene.symbol} {self.event}"

    @property
    def test(self) -> str:
        return f"{self.gene.symbol} {self.event}"


@dataclass(frozen=True, slots=True)
class ExpressionClass(_GeneCriterion):
    """Ask for a level of expression of a gene: high, low, positive, negative."""

    gene: Gene
    level: str
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        return f"{self.gene.symbol} expression {self.level}"

    @property
    def test(self) -> str:
        return f"{self.gene.symbol} expression"


@dataclass(frozen=True, slots=True)
class WildType(_SmallVariantCriterion):
    """Ask that a gene was tested and carries no oncogenic (or uncertain) small variant."""

    gene: Gene
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        return f"{self.gene.symbol} wild type"

    @property
    def rung(self) -> VariantMatch:
        return VariantMatch.GENE


@dataclass(frozen=True, slots=True)
class Marker:
    """Ask for a state of a biomarker that is no gene variant: ``MSI`` = high, ``HER2`` = positive, ``5q`` = deletion."""

    name: str
    state: str
    origin: Origin = field(default=Origin.UNKNOWN)

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"marker:{self.name}",)

    @property
    def text(self) -> str:
        return f"{self.name} {self.state}"

    @property
    def test(self) -> str:
        return f"{self.name} status"

    @property
    def rung(self) -> VariantMatch:
        return VariantMatch.EXACT


@dataclass(frozen=True, slots=True)
class Score:
    """Ask for a measured score: ``TMB >= 10`` (mutations/Mb), ``PD-L1 TPS >= 50`` (percent), ``PD-L1 CPS >= 10``."""

    name: str
    comparator: str
    value: float
    origin: Origin = field(default=Origin.UNKNOWN)

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"marker:{self.name}",)

    @property
    def text(self) -> str:
        return f"{self.name} {self.comparator} {self.value:g}"

    @property
    def test(self) -> str:
        return self.name

    @property
    def rung(self) -> VariantMatch:
        return VariantMatch.EXACT


Criterion: TypeAlias = (
    Allele
    | CodingAllele
    | Codon
    | Region
    | MutationClass
    | Loss
    | Copy
    | FusionClass
    | RearrangementClass
    | ExonEventClass
    | EventClass
    | ExpressionClass
    | WildType
    | Marker
    | Score
)
