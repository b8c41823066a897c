"""What stands beside a node and what became of it, as rows that the schema shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pmkg.api.differences import ChangeRow, change_row
from pmkg.api.rows import NodeRow, node_row
from pmkg.api.serving import Serving
from pmkg.model.difference import Change, ChangeType, Item
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.questions.beside import Neighbor, NeighborGroup
from pmkg.questions.thing_history import Stand, thing_changes


@dataclass(frozen=True, slots=True)
class NeighborRow:
    """Show a neighbor."""

    node: NodeRow
    statements: int
    sources: tuple[str, ...]


class GroupRow:
    """Show a group; its neighbors become rows only where a page shows them."""

    def __init__(self, group: NeighborGroup, serving: Serving) -> None:
        self.relation: EdgeKind | None = group.relation
        self.reversed = group.reversed
        self.kind: NodeKind = group.kind
        self.neighbors: Sequence[Neighbor] = group.neighbors
        self.total_count = len(group.neighbors)
        self._serving = serving

    def shown(self, neighbor: Neighbor) -> NeighborRow:
        """Show one neighbor."""
        return NeighborRow(node_row(neighbor.node, self._serving), neighbor.statements, neighbor.sources)


@dataclass(frozen=True, slots=True)
class SurroundingsRow:
    """Hold a node and the groups of its neighbors."""

    center: NodeRow
    groups: list[GroupRow]


@dataclass(frozen=True, slots=True)
class CountRow:
    """Count changes of one sort."""

    item: Item
    type: ChangeType
    count: int


class HistoryRow:
    """Show what became of a thing from one release to the next; compared where it is asked for."""

    def __init__(self, earlier: Serving, later: Serving, stands: tuple[Stand, Stand]) -> None:
        self.before, self.after = earlier.name, later.name
        self.built_at = later.manifest.built_at
        self.known_before, self.known_after = (stand.node is not None for stand in stands)
        self._stands = stands

    @cached_property
    def changes(self) -> Sequence[Change]:
        """All changes of the step."""
        return thing_changes(*self._stands)

    @property
    def counts(self) -> list[CountRow]:
        """How many changes of each sort there are, in the order of the changes."""
        found = Counter((change.item, change.type) for change in self.changes)
        return [CountRow(item, type, count) for (item, type), count in found.items()]

    def shown(self, change: Change) -> ChangeRow:
        """Show one change."""
        return change_row(change)
