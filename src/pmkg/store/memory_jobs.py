"""The history of jobs in memory, for tests and for a server whose home keeps none."""

from __future__ import annotations

from collections.abc import Mapping

from pmkg.model.job import Job, Standing


class MemoryJobs:
    """Keep jobs as long as the process lives (a ``Jobs``)."""

    def __init__(self) -> None:
        self._jobs: list[Job] = []
        self._standings: dict[str, Standing] = {}

    def record(self, job: Job) -> None:
        """Add a job that has ended."""
        self._jobs.append(job)
        self._standings[job.of] = self._standings.get(job.of, Standing(job.of)).after(job)

    def history(self, of: str = "", limit: int = 25, skip: int = 0) -> tuple[tuple[Job, ...], int]:
        """Give jobs, newest first, and how many there are."""
        found = [job for job in reversed(self._jobs) if of in ("", job.of)]
        return tuple(found[skip : skip + limit]), len(found)

    def standings(self) -> Mapping[str, Standing]:
        """Give where every source stands."""
        return dict(self._standings)
