"""Make the nodes of drugs and classes: which identifier and which label stand for what several sources describe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pmkg.ingest.drug_classes import DrugClass
from pmkg.ingest.drug_identity import OWN, Identity, source_rank
from pmkg.ingest.drug_names import CODED, slug
from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole, Node, Value
from pmkg.model.kinds import NodeKind
from pmkg.model.regimen import Agent

DRUG_SOURCES = frozenset({"pharmoncox", "chembl", "drugcentral", "drugbank-open"})
"""The sources that define drugs. Others only speak of them: what they call a drug is a synonym."""

ID_ORDER = ("NCIT", "CHEMBL", "DrugCentral", "DRUGBANK")


@dataclass(slots=True)
class ClassRecord:
    """Hold a class, the names that sources give it, and which sources speak of it."""

    drug_class: DrugClass
    names: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)


def best_id(identity: Identity, mine: set[Curie], taken: set[Curie]) -> Curie:
    """Choose the identifier of a drug among those that are its alone, else make one from its name."""
    own = {entry.concept.id: source_rank(entry.source) for entry in reversed(identity.entries)}
    coded = [id for id in mine if id.prefix in ID_ORDER and id not in taken]
    if coded:
        last = (len(DRUG_SOURCES) + 1, "")
        return min(coded, key=lambda id: (ID_ORDER.index(id.prefix), own.get(id, last), len(id), id))
    base = slug(identity.entries[0].concept.label)
    number, id = 1, Curie.of(OWN, base)
    while id in taken:
        number += 1
        id = Curie.of(OWN, f"{base}-{number}")
    return id


def preferred_label(identity: Identity) -> str:
    """Choose the name to show: the best source's, but a nonproprietary name before a description with a code.

    ``Akt/ERK Inhibitor ONC201`` is what the NCI Thesaurus called dordaviprone before it had a name. ChEMBL writes
    all names in capitals, which is no spelling of its own.
    """
    labels = [_spelled(entry.concept.label) for entry in identity.entries]
    if CODED.match(labels[0]):
        return next((label for label in labels if label.replace(" ", "").isalpha() and len(label) > 5), labels[0])
    return labels[0]


def _spelled(label: str) -> str:
    shouted = label.isupper() and len(label) > 5 and label.replace(" ", "").replace("-", "").isalpha()
    return label.title() if shouted else label


def drug_node(agent: Agent, identity: Identity, owners: Mapping[str, Agent]) -> Node:
    """Give the node of a drug; ``owners`` says whose each identifier is."""
    names: dict[str, Name] = {}
    for entry in identity.entries:
        _collect(names, entry.concept.label, NameRole.EXACT)
    for entry in identity.entries:
        for name in entry.concept.names:
            _collect(names, name.text, name.role)
    for form in identity.forms:
        for text in (form.concept.label, *(name.text for name in form.concept.names)):
            _collect(names, text, NameRole.ALIAS)
    own = {id for entry in identity.entries for id in (entry.concept.id, *entry.concept.exact)}
    for id in sorted(own - {agent.id}):
        if owners.get(id) == agent and id.prefix != OWN:
            names[id.casefold()] = Name(id, NameRole.MAPPING)
    for form in identity.forms:
        if form.concept.id.prefix != OWN:
            names.setdefault(form.concept.id.casefold(), Name(form.concept.id, NameRole.RELATED))
    names.pop(agent.label.casefold(), None)
    sources = {entry.source for entry in (*identity.entries, *identity.forms)}
    return Node(
        agent.id, NodeKind.DRUG, agent.label, tuple(names.values()), _properties(identity), tuple(sorted(sources))
    )


def class_node(known: ClassRecord) -> Node:
    """Give the node of a class."""
    names: dict[str, Name] = {}
    for text in (*known.drug_class.names, *sorted(known.names)):
        _collect(names, text, NameRole.ALIAS)
    names.pop(known.drug_class.label.casefold(), None)
    properties: dict[str, Value] = {"category": known.drug_class.category}
    return Node(
        known.drug_class.id,
        NodeKind.DRUG_CLASS,
        known.drug_class.label,
        tuple(names.values()),
        properties,
        tuple(sorted(known.sources)),
    )


def _collect(names: dict[str, Name], text: str, role: NameRole) -> None:
    if text:
        names.setdefault(text.casefold(), Name(text, role))


def _properties(identity: Identity) -> Mapping[str, Value]:
    """Take each property from the first concept that has it, forms last; the highest phase of any of them."""
    found: dict[str, Value] = {}
    phases: list[int] = []
    for entry in (*identity.entries, *identity.forms):
        for key, value in entry.concept.properties.items():
            found.setdefault(key, value)
            if key == "max_phase" and isinstance(value, int):
                phases.append(value)
    return {**found, "max_phase": max(phases)} if phases else found
