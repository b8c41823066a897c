"""Loader jobs and where they leave a source."""

from __future__ import annotations

from datetime import datetime

import strawberry

from pmkg.model.job import JobOutcome


@strawberry.type(
    description="One run of a loader job: it looked for a source's files, or built a release of what changed."
)
class Job:
    """Show a job."""

    source: str = strawberry.field(description="Identifier of the source in the catalog, or 'build'.")
    started: datetime
    ended: datetime
    outcome: JobOutcome
    detail: str = strawberry.field(description="What went wrong, or what was built.")
    version: str = strawberry.field(description="The source's own version of what was found.")
    release: str = strawberry.field(description="The release that a build published.")


@strawberry.type(description="Why a source's last good version stays in use, and since when.")
class Staleness:
    """Say since when a source's newer files could not be had or used."""

    since: datetime = strawberry.field(description="When the first job failed after the last good one.")
    reason: str
    failures: int = strawberry.field(description="Jobs that failed in a row.")
    last_good: datetime | None = strawberry.field(description="When the source was last found as it should be.")
