"""Disease identity: Mondo, Disease Ontology and OncoTree joined into one node each.

A Mondo term is the node where there is one. A DOID or OncoTree term joins it through Mondo's own mappings, else
through one NCIt concept that only it names, else through an equal exact name; otherwise it is a node of its own
under its parents. Parents of all three are kept, except one that would close a cycle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Name, NameRole, Node, Value
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.names import fold
from pmkg.model.records import Concept, Reference

_ORDER = ("MONDO", "ONCOTREE", "DOID", "NCIT", "EFO", "OMIM", "Orphanet")
_JOINING_NAMES = frozenset({NameRole.LABEL, NameRole.EXACT})


@dataclass(slots=True)
class _Entry:
    """Gather what the sources say of one disease."""

    id: Curie
    label: str
    kind: NodeKind = NodeKind.DISEASE
    names: dict[tuple[str, NameRole], None] = field(default_factory=dict)
    parents: dict[Curie, tuple[str, str]] = field(default_factory=dict)
    properties: dict[str, Value] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)


class DiseaseIndex:
    """Join disease concepts and resolve what sources call a disease."""

    def __init__(self, concepts: Iterable[tuple[str, Concept]], lineages: Mapping[str, tuple[str, ...]]) -> None:
        self._entries: dict[Curie, _Entry] = {}
        self._canonical: dict[str, Curie] = {}
        self._ambiguous: set[str] = set()
        self._by_name: dict[str, dict[Curie, NameRole]] = defaultdict(dict)
        ranked = sorted(concepts, key=lambda item: (_rank(item[1].id), item[1].id))
        for source, concept in ranked:
            self._join(source, concept)
        for source, concept in ranked:
            self._adopt(source, concept)
        self._lineage = self._lineages(lineages)
        for disease, lineage in self._lineage.items():
            self._entries[disease].properties["lineage"] = lineage

    def _join(self, source: str, concept: Concept) -> None:
        home = self._home(concept)
        entry = self._entries.get(home)
        if entry is None:
            entry = self._entries[home] = _Entry(home, concept.label, concept.kind)
        self._describe(entry, source, concept)
        self._canonical[concept.id] = home
        for mapping in concept.exact:
            known = self._canonical.get(mapping)
            if known is None:
                self._canonical[mapping] = home
            elif known != home and concept.id.prefix == known.prefix:
                self._ambiguous.add(mapping)

    def _home(self, concept: Concept) -> Curie:
        """Choose the node that a concept belongs to."""
        if concept.kind is NodeKind.TISSUE or concept.id.prefix == "MONDO":
            return concept.id
        mapped = self._canonical.get(concept.id)
        if mapped is not None and concept.id not in self._ambiguous:
            return mapped
        for mapping in concept.exact:
            if mapping in self._canonical and mapping not in self._ambiguous:
                return self._canonical[mapping]
        named = self._named(concept.label, joining=True)
        return next(iter(named)) if len(named) == 1 else concept.id

    def _describe(self, entry: _Entry, source: str, concept: Concept) -> None:
        entry.sources.add(source)
        texts = [Name(concept.label, NameRole.EXACT), *concept.names] if concept.label != entry.label else concept.names
        for name in texts:
            entry.names.setdefault((name.text, name.role))
        for mapping in (concept.id, *concept.exact):
            if mapping != entry.id:
                entry.names.setdefault((mapping, NameRole.MAPPING))
        for key, value in concept.properties.items():
            entry.properties.setdefault(key, value)
        for name in (Name(entry.label, NameRole.LABEL), *texts):
            if name.role is not NameRole.MAPPING:
                self._by_name[fold(name.text)].setdefault(entry.id, name.role)

    def _adopt(self, source: str, concept: Concept) -> None:
        """Attach the parents of a concept to its node, unless a parent lies below it."""
        home = self._canonical[concept.id]
        for parent in concept.parents:
            above = self._canonical.get(parent)
            if above is None or above == home or above in self._entries[home].parents:
                continue
            if self._entries[above].kind is NodeKind.DISEASE and home not in self._ancestors(above):
                self._entries[home].parents[above] = (source, concept.record)

    def _ancestors(self, disease: Curie) -> set[Curie]:
        seen = {disease}
        stack = [disease]
        while stack:
            for parent in self._entries[stack.pop()].parents:
                if parent not in seen:
                    seen.add(parent)
                    stack.append(parent)
        return seen

    def _lineages(self, roots: Mapping[str, tuple[str, ...]]) -> dict[Curie, str]:
        """Mark every disease below a lineage's roots; a disease below roots of both is of the first lineage named."""
        children: dict[Curie, list[Curie]] = defaultdict(list)
        for entry in self._entries.values():
            for parent in entry.parents:
                children[parent].append(entry.id)
        marks: dict[Curie, str] = {}
        for lineage, starts in roots.items():
            stack = [self._canonical[start] for start in starts if start in self._canonical]
            while stack:
                disease = stack.pop()
                if disease not in marks:
                    marks[disease] = lineage
                    stack.extend(children[disease])
                elif marks[disease] == lineage:
                    continue
        return marks

    def _named(self, text: str, joining: bool = False) -> set[Curie]:
        found = self._by_name.get(fold(text), {})
        for roles in ({NameRole.LABEL}, _JOINING_NAMES):
            hits = {disease for disease, role in found.items() if role in roles}
            if hits:
                return hits
        return set() if joining else set(found)

    def canonical(self, identifier: str) -> Curie | None:
        """Give the node that an identifier of any vocabulary stands for."""
        return self._canonical.get(identifier) if identifier not in self._ambiguous else None

    def resolve(self, reference: Reference) -> Curie | None:
        """Resolve a reference by its identifiers, then by its text; None when neither names one disease."""
        for identifier in reference.ids:
            known = self.canonical(identifier)
            if known is not None:
                return known
        return self.by_name(reference.text)

    def by_name(self, text: str) -> Curie | None:
        """Resolve a text that names exactly one disease."""
        hits = {hit for hit in self._named(text) if self._entries[hit].kind is NodeKind.DISEASE} if text else set()
        return next(iter(hits)) if len(hits) == 1 else None

    def label(self, disease: Curie) -> str:
        """Give a disease's label."""
        return self._entries[disease].label

    def lineage(self, disease: Curie) -> str:
        """Give solid, liquid, or "" where the ontology does not say."""
        return self._lineage.get(disease, "")

    def nodes(self) -> Iterator[Node]:
        """Give one node per disease and tissue."""
        for entry in self._entries.values():
            names = tuple(Name(text, role) for text, role in entry.names if text != entry.label)
            yield Node(entry.id, entry.kind, entry.label, names, entry.properties, tuple(sorted(entry.sources)))

    def edges(self) -> Iterator[Edge]:
        """Give the is-a edges, each with the source that says so."""
        for entry in self._entries.values():
            for parent, (source, record) in entry.parents.items():
                yield Edge(entry.id, EdgeKind.IS_A, parent, source, record)


def _rank(identifier: Curie) -> int:
    return _ORDER.index(identifier.prefix) if identifier.prefix in _ORDER else len(_ORDER)
