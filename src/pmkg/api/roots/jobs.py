"""What the loader jobs of the server's home came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

import strawberry

from pmkg.api.context import Info
from pmkg.api.paging import offset, page_of_slice, page_size
from pmkg.api.types.arguments import After, First
from pmkg.api.types.connection import Connection
from pmkg.api.types.fields import field
from pmkg.api.types.job import Job
from pmkg.model.job import Job as ModelJob
from pmkg.model.job import JobOutcome


@dataclass(frozen=True, slots=True)
class JobRow:
    """Show a job."""

    source: str
    started: datetime
    ended: datetime
    outcome: JobOutcome
    detail: str
    version: str
    release: str


@strawberry.type
class LoaderJobs:
    """Offer the history of the loader jobs."""

    @field("The loader jobs, newest first; of one source, or 'build', where 'source' is given.")
    def jobs(self, info: Info, source: str | None = None, first: First = None, after: After = None) -> Connection[Job]:
        """Page through the history."""
        skip = offset(after)
        found, total = info.context.served.jobs.history(source or "", page_size(first), skip)
        return cast(Connection[Job], page_of_slice([_row(job) for job in found], skip, total))


def _row(job: ModelJob) -> JobRow:
    return JobRow(job.of, job.started, job.ended, job.outcome, job.detail, job.version, job.release)
