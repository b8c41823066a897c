"""Concrete alterations: what was found in a patient, or what a source calls by its exact name."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from pmkg.model.curie import Curie
from pmkg.model.kinds import Origin


class ChangeKind(StrEnum):
    """Name the kind of a change at the protein level (HGVS nomenclature)."""

    SUBSTITUTION = "substitution"
    SYNONYMOUS = "synonymous"
    NONSENSE = "nonsense"
    FRAMESHIFT = "frameshift"
    DELETION = "deletion"
    INSERTION = "insertion"
    DUPLICATION = "duplication"
    DELINS = "delins"
    EXTENSION = "extension"
    START_LOSS = "start_loss"
    SPLICE = "splice"


class Consequence(StrEnum):
    """Name a class of consequences that a criterion may ask for."""

    MISSENSE = "missense"
    NONSENSE = "nonsense"
    FRAMESHIFT = "frameshift"
    IN_FRAME_DELETION = "in-frame deletion"
    IN_FRAME_INSERTION = "in-frame insertion"
    SPLICE = "splice"
    START_LOSS = "start loss"
    EXTENSION = "extension"
    SYNONYMOUS = "synonymous"


TRUNCATING = frozenset({Consequence.NONSENSE, Consequence.FRAMESHIFT})


@dataclass(frozen=True, slots=True)
class ProteinChange:
    """Hold one change of a protein, in one-letter residues, positions 1-based and inclusive.

    ``first`` and ``last`` are the reference residues at ``start`` and ``end`` ("" where the source gives none).
    ``alternate`` is the new residue of a substitution or of a lost stop, and the inserted or replacing residues of an
    insertion or delins; a frameshift has none. ``deleted`` holds the removed (or duplicated) residues where they are spelled
    out; it does not count in comparisons, so that ``K550_K558del`` is one thing with and without them.
    A duplication spans the duplicated residues; an insertion stands between ``start`` and ``end`` = start + 1.
    """

    kind: ChangeKind
    start: int
    end: int
    first: str = ""
    last: str = ""
    alternate: str = ""
    deleted: str = field(default="", compare=False)

    @property
    def text(self) -> str:
        """The short one-letter form: ``V600E``, ``E746_A750del``, ``E746fs``, ``X1010_splice``."""
        span = f"{self.first}{self.start}" + (f"_{self.last}{self.end}" if self.end != self.start else "")
        match self.kind:
            case ChangeKind.SUBSTITUTION:
                return f"{span}{self.alternate}"
            case ChangeKind.SYNONYMOUS:
                return f"{span}="
            case ChangeKind.NONSENSE:
                return f"{span}*"
            case ChangeKind.FRAMESHIFT:
                return f"{self.first}{self.start}fs"
            case ChangeKind.DELETION:
                return f"{span}del"
            case ChangeKind.INSERTION:
                return f"{span}ins{self.alternate}"
            case ChangeKind.DUPLICATION:
                return f"{span}dup"
            case ChangeKind.DELINS:
                return f"{span}delins{self.alternate}"
            case ChangeKind.EXTENSION:
                return f"{span}{self.alternate}ext"
            case ChangeKind.START_LOSS:
                return "M1?"
            case ChangeKind.SPLICE:
                return f"X{self.start}_splice"

    @property
    def substitutions(self) -> tuple[ProteinChange, ...]:
        """The single substitutions that the change makes: itself, or those of a delins of as many residues as it replaces.

        Residues that stay what they were count for nothing, and so does any other kind of change. ``first`` of a part is
        "" where the source does not tell the residue.

        >>> [part.text for part in ProteinChange(ChangeKind.DELINS, 12, 13, "G", "G", "CV").substitutions]
        ['G12C', 'G13V']
        """
        if self.kind is ChangeKind.SUBSTITUTION:
            return (self,)
        size = self.end - self.start + 1
        if self.kind is not ChangeKind.DELINS or len(self.alternate) != size:
            return ()
        inner = self.deleted[1:-1] if len(self.deleted) == size else ""
        known = [self.first, *(inner or [""] * (size - 2)), self.last][:size]
        return tuple(
            ProteinChange(ChangeKind.SUBSTITUTION, position, position, residue, "", new)
            for position, residue, new in zip(range(self.start, self.end + 1), known, self.alternate, strict=True)
            if residue != new
        )

    @property
    def consequence(self) -> Consequence:
        """The class of consequence; a delins counts by whether it removes or adds residues."""
        match self.kind:
            case ChangeKind.SUBSTITUTION:
                return Consequence.MISSENSE
            case ChangeKind.DELETION:
                return Consequence.IN_FRAME_DELETION
            case ChangeKind.INSERTION | ChangeKind.DUPLICATION:
                return Consequence.IN_FRAME_INSERTION
            case ChangeKind.DELINS:
                removed, added = self.end - self.start + 1, len(self.alternate)
                if removed > added:
                    return Consequence.IN_FRAME_DELETION
                return Consequence.IN_FRAME_INSERTION if added > removed else Consequence.MISSENSE
            case ChangeKind.NONSENSE:
                return Consequence.NONSENSE
            case ChangeKind.FRAMESHIFT:
                return Consequence.FRAMESHIFT
            case ChangeKind.SPLICE:
                return Consequence.SPLICE
            case ChangeKind.START_LOSS:
                return Consequence.START_LOSS
            case ChangeKind.EXTENSION:
                return Consequence.EXTENSION
            case ChangeKind.SYNONYMOUS:
                return Consequence.SYNONYMOUS


class Pathogenicity(StrEnum):
    """Name the laboratory's own classification of an alteration, where the request gives one."""

    PATHOGENIC = "pathogenic"
    LIKELY_PATHOGENIC = "likely_pathogenic"
    UNCERTAIN = "uncertain"
    LIKELY_BENIGN = "likely_benign"
    BENIGN = "benign"

    @property
    def harmful(self) -> bool:
        """Whether it calls the alteration pathogenic, certainly or likely."""
        return self in (Pathogenicity.PATHOGENIC, Pathogenicity.LIKELY_PATHOGENIC)

    @property
    def harmless(self) -> bool:
        """Whether it calls the alteration benign, certainly or likely."""
        return self in (Pathogenicity.BENIGN, Pathogenicity.LIKELY_BENIGN)


class CopyCall(StrEnum):
    """Name a copy-number call."""

    AMPLIFICATION = "amplification"
    GAIN = "gain"
    LOSS = "loss"
    DEEP_DELETION = "deep_deletion"


class ExonEventKind(StrEnum):
    """Name what happened to whole exons."""

    SKIPPING = "skipping"
    DELETION = "deletion"
    INSERTION = "insertion"
    DUPLICATION = "duplication"


@dataclass(frozen=True, slots=True)
class Gene:
    """Name a gene by its identifier and approved symbol."""

    id: Curie
    symbol: str


@dataclass(frozen=True, slots=True)
class Mutation:
    """Hold a small variant. At least one of ``protein``, ``coding``, ``genomic`` is set.

    ``coding`` is a c. expression without its transcript, ``genomic`` is ``GRCh37:7:140453136:A:T``. ``splice`` says that
    the change hits a canonical splice site; ``exon`` is set where the request names it. ``others`` are the names of the same
    change on other transcripts: they meet statements about those very names, and count for no position, class or hotspot,
    which are those of the main transcript.
    """

    gene: Gene
    protein: ProteinChange | None = None
    coding: str = ""
    genomic: str = ""
    splice: bool = False
    exon: int | None = None
    origin: Origin = Origin.UNKNOWN
    pathogenicity: Pathogenicity | None = None
    zygosity: str = ""
    others: tuple[ProteinChange, ...] = ()

    @property
    def text(self) -> str:
        """The gene and the most specific name of the change."""
        change = self.protein.text if self.protein else self.coding or self.genomic
        return f"{self.gene.symbol} {change}"


@dataclass(frozen=True, slots=True)
class CopyChange:
    """Hold a copy-number change; ``copies`` and ``ploidy`` where they were measured.

    ``pathogenicity`` is the laboratory's call, as it comes with the germline deletion of a whole gene.
    """

    gene: Gene
    call: CopyCall
    copies: float | None = None
    ploidy: float | None = None
    origin: Origin = Origin.UNKNOWN
    pathogenicity: Pathogenicity | None = None

    @property
    def text(self) -> str:
        """The gene and the call."""
        return f"{self.gene.symbol} {self.call.replace('_', ' ')}"


@dataclass(frozen=True, slots=True)
class Fusion:
    """Hold a fusion in the 5' to 3' order given; a partner that is not known is None."""

    five: Gene | None
    three: Gene | None
    five_exon: int | None = None
    three_exon: int | None = None
    in_frame: bool | None = None
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        """``EML4::ALK``, with ``v`` for an unknown partner, and the exons where known."""
        names = f"{self.five.symbol if self.five else 'v'}::{self.three.symbol if self.three else 'v'}"
        if self.five_exon is None or self.three_exon is None:
            return names
        return f"{names} e{self.five_exon}::e{self.three_exon}"


@dataclass(frozen=True, slots=True)
class Rearrangement:
    """Hold a rearrangement of one gene without a known productive partner (intron 9 rearrangement, truncation)."""

    gene: Gene
    detail: str = ""
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        """The gene and the detail."""
        return f"{self.gene.symbol} {self.detail + ' ' if self.detail else ''}rearrangement"


@dataclass(frozen=True, slots=True)
class ExonEvent:
    """Hold an event of whole exons, such as MET exon 14 skipping, exons inclusive; ``pathogenicity`` is the laboratory's call."""

    gene: Gene
    event: ExonEventKind
    first: int
    last: int
    origin: Origin = Origin.UNKNOWN
    pathogenicity: Pathogenicity | None = None

    @property
    def text(self) -> str:
        """The gene, the exons and the event."""
        exons = f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"
        return f"{self.gene.symbol} exon {exons} {self.event}"


@dataclass(frozen=True, slots=True)
class NamedEvent:
    """Hold an event known by name: ``ITD``, ``vIII``, ``promoter methylation``, ``AR-V7``, ``kinase domain duplication``."""

    gene: Gene
    event: str
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        """The gene and the event."""
        return f"{self.gene.symbol} {self.event}"


@dataclass(frozen=True, slots=True)
class Expression:
    """Hold the expression of a gene: ``high``, ``low``, ``positive``, ``negative``, ``normal``."""

    gene: Gene
    level: str
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        """The gene and the level."""
        return f"{self.gene.symbol} expression {self.level}"


@dataclass(frozen=True, slots=True)
class Unread:
    """Hold what a request says of a gene in words that could not be used: it meets no criterion and rules none out.

    Without it the gene would count as normal. ``small`` says that the words name a small variant, so that the gene's copy
    number, fusions and expression are not in question.
    """

    gene: Gene
    words: str
    small: bool = False
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        """The gene and the words of the request, which may name the gene themselves."""
        named = self.words.partition(" ")[0] == self.gene.symbol
        return self.words if named else f"{self.gene.symbol} {self.words}"


Alteration: TypeAlias = Mutation | CopyChange | Fusion | Rearrangement | ExonEvent | NamedEvent | Expression | Unread


def genes_of(alteration: Alteration) -> tuple[Gene, ...]:
    """List the genes that an alteration touches: both partners of a fusion, else one."""
    if isinstance(alteration, Fusion):
        return tuple(gene for gene in (alteration.five, alteration.three) if gene is not None)
    return (alteration.gene,)
