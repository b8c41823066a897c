"""A served graph for the API: the store's small graph with what a built release adds to it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))

from api_client import Client, serving
from api_graph import publish

from pmkg.api import ApiSettings, create_app
from pmkg.store.memory_releases import MemoryReleases
from pmkg.vocabulary.kinds import facets_by_kind


@pytest.fixture
def releases() -> MemoryReleases:
    """Hold one published release, "2026.1"."""
    home = MemoryReleases(facets_by_kind())
    publish(home, "2026.1")
    return home


@pytest.fixture
def client(releases: MemoryReleases) -> Iterator[Client]:
    """Ask a server with the usual settings."""
    with serving(create_app(releases, ApiSettings())) as client:
        yield client
