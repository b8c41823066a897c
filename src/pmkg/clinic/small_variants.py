"""One small variant from all that a request says of it: protein change, c. expression, coordinates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pmkg.clinic.not_understood import NotUnderstood, contradictory, unparsed
from pmkg.clinic.variant_names import Reading, VariantNames, agree
from pmkg.errors import InvalidText
from pmkg.model.signature import Notice
from pmkg.model.variant import ChangeKind, Gene, Mutation, ProteinChange, Unread
from pmkg.model.views import GENE_KNOWLEDGE
from pmkg.ports.reader import GraphReader
from pmkg.vocabulary.alteration_text import GenomicText, parse_residue_change
from pmkg.vocabulary.coding import parse_coding
from pmkg.vocabulary.genomic import parse_genomic
from pmkg.vocabulary.repeats import three_prime

_SHIFTING = frozenset({ChangeKind.INSERTION, ChangeKind.DELETION, ChangeKind.DUPLICATION})
_OF_ONE_CODON = frozenset({ChangeKind.SUBSTITUTION, ChangeKind.NONSENSE, ChangeKind.SYNONYMOUS})


class SmallVariants:
    """Read descriptions of small variants against one release; remembers genes' reference residues."""

    def __init__(self, reader: GraphReader) -> None:
        self._reader = reader
        self._names = VariantNames(reader)
        self._residues: dict[str, dict[str, str]] = {}

    def prepare(self, genes: Iterable[Gene]) -> None:
        """Read the reference residues of many genes at once."""
        missing = sorted({gene.id for gene in genes if gene.id not in self._residues})
        if missing:
            rows = self._reader.rows(GENE_KNOWLEDGE, missing)
            self._residues.update({gene: (rows[gene][0].residues if gene in rows else {}) for gene in missing})

    def protein(self, gene: Gene, words: str) -> list[Reading]:
        """Read what stands in a protein field, or raise :class:`NotUnderstood`."""
        try:
            change = parse_residue_change(gene, words)
        except InvalidText as error:
            raise unparsed(f"{gene.symbol} {words}", error, Unread(gene, words, small=True)) from None
        if isinstance(change, str):
            return [self._names.of_coding(words, parse_coding(change), gene)]
        return [self._residues_of(gene, change)]

    def change(self, gene: Gene, words: str) -> ProteinChange | None:
        """Read a protein field that holds a protein change without fault; None for anything else."""
        try:
            change = parse_residue_change(gene, words)
            return None if isinstance(change, str) else self._checked(gene, change)
        except (InvalidText, NotUnderstood):
            return None

    def coding(self, words: str, gene: Gene | None) -> list[Reading]:
        """Read a c. expression, with or without its transcript."""
        try:
            change = parse_coding(words)
        except InvalidText as error:
            kept = [Unread(gene, words, small=True)] if gene else []
            raise unparsed(words, error, *kept, refuses=False) from None
        return [self._names.of_coding(words, change, gene)]

    def genomic(self, words: str, gene: Gene | None) -> list[Reading]:
        """Read coordinates or a g. expression."""
        try:
            genomic = parse_genomic(words)
        except InvalidText as error:
            kept = [Unread(gene, words, small=True)] if gene else []
            raise unparsed(words, error, *kept, refuses=False) from None
        return [self._names.of_genomic(words, genomic, gene)]

    def placed(self, found: GenomicText, words: str) -> list[Reading]:
        """Read a text that names its change by coordinates or by a transcript."""
        if found.genomic:
            return [self._names.of_genomic(words, found.genomic, found.gene)]
        change = replace(parse_coding(found.coding), transcript=found.transcript)
        read = self._names.of_coding(words, change, found.gene)
        if found.protein is None:
            return [read]
        return [*self.mutation(Mutation(read.gene, found.protein), found.protein.text), read]

    def mutation(self, found: Mutation, words: str) -> list[Reading]:
        """Read a text that names its change by residues, by a c. expression without a transcript, or by both."""
        readings = []
        if found.protein is not None:
            readings.append(self._residues_of(found.gene, found.protein))
        if found.coding:
            name = found.coding if readings else words
            readings.append(self._names.of_coding(name, parse_coding(found.coding), found.gene))
        return readings

    def _residues_of(self, gene: Gene, stated: ProteinChange) -> Reading:
        change = self._checked(gene, stated)
        return Reading(change.text, gene, (change,), splice=change.kind is ChangeKind.SPLICE)

    def _checked(self, gene: Gene, change: ProteinChange) -> ProteinChange:
        """Refuse a reference residue that contradicts what curated names tell of the position (CLINICAL rule 1).

        What agrees is brought to its one name where it lies in a repeat, as the release does with its own alleles.
        """
        if gene.id not in self._residues:
            self.prepare([gene])
        table = self._residues[gene.id]
        for residue, position in ((change.first, change.start), (change.last, change.end)):
            known = table.get(str(position))
            if known and residue not in known and _is_stated(residue):
                text = f"{gene.symbol} {change.text}"
                message = f"{text}: residue {position} is {'/'.join(known)}, not {residue}; it matches nothing"
                notice = Notice("REFERENCE_MISMATCH", message, text, (f"{gene.symbol} {known[0]}{position}",))
                raise NotUnderstood(notice, Unread(gene, change.text, small=True))
        if change.kind in _SHIFTING and table:
            return three_prime(change, lambda position: table.get(str(position), "")[:1])
        return change


def joined(readings: Sequence[Reading]) -> tuple[Mutation, list[Notice]]:
    """Make one variant of all that is said of it, with what stays in doubt, or raise :class:`NotUnderstood`.

    A stated protein change settles what a c. expression or coordinates leave open; descriptions that cannot be one
    change are refused, each of their genes kept open.
    """
    if len(readings) == 1 and len(readings[0].proteins) == 1:
        one = readings[0]
        return Mutation(one.gene, one.proteins[0], one.coding, one.genomic, one.splice, one.exon, others=one.others), []
    genes = dict.fromkeys(reading.gene for reading in readings)
    told = [reading for reading in readings if reading.proteins]
    common = [one for one in told[0].proteins if all(_fits(one, told[0], rest) for rest in told[1:])] if told else []
    if len(genes) > 1 or (told and not common) or _elsewhere(readings, common):
        texts = [f"{reading.gene.symbol} {reading.words}" for reading in readings]
        near = {f"{reading.gene.symbol} {change.text}" for reading in readings for change in reading.proteins}
        raise contradictory(
            f"{' and '.join(dict.fromkeys(texts))} are not one change",
            [reading.words for reading in readings],
            [*genes],
            sorted(near),
        )
    protein = common[0] if len(common) == 1 else None
    mutation = Mutation(
        readings[0].gene,
        protein,
        next((reading.coding for reading in readings if reading.coding), ""),
        next((reading.genomic for reading in readings if reading.genomic), ""),
        any(reading.splice for reading in readings),
        next((reading.exon for reading in readings if reading.exon), None),
        others=tuple(dict.fromkeys(other for reading in readings for other in reading.others)),
    )
    doubts = [reading.doubt for reading in readings if reading.doubt]
    return mutation, [] if protein or mutation.splice else doubts[:1]


def _fits(one: ProteinChange, mine: Reading, other: Reading) -> bool:
    """Whether a protein change of one description may be that of another, by its name there or on another transcript."""
    if any(agree(one, it) for it in (*other.proteins, *other.others)):
        return True
    return any(agree(name, it) for name in mine.others for it in other.proteins)


def _elsewhere(readings: Sequence[Reading], changes: Sequence[ProteinChange]) -> bool:
    """Whether a c. substitution that no source translates changes another codon than the one the protein name says."""
    codons = {reading.codon for reading in readings if reading.codon and not reading.proteins}
    return any(change.kind in _OF_ONE_CODON and change.start != codon for change in changes for codon in codons)


def _is_stated(residue: str) -> bool:
    return len(residue) == 1 and residue.isalpha() and residue != "X"
