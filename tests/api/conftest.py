"""A served graph for the API: the store's small graph with what a built release adds to it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))

from api_client import Client, serving
from api_graph import publish

from pmkg.api import ApiSettings, create_app
from pmkg.model.job import Job, JobOutcome
from pmkg.store.memory_jobs import MemoryJobs
from pmkg.store.memory_releases import MemoryReleases
from pmkg.vocabulary.kinds import facets_by_kind


@pytest.fixture
def releases() -> MemoryReleases:
    """Hold one published release, "2026.1"."""
    home = MemoryReleases(facets_by_kind())
    publish(home, "2026.1")
    return home


@pytest.fixture
def jobs() -> MemoryJobs:
    """Hold one job, which went well."""
    jobs, noon = MemoryJobs(), datetime(2026, 1, 1, 12, tzinfo=UTC)
    jobs.record(Job("civic", noon, noon, JobOutcome.UNCHANGED, version="01-Jan-2026"))
    return jobs


@pytest.fixture
def client(releases: MemoryReleases, jobs: MemoryJobs) -> Iterator[Client]:
    """Ask a server with the usual settings."""
    with serving(create_app(releases, ApiSettings(), jobs=jobs)) as client:
        yield client
