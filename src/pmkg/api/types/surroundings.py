"""What stands beside a node, what became of it over releases, and the tumor types as a tree."""

from __future__ import annotations

from typing import cast

import strawberry

from pmkg.api.paging import page_of_list
from pmkg.api.surroundings import GroupRow, HistoryRow
from pmkg.api.types.arguments import After, First
from pmkg.api.types.connection import Connection
from pmkg.api.types.difference import ReleaseChange
from pmkg.api.types.fields import field
from pmkg.api.types.node import Node
from pmkg.model.difference import ChangeType, Item
from pmkg.model.kinds import EdgeKind, NodeKind


@strawberry.type(description="A node beside another.")
class Neighbor:
    """Show a neighbor."""

    node: Node
    statements: int = strawberry.field(description="Accepted statements that speak of both.")
    sources: list[str] = strawberry.field(description="Sources that relate the two.")


@strawberry.type(description="All neighbors of one kind in one relation.")
class NeighborGroup:
    """Show a group of neighbors, with how many there are."""

    relation: EdgeKind | None = strawberry.field(description="Null where it is accepted statements that speak of both.")
    reversed: bool = strawberry.field(description="Whether the relation points to the center.")
    kind: NodeKind
    total_count: int

    @field("The neighbors, those of most common statements first.")
    @staticmethod
    def neighbors(root: strawberry.Parent[GroupRow], first: First = None, after: After = None) -> Connection[Neighbor]:
        """Page through the neighbors of a group."""
        return cast(Connection[Neighbor], page_of_list(root.neighbors, root.shown, first, after))


@strawberry.type(description="What stands beside a node, by relation and kind.")
class Surroundings:
    """Show a node and the groups of its neighbors."""

    center: Node
    groups: list[NeighborGroup]


@strawberry.type(description="How many changes of one sort there are.")
class HistoryCount:
    """Count changes."""

    item: Item
    type: ChangeType
    count: int


@strawberry.type(description="What became of one thing from one kept release to the next.")
class HistoryStep:
    """Show what changed for a thing: statements about it, itself, its relations."""

    before: str = strawberry.field(name="from")
    after: str = strawberry.field(name="to")
    built_at: str = strawberry.field(description="When the later release was built.")
    known_before: bool = strawberry.field(description="Whether the earlier release holds the thing.")
    known_after: bool = strawberry.field(description="Whether the later release holds the thing.")
    counts: list[HistoryCount]

    @field("The changes, statements first.")
    @staticmethod
    def changes(
        root: strawberry.Parent[HistoryRow], first: First = None, after: After = None
    ) -> Connection[ReleaseChange]:
        """Page through the changes of a step."""
        return cast(Connection[ReleaseChange], page_of_list(root.changes, root.shown, first, after))


@strawberry.type(description="A tissue or a tumor type, with what the release holds of it and all kinds of it.")
class TumorTreeNode:
    """Show one node of the tree of tumor types."""

    id: strawberry.ID
    code: str = strawberry.field(description="Its OncoTree code.")
    label: str
    parent: strawberry.ID | None = strawberry.field(description="Null for a tissue.")
    statements: int = strawberry.field(description="Accepted statements, each once.")
    trials: int = strawberry.field(description="Trials, each once.")
