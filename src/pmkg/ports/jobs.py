"""The history of loader jobs at one home."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from pmkg.model.job import Job, Standing


class Jobs(Protocol):
    """Keep what jobs came to, beside the releases and never in one. Safe to use from several processes and threads."""

    def record(self, job: Job) -> None:
        """Add a job that has ended; the oldest beyond the store's bound are forgotten, what came of them in sum is not."""
        ...

    def history(self, of: str = "", limit: int = 25, skip: int = 0) -> tuple[tuple[Job, ...], int]:
        """Give jobs, newest first, of one source or all, and how many of them there are."""
        ...

    def standings(self) -> Mapping[str, Standing]:
        """Give where every source that ever had a job stands, and the build under :data:`pmkg.model.job.BUILD`."""
        ...
