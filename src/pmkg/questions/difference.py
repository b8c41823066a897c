"""What changed between two releases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from pmkg.model.curie import Curie
from pmkg.model.kinds import NodeKind
from pmkg.model.reads import all_nodes
from pmkg.model.regimen import Regimen
from pmkg.model.statement import Statement
from pmkg.model.views import statement_of
from pmkg.ports.reader import GraphReader

_COMPARED = tuple(field.name for field in fields(Statement) if field.name != "id")
"""Every field of a statement, so that no change of a condition, an exclusion or an origin passes unseen."""


@dataclass(frozen=True, slots=True)
class Change:
    """Say how one statement differs: each differing field with its value before and after."""

    statement: Curie
    label: str
    fields: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold what was added, withdrawn and changed from one release to another, and the counts of nodes by kind."""

    before: str
    after: str
    added: tuple[Curie, ...]
    withdrawn: tuple[Curie, ...]
    changed: tuple[Change, ...]
    nodes: Mapping[str, tuple[int, int]]


def difference(before: GraphReader, after: GraphReader) -> Difference:
    """Compare the statements and node counts of two releases."""
    old, new = _statements(before), _statements(after)
    changed = [
        Change(statement, new[statement][0], differing)
        for statement in sorted(old.keys() & new.keys())
        if (differing := _fields(old[statement][1], new[statement][1]))
    ]
    first, second = before.manifest(), after.manifest()
    kinds = sorted({*first.nodes, *second.nodes})
    return Difference(
        first.release,
        second.release,
        tuple(sorted(new.keys() - old.keys())),
        tuple(sorted(old.keys() - new.keys())),
        tuple(changed),
        {kind: (first.nodes.get(kind, 0), second.nodes.get(kind, 0)) for kind in kinds},
    )


def _statements(reader: GraphReader) -> dict[Curie, tuple[str, dict[str, str]]]:
    """Give each evidence node's label and compared fields."""
    found: dict[Curie, tuple[str, dict[str, str]]] = {}
    for node in all_nodes(reader, NodeKind.EVIDENCE):
        values: dict[str, str] = {}
        if "statement" in node.properties:
            statement = statement_of(node)
            values = {name: _text(getattr(statement, name)) for name in _COMPARED}
        found[node.id] = (node.label, values)
    return found


def _text(value: object) -> str:
    if isinstance(value, Regimen):
        return value.label
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")


def _fields(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    names = sorted({*before, *after})
    return {
        name: (before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name, "") != after.get(name, "")
    }
