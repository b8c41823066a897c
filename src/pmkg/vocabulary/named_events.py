"""Changes that are an event known by name, from ``ontology/named_events.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pmkg.model.variant import Alteration, Consequence, ExonEvent, ExonEventKind, Mutation, NamedEvent
from pmkg.vocabulary.exons import ExonTable, Span
from pmkg.vocabulary.ontology_files import read_toml

_INSERTED = frozenset({ExonEventKind.INSERTION, ExonEventKind.DUPLICATION})


@dataclass(frozen=True, slots=True)
class _Event:
    name: str
    inserted: frozenset[Span]
    residues: tuple[Span, ...]
    what: str
    exons: frozenset[Span]
    proteins: frozenset[str]


def event_of(found: Alteration) -> NamedEvent | None:
    """Name the event that a change is, or give None: an insertion in FLT3 exon 14 is an internal tandem duplication.

    A change that the laboratory calls benign is none.
    """
    if not isinstance(found, (Mutation, ExonEvent)) or found.gene.symbol not in _events():
        return None
    if found.pathogenicity is not None and found.pathogenicity.harmless:
        return None
    for event in _events()[found.gene.symbol]:
        if _is(event, found):
            return NamedEvent(found.gene, event.name, found.origin)
    return None


def _is(event: _Event, found: Mutation | ExonEvent) -> bool:
    if isinstance(found, ExonEvent):
        exons = (found.first, found.last)
        return (found.event == event.what and exons in event.exons) or (
            found.event in _INSERTED and exons in event.inserted
        )
    change = found.protein
    if change is None:
        return False
    inserted = change.consequence is Consequence.IN_FRAME_INSERTION
    return change.text in event.proteins or (
        inserted and any(first <= change.start <= last for first, last in event.residues)
    )


@cache
def _events() -> Mapping[str, tuple[_Event, ...]]:
    table = ExonTable.load()
    found: dict[str, tuple[_Event, ...]] = {}
    for row in read_toml("named_events.toml")["event"]:
        symbol = row["gene"]
        residues = tuple(span for exon in row.get("inserted", ()) for span in table.residues(symbol, exon, exon))
        exons = frozenset((first, last) for first, last in row.get("exons", ()))
        inserted = frozenset((exon, exon) for exon in row.get("inserted", ()))
        event = _Event(row["event"], inserted, residues, row.get("what", ""), exons, frozenset(row.get("proteins", ())))
        found[symbol] = (*found.get(symbol, ()), event)
    return found
