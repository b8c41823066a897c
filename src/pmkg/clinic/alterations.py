"""From the alterations of a request to resolved alterations, and a notice for each one that was not understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pmkg.clinic.lookup import Lookup, Unresolved, notice
from pmkg.clinic.signature_input import AlterationInput
from pmkg.errors import InvalidText
from pmkg.model.criterion import EventClass
from pmkg.model.kinds import Origin
from pmkg.model.profile import leaves
from pmkg.model.signature import Found, Notice
from pmkg.model.variant import (
    Alteration,
    ChangeKind,
    CopyCall,
    CopyChange,
    Expression,
    Fusion,
    Gene,
    Mutation,
    NamedEvent,
    Pathogenicity,
)
from pmkg.model.views import GENE_KNOWLEDGE, PROFILES_BY_SUBJECT, VARIANTS_BY_NAME, VariantName
from pmkg.ports.reader import GraphReader
from pmkg.vocabulary.alteration_text import GenomicText, MarkerFact, parse_alteration
from pmkg.vocabulary.coding import parse_coding
from pmkg.vocabulary.copy_number import DIPLOID, copy_call
from pmkg.vocabulary.genomic import parse_genomic
from pmkg.vocabulary.protein import parse_protein
from pmkg.vocabulary.repeats import three_prime

NO_SEQUENCE = "NO_SEQUENCE"
_SUGGESTED_EVENTS = 5
_SHIFTING = frozenset({ChangeKind.INSERTION, ChangeKind.DELETION, ChangeKind.DUPLICATION})


class AlterationReader:
    """Resolve alterations against one release; remembers genes' reference residues."""

    def __init__(self, reader: GraphReader, lookup: Lookup) -> None:
        self._reader = reader
        self._lookup = lookup
        self._residues: dict[str, dict[str, str]] = {}

    def prepare(self, given: Sequence[AlterationInput]) -> None:
        """Resolve the genes of a whole signature, and read their reference residues, in one read each."""
        symbols = {item.gene for item in given if item.gene}
        self._lookup.load_genes(symbols)
        self._lookup.load_genes({name for item in given if item.fusion for name in item.fusion if name})
        genes = {found.id for symbol in symbols if isinstance(found := self._lookup.gene(symbol), Gene)}
        missing = sorted(gene for gene in genes if gene not in self._residues)
        if missing:
            rows = self._reader.rows(GENE_KNOWLEDGE, missing)
            self._residues.update({gene: (rows[gene][0].residues if gene in rows else {}) for gene in missing})

    def read(self, given: AlterationInput, origin: Origin) -> list[Found | MarkerFact | Notice]:
        """Resolve one alteration; several findings where a text says several."""
        own = Origin(given.origin) if given.origin else origin
        try:
            items = list(self._read(given))
            strange = [notice for item in items if (notice := self._strange(item)) is not None]
            return [*strange, *(self._finish(item, given, own) for item in items)]
        except _NotUnderstood as error:
            return [error.notice, *self._kept(error, given, own)]

    def _read(self, given: AlterationInput) -> Iterable[Alteration | MarkerFact]:
        if given.text is not None:
            return [self._text(given.text)]
        if given.fusion is not None:
            return [self._fusion(given)]
        if given.genomic is not None:
            return [self._genomic(given.genomic, given.gene)]
        if given.gene is None and given.hgvs is None:
            raise _NotUnderstood(Notice("UNPARSED", "the alteration names no gene", "", ()))
        if given.hgvs is not None:
            return [self._hgvs(given.hgvs, given.gene)]
        gene = self._gene(given.gene or "")
        return [self._of_gene(gene, given)]

    def _of_gene(self, gene: Gene, given: AlterationInput) -> Alteration | MarkerFact:
        if given.protein is not None:
            return self._protein(gene, given.protein)
        if given.copy_number is not None or given.copies is not None:
            return _copy(gene, given)
        if given.expression is not None:
            return Expression(gene, given.expression.casefold())
        if given.event is not None:
            return self._text(f"{gene.symbol} {given.event}")
        shown = gene.symbol
        raise _NotUnderstood(
            Notice("UNPARSED", f"{shown}: say what was found (protein, copyNumber, event, ...)", shown, ())
        )

    def _gene(self, symbol: str) -> Gene:
        found = self._lookup.gene(symbol.strip())
        if isinstance(found, Unresolved):
            raise _NotUnderstood(notice(found, "gene", symbol))
        return found

    def _protein(self, gene: Gene, text: str) -> Alteration:
        try:
            change = parse_protein(text)
        except InvalidText as error:
            raise _NotUnderstood(_unparsed(f"{gene.symbol} {text}", error), Mutation(gene, coding=text)) from None
        return self._checked(Mutation(gene, change))

    def _checked(self, mutation: Mutation) -> Mutation:
        """Refuse a reference residue that contradicts what curated names tell of the position (CLINICAL rule 1).

        What agrees is brought to its one name where it lies in a repeat, as the release does with its own alleles.
        """
        change = mutation.protein
        if change is None:
            return mutation
        table = self._residues_of(mutation.gene)
        if not table:
            return mutation
        for residue, position in ((change.first, change.start), (change.last, change.end)):
            known = table.get(str(position))
            if known and residue not in known and _is_stated(residue):
                message = f"{mutation.text}: residue {position} is {'/'.join(known)}, not {residue}; it matches nothing"
                near = (f"{mutation.gene.symbol} {known[0]}{position}",)
                raise _NotUnderstood(Notice("REFERENCE_MISMATCH", message, mutation.text, near))
        if change.kind in _SHIFTING:
            shifted = three_prime(change, lambda position: table.get(str(position), "")[:1])
            return replace(mutation, protein=shifted)
        return mutation

    def _residues_of(self, gene: Gene) -> dict[str, str]:
        table = self._residues.get(gene.id)
        if table is None:
            found = self._reader.rows(GENE_KNOWLEDGE, [gene.id]).get(gene.id)
            table = self._residues[gene.id] = found[0].residues if found else {}
        return table

    def _hgvs(self, text: str, symbol: str | None) -> Alteration:
        body = text.strip()
        if ":g." in body or body.startswith("g."):
            return self._genomic(body, symbol)
        gene = self._gene(symbol) if symbol else None
        if "p." in body:
            if gene is None:
                raise _NotUnderstood(Notice("UNPARSED", f'{text!r} names no gene; add "gene"', text, ()))
            return self._protein(gene, body.rpartition(":")[2])
        return self._coding(body, gene)

    def _coding(self, text: str, gene: Gene | None) -> Alteration:
        try:
            change = parse_coding(text)
        except InvalidText as error:
            raise _NotUnderstood(_unparsed(text, error)) from None
        transcript = change.transcript.partition(".")[0]
        keys = [f"{gene.symbol}:{change.text}"] if gene else []
        keys += [f"{transcript}:{change.text}"] if transcript else []
        named = self._named(keys)
        if named is not None and named.protein:
            found = Gene(named.gene, named.symbol)
            return _of_allele(named, found, change.text, named.genomic, change.splice)
        if named is not None:
            gene = gene or Gene(named.gene, named.symbol)
        if gene is None:
            detail = f"{text}: no source names this change and its transcript is not known"
            raise _NotUnderstood(Notice("UNPARSED", f"{detail} ({NO_SEQUENCE})", text, ()))
        mutation = Mutation(gene, coding=change.text, splice=change.splice)
        if change.splice:
            return mutation
        message = f"{text}: its protein change is in no source and no sequence is configured ({NO_SEQUENCE})"
        raise _NotUnderstood(Notice("UNPARSED", message, text, ()), mutation)

    def _genomic(self, text: str, symbol: str | None) -> Alteration:
        try:
            genomic = parse_genomic(text)
        except InvalidText as error:
            raise _NotUnderstood(_unparsed(text, error)) from None
        named = self._named([genomic])
        if named is not None and named.protein:
            gene = Gene(named.gene, named.symbol)
            return _of_allele(named, gene, named.coding, genomic)
        gene_given = self._gene(symbol) if symbol else (Gene(named.gene, named.symbol) if named else None)
        message = f"{text}: its protein change is in no source and no sequence is configured ({NO_SEQUENCE})"
        kept = Mutation(gene_given, coding=named.coding if named else "", genomic=genomic) if gene_given else None
        raise _NotUnderstood(Notice("UNPARSED", message, text, ()), kept)

    def _named(self, keys: Sequence[str]) -> VariantName | None:
        """Find the variant that a source gives under one of these names, one with a protein change first."""
        rows = self._reader.rows(VARIANTS_BY_NAME, keys)
        found = [row for key in keys for row in rows.get(key, ())]
        return next((row for row in found if row.protein), found[0] if found else None)

    def _fusion(self, given: AlterationInput) -> Alteration:
        partners = [self._gene(name) if name else None for name in given.fusion or ()]
        five, three = partners[0], partners[1]
        if five is None and three is None:
            raise _NotUnderstood(Notice("UNPARSED", "a fusion needs at least one known partner", "", ()))
        exons = given.exons or []
        first, second = (exons[0], exons[1]) if len(exons) == 2 else (None, None)
        return Fusion(five, three, first, second, given.in_frame)

    def _text(self, text: str) -> Alteration | MarkerFact:
        try:
            parsed = parse_alteration(text, self._lookup.gene_or_none)
        except InvalidText as error:
            if error.reason == "UNKNOWN_GENE":
                word = text.strip().split(" ")[0].split(":")[0]
                found = self._lookup.gene(word)
                if isinstance(found, Unresolved):
                    raise _NotUnderstood(notice(found, "gene", word)) from None
            raise _NotUnderstood(_unparsed(text, error)) from None
        if isinstance(parsed, GenomicText):
            if parsed.genomic:
                return self._genomic(parsed.genomic, None)
            return self._coding(f"{parsed.transcript}:{parsed.coding}", None)
        if isinstance(parsed, Mutation):
            if parsed.protein is None and parsed.coding:
                return self._coding(parsed.coding, parsed.gene)
            return self._checked(parsed)
        return parsed

    def _strange(self, item: Alteration | MarkerFact) -> Notice | None:
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

    def _finish(
        self, item: Alteration | MarkerFact, given: AlterationInput, origin: Origin
    ) -> Found | MarkerFact | Notice:
        if isinstance(item, MarkerFact):
            return item
        if item.origin is not origin and (item.origin is Origin.UNKNOWN or given.origin):
            item = replace(item, origin=origin)
        if isinstance(item, Mutation) and (given.pathogenicity or given.zygosity):
            stated = Pathogenicity(given.pathogenicity) if given.pathogenicity else item.pathogenicity
            item = replace(item, pathogenicity=stated, zygosity=given.zygosity or item.zygosity)
        return Found(item, item.text)

    def _kept(self, error: _NotUnderstood, given: AlterationInput, origin: Origin) -> list[Found | MarkerFact | Notice]:
        """Keep what is known of an alteration whose effect is not, so that its gene is not taken for wild type."""
        return [self._finish(error.kept, given, origin)] if error.kept is not None else []


class _NotUnderstood(Exception):
    """Carry the notice about one alteration, and what of it can still be kept."""

    def __init__(self, notice: Notice, kept: Alteration | None = None) -> None:
        super().__init__(notice.message)
        self.notice = notice
        self.kept = kept


def _unparsed(text: str, error: InvalidText) -> Notice:
    return Notice("UNPARSED", str(error), text, ())


def _of_allele(named: VariantName, gene: Gene, coding: str, genomic: str, splice: bool = False) -> Mutation:
    """Make a mutation of an allele under its main protein name, with those that claims on other transcripts use."""
    others = tuple(parse_protein(name) for name in named.others)
    return Mutation(gene, parse_protein(named.protein), coding, genomic, splice, others=others)


def _is_stated(residue: str) -> bool:
    return len(residue) == 1 and residue.isalpha() and residue != "X"


def _copy(gene: Gene, given: AlterationInput) -> Alteration:
    """Read a copy-number change: measured copies decide the call, the laboratory's word where there are none."""
    call = CopyCall(given.copy_number) if given.copy_number else None
    if given.copies is not None:
        measured = copy_call(gene.symbol, given.copies, given.ploidy or DIPLOID)
        if measured is None:
            shown = f"{gene.symbol} {given.copies:g} copies"
            raise _NotUnderstood(Notice("NO_CHANGE", f"{shown}: no change of copy number at this ploidy", shown, ()))
        call = measured
    if call is None:
        raise _NotUnderstood(Notice("UNPARSED", f"{gene.symbol}: give copyNumber or copies", gene.symbol, ()))
    return CopyChange(gene, call, given.copies, given.ploidy)
