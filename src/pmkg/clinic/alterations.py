"""From the alterations of a request to resolved alterations, and a notice for each one that was not understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeAlias

from pydantic.alias_generators import to_camel

from pmkg.clinic.lookup import Lookup, Unresolved, notice
from pmkg.clinic.not_understood import NotUnderstood, contradictory, unparsed
from pmkg.clinic.signature_input import AlterationInput
from pmkg.clinic.small_variants import SmallVariants, joined
from pmkg.clinic.structural_changes import Unchanged, read_copies, read_level, read_partners
from pmkg.clinic.variant_names import Reading
from pmkg.errors import InvalidText
from pmkg.model.criterion import EventClass
from pmkg.model.kinds import Origin
from pmkg.model.profile import leaves
from pmkg.model.signature import Found, Notice
from pmkg.model.variant import (
    Alteration,
    ChangeKind,
    CopyChange,
    ExonEvent,
    Gene,
    Mutation,
    NamedEvent,
    Pathogenicity,
    Unread,
    genes_of,
)
from pmkg.model.views import PROFILES_BY_SUBJECT
from pmkg.ports.reader import GraphReader
from pmkg.vocabulary.alteration_text import GenomicText, MarkerFact, genes_named, parse_alteration, with_qualifiers
from pmkg.vocabulary.named_events import event_of
from pmkg.vocabulary.qualifier_text import NOTHING_SAID, Qualifiers

_SUGGESTED_EVENTS = 5
_PLAIN = frozenset({"gene", "protein"})
_OF_ONE_KIND = frozenset({"pathogenicity", "zygosity", "exons", "in_frame", "ploidy"})
_NO_GENE = re.compile(r"(?:(?:NP_|XP_|ENSP)[\w.]+:)?[pc]\..*").fullmatch

Outcome: TypeAlias = Found | MarkerFact | Unchanged | Notice


@dataclass(slots=True)
class _Reading:
    """Gather what the fields of one alteration say: one small variant described in several ways, and anything else."""

    readings: list[Reading] = field(default_factory=list)
    items: list[Alteration | MarkerFact | Unchanged] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    refused: list[NotUnderstood] = field(default_factory=list)
    said: Qualifiers = NOTHING_SAID

    @property
    def told(self) -> list[Notice]:
        """What to report: doubts, then what was refused."""
        return [*self.notices, *[error.notice for error in self.refused]] if self.refused else self.notices

    @property
    def kept(self) -> list[Alteration]:
        """What is kept unread of what was refused, unless another description names the variant."""
        if not self.refused:
            return []
        return [one for error in self.refused if error.refuses or not self.readings for one in error.kept]


_Describe: TypeAlias = Callable[["AlterationReader", AlterationInput, Gene | None, _Reading], None]


class AlterationReader:
    """Resolve alterations against one release."""

    def __init__(self, reader: GraphReader, lookup: Lookup) -> None:
        self._reader = reader
        self._lookup = lookup
        self._small = SmallVariants(reader)

    def prepare(self, given: Sequence[AlterationInput]) -> None:
        """Resolve the genes of a whole signature, and read their reference residues, in one read each."""
        symbols = {item.gene.strip() for item in given if item.gene}
        self._lookup.load_genes(symbols)
        self._lookup.load_genes({name for item in given if item.fusion for name in item.fusion if name})
        self._small.prepare(gene for symbol in symbols if (gene := self._lookup.gene_or_none(symbol)) is not None)

    def read(self, given: AlterationInput, origin: Origin) -> list[Outcome]:
        """Resolve one alteration; several findings where its fields say several.

        Whatever of it is not understood is reported and kept as unread, so that its gene is not taken for normal.
        """
        said = frozenset([name for name in given.model_fields_set if getattr(given, name) is not None])
        if said == _PLAIN and (plain := self._plain(given.gene or "", given.protein or "", origin)) is not None:
            event = _by_name(plain)
            return [plain] if event is None else [plain, event]
        read = _Reading()
        gene = self._stated_gene(given, read)
        of_small, of_others = _steps(said)
        for describe in of_small:
            _attempt(read, describe, self, given, gene, read)
        _attempt(read, _join, read)
        for describe in of_others:
            _attempt(read, describe, self, given, gene, read)
        if not (read.items or read.refused or read.notices):
            read.refused.append(_says_nothing(gene))
        own = Origin(given.origin) if given.origin else origin
        finished = [_finished(item, given, own) for item in (*read.items, *read.kept)]
        strange = [found for item in read.items if (found := self._strange(item)) is not None]
        named = [one for outcome in finished if (one := _by_name(outcome)) is not None]
        return [*strange, *dict.fromkeys([*read.told, *_unused(said, read.items)]), *finished, *named]

    def _plain(self, symbol: str, words: str, origin: Origin) -> Found | None:
        """Resolve a gene with a protein change at once, or give None where anything about them needs a word.

        A batch holds a million of these; what this gives is what the fields one by one would give.
        """
        gene = self._lookup.gene_or_none(symbol.strip())
        change = self._small.change(gene, words) if gene is not None else None
        if gene is None or change is None:
            return None
        mutation = Mutation(gene, change, splice=change.kind is ChangeKind.SPLICE, origin=origin)
        return Found(mutation, f"{gene.symbol} {change.text}")

    def _stated_gene(self, given: AlterationInput, read: _Reading) -> Gene | None:
        """Resolve the gene; where its name is not known, coordinates or a transcript may still tell it."""
        if not given.gene:
            return None
        found = self._lookup.gene(given.gene.strip())
        if isinstance(found, Unresolved):
            read.refused.append(NotUnderstood(notice(found, "gene", given.gene), refuses=False))
            return None
        return found

    def _of_text(self, given: AlterationInput, gene: Gene | None, read: _Reading) -> None:
        text = (given.text or "").strip()
        self._text(text, read)
        named = {reading.gene for reading in read.readings}
        named |= {one for item in read.items if not isinstance(item, (MarkerFact, Unchanged)) for one in genes_of(item)}
        if gene is not None and named and gene not in named:
            read.readings, read.items = [], []
            genes = [gene, *sorted(named, key=lambda other: other.symbol)]
            raise contradictory(f"{text} is no alteration of {gene.symbol}", [text], genes, small=False)

    def _of_event(self, given: AlterationInput, gene: Gene | None, read: _Reading) -> None:
        gene = _needed(gene, given)
        if gene is not None:
            self._text(f"{gene.symbol} {given.event}", read)

    def _text(self, text: str, read: _Reading) -> None:
        try:
            parsed = parse_alteration(text, self._lookup.gene_or_none)
        except InvalidText as error:
            raise self._unread(text, error) from None
        if isinstance(parsed, GenomicText):
            read.said = parsed.said
            words = text.strip() if parsed.gene is None else parsed.genomic or f"{parsed.transcript}:{parsed.coding}"
            read.readings.extend(self._small.placed(parsed, words))
        elif isinstance(parsed, Mutation):
            origin = parsed.origin if parsed.origin is not Origin.UNKNOWN else None
            read.said = Qualifiers(origin, parsed.pathogenicity, parsed.zygosity)
            read.readings.extend(self._small.mutation(parsed, parsed.coding))
        else:
            read.items.append(parsed)

    def _unread(self, text: str, error: InvalidText) -> NotUnderstood:
        """Report a text that follows no known form, and keep the genes that it names."""
        if error.reason == "UNKNOWN_GENE":
            found = self._lookup.gene(error.name) if error.name else None
            kept = self._named(text, error.name)
            if isinstance(found, Unresolved):
                return NotUnderstood(notice(found, "gene", error.name), *kept)
            return unparsed(text, error, *kept)
        genes, rest = genes_named(text, self._lookup.gene_or_none)
        return unparsed(text, error, *(Unread(gene, rest or "alteration") for gene in genes))

    def _named(self, text: str, unknown: str) -> list[Alteration]:
        """Keep the known partner of a fusion whose other partner is no known gene."""
        names = [name for name in text.strip().split("::") if name != unknown] if "::" in text else []
        genes = [gene for name in names if (gene := self._lookup.gene_or_none(name)) is not None]
        return [Unread(gene, f"in {text.strip()}") for gene in genes]

    def _of_hgvs(self, given: AlterationInput, gene: Gene | None, read: _Reading) -> None:
        body = (given.hgvs or "").strip()
        if ":g." in body or body.startswith("g."):
            read.readings.extend(self._small.genomic(body, gene))
        elif gene is None and _NO_GENE(body):
            raise NotUnderstood(Notice("UNPARSED", f'{body!r} names no gene; add "gene"', body, ()), refuses=False)
        elif gene is None:
            self._text(body, read)
        elif "p." in body:
            read.readings.extend(self._small.protein(gene, body.rpartition(":")[2]))
        else:
            read.readings.extend(self._coding(body, gene))

    def _coding(self, body: str, gene: Gene) -> list[Reading]:
        """Read a c. expression beside a gene; a gene that stands in it too must be the same one."""
        head, _, change = body.rpartition(":")
        symbol = head.partition("(")[2].rstrip(")") or head
        other = self._lookup.gene_or_none(symbol) if symbol else None
        if other is not None and other != gene:
            raise contradictory(f"{body} is a change of {other.symbol}, not of {gene.symbol}", [body], [gene, other])
        return self._small.coding(change if other is not None and symbol == head else body, gene)

    def _of_genomic(self, given: AlterationInput, gene: Gene | None, read: _Reading) -> None:
        read.readings.extend(self._small.genomic((given.genomic or "").strip(), gene))

    def _of_protein(self, given: AlterationInput, gene: Gene | None, read: _Reading) -> None:
        home = gene or (read.readings[0].gene if read.readings else None)
        home = _needed(home, given)
        if home is not None:
            # what is stated of the protein comes first: it names the variant
            read.readings[:0] = self._small.protein(home, given.protein or "")

    def _of_copies(self, given: AlterationInput, gene: Gene | None, read: _Reading) -> None:
        gene = _needed(gene, given)
        if gene is not None:
            change, notices = read_copies(gene, given)
            read.items.append(change)
            read.notices.extend(notices)

    def _of_expression(self, given: AlterationInput, gene: Gene | None, read: _Reading) -> None:
        gene = _needed(gene, given)
        if gene is not None:
            read.items.append(read_level(gene, given.expression or ""))

    def _of_fusion(self, given: AlterationInput, gene: Gene | None, read: _Reading) -> None:
        read.items.append(read_partners(given, gene, self._lookup))

    def _strange(self, item: Alteration | MarkerFact | Unchanged) -> Notice | None:
        """Warn of an event that the request names and no profile of the release asks for: it may be a misspelling."""
        if not isinstance(item, NamedEvent):
            return None
        rows = self._reader.rows(PROFILES_BY_SUBJECT, [item.gene.id]).get(item.gene.id, ())
        asked = [leaf.criterion for row in rows for leaf in leaves(row.tree)]
        known = {
            criterion.event for criterion in asked if isinstance(criterion, EventClass) and criterion.gene == item.gene
        }
        if item.event.casefold() in {event.casefold() for event in known}:
            return None
        message = f"{item.text}: no statement of this release is about such an event"
        near = tuple(f"{item.gene.symbol} {event}" for event in sorted(known)[:_SUGGESTED_EVENTS])
        return Notice("UNKNOWN_VARIANT", message, item.text, near)


def _attempt(read: _Reading, step: Callable[..., None], *given: object) -> None:
    """Take one step; where it is refused, the others may still say something."""
    try:
        step(*given)
    except NotUnderstood as error:
        read.refused.append(error)


def _join(read: _Reading) -> None:
    """Make one finding of the descriptions of a small variant; where one of them is refused, the whole is not understood."""
    if read.refused and any(error.refuses for error in read.refused):
        kept = {one.gene for error in read.refused for one in error.kept if isinstance(one, Unread)}
        others = (reading for reading in read.readings if reading.gene not in kept)
        read.items.extend(Unread(reading.gene, reading.words, small=True) for reading in others)
    elif read.readings:
        mutation, doubts = joined(read.readings)
        read.notices.extend(doubts)
        read.items.append(with_qualifiers(mutation, read.said))


def _needed(gene: Gene | None, given: AlterationInput) -> Gene | None:
    """Refuse a field that says nothing without a gene; a gene whose name is not known is reported already."""
    if gene is None and not given.gene:
        raise NotUnderstood(Notice("UNPARSED", "the alteration names no gene", "", ()))
    return gene


def _says_nothing(gene: Gene | None) -> NotUnderstood:
    if gene is None:
        return NotUnderstood(Notice("UNPARSED", "the alteration names no gene", "", ()))
    message = f"{gene.symbol}: say what was found (protein, copyNumber, event, ...)"
    return NotUnderstood(Notice("UNPARSED", message, gene.symbol, ()), Unread(gene, "alteration"))


def _unused(said: AbstractSet[str], items: Sequence[Alteration | MarkerFact | Unchanged]) -> list[Notice]:
    """Report fields that say something of a kind of finding that this alteration is not."""
    if not _OF_ONE_KIND & said:
        return []
    small = not items or any(isinstance(item, (Mutation, Unread)) for item in items)
    called = small or any(isinstance(item, (CopyChange, ExonEvent)) for item in items)
    kinds = {
        "pathogenicity": (called, "a small variant, an exon event or a copy-number change"),
        "zygosity": (small, "a small variant"),
        "exons": ("fusion" in said, "a fusion"),
        "in_frame": ("fusion" in said, "a fusion"),
        "ploidy": (bool({"copies", "copy_number"} & said), "a copy number"),
    }
    return [
        Notice("NOT_USED", f"{to_camel(name)} was not used: it is read of {kind} only", to_camel(name), ())
        for name, (used, kind) in kinds.items()
        if name in said and not used
    ]


def _finished(item: Alteration | MarkerFact | Unchanged, given: AlterationInput, origin: Origin) -> Outcome:
    if isinstance(item, (MarkerFact, Unchanged)):
        return item
    if item.origin is not origin and (item.origin is Origin.UNKNOWN or given.origin):
        item = replace(item, origin=origin)
    if isinstance(item, (Mutation, CopyChange, ExonEvent)) and given.pathogenicity:
        item = replace(item, pathogenicity=Pathogenicity(given.pathogenicity))
    if isinstance(item, Mutation) and given.zygosity:
        item = replace(item, zygosity=given.zygosity)
    return Found(item, item.text)


def _by_name(outcome: Outcome) -> Found | None:
    """Give the event that a change is known as beside its own name, in the words of the change: FLT3 D600_L601ins as ITD."""
    event = event_of(outcome.alteration) if isinstance(outcome, Found) else None
    return Found(event, outcome.label) if event is not None and isinstance(outcome, Found) else None


@lru_cache(maxsize=1 << 10)
def _steps(said: frozenset[str]) -> tuple[tuple[_Describe, ...], tuple[_Describe, ...]]:
    """Choose what reads these fields: first what names a small variant, then the rest."""
    small = tuple(describe for name, describe in _SMALL.items() if name in said)
    return small, tuple(describe for fields, describe in _OTHERS if said & fields)


_SMALL: dict[str, _Describe] = {
    "text": AlterationReader._of_text,
    "event": AlterationReader._of_event,
    "hgvs": AlterationReader._of_hgvs,
    "genomic": AlterationReader._of_genomic,
    "protein": AlterationReader._of_protein,
}
"""The fields that may name a small variant. The protein change comes last: its gene may stand in another of them."""

_OTHERS: tuple[tuple[frozenset[str], _Describe], ...] = (
    (frozenset({"copy_number", "copies"}), AlterationReader._of_copies),
    (frozenset({"expression"}), AlterationReader._of_expression),
    (frozenset({"fusion"}), AlterationReader._of_fusion),
)
