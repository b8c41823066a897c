"""Loader jobs: what was looked for when, what came of it, and where each source stands by that."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

BUILD = "build"
"""What a job is of when it is of no source: the build of a release. No source of the catalog has this id."""


class JobOutcome(StrEnum):
    """Say how a job ended."""

    UNCHANGED = "UNCHANGED"
    """The source's files are those of the current release."""
    CHANGED = "CHANGED"
    """The source's files are others than those of the current release, or it is not in it."""
    FAILED = "FAILED"
    """The files could not be had or not be used, or no release came of the build; what was good before stays."""
    BUILT = "BUILT"
    """A release was built and published."""
    STOPPED = "STOPPED"
    """The job was told to stop before its end; it says nothing of its source."""


@dataclass(frozen=True, slots=True)
class Job:
    """Hold one run: of which source (or :data:`BUILD`), when, and what came of it.

    ``version`` is the source's own version of the files that were found, ``content`` a checksum over all of them (of a failed
    job: what a build could not use); ``release`` is what a build published. ``retry_after`` is the time before which an owner
    asked not to be asked again.
    """

    of: str
    started: datetime
    ended: datetime
    outcome: JobOutcome
    detail: str = ""
    version: str = ""
    content: str = ""
    release: str = ""
    retry_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Say where a source (or the build) stands by all its jobs.

    ``failing_since`` is the end of the first job that failed after the last good one, None while all is well: since then the
    source is *stale*, its last good version stays in use, and ``problem`` says why. ``content`` is what was found last,
    ``unusable`` what a build could not use.
    """

    of: str
    last: datetime | None = None
    last_good: datetime | None = None
    failing_since: datetime | None = None
    failures: int = 0
    problem: str = ""
    retry_after: datetime | None = None
    content: str = ""
    unusable: str = ""
    totals: dict[str, int] = field(default_factory=dict)

    @property
    def stale(self) -> bool:
        """Whether the last good version stays in use because newer files could not be had or not be used."""
        return self.failing_since is not None

    def after(self, job: Job) -> Standing:
        """Give the standing once a job has ended.

        >>> from datetime import UTC
        >>> noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
        >>> failed = Standing("civic").after(Job("civic", noon, noon, JobOutcome.FAILED, "503"))
        >>> failed.failures, failed.failing_since == noon
        (1, True)
        """
        totals = {**self.totals, job.outcome.value: self.totals.get(job.outcome.value, 0) + 1}
        if job.outcome is JobOutcome.STOPPED:
            return replace(self, totals=totals)
        if job.outcome is JobOutcome.FAILED:
            return replace(
                self,
                last=job.ended,
                failing_since=self.failing_since or job.ended,
                failures=self.failures + 1,
                problem=job.detail,
                retry_after=job.retry_after,
                unusable=job.content or self.unusable,
                totals=totals,
            )
        return Standing(self.of, job.ended, job.ended, content=job.content, totals=totals)
