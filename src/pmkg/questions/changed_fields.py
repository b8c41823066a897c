"""Which fields of a node or an edge differ, as texts that a person can read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from pmkg.model.content import canonical
from pmkg.model.difference import Values
from pmkg.model.graph import Edge, Node
from pmkg.model.regimen import Regimen
from pmkg.model.statement import Statement
from pmkg.model.views import statement_of

_OF_A_STATEMENT = tuple(field.name for field in fields(Statement) if field.name != "id")
"""Every field of a statement, so that no change of a condition, an exclusion or an origin passes unseen."""


def differing(before: Node | Edge, after: Node | Edge) -> dict[str, Values]:
    """Give each field that differs, by name: those of the claim where it is a statement, and every property by itself."""
    old, new = _texts(before), _texts(after)
    return {
        name: Values(old.get(name, ""), new.get(name, ""))
        for name in sorted({*old, *new})
        if old.get(name, "") != new.get(name, "")
    }


def _texts(thing: Node | Edge) -> dict[str, str]:
    if isinstance(thing, Edge):
        return {**_properties(thing.properties), "citations": "; ".join(thing.citations)}
    found = _properties(thing.properties)
    if "statement" in thing.properties:
        del found["statement"]
        statement = statement_of(thing)
        found |= {name: _text(getattr(statement, name)) for name in _OF_A_STATEMENT}
    names = "; ".join(f"{name.text} ({name.role})" for name in thing.names)
    return {
        **found,
        "node kind": thing.kind.value,
        "label": thing.label,
        "names": names,
        "sources": "; ".join(thing.sources),
    }


def _properties(properties: Mapping[str, object]) -> dict[str, str]:
    return {name: _text(value) for name, value in properties.items()}


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return str(value)
        case Regimen():
            return value.label
        case tuple():
            return "; ".join(map(str, value))
        case _:
            return canonical(value).decode()
