"""Read a signature: from the JSON of the contract to identifiers, with a notice for what was not understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from pmkg.clinic.alterations import AlterationReader, Outcome
from pmkg.clinic.biomarkers import read_biomarkers
from pmkg.clinic.lookup import Lookup, Unresolved, notice
from pmkg.clinic.not_used import not_used
from pmkg.clinic.phases import Phases
from pmkg.clinic.signature_input import AlterationInput, SignatureInput, TestedInput, check_signature
from pmkg.clinic.tumors import Tumors
from pmkg.errors import EmptySignature
from pmkg.model.curie import Curie
from pmkg.model.kinds import Origin
from pmkg.model.phase import Phase
from pmkg.model.signature import Found, Notice, Signature, Tested
from pmkg.model.variant import Gene
from pmkg.ports.reader import GraphReader
from pmkg.vocabulary.alteration_text import MarkerFact
from pmkg.vocabulary.qualifier_text import without_fraction
from pmkg.vocabulary.several_changes import several_changes

_LONGEST = 200
"""The characters of a text in which several changes or an allele fraction are looked for."""


class SignatureReader:
    """Read signatures against one release; remembers names, so that a batch resolves each once."""

    def __init__(self, reader: GraphReader) -> None:
        self._lookup = Lookup(reader)
        self._tumors = Tumors(reader, self._lookup)
        self._alterations = AlterationReader(reader, self._lookup)

    def read(self, data: object, may_be_empty: bool = False) -> Signature:
        """Read one signature, or raise :class:`RequestError` for a wrong form and :class:`EmptySignature` for nothing.

        Nothing is enough where a question can be answered without a patient: everything is then not tested.
        """
        given = data if isinstance(data, SignatureInput) else check_signature(data)
        notices: list[Notice] = []
        tumor, about_tumor = self._tumors.resolve(given.tumor_type)
        notices.extend(about_tumor)
        found: list[Found] = []
        facts: list[MarkerFact] = []
        normal: set[Curie] = set()
        phases = Phases()
        items = list(_parted(given.alterations, notices, phases))
        items.extend(self._stated(given.tumor_type, notices))
        self._alterations.prepare(items)
        origin = Origin(given.origin)
        for item in items:
            for outcome in self._alterations.read(item, origin):
                if isinstance(outcome, Found):
                    found.append(outcome)
                    phases.name(item.text or outcome.label, outcome)
                elif isinstance(outcome, Notice):
                    notices.append(outcome)
                elif isinstance(outcome, MarkerFact):
                    facts.append(outcome)
                else:
                    normal.add(outcome.gene.id)
        measured = read_biomarkers(given.biomarkers, facts, self._lookup)
        notices.extend(measured.notices)
        found.extend(measured.found)
        notices.extend(not_used(given))
        phases.add(given.phase)
        states, about_phases = phases.read()
        notices.extend(about_phases)
        tested = self._tested(given.tested, notices)
        tested = replace(tested, copies=tested.copies | normal)
        if not (may_be_empty or given.alterations or measured.markers or found or _says_tested(given.tested)):
            raise EmptySignature
        return Signature(
            id=given.id,
            tumor=tumor,
            found=_unique(found),
            markers=measured.markers,
            tested=tested,
            phases=states,
            prior_therapies=self._therapies(given.prior_therapies, notices),
            line_of_therapy=given.line_of_therapy,
            age_years=given.age_years,
            sex=given.sex or "",
            warnings=tuple(notices),
            tmb_assay=given.biomarkers.tmb_assay or "",
            birth_date=given.birth_date.isoformat() if given.birth_date else "",
            ecog=given.ecog,
            disease_states=tuple(given.disease_status),
            place=(given.location.latitude, given.location.longitude) if given.location else None,
        )

    def outcomes(self, given: SignatureInput) -> list[tuple[AlterationInput | str, list[Outcome]]]:
        """Read each alteration of a request by itself, in its order; what the tumor type states is not among them."""
        origin = Origin(given.origin)
        read: list[tuple[AlterationInput | str, list[Outcome]]] = []
        for item in given.alterations:
            notices: list[Notice] = []
            parts = list(_parted([item], notices, Phases()))
            self._alterations.prepare(parts)
            read.append((item, [*notices, *(one for part in parts for one in self._alterations.read(part, origin))]))
        return read

    def _stated(self, tumor: str | None, notices: list[Notice]) -> Iterable[AlterationInput]:
        """Give the biomarkers that a tumor type states as alterations, with a notice for a choice or a negation."""
        for text in self._tumors.stated(tumor):
            if text.startswith(("(", "NOT ")):
                message = (
                    f"the tumor type says {text.strip('()')}; name what was found under alterations, or under tested"
                )
                notices.append(Notice("UNPARSED", message, tumor or ""))
            else:
                yield AlterationInput(text=text)

    def _tested(self, given: TestedInput, notices: list[Notice]) -> Tested:
        """Read what was examined: a bare symbol covers small variants and copy number, a panel its genes (rule 8)."""
        kinds: dict[str, set[Curie]] = {"mutation": set(), "copy_number": set(), "fusion": set(), "expression": set()}
        for item in given.genes:
            symbol, looked_for = (
                (item, ("mutation", "copy_number")) if isinstance(item, str) else (item.gene, item.kinds)
            )
            for gene in self._genes([symbol], notices):
                for kind in looked_for:
                    kinds[kind].add(gene)
        label = ""
        if given.panel:
            panel = self._lookup.panel(given.panel)
            if isinstance(panel, Unresolved):
                told = notice(panel, "panel", given.panel)
                notices.append(
                    replace(told, message=f"{told.message}; name one that is, or list its genes under tested.genes")
                )
            else:
                label, members = panel
                kinds["mutation"] |= members
                kinds["copy_number"] |= members
        germline = frozenset(self._genes(given.germline, notices))
        return Tested(
            frozenset(kinds["mutation"]),
            frozenset(kinds["copy_number"]),
            frozenset(kinds["fusion"]),
            frozenset(kinds["expression"]),
            germline,
            label,
        )

    def _genes(self, symbols: Sequence[str], notices: list[Notice]) -> Iterable[Curie]:
        for symbol in symbols:
            gene = self._lookup.gene(symbol)
            if isinstance(gene, Gene):
                yield gene.id
            else:
                notices.append(notice(gene, "gene", symbol))

    def _therapies(self, names: Sequence[str], notices: list[Notice]) -> tuple[Curie, ...]:
        drugs = []
        for name in names:
            drug = self._lookup.drug(name)
            if isinstance(drug, Unresolved):
                notices.append(notice(drug, "drug", name))
            else:
                drugs.append(drug)
        return tuple(drugs)


def read_signature(data: object, reader: GraphReader) -> Signature:
    """Read one signature against a release; use a :class:`SignatureReader` for many."""
    return SignatureReader(reader).read(data)


def _parted(
    alterations: Iterable[str | AlterationInput], notices: list[Notice], phases: Phases
) -> Iterator[AlterationInput]:
    """Give each change by itself where a text joins several; a phase that it says counts as one of the field ``phase``."""
    for item in alterations:
        given = item if isinstance(item, str) else item.text
        if not given or len(given) > _LONGEST:
            yield AlterationInput(text=item) if isinstance(item, str) else item
            continue
        text = without_fraction(given)
        if text != given:
            notices.append(Notice("NOT_USED", "the allele fraction is not used: it changes no answer", given))
        several = several_changes(text)
        if several is None:
            yield AlterationInput(text=text) if isinstance(item, str) else item.model_copy(update={"text": text})
            continue
        if several.phase:
            notices.extend(phases.of_text(text, Phase(several.phase), several.texts))
        for change in several.texts:
            yield AlterationInput(text=change) if isinstance(item, str) else item.model_copy(update={"text": change})


def _says_tested(given: TestedInput) -> bool:
    """Whether anything is named as tested, known to the release or not: a name that is not known gets its own notice."""
    return bool(given.genes or given.panel or given.germline)


def _unique(found: Sequence[Found]) -> tuple[Found, ...]:
    """Drop repeats and sort, so that the order of a request never shows in its answer."""
    ordered = sorted(found, key=attrgetter("label"))
    if len({item.label for item in found}) == len(found):
        return tuple(ordered)
    return tuple(dict.fromkeys(sorted(ordered, key=lambda item: (item.label, repr(item.alteration)))))
