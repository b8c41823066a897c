"""Relay connections."""

from __future__ import annotations

from typing import Generic, TypeVar

import strawberry

T = TypeVar("T")


@strawberry.type(description="Where a page begins and ends, and whether there is more.")
class PageInfo:
    """Say whether there is more, and where this page begins and ends."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type(description="An item and its cursor.")
class Edge(Generic[T]):
    """Pair an item with its cursor."""

    node: T
    cursor: str


@strawberry.type(description="One page of a list.")
class Connection(Generic[T]):
    """Hold one page of a list."""

    edges: list[Edge[T]]
    nodes: list[T] = strawberry.field(description="The items of the page without their cursors.")
    page_info: PageInfo
    total_count: int = strawberry.field(description="The number of items on all pages.")
