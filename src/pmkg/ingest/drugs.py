"""Normalize drugs: one node per drug from all sources, classes kept apart, and every way to write a name resolved.

Order of trust for a reference: an identifier that the source gives; a declared class; a drug's label; what the name alone
shows (``… inhibitor`` is a class); a synonym; the name read another way (brand in brackets, salt, biosimilar suffix, code).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pmkg.ingest.drug_classes import REGIMEN, DrugClass, category_of, class_named, declared, holds, singular
from pmkg.ingest.drug_identity import OWN, SOURCE_ORDER, Entry, Identity, join
from pmkg.ingest.drug_names import BRACKETS, COMPOUND, fold, ingredients, variants
from pmkg.ingest.drug_nodes import (
    DRUG_SOURCES,
    ID_ORDER,
    ClassRecord,
    best_id,
    class_node,
    drug_node,
    preferred_label,
)
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node, Value
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.ledger import Reason
from pmkg.model.records import Concept, Reference
from pmkg.model.regimen import Agent

LABEL, FORM, SYNONYM = range(3)
OTHER_SOURCE, LAST = 2, 6
"""Ranks of names, best first: labels, labels of forms, synonyms of the NCI Thesaurus and of others, labels without salt."""

_JUNK = re.compile(
    r"(?:n\.?/?a\.?|unknown|none|null|not (?:applicable|available|specified|reported)|other|various|any|drug|-+)", re.I
)
_JOINED = re.compile(r"\s+(?:\+|and|plus|with|followed by|then)\s+|\s*[/;]\s*|\s*\+\s*", re.I)
_SENTENCE_WORDS = 10


@dataclass(frozen=True, slots=True)
class DrugFailure:
    """Say that a reference names no drug, or several; ``candidates`` are those, or the members of an unknown combination."""

    reason: Reason
    text: str
    candidates: tuple[Agent, ...] = ()


@dataclass(slots=True)
class _Created:
    label: str
    sources: set[str] = field(default_factory=set)


class DrugIndex:
    """Hold every drug and class, and find them by identifier or name.

    Resolving may declare a class that only its name shows, or an investigational drug that only one source knows; so
    :meth:`nodes` and :meth:`edges` are read last.
    """

    def __init__(self, identities: list[Identity]) -> None:
        self._drugs: list[tuple[Agent, Identity]] = []
        self._ids: dict[str, Agent] = {}
        self._shared: dict[str, set[Curie]] = defaultdict(set)
        self._names: dict[str, tuple[int, tuple[Agent, ...]]] = {}
        self._classes: dict[Curie, ClassRecord] = {}
        self._class_labels: dict[str, Agent] = {}
        self._class_names: dict[str, Agent] = {}
        self._created: dict[Curie, _Created] = {}
        self._of_stem: dict[str, tuple[str, ...]] = {}
        self._memo: dict[tuple[str, tuple[Curie, ...]], Agent | DrugFailure] = {}
        for known in dict.fromkeys(declared().values()):
            self._add_class(known)
        drugs = [identity for identity in identities if not self._take_class(identity)]
        self._identify(drugs)
        for agent, identity in self._drugs:
            self._name(agent, identity)

    @classmethod
    def build(cls, concepts: Iterable[tuple[str, Concept]]) -> DrugIndex:
        """Join the concepts of all sources, each with the catalog id of its source."""
        return cls(join(concepts))

    def resolve(self, reference: Reference) -> Agent | DrugFailure:
        """Find the drug or class that a source names."""
        key = (reference.text, reference.ids)
        if key not in self._memo:
            self._memo[key] = self._resolve(reference)
        return self._memo[key]

    def known(self, name: str) -> Agent | None:
        """Find the one drug of a name; unlike :meth:`resolve`, it never makes a class of what is named like one."""
        _, agents = self._names.get(fold(name), (LAST, ()))
        return agents[0] if len(agents) == 1 else None

    def regimen(self, name: str) -> Agent | None:
        """Find the regimen that a source of drugs knows under an abbreviation: ``FOLFIRI`` is the ``FOLFIRI Regimen``."""
        return self._class_labels.get(fold(f"{name} {REGIMEN}"))

    def names_holding(self, stem: str) -> tuple[str, ...]:
        """Give every folded name that has a stem in it, for comparing spellings."""
        if stem not in self._of_stem:
            self._of_stem[stem] = tuple(name for name in self._names if stem in name)
        return self._of_stem[stem]

    def is_created(self, agent: Agent) -> bool:
        """Say whether a drug is known only from the sources that :meth:`resolve_or_create` was asked for."""
        return agent.id in self._created

    def resolve_or_create(self, reference: Reference, source: str) -> Agent | DrugFailure:
        """Find what a source names, or give an investigational drug that no identity source knows a node of its own."""
        found = self.resolve(reference)
        if isinstance(found, DrugFailure):
            if found.reason is not Reason.UNKNOWN_DRUG or found.candidates or not _is_name(reference.text):
                return found
            found = self._create(reference)
        if found.id in self._created:
            self._created[found.id].sources.add(source)
        elif found.id in self._classes:
            self._classes[found.id].sources.add(source)
        return found

    def _create(self, reference: Reference) -> Agent:
        label = reference.text.strip()
        # The identifier is made of the folded name, so that two sources' spellings of it are one drug.
        given = next((id for id in reference.ids if id.prefix in ID_ORDER), None)
        id = given or Curie.of(OWN, fold(label))
        made = self._ids.get(id) or Agent(id, label)
        self._ids[id] = made
        self._created.setdefault(id, _Created(made.label))
        self._memo[reference.text, reference.ids] = made
        return made

    def rejoin(self, references: tuple[Reference, ...]) -> tuple[Reference, ...]:
        """Put together neighbors that a comma inside one name took apart: ``HER2 Inhibitor CP-724`` and ``714``."""
        result: list[Reference] = []
        for reference in references:
            if result and not reference.ids and not result[-1].ids:
                whole = f"{result[-1].text},{reference.text}"
                numbers = result[-1].text.isdigit() or reference.text.isdigit()
                if numbers or (fold(whole) in self._names and not self._all_known(result[-1], reference)):
                    result[-1] = Reference(whole, (), reference.kind)
                    continue
            result.append(reference)
        return tuple(result)

    def _all_known(self, *references: Reference) -> bool:
        return all(isinstance(self.resolve(reference), Agent) for reference in references)

    def nodes(self) -> Iterator[Node]:
        """Give every drug and class, sorted by identifier."""
        self._external_classes()
        found = {agent.id: drug_node(agent, identity, self._ids) for agent, identity in self._drugs}
        found.update({id: class_node(known) for id, known in self._classes.items()})
        for id, made in self._created.items():
            only: dict[str, Value] = {"known_only_from": list[Value](sorted(made.sources))}
            found[id] = Node(id, NodeKind.DRUG, made.label, (), only, tuple(sorted(made.sources)))
        yield from (found[id] for id in sorted(found))

    def edges(self) -> Iterator[Edge]:
        """Give the members of each class, as far as a source's flags, categories or mechanisms of action say."""
        seen = set()
        for drug_class, agent, entry, rule in self._members():
            edge = Edge(
                drug_class.id, EdgeKind.HAS_MEMBER, agent.id, entry.source, entry.concept.record, (), {"rule": rule}
            )
            if (edge.subject, edge.object, edge.source, edge.record) not in seen:
                seen.add((edge.subject, edge.object, edge.source, edge.record))
                yield edge

    def _resolve(self, reference: Reference) -> Agent | DrugFailure:
        for id in reference.ids:
            if id in self._ids:
                return self._ids[id]
        text = reference.text.strip()
        if not text:
            return DrugFailure(Reason.UNKNOWN_DRUG, text)
        return self._by_name(text) or self._unknown(text)

    def _by_name(self, text: str) -> Agent | DrugFailure | None:
        folded = fold(text)
        if known := self._class_labels.get(fold(singular(text))):
            return known
        rank, agents = self._names.get(folded, (LAST, ()))
        if agents and rank <= FORM:
            return _one(text, agents)
        if category := category_of(text):
            return self._class_or_drug(text, category)
        if agents:
            return _one(text, agents)
        return self._by_variant(text) or self._class_names.get(fold(singular(text)))

    def _class_or_drug(self, text: str, category: str) -> Agent | DrugFailure:
        """Tell ``JQ1 Compound`` and ``Erlotinib Regimen`` from ``Taxane Compound`` and ``FOLFOX Regimen``."""
        bare = COMPOUND.sub("", text) if COMPOUND.search(text) else _regimen_of(text)
        rank, agents = self._names.get(fold(bare), (LAST, ()))
        if len(agents) == 1 and (category != REGIMEN or (rank == LABEL and agents[0].id.prefix == "NCIT")):
            return agents[0]
        known = self._class_names.get(fold(singular(text)))
        return known or self._add_class(DrugClass.of(singular(text), category))

    def _by_variant(self, text: str) -> Agent | DrugFailure | None:
        bracketed: tuple[Agent, ...] = ()
        for position, variant in enumerate(variants(text)):
            _, agents = self._names.get(fold(variant), (0, ()))
            if not agents:
                continue
            if not (BRACKETS.search(text) and position < 2):
                return _one(text, bracketed or agents)
            bracketed = tuple(dict.fromkeys((*bracketed, *agents)))
        return _one(text, bracketed) if bracketed else None

    def _unknown(self, text: str) -> DrugFailure:
        parts = [part for part in _JOINED.split(text) if part]
        members = [self._by_name(part) for part in parts] if len(parts) > 1 else []
        known = tuple(member for member in members if isinstance(member, Agent))
        return DrugFailure(Reason.UNKNOWN_DRUG, text, known if len(known) == len(members) else ())

    def _take_class(self, identity: Identity) -> bool:
        """Make a class of what is named like one and is in no source of drugs."""
        label = identity.entries[0].concept.label
        if any(entry.concept.id.prefix in ID_ORDER and entry.source in DRUG_SOURCES for entry in identity.entries):
            return False
        known, category = class_named(label), category_of(label)
        if not known and not category:
            return False
        agent = self._add_class(known or DrugClass.of(singular(label), category))
        for entry in identity.entries:
            self._classes[agent.id].sources.add(entry.source)
            self._classes[agent.id].names.update((entry.concept.label, *(name.text for name in entry.concept.names)))
            self._class_labels.setdefault(fold(singular(entry.concept.label)), agent)
            for name in entry.concept.names:
                self._class_names.setdefault(fold(singular(name.text)), agent)
            for id in (entry.concept.id, *entry.concept.exact):
                self._ids.setdefault(id, agent)
        return True

    def _add_class(self, known: DrugClass) -> Agent:
        agent = Agent(known.id, known.label)
        if known.id not in self._classes:
            self._classes[known.id] = ClassRecord(known)
            self._ids[known.id] = agent
            for name in (known.label, *known.names):
                self._class_labels.setdefault(fold(singular(name)), agent)
        return Agent(known.id, self._classes[known.id].drug_class.label)

    def _identify(self, identities: list[Identity]) -> None:
        owners: dict[Curie, set[int]] = defaultdict(set)
        claims: dict[Curie, set[int]] = defaultdict(set)
        for number, identity in enumerate(identities):
            for entry in (*identity.entries, *identity.forms):
                owners[entry.concept.id].add(number)
                for id in entry.concept.exact:
                    claims[id].add(number)
        taken: set[Curie] = set()
        for number, identity in enumerate(identities):
            # An identifier that several drugs claim belongs to the one whose source defines it, else to none.
            mine = {id for id in _ids(identity) if (owners.get(id) or claims[id]) == {number}}
            agent = Agent(best_id(identity, mine, taken), preferred_label(identity))
            taken.add(agent.id)
            self._drugs.append((agent, identity))
            for id in (*sorted(mine), *(form.concept.id for form in identity.forms)):
                self._ids.setdefault(id, agent)
            self._ids[agent.id] = agent

    def _name(self, agent: Agent, identity: Identity) -> None:
        defined = any(entry.source in DRUG_SOURCES for entry in identity.entries)
        for entries, rank in ((identity.entries, LABEL), (identity.forms, FORM)):
            for entry in entries:
                # What a source of claims calls the drug is a synonym beside the label of a source that defines it.
                claimed = defined and entry.source not in DRUG_SOURCES
                self._add_name(entry.folded, rank + SYNONYM if claimed else rank, agent)
                synonym = SYNONYM + (0 if entry.source == SOURCE_ORDER[0] else OTHER_SOURCE)
                for name in entry.synonyms:
                    self._add_name(name, synonym + rank, agent)
                for name in ingredients(entry.concept.label, esters=True):
                    self._add_name(fold(name), LAST, agent)

    def _add_name(self, folded: str, rank: int, agent: Agent) -> None:
        known = self._names.get(folded)
        if not folded or (known and known[0] < rank):
            return
        if known and known[0] == rank:
            if agent not in known[1]:
                self._names[folded] = (rank, (*known[1], agent))
        else:
            self._names[folded] = (rank, (agent,))

    def _members(self) -> Iterator[tuple[DrugClass, Agent, Entry, str]]:
        rules = list(dict.fromkeys(declared().values()))
        for agent, identity in self._drugs:
            for entry in (*identity.entries, *identity.forms):
                properties = entry.concept.properties
                if properties:
                    for drug_class in rules:
                        if rule := holds(drug_class, properties):
                            yield drug_class, agent, entry, rule
                for drug_class in _established(entry):
                    yield drug_class, agent, entry, "epc"

    def _external_classes(self) -> None:
        for drug_class, _, entry, _ in self._members():
            self._add_class(drug_class)
            self._classes[drug_class.id].sources.add(entry.source)


def _is_name(text: str) -> bool:
    words = text.split()
    letters = any(letter.isalpha() for letter in text)
    return (
        letters
        and len(words) <= _SENTENCE_WORDS
        and not text.rstrip().endswith(".")
        and not _JUNK.fullmatch(text.strip())
    )


def _regimen_of(text: str) -> str:
    return text[: -len(REGIMEN)].rstrip() if text.casefold().endswith(f" {REGIMEN}") else ""


def _one(text: str, agents: tuple[Agent, ...]) -> Agent | DrugFailure:
    if len(agents) == 1:
        return agents[0]
    return DrugFailure(Reason.AMBIGUOUS_DRUG, text, tuple(sorted(agents, key=lambda agent: (agent.label, agent.id))))


def _ids(identity: Identity) -> set[Curie]:
    return {id for entry in identity.entries for id in (entry.concept.id, *entry.concept.exact)}


def named_by_claims(source: str, references: Iterable[Reference]) -> Iterator[tuple[str, Concept]]:
    """Make concepts of the drugs that a source of claims names with an NCI Thesaurus code, for :meth:`DrugIndex.build`.

    Such a code is often newer than the sources of drugs: it joins a drug's name to the code under which they know it by
    a laboratory name.
    """
    for reference in sorted({(item.text.strip(), item.ids) for item in references}):
        for id in reference[1]:
            if id.prefix == "NCIT" and reference[0]:
                yield source, Concept(NodeKind.DRUG, id, reference[0], reference[0])


def _established(entry: Entry) -> Iterator[DrugClass]:
    categories = entry.concept.properties.get("fda_epc")
    for category in categories if isinstance(categories, list) else ():
        yield class_named(str(category)) or DrugClass.of(str(category), "class")
