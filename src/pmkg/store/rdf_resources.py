"""A release as RDF: one resource per node, one per edge, one per source.

Resources are made one page of nodes at a time, so that a release of any size can be written. A node has its Biolink class and
its own kind (``pmkg:Gene``), its label, names, mappings and properties. An edge is a plain triple (``pmkg:targets``) and
a resource of its own that carries where it was said (``rdf:subject``, ``pmkg:source``, ``dcterms:references``).
Nested values are ``rdf:JSON`` literals.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, NameRole, Node, Value
from pmkg.model.kinds import NodeKind
from pmkg.model.manifest import SourceRelease
from pmkg.model.reads import Reads
from pmkg.ports.reader import GraphReader
from pmkg.vocabulary.kinds import load_kinds
from pmkg.vocabulary.prefixes import expand, prefixes

TERMS = "urn:pmkg:term:"
SOURCES = "urn:pmkg:source:"
EDGES = "urn:pmkg:edge:"
VOCABULARIES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcterms": "http://purl.org/dc/terms/",
    "biolink": "https://w3id.org/biolink/vocab/",
    "pmkg": TERMS,
    "pmkg.source": SOURCES,
    "pmkg.edge": EDGES,
}

_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Link:
    """Point to a resource by its IRI."""

    iri: str


@dataclass(frozen=True, slots=True)
class Json:
    """Hold a nested value as canonical JSON text."""

    text: str


Term: TypeAlias = Link | Json | str | int | float | bool


@dataclass(frozen=True, slots=True)
class Resource:
    """Hold what is said of one IRI: its types and facts under prefixed names (``rdfs:label``)."""

    iri: str
    types: tuple[str, ...]
    facts: dict[str, tuple[Term, ...]] = field(default_factory=dict)


def namespaces() -> dict[str, str]:
    """Give every prefix that exports may use, with its IRI base."""
    return {**VOCABULARIES, **{row.name: row.iri for row in prefixes().values()}}


def resources(reader: GraphReader) -> Iterator[Resource]:
    """Walk a release as resources: its sources, then each node followed by its outgoing edges."""
    for source in reader.manifest().sources:
        yield _source(source)
    for page in node_pages(reader):
        edges = reader.edges([node.id for node in page])
        for node in page:
            yield _node(node, edges[node.id])
            yield from (_edge(edge) for edge in edges[node.id])


def node_pages(reader: Reads) -> Iterator[tuple[Node, ...]]:
    """Walk every node of a release, a page of one kind at a time."""
    for kind in NodeKind:
        after = ""
        while True:
            page = reader.find(kind, after=after, limit=_PAGE)
            if page.nodes:
                yield page.nodes
            if not page.next:
                break
            after = page.next


def _source(source: SourceRelease) -> Resource:
    facts = {
        "dcterms:title": source.title,
        "dcterms:hasVersion": source.version,
        "dcterms:license": source.license,
        "dcterms:bibliographicCitation": source.citation,
        "dcterms:identifier": source.id,
    }
    return Resource(SOURCES + source.id, ("pmkg:Source",), {name: (value,) for name, value in facts.items() if value})


def _node(node: Node, edges: Iterable[Edge]) -> Resource:
    meaning = load_kinds().nodes[node.kind]
    facts: dict[str, tuple[Term, ...]] = {"rdfs:label": (node.label,)}
    names = tuple(dict.fromkeys(name.text for name in node.names if name.role is not NameRole.MAPPING))
    _add(facts, "skos:altLabel", names)
    _add(facts, "skos:exactMatch", tuple(Link(expand(mapping)) for mapping in dict.fromkeys(node.mappings)))
    _add(facts, "dcterms:source", tuple(Link(SOURCES + source) for source in node.sources))
    for name, value in node.properties.items():
        _add(facts, f"pmkg:{_local(name)}", _terms(value, name in meaning.links))
    for edge in edges:
        key = f"pmkg:{edge.kind}"
        known = facts.get(key, ())
        target = Link(expand(edge.object))
        facts[key] = known if target in known else (*known, target)
    return Resource(expand(node.id), (f"pmkg:{node.kind}", meaning.biolink), facts)


def _edge(edge: Edge) -> Resource:
    facts: dict[str, tuple[Term, ...]] = {
        "rdf:subject": (Link(expand(edge.subject)),),
        "rdf:predicate": (Link(TERMS + edge.kind),),
        "rdf:object": (Link(expand(edge.object)),),
        "pmkg:source": (Link(SOURCES + edge.source),),
    }
    _add(facts, "pmkg:record", (edge.record,) if edge.record else ())
    _add(facts, "dcterms:references", tuple(_citation(text) for text in edge.citations))
    for name, value in edge.properties.items():
        _add(facts, f"pmkg:{_local(name)}", _terms(value, False))
    return Resource(EDGES + edge_digest(edge), ("pmkg:Association", "biolink:Association"), facts)


def edge_digest(edge: Edge) -> str:
    """Identify an edge by what it is identified by: subject, kind, object, source and record."""
    text = "\t".join((edge.subject, edge.kind, edge.object, edge.source, edge.record))
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def _citation(text: str) -> Term:
    prefix = text.partition(":")[0]
    return Link(expand(text)) if prefix in prefixes() else text


def _terms(value: Value, links: bool) -> tuple[Term, ...]:
    if value is None or value == "":
        return ()
    if isinstance(value, list):
        if any(isinstance(item, (dict, list)) for item in value):
            return (_json(value),)
        return tuple(dict.fromkeys(term for item in value for term in _terms(item, links)))
    if isinstance(value, dict):
        return (_json(value),) if value else ()
    return (Link(expand(Curie(value))),) if links and isinstance(value, str) else (value,)


def _json(value: Value) -> Json:
    return Json(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def _add(facts: dict[str, tuple[Term, ...]], name: str, terms: tuple[Term, ...]) -> None:
    if terms:
        facts[name] = (*facts.get(name, ()), *(term for term in terms if term not in facts.get(name, ())))


def _local(name: str) -> str:
    """Make a property name a local name: anything but letters, digits and underscores becomes an underscore."""
    return "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in name)
