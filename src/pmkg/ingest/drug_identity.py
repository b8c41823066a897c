"""Join the drug concepts of all sources into one identity each.

Two concepts join by a shared identifier, else by equal labels; never by a synonym, and never two concepts that one source
keeps apart, except a salt and its ingredient. Everything is done in a sorted order, so that the order of the input is
irrelevant.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pmkg.ingest.drug_names import CODED, fold, ingredients, salt_words
from pmkg.model.curie import Curie
from pmkg.model.records import Concept

SOURCE_ORDER = ("pharmoncox", "drugbank-open", "drugcentral", "chembl")
"""Whose label is taken first. pharmOncoX carries NCI Thesaurus preferred names; ChEMBL writes everything in capitals."""

JOINING = ("NCIT", "CHEMBL", "DRUGBANK", "DrugCentral", "UNII", "INCHIKEY")
OWN = "pmkg.drug"
REGIMEN = "regimen"


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one concept of one source, with its label and synonyms folded once."""

    source: str
    concept: Concept
    folded: str
    synonyms: tuple[str, ...]

    @property
    def slot(self) -> tuple[str, bool]:
        """What a drug has at most one of. ChEMBL keeps the record of a laboratory code beside that of the named drug."""
        return self.source, self.source == "chembl" and any(letter.isdigit() for letter in self.concept.label)

    @property
    def keys(self) -> Iterator[Curie]:
        """The identifiers by which concepts join."""
        for id in (self.concept.id, *self.concept.exact):
            if id.prefix in JOINING:
                yield id


@dataclass(slots=True)
class Identity:
    """Hold the concepts of one drug: those that are the drug itself, and its salts, esters and solvates."""

    entries: list[Entry]
    forms: list[Entry] = field(default_factory=list)

    @property
    def slots(self) -> set[tuple[str, bool]]:
        """The sources that speak of the drug itself."""
        return {entry.slot for entry in self.entries}


def source_rank(source: str) -> tuple[int, str]:
    """Order sources by whose word on a name comes first."""
    return (SOURCE_ORDER.index(source) if source in SOURCE_ORDER else len(SOURCE_ORDER), source)


def entry_order(entry: Entry) -> tuple[object, ...]:
    """Order the concepts of one drug: best source first, coded before uncoded, then by identifier."""
    id = entry.concept.id
    return (source_rank(entry.source), id.prefix == OWN, len(id), id)


def join(concepts: Iterable[tuple[str, Concept]]) -> list[Identity]:
    """Give one identity per drug, in a stable order."""
    entries = _entries(concepts)
    labels: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        labels[entry.folded].append(entry)
    parents = {id(entry): parent for entry in entries if (parent := _parent(entry, labels))}
    groups = _Groups([entry for entry in entries if id(entry) not in parents])
    by_label = [_unique(groups.known(found)) for _, found in sorted(labels.items()) if len(found) > 1]
    by_code = [groups.known(found) for found in _by_code(entries, labels)]
    for found in by_label:
        groups.join_sharing(found)
    keyed = _by_key(groups.entries)
    for _, found in sorted(keyed.items(), key=lambda item: (JOINING.index(item[0].prefix), item[0])):
        groups.join(found)
    for found in (*by_label, *by_code):
        groups.join_compatible(found)
    for found in _mutual(groups):
        groups.join(found)
    for form in entries:
        if id(form) in parents:
            groups.attach(form, labels[parents[id(form)]], keyed)
    return groups.identities()


def _entries(concepts: Iterable[tuple[str, Concept]]) -> list[Entry]:
    found: dict[tuple[str, Curie], list[Concept]] = defaultdict(list)
    for source, concept in concepts:
        found[source, concept.id].append(concept)
    merged = ((source, _merge(group)) for (source, _), group in found.items())
    return sorted((_entry(source, concept) for source, concept in merged), key=entry_order)


def _entry(source: str, concept: Concept) -> Entry:
    return Entry(source, concept, fold(concept.label), tuple(fold(name.text) for name in concept.names))


def _merge(group: list[Concept]) -> Concept:
    if len(group) == 1:
        return group[0]
    ordered = sorted(group, key=lambda concept: (concept.label, concept.record, repr(concept)))
    names = dict.fromkeys(name for concept in ordered for name in concept.names)
    exact = dict.fromkeys(id for concept in ordered for id in concept.exact)
    properties = {key: value for concept in reversed(ordered) for key, value in concept.properties.items()}
    return replace(ordered[0], names=tuple(names), exact=tuple(exact), properties=properties)


def _parent(entry: Entry, labels: dict[str, list[Entry]]) -> str:
    """Name the ingredient whose salt, ester or single-drug protocol this is: the shortest name left that is a drug's label."""
    label = entry.concept.label
    bare = label.casefold().removesuffix(f" {REGIMEN}")
    if bare != label.casefold():
        hit = fold(bare)
        return hit if any(item.concept.id.prefix == "NCIT" for item in labels.get(hit, ())) else ""
    ionic = [fold(name) for name in ingredients(label, esters=False)]
    for folded in reversed([fold(name) for name in ingredients(label, esters=True)]):
        if folded in labels and (folded in ionic or not _kept_apart(entry.folded, folded, labels)):
            return folded
    return ""


def _kept_apart(form: str, parent: str, labels: dict[str, list[Entry]]) -> bool:
    def drugs(folded: str) -> set[str]:
        return {item.source for item in labels.get(folded, ())} & salt_words().parent_sources

    return bool(drugs(form) & drugs(parent))


def _unique(entries: list[Entry]) -> list[Entry]:
    """Leave out the concepts of a source that gives one label to several: which of them is meant cannot be known."""
    times = Counter(entry.slot for entry in entries)
    return [entry for entry in entries if times[entry.slot] == 1]


def _by_code(entries: list[Entry], labels: dict[str, list[Entry]]) -> Iterator[list[Entry]]:
    """Pair ``PI3Kbeta Inhibitor AZD8186`` with ``AZD-8186``, where one drug alone is described with that code."""
    described: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if hit := CODED.match(entry.concept.label):
            described[fold(hit["code"])].append(entry)
    for code, found in sorted(described.items()):
        if code in labels and len(found) == 1 and len(code) > 3 and not code.isdigit():
            yield [*found, *labels[code]]


def _mutual(groups: _Groups) -> Iterator[list[Entry]]:
    """Pair two drugs of which each lists the other's label as a synonym, and no third does: aspirin, acetylsalicylic acid."""
    drugs = groups.identities()
    labels: dict[str, set[int]] = defaultdict(set)
    for number, drug in enumerate(drugs):
        for entry in drug.entries:
            labels[entry.folded].add(number)
    named: list[set[int]] = []
    for number, drug in enumerate(drugs):
        synonyms = {synonym for entry in drug.entries for synonym in entry.synonyms if synonym in labels}
        named.append({other for synonym in synonyms for other in labels[synonym]} - {number})
    for number, others in enumerate(named):
        mutual = [other for other in others if number in named[other]]
        if (
            len(mutual) == 1
            and mutual[0] > number
            and [n for n in named[mutual[0]] if mutual[0] in named[n]] == [number]
        ):
            yield [drugs[number].entries[0], drugs[mutual[0]].entries[0]]


def _by_key(entries: list[Entry]) -> dict[Curie, list[Entry]]:
    shared: dict[Curie, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in dict.fromkeys(entry.keys):
            shared[key].append(entry)
    return shared


class _Groups:
    """Hold the growing groups of concepts."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries
        self._of: dict[int, Identity] = {id(entry): Identity([entry]) for entry in entries}

    def known(self, entries: list[Entry]) -> list[Entry]:
        return [entry for entry in entries if id(entry) in self._of]

    def join_sharing(self, entries: list[Entry]) -> None:
        """Join those of equal label that also share an identifier."""
        for position, entry in enumerate(entries):
            keys = set(entry.keys)
            for other in entries[:position]:
                if not keys.isdisjoint(other.keys):
                    self.join([other, entry])

    def join(self, entries: list[Entry]) -> None:
        """Join the groups of these concepts, or none where two of them hold concepts that one source keeps apart."""
        groups = self._distinct(entries)
        if len(groups) > 1 and sum(len(group.entries) for group in groups) == len(
            set().union(*(g.slots for g in groups))
        ):
            for other in groups[1:]:
                self._absorb(groups[0], other)

    def join_compatible(self, entries: list[Entry]) -> None:
        """Join to the best source's group, in order, those that hold nothing which a source keeps apart from it."""
        groups = self._distinct(entries)
        for other in groups[1:]:
            if groups[0].slots.isdisjoint(other.slots):
                self._absorb(groups[0], other)

    def attach(self, form: Entry, parents: list[Entry], keyed: Mapping[Curie, list[Entry]]) -> None:
        """Add a form to the drug that its name tells, the best source's where several have the name.

        What another source knows only under the form's identifier is that drug too.
        """
        known = self.known(sorted(parents, key=entry_order))
        if not known:
            self._of[id(form)] = Identity([form])
            return
        for key in form.keys:
            self.join([known[0], *keyed.get(key, ())])
        self._of[id(known[0])].forms.append(form)

    def _distinct(self, entries: list[Entry]) -> list[Identity]:
        return list({id(group): group for group in (self._of[id(entry)] for entry in entries)}.values())

    def _absorb(self, first: Identity, other: Identity) -> None:
        first.entries.extend(other.entries)
        first.forms.extend(other.forms)
        for entry in other.entries:
            self._of[id(entry)] = first

    def identities(self) -> list[Identity]:
        """Give each group once, its concepts in order."""
        groups = {id(group): group for group in self._of.values()}
        for group in groups.values():
            if len(group.entries) > 1:
                group.entries.sort(key=entry_order)
            if len(group.forms) > 1:
                group.forms.sort(key=entry_order)
        return sorted(groups.values(), key=lambda group: entry_order(group.entries[0]))
