"""What the sources of a release call a change that a request gives by coordinates or by a c. expression."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from pmkg.clinic.not_understood import NotUnderstood, contradictory
from pmkg.errors import InvalidText
from pmkg.model.curie import Curie
from pmkg.model.signature import Notice
from pmkg.model.variant import ChangeKind, Gene, ProteinChange, Unread
from pmkg.model.views import VARIANTS_BY_NAME, VariantName
from pmkg.ports.reader import GraphReader
from pmkg.vocabulary.coding import CodingChange, parse_coding, residue_of
from pmkg.vocabulary.exons import ExonTable
from pmkg.vocabulary.genomic import states_assembly, unanchored
from pmkg.vocabulary.protein import parse_protein

NO_SEQUENCE = "NO_SEQUENCE"
_ONE_BASE = 3
"""The characters of a change of one base: ``T>A``."""

_FRAMES = ({ChangeKind.FRAMESHIFT}, {ChangeKind.FRAMESHIFT, ChangeKind.NONSENSE})


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what one description of a small variant says.

    ``words`` are the request's. ``proteins`` are the protein changes that it may stand for: several where sources translate it
    on different transcripts. ``others`` are the names of the same allele on further transcripts, by which claims call it.
    ``codon`` is the residue whose codon a c. substitution of one base changes, 0 for anything else.
    ``doubt`` is what to report unless another description settles it.
    """

    words: str
    gene: Gene
    proteins: tuple[ProteinChange, ...] = ()
    coding: str = ""
    genomic: str = ""
    splice: bool = False
    exon: int | None = None
    codon: int = 0
    doubt: Notice | None = None
    others: tuple[ProteinChange, ...] = ()


class VariantNames:
    """Look changes up among the names of one release."""

    def __init__(self, reader: GraphReader) -> None:
        self._reader = reader

    def of_coding(self, words: str, change: CodingChange, gene: Gene | None) -> Reading:
        """Read a c. expression: by its transcript where a source names it there, else by the gene.

        The transcript decides what a c. expression means; where none is stated and sources differ, MANE Select does.
        """
        transcript = change.transcript.partition(".")[0]
        rows = self._rows([f"{transcript}:{change.text}"]) if transcript else []
        if not rows and gene is not None:
            rows = self._rows([f"{gene.symbol}:{change.text}"])
            rows = rows if transcript else self._on_mane(gene.id, rows, [change.text])
        home = _home(words, rows, gene)
        if home is None:
            detail = f"{words}: no source names this change and its transcript is not known"
            raise NotUnderstood(Notice("UNPARSED", f"{detail} ({NO_SEQUENCE})", words, ()), refuses=False)
        mine = [row for row in rows if row.gene == home.id]
        return Reading(
            words,
            home,
            distinct_changes(mine),
            change.text,
            mine[0].genomic if mine else "",
            change.splice,
            ExonTable.load().spliced(home.symbol, change),
            residue_of(change.first) if _changes_one_base(change) else 0,
            _doubt(words, home, mine, change.splice or not (change.first or change.last or change.intronic)),
            _other_names(mine),
        )

    def of_genomic(self, words: str, genomic: str, gene: Gene | None) -> Reading:
        """Read a change by its coordinates: what its c. expression says where a source gives one, else its protein change."""
        rows = self._rows([genomic, *filter(None, [unanchored(genomic)])])
        home = _home(words, rows, gene)
        hint = "" if states_assembly(words) else "; GRCh37 was assumed, write GRCh38:... if it is that"
        if home is None:
            message = f"{words}: its protein change is in no source and no sequence is configured ({NO_SEQUENCE}){hint}"
            raise NotUnderstood(Notice("UNPARSED", message, words, ()), refuses=False)
        mine = [row for row in rows if row.gene == home.id]
        mine = self._on_mane(home.id, mine, [row.coding for row in mine if row.coding])
        coding = mine[0].coding if mine else ""
        change = _coding_or_none(coding)
        splice = change is not None and change.splice
        exon = ExonTable.load().spliced(home.symbol, change) if change else None
        doubt = _doubt(words, home, mine, splice, hint)
        changes, others = distinct_changes(mine), _other_names(mine)
        return Reading(words, home, changes, coding, genomic, splice, exon, doubt=doubt, others=others)

    def _rows(self, keys: Sequence[str]) -> list[VariantName]:
        """Give the variants under any of these names, those with a protein change first."""
        rows = self._reader.rows(VARIANTS_BY_NAME, keys)
        found = dict.fromkeys(row for key in keys for row in rows.get(key, ()))
        return sorted(found, key=lambda row: not row.protein)

    def _on_mane(self, gene: Curie, rows: list[VariantName], codings: Sequence[str]) -> list[VariantName]:
        """Keep, of rows that name different proteins, those on the gene's MANE Select transcript, if there are any."""
        if len(distinct_changes(rows)) < 2:
            return rows
        node = self._reader.nodes([gene]).get(gene)
        names = node.properties.get("mane_select") if node else None
        transcripts = [str(name).partition(".")[0] for name in names] if isinstance(names, list) else []
        keys = [f"{transcript}:{coding}" for transcript in transcripts for coding in dict.fromkeys(codings)]
        chosen = set(self._rows(keys)) if keys else set()
        return [row for row in rows if row in chosen] or rows


def agree(one: ProteinChange, other: ProteinChange) -> bool:
    """Say whether two names can be one change of a protein.

    Annotators differ in where a frameshift begins and call one that makes a stop at once a nonsense change; a splice site's
    name tells the place, not what the protein becomes.
    """
    kinds = {one.kind, other.kind}
    if ChangeKind.SPLICE in kinds or kinds in _FRAMES:
        return True
    return len(kinds) == 1 and (one.start, one.end, one.alternate) == (other.start, other.end, other.alternate)


def distinct_changes(rows: Iterable[VariantName]) -> tuple[ProteinChange, ...]:
    """List the protein changes that rows name, each once."""
    found: list[ProteinChange] = []
    for row in rows:
        if row.protein:
            change = parse_protein(row.protein)
            if not any(agree(change, known) for known in found):
                found.append(change)
    return tuple(found)


def _other_names(rows: Iterable[VariantName]) -> tuple[ProteinChange, ...]:
    return tuple(parse_protein(name) for name in dict.fromkeys(name for row in rows for name in row.others))


def _home(words: str, rows: Sequence[VariantName], gene: Gene | None) -> Gene | None:
    """Find the gene of a change: the stated one, unless the sources place the change in others only."""
    told = dict.fromkeys(Gene(row.gene, row.symbol) for row in rows if row.protein or not rows[0].protein)
    if gene is None:
        if len(told) > 1:
            names = tuple(sorted(other.symbol for other in told))
            message = f"{words} lies in several genes: {', '.join(names)}; name the gene"
            kept = [Unread(other, words, small=True) for other in told]
            raise NotUnderstood(Notice("AMBIGUOUS_NAME", message, words, names), *kept)
        return next(iter(told), None)
    if rows and all(row.gene != gene.id for row in rows):
        others = ", ".join(sorted(other.symbol for other in told))
        raise contradictory(f"{words} is a change of {others}, not of {gene.symbol}", [words], [gene, *told])
    return gene


def _doubt(words: str, gene: Gene, rows: Sequence[VariantName], splice: bool, hint: str = "") -> Notice | None:
    """Say what is not known of the protein: which of several changes it is, or any.

    A splice change (``splice``) needs none, nor does one outside the coding sequence, such as in a promoter.
    """
    changes = distinct_changes(rows)
    if len(changes) > 1:
        names = tuple(sorted(f"{gene.symbol} {change.text}" for change in changes))
        message = f"{words} is given as {' and '.join(names)}, by transcript or source; name the protein change"
        return Notice("AMBIGUOUS_NAME", message, words, names)
    if changes or splice:
        return None
    message = f"{words}: its protein change is in no source and no sequence is configured ({NO_SEQUENCE}){hint}"
    return Notice("UNPARSED", message, words, ())


def _changes_one_base(change: CodingChange) -> bool:
    replaced = change.text.partition(str(change.first))[2]
    return change.first == change.last > 0 and not change.intronic and len(replaced) == _ONE_BASE and ">" in replaced


def _coding_or_none(text: str) -> CodingChange | None:
    with suppress(InvalidText):
        return parse_coding(text) if text else None
    return None
