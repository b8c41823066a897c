"""What changed between two releases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pmkg.model.curie import Curie
from pmkg.model.kinds import NodeKind
from pmkg.model.reads import all_nodes
from pmkg.model.views import statement_of
from pmkg.ports.reader import GraphReader

_COMPARED = (
    "profile",
    "regimen",
    "effect",
    "significance",
    "direction",
    "level",
    "disease",
    "scope",
    "status",
    "conflict",
)


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
        Change(statement, new[statement][0], fields)
        for statement in sorted(old.keys() & new.keys())
        if (fields := _fields(old[statement][1], new[statement][1]))
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
        fields: dict[str, str] = {}
        if "statement" in node.properties:
            statement = statement_of(node)
            fields = {name: str(getattr(statement, name) or "") for name in _COMPARED}
            fields["regimen"] = statement.regimen.label if statement.regimen else ""
        found[node.id] = (node.label, fields)
    return found


def _fields(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    names = sorted({*before, *after})
    return {
        name: (before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name, "") != after.get(name, "")
    }
