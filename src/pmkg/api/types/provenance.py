"""Where a fact comes from, and pages about it."""

from __future__ import annotations

import strawberry

from pmkg.api.context import Info
from pmkg.api.rows import SourceRow
from pmkg.api.types.fields import field
from pmkg.api.types.job import Staleness


@strawberry.type(description="Where one fact comes from.")
class Provenance:
    """Name source, release of the source, license, citation and record of one fact."""

    source: str = strawberry.field(description="Identifier of the source in the catalog.")
    title: str
    release: str = strawberry.field(description="The source's own version.")
    license: str
    citation: str
    record: str = strawberry.field(description="The source's own locator of the record.")
    url: str


@strawberry.type(description="An identifier and the page about it.")
class Link:
    """Hold an identifier and the page about it."""

    id: strawberry.ID
    url: str | None


@strawberry.type(description="A source as it went into a release.")
class Source:
    """Say which version of a source a release holds, and under which license."""

    id: strawberry.ID
    title: str
    version: str
    license: str
    citation: str
    url: str
    records: int = strawberry.field(description="Records that the loader read.")
    losses: int = strawberry.field(description="Entries of the ledger.")
    origin: str = strawberry.field(description="Where the files were taken from: mirror, cache, owner, starter.")

    @field(
        "Why and since when newer files of the source cannot be had or used, by the loader jobs up to now; null: all is well."
    )
    @staticmethod
    def stale(root: strawberry.Parent[SourceRow], info: Info) -> Staleness | None:
        """Read where the source stands."""
        standing = info.context.standing(root.id)
        if standing is None or standing.failing_since is None:
            return None
        return Staleness(
            since=standing.failing_since,
            reason=standing.problem,
            failures=standing.failures,
            last_good=standing.last_good,
        )
