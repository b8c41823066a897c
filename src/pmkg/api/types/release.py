"""Releases, their sources and their ledger."""

from __future__ import annotations

import strawberry

from pmkg.api.types.connection import Connection
from pmkg.api.types.provenance import Source


@strawberry.type(description="How many of something there are.")
class Count:
    """Count things of one name."""

    name: str
    count: int


@strawberry.type(description="One immutable release of the graph.")
class Release:
    """Say what a release holds."""

    name: str
    profile: str = strawberry.field(description="full, open or starter.")
    built_at: str
    digest: str = strawberry.field(description="SHA-256 of the content; equal sources give an equal digest.")
    software: str
    current: bool = strawberry.field(description="Whether it serves now.")
    nodes: list[Count]
    edges: list[Count]
    sources: list[Source]


@strawberry.type(
    description="What was built, failed its bounds, shapes or clinical questions, and was never published."
)
class SetAsideRelease:
    """Say what kept a build from being published."""

    name: str
    profile: str
    built_at: str
    problems: list[str]


@strawberry.type(description="One thing that did not normalize: where it stands, its text, and why.")
class Loss:
    """Show one entry of the ledger."""

    source: str
    record: str
    field: str
    text: str
    reason: str


@strawberry.type(description="Entries of one source for one reason.")
class LossCount:
    """Count losses."""

    source: str
    reason: str
    count: int


@strawberry.type(description="What did not normalize.")
class Ledger(Connection[Loss]):
    """Show a page of losses and the counts of all that the filter takes."""

    counts: list[LossCount]
