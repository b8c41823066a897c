"""Disease identity: Mondo, Disease Ontology and OncoTree joined into one node each.

A Mondo term is the node where there is one. A DOID or OncoTree term joins it through Mondo's own mappings, else
through one NCIt concept that only it names, else through an equal exact name; otherwise it is a node of its own
under its parents. Two kinds of mapping are not believed:

- one to a term with which the OncoTree name shares no word ("Glioma, NOS" to "anaplastic oligoastrocytoma");
- one to a term that is wider than OncoTree's place for it. OncoTree names tumors within a tissue, so its "Malignant Tumor"
  under brain is no "cancer": it becomes a node of its own below that term.

Mondo's terms keep Mondo's parents and take OncoTree's, except one that would close a cycle or that
``ontology/disease_exceptions.toml`` cuts, and the parents that this table adds; Disease Ontology's parents count only for
terms that Mondo does not have.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Name, NameRole, Node, Value
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.names import fold, words
from pmkg.model.records import Concept, Reference
from pmkg.vocabulary.ontology_files import read_toml

_ORDER = ("MONDO", "ONCOTREE", "DOID", "NCIT", "EFO", "OMIM", "Orphanet")
_BLOOD = frozenset({"Lymphoid", "Myeloid"})
_NOT_SPECIFIED = re.compile(r",? NOS$")
_RESIDUAL = re.compile(r", (?:NOS|Other)$")
_STOPWORDS = frozenset(
    [
        "and",
        "or",
        "of",
        "the",
        "with",
        "in",
        "no",
        "other",
        "type",
        "tumor",
        "tumour",
        "cancer",
        "neoplasm",
        "carcinoma",
        "malignant",
        "cell",
        "disorder",
        "disease",
    ]
)
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
        self._equated: set[str] = set()
        self._by_name: dict[str, dict[Curie, NameRole]] = defaultdict(dict)
        self._in_oncotree: dict[str, Curie] = {}
        exceptions = read_toml("disease_exceptions.toml")
        self._cut = {(Curie(item["subject"]), Curie(item["object"])) for item in exceptions["cut"]}
        self._apart = {(item["id"], item["from"]) for item in exceptions["apart"]}
        ranked = sorted(concepts, key=lambda item: (_rank(item[1].id), item[1].id))
        mondo = [item for item in ranked if item[1].id.prefix == "MONDO"]
        others = [item for item in ranked if item[1].id.prefix != "MONDO"]
        for source, concept in mondo:
            self._join(source, concept, concept.id)
        self._take_mappings(mondo)
        self._separate(exceptions["apart"], others)
        self._equate(exceptions["same"])
        for source, concept in mondo:
            self._adopt(source, concept)
        apart = self._wider_than_tissue(others)
        for source, concept in others:
            self._join(source, concept, concept.id if concept.id in apart else self._home(concept))
        for source, concept in others:
            self._adopt(source, concept, apart.get(concept.id))
        self._equate(exceptions["same"])
        self._place_within(exceptions["within"])
        self._lineage = self._lineages(lineages)
        for disease, lineage in self._lineage.items():
            self._entries[disease].properties["lineage"] = lineage

    def _join(self, source: str, concept: Concept, home: Curie) -> None:
        entry = self._entries.get(home)
        if entry is None:
            entry = self._entries[home] = _Entry(home, concept.label, concept.kind)
        self._describe(entry, source, concept)
        self._canonical[concept.id] = home
        if concept.id.prefix == "ONCOTREE" and concept.kind is NodeKind.DISEASE:
            self._in_oncotree.setdefault(fold(concept.label), home)

    def _take_mappings(self, concepts: list[tuple[str, Concept]]) -> None:
        """Let Mondo's mappings stand for its terms; an identifier that two terms map is ambiguous."""
        for _, concept in concepts:
            for mapping in concept.exact:
                if self._canonical.setdefault(mapping, concept.id) != concept.id:
                    self._ambiguous.add(mapping)

    def _separate(self, wrong: Iterable[Mapping[str, str]], concepts: list[tuple[str, Concept]]) -> None:
        """Take back mappings that the table knows to be wrong, with the names that came along with them."""
        known = {concept.id: concept for _, concept in concepts}
        for item in wrong:
            home, concept = Curie(item["from"]), known.get(Curie(item["id"]))
            if concept is None or self._canonical.get(concept.id) != home:
                continue
            del self._canonical[concept.id]
            entry = self._entries[home]
            entry.names.pop((concept.id, NameRole.MAPPING), None)
            for text in (concept.label, *(name.text for name in concept.names)):
                self._by_name[fold(text)].pop(home, None)
                entry.names = {name: None for name in entry.names if fold(name[0]) != fold(text)}

    def _equate(self, same: Iterable[Mapping[str, str]]) -> None:
        """Let identifiers that no mapping reaches stand for the node that the table names, once that node is known."""
        for item in same:
            home = self.canonical(item["as"])
            if home is not None and item["id"] not in self._canonical:
                self._canonical[item["id"]] = home
                self._equated.add(item["id"])
                self._entries[home].names.setdefault((item["id"], NameRole.MAPPING))

    def _home(self, concept: Concept) -> Curie:
        """Choose the node that a term of OncoTree or Disease Ontology belongs to."""
        if concept.kind is NodeKind.TISSUE:
            return concept.id
        for mapping in (concept.id, *concept.exact):
            mapped = self.canonical(mapping)
            if (concept.id, mapped) in self._apart:
                continue
            believed = concept.id.prefix != "ONCOTREE" or mapping in self._equated
            if mapped is not None and (believed or self._share_a_word(concept, mapped)):
                return mapped
        named = self._named(_NOT_SPECIFIED.sub("", concept.label), joining=True)
        return next(iter(named)) if len(named) == 1 else concept.id

    def _share_a_word(self, concept: Concept, disease: Curie) -> bool:
        entry = self._entries[disease]
        names = [entry.label, *(text for text, role in entry.names if role is not NameRole.MAPPING)]
        return bool(_content_words([concept.label]) & _content_words(names))

    def _wider_than_tissue(self, concepts: list[tuple[str, Concept]]) -> dict[Curie, Curie]:
        """Find OncoTree terms below another tumor type whose Mondo term covers mostly tumors of other tissues.

        Gives each with the wider Mondo term, under which it is placed.
        """
        placed = [(concept, self._home(concept)) for _, concept in concepts if concept.id.prefix == "ONCOTREE"]
        tissues: dict[Curie, Counter[str]] = defaultdict(Counter)
        for concept, home in placed:
            if home in self._entries and concept.kind is NodeKind.DISEASE:
                for above in self._ancestors(home):
                    tissues[above][str(concept.properties.get("tissue", ""))] += 1
        types = {concept.id for concept, _ in placed if concept.kind is NodeKind.DISEASE}
        return {
            concept.id: home
            for concept, home in placed
            if _mostly_elsewhere(tissues[home], concept) and any(parent in types for parent in concept.parents)
        }

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
        stem, comma, _ = concept.label.rpartition(", ")
        stems = [Name(stem, NameRole.RELATED)] if comma else []
        for name in (Name(entry.label, NameRole.LABEL), *texts, *stems):
            if name.role is not NameRole.MAPPING:
                self._by_name[fold(name.text)].setdefault(entry.id, name.role)

    def _adopt(self, source: str, concept: Concept, wider: Curie | None = None) -> None:
        """Attach the parents of a term to its node, unless a parent lies below it or is cut.

        OncoTree's "NOS" terms are what is left within their parent; a Mondo term that one joins is wider than that. What is
        left over of a tumor type ("Ovarian Cancer, Other") is placed below it.
        """
        home = self._canonical[concept.id]
        if home.prefix == "MONDO" and concept.id.prefix == "DOID":
            return
        if home.prefix == "MONDO" and _NOT_SPECIFIED.search(concept.label):
            return
        parents = [self.canonical(parent) for parent in concept.parents]
        stem = _RESIDUAL.sub("", concept.label)
        within = self.by_name(stem) if home == concept.id and stem != concept.label else None
        for above in (*parents, wider, within):
            if above is None or above == home or above in self._entries[home].parents or (home, above) in self._cut:
                continue
            if self._entries[above].kind is NodeKind.DISEASE and home not in self._ancestors(above):
                self._entries[home].parents[above] = (source, concept.record)

    def _place_within(self, stated: Iterable[Mapping[str, str]]) -> None:
        """Add the parents that the table states; its citation is the record, the term's first source the one that it amends."""
        for item in stated:
            below, above = self.canonical(item["subject"]), self.canonical(item["object"])
            if below is not None and above is not None and below not in self._ancestors(above):
                source = min(self._entries[below].sources)
                self._entries[below].parents.setdefault(above, (source, item["citation"]))

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
        """Mark every disease below a lineage's roots, the lineage named first where there are two.

        A tumor that Mondo places below none ("melanoma") has the lineage of its OncoTree tissue.
        """
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
        for entry in self._entries.values():
            if "tissue" in entry.properties and entry.kind is NodeKind.DISEASE:
                blood = entry.properties["tissue"] in _BLOOD
                marks.setdefault(entry.id, "liquid" if blood else "solid")
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

    def knows_code(self, reference: Reference) -> bool:
        """Say whether a reference gives no code, or one that stands for a disease of this release."""
        return not reference.ids or any(self.canonical(identifier) is not None for identifier in reference.ids)

    def by_name(self, text: str) -> Curie | None:
        """Resolve a text that names exactly one disease."""
        hits = {hit for hit in self._named(text) if self._entries[hit].kind is NodeKind.DISEASE} if text else set()
        return next(iter(hits)) if len(hits) == 1 else None

    def tumor_type(self, text: str) -> Curie | None:
        """Resolve a tumor type by name; where several diseases share it, the one that OncoTree calls so is meant."""
        return self.by_name(text) or self._in_oncotree.get(fold(text))

    def tissue(self, text: str) -> Curie | None:
        """Resolve a text that names a tissue: no tumor type, but a place that a trial may take every tumor of."""
        hits = {hit for hit in self._named(text) if self._entries[hit].kind is NodeKind.TISSUE} if text else set()
        return next(iter(hits)) if len(hits) == 1 else None

    def is_left_over(self, disease: Curie, whole: Curie) -> bool:
        """Say whether a disease is what a vocabulary leaves over of a wider one ("Ovarian Cancer, Other")."""
        return bool(_RESIDUAL.search(self.label(disease))) and whole in self._ancestors(disease)

    def is_within(self, disease: Curie, whole: Curie) -> bool:
        """Say whether a disease is another one or lies below it."""
        return disease == whole or (disease in self._entries and whole in self._ancestors(disease))

    def label(self, disease: Curie) -> str:
        """Give a disease's label."""
        return self._entries[disease].label

    def lineage(self, disease: Curie) -> str:
        """Give solid, liquid, or "" where the ontology does not say."""
        return self._lineage.get(disease, "")

    def nodes(self) -> Iterator[Node]:
        """Give one node per disease and tissue."""
        for entry in self._entries.values():
            names = tuple(
                Name(text, role)
                for text, role in entry.names
                if text != entry.label
                and (role is not NameRole.MAPPING or self._canonical.get(text) in (None, entry.id))
            )
            yield Node(entry.id, entry.kind, entry.label, names, entry.properties, tuple(sorted(entry.sources)))

    def edges(self) -> Iterator[Edge]:
        """Give the is-a edges, each with the source that says so."""
        for entry in self._entries.values():
            for parent, (source, record) in entry.parents.items():
                yield Edge(entry.id, EdgeKind.IS_A, parent, source, record)


def _mostly_elsewhere(tissues: Counter[str], concept: Concept) -> bool:
    return tissues[str(concept.properties.get("tissue", ""))] * 2 < tissues.total()


def _content_words(names: Iterable[str]) -> set[str]:
    """Give the words that tell tumors apart, a plural as its singular, and the initials of whole names ("APL")."""
    found: set[str] = set()
    for name in names:
        parts = words(fold(name))
        found.update(part.rstrip("s") for part in parts)
        if len(parts) > 2:
            found.add("".join(part[0] for part in parts))
    return found - _STOPWORDS


def _rank(identifier: Curie) -> int:
    return _ORDER.index(identifier.prefix) if identifier.prefix in _ORDER else len(_ORDER)
