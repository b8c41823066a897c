"""Releases, the sources that went into them, and what was lost on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import strawberry

from pmkg.api.context import Info
from pmkg.api.paging import ConnectionRow, offset, page_of_slice, page_size
from pmkg.api.rows import SourceRow, source_rows
from pmkg.api.types.arguments import After, AsOf, First
from pmkg.api.types.fields import field
from pmkg.api.types.provenance import Source
from pmkg.api.types.release import Count, Ledger, LossCount, Release, SetAsideRelease
from pmkg.errors import NotFound
from pmkg.model.manifest import Manifest
from pmkg.ports import LedgerFilter


@dataclass(frozen=True, slots=True)
class LedgerRow(ConnectionRow):
    """Hold a page of losses with its counts."""

    counts: list[LossCount]


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """Show a manifest."""

    name: str
    profile: str
    built_at: str
    digest: str
    software: str
    current: bool
    nodes: list[Count]
    edges: list[Count]
    sources: list[SourceRow]


@strawberry.type
class ReleasesAndSources:
    """Offer what the server knows of its own data."""

    @field("All releases, the newest first.")
    def releases(self, info: Info) -> list[Release]:
        """List releases."""
        current = info.context.reading().serving.name
        return cast(list[Release], [_release(manifest, current) for manifest in info.context.served.releases.list()])

    @field("What was built and set aside because it failed its checks, the newest first; never served.")
    def releases_set_aside(self, info: Info) -> list[SetAsideRelease]:
        """List what was set aside."""
        return [
            SetAsideRelease(
                name=found.manifest.release,
                profile=found.manifest.profile,
                built_at=found.manifest.built_at,
                problems=list(found.problems),
            )
            for found in info.context.served.releases.aside()
        ]

    @field("The sources of a release, with version, license and citation.")
    def sources(self, info: Info, as_of: AsOf = None) -> list[Source]:
        """List sources."""
        return cast(list[Source], list(info.context.reading(as_of).serving.sources.values()))

    @field("What did not normalize, and why.")
    def ledger(
        self,
        info: Info,
        source: str | None = None,
        reason: str | None = None,
        first: First = None,
        after: After = None,
        as_of: AsOf = None,
    ) -> Ledger:
        """Page through the ledger."""
        skip = offset(after)
        wanted = LedgerFilter(source or "", reason or "", page_size(first), skip)
        reading = info.context.reading(as_of)
        if source and source not in reading.serving.sources:
            raise NotFound(f"source {source!r}", tuple(sorted(reading.serving.sources)))
        found = reading.reader.ledger(wanted)
        page = page_of_slice(list(found.losses), skip, found.total)
        counts = [
            LossCount(source=name, reason=why, count=count)
            for name, reasons in sorted(found.counts.items())
            for why, count in sorted(reasons.items())
        ]
        return cast(Ledger, LedgerRow(page.nodes, page.edges, page.page_info, page.total_count, counts))


def _release(manifest: Manifest, current: str) -> ReleaseRow:
    return ReleaseRow(
        manifest.release,
        manifest.profile,
        manifest.built_at,
        manifest.digest,
        manifest.software,
        manifest.release == current,
        [Count(name=name, count=count) for name, count in sorted(manifest.nodes.items())],
        [Count(name=name, count=count) for name, count in sorted(manifest.edges.items())],
        list(source_rows(manifest).values()),
    )
