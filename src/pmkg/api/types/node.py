"""What every node of the graph shows, and how it leads to others."""

from __future__ import annotations

from typing import Annotated, Any, Protocol, cast

import strawberry
from graphql import GraphQLAbstractType, GraphQLResolveInfo
from strawberry.scalars import JSON

from pmkg.api.context import Info
from pmkg.api.paging import page_of_list
from pmkg.api.rows import NodeRow, RelationRow, node_row
from pmkg.api.serving import Serving
from pmkg.api.types.arguments import After, First
from pmkg.api.types.connection import Connection
from pmkg.api.types.fields import field
from pmkg.api.types.provenance import Link, Provenance
from pmkg.model.graph import NameRole
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.reads import Way


@strawberry.type(description="One way to call a node.")
class Name:
    """Hold one synonym and its role."""

    text: str
    role: NameRole


def node_type(row: NodeRow, _info: GraphQLResolveInfo[Any], _type: GraphQLAbstractType) -> str:
    """Name the schema type of a row: that of its kind."""
    return str(row.kind.value)


@strawberry.interface(description="One thing of the graph. Every node is one; its type says of which kind.")
class Node:
    """Declare what every node shows."""

    id: strawberry.ID = strawberry.field(description="A compact identifier, such as HGNC:1097.")
    kind: NodeKind
    label: str = strawberry.field(description="The preferred name.")
    names: list[Name] = strawberry.field(description="Synonyms, previous and brand names.")
    mappings: list[Link] = strawberry.field(description="The same thing in other vocabularies.")
    url: str | None = strawberry.field(description="A page about it.")
    sources: list[str] = strawberry.field(description="Catalog ids of the sources that speak of it.")
    provenance: list[Provenance]
    properties: JSON = strawberry.field(description="Everything else that the sources say of it.")

    resolve_type = staticmethod(node_type)

    @classmethod
    def is_type_of(cls, row: object, _info: GraphQLResolveInfo[Any]) -> bool:
        """Whether a row is a node; which kind it is was decided where it was read."""
        return isinstance(row, NodeRow)

    @field("Edges at this node, with the node at their far end.")
    @staticmethod
    async def relations(
        root: strawberry.Parent[NodeRow],
        info: Info,
        kinds: Annotated[list[EdgeKind] | None, strawberry.argument(description="All kinds when not given.")] = None,
        direction: Way = Way.BOTH,
        first: First = None,
        after: After = None,
    ) -> Connection[Relation]:
        """Page through the edges of a node."""
        rows = await relations_of(info, root, frozenset(kinds or ()), direction)
        return cast(Connection[Relation], page_of_list(rows, lambda row: row, first, after))


@strawberry.type(description="One relation between two nodes, as one record of one source states it.")
class Relation:
    """Hold one edge and where it was said."""

    kind: EdgeKind
    subject: strawberry.ID
    object: strawberry.ID
    reversed: bool = strawberry.field(description="Whether it was followed from its object to its subject.")
    source: str
    record: str
    citations: list[str]
    properties: JSON
    provenance: list[Provenance]

    @field("The node at the far end, seen from where the edge was followed.")
    @staticmethod
    async def node(root: strawberry.Parent[RelationRow], info: Info) -> Node | None:
        """Load the node at the far end, together with those of its siblings."""
        return cast("Node | None", await load_row(info, root, root.far_end))


class OfRelease(Protocol):
    """Stand in one release."""

    @property
    def serving(self) -> Serving: ...


async def load_row(info: Info, root: OfRelease, id: str | None) -> NodeRow | None:
    """Load a node of the release that ``root`` stands in."""
    if not id:
        return None
    reading = info.context.on(root.serving)
    node = await reading.node.load(cast(Any, id))
    return node_row(node, root.serving) if node else None


async def relations_of(info: Info, root: NodeRow, kinds: frozenset[EdgeKind], way: Way) -> list[RelationRow]:
    """List the edges of a node, those that leave it before those that reach it."""
    reading = info.context.on(root.serving)
    ways = [Way.OUT, Way.IN] if way is Way.BOTH else [way]
    return [
        RelationRow(edge, root.serving, one is Way.IN)
        for one in ways
        for edge in await reading.edges.load((root.id, kinds, one))
    ]


async def neighbors(info: Info, root: NodeRow, kind: EdgeKind, way: Way) -> list[Any]:
    """List the nodes at the far ends of edges of one kind, each once, by label."""
    relations = await relations_of(info, root, frozenset({kind}), way)
    nodes = await info.context.on(root.serving).nodes(dict.fromkeys(row.far_end for row in relations))
    return [node_row(node, root.serving) for node in sorted(nodes, key=lambda node: (node.label.casefold(), node.id))]
