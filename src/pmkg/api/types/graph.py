"""Ways through the graph: hits of a search, paths, neighborhoods."""

from __future__ import annotations

from typing import cast

import strawberry

from pmkg.api.context import Info
from pmkg.api.rows import RelationRow
from pmkg.api.serving import Serving
from pmkg.api.types.fields import field
from pmkg.api.types.node import Node, Relation, load_row
from pmkg.model.graph import NameRole
from pmkg.model.kinds import NodeKind


@strawberry.type(description="A node that a text names, and by which of its names.")
class SearchHit:
    """Show one hit of a search."""

    id: strawberry.ID
    kind: NodeKind
    label: str
    name: str = strawberry.field(description="The name that was hit.")
    role: NameRole
    serving: strawberry.Private[Serving]

    @field("The node itself.")
    async def node(self, info: Info) -> Node | None:
        """Load the node, together with those of the other hits."""
        return cast("Node | None", await load_row(info, self, self.id))


@strawberry.type(description="The best hits of a search; more are found by a longer text, or by a larger page.")
class SearchPage:
    """Show hits, and whether they are all."""

    hits: list[SearchHit]
    truncated: bool = strawberry.field(description="Whether there are more hits than the page takes.")


@strawberry.type(description="One step of a path.")
class PathStep:
    """Show the relation walked and where it led."""

    relation: Relation
    text: str = strawberry.field(description="The step in words.")

    @field("The node that the step leads to.")
    async def node(self, info: Info) -> Node | None:
        """Load the node at the step's end."""
        row = cast(RelationRow, self.relation)
        return cast("Node | None", await load_row(info, row, row.far_end))


@strawberry.type(description="A shortest path between two nodes; every step says where it is stated.")
class Path:
    """Show one path."""

    length: int
    text: str = strawberry.field(description="The path in words.")
    steps: list[PathStep]


@strawberry.type(description="The nodes and relations around a node.")
class Neighborhood:
    """Show a node with what is around it, the nearest first."""

    center: Node
    nodes: list[Node]
    relations: list[Relation]
    truncated: bool = strawberry.field(description="Whether the limit cut nodes off.")
