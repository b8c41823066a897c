"""Write a release as Turtle or JSON-LD, one resource at a time, or hold it as an rdflib graph."""

from __future__ import annotations

import io
import json
import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, TextIO

import rdflib

from pmkg.ports.reader import GraphReader
from pmkg.store.rdf_resources import Json, Link, Resource, Term, namespaces, resources

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_NEEDS_ESCAPE = re.compile(r'[\\"\x00-\x1f]')
_FORBIDDEN_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def write_turtle(found: Iterable[Resource], out: TextIO) -> int:
    """Write resources as Turtle; give their number."""
    for prefix, base in namespaces().items():
        out.write(f"@prefix {prefix}: <{base}> .\n")
    count = 0
    for resource in found:
        out.write(_block(resource))
        count += 1
    return count


def write_jsonld(found: Iterable[Resource], out: TextIO) -> int:
    """Write resources as one JSON-LD document with its context; give their number."""
    out.write('{"@context":' + json.dumps(jsonld_context()["@context"], ensure_ascii=False) + ',\n"@graph":[\n')
    count = 0
    for resource in found:
        out.write((",\n" if count else "") + json.dumps(_object(resource), ensure_ascii=False))
        count += 1
    out.write("\n]}\n")
    return count


def rdf_graph(reader: GraphReader) -> rdflib.Graph:
    """Give a whole release as an rdflib graph, for SPARQL and SHACL; for releases that fit in memory."""
    text = io.StringIO()
    write_turtle(resources(reader), text)
    return rdflib.Graph().parse(data=text.getvalue(), format="turtle")


def jsonld_context() -> Mapping[str, Any]:
    """Make the context that ``ontology/context.jsonld`` holds: every prefix, declared to be one.

    A base that ends in another character than ``#``, ``/`` or ``:`` is a prefix only when it says so (JSON-LD 1.1).
    """
    return {"@context": {name: {"@id": base, "@prefix": True} for name, base in namespaces().items()}}


def _block(resource: Resource) -> str:
    lines = [f"a {', '.join(resource.types)}"]
    lines += [f"{name} {', '.join(_turtle(term) for term in terms)}" for name, terms in resource.facts.items()]
    return f"\n{_iri(resource.iri)} " + " ;\n    ".join(lines) + " .\n"


def _turtle(term: Term) -> str:
    if isinstance(term, Link):
        return _iri(term.iri)
    if isinstance(term, Json):
        return f"{_quoted(term.text)}^^rdf:JSON"
    if isinstance(term, bool):
        return "true" if term else "false"
    if isinstance(term, int):
        return str(term)
    if isinstance(term, float):
        return f'"{_double(term)}"^^xsd:double'
    return _quoted(term)


def _double(value: float) -> str:
    return repr(value) if math.isfinite(value) else {math.inf: "INF", -math.inf: "-INF"}.get(value, "NaN")


def _quoted(text: str) -> str:
    return f'"{_NEEDS_ESCAPE.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match.group(0)) or f"\\u{ord(match.group(0)):04X}"


@lru_cache(maxsize=100_000)
def _iri(iri: str) -> str:
    for prefix, base in _by_length():
        if iri.startswith(base) and _LOCAL.fullmatch(iri, len(base)):
            return f"{prefix}:{iri[len(base) :]}"
    return f"<{_FORBIDDEN_IN_IRI.sub(lambda match: f'%{ord(match.group(0)):02X}', iri)}>"


@lru_cache(maxsize=1)
def _by_length() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(namespaces().items(), key=lambda pair: (-len(pair[1]), pair[0])))


def _object(resource: Resource) -> dict[str, Any]:
    found: dict[str, Any] = {"@id": _plain(resource.iri), "@type": list(resource.types)}
    for name, terms in resource.facts.items():
        values = [_value(term) for term in terms]
        found[name] = values[0] if len(values) == 1 else values
    return found


def _value(term: Term) -> Any:
    if isinstance(term, Link):
        return {"@id": _plain(term.iri)}
    if isinstance(term, Json):
        return {"@value": json.loads(term.text), "@type": "@json"}
    if isinstance(term, float):
        return {"@value": _double(term), "@type": "xsd:double"}
    return term


def _plain(iri: str) -> str:
    """Write an IRI as Turtle does, without the angle brackets."""
    written = _iri(iri)
    return written[1:-1] if written.startswith("<") else written
