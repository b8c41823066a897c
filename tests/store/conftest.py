"""The small graph as a published release in every store. The one in Neo4j is for ``make test-neo4j``."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_graph

from pmkg.ports import GraphReader, Releases
from pmkg.store import MemoryReleases, SqliteReleases


@pytest.fixture(params=["memory", "sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def releases(request: pytest.FixtureRequest, tmp_path: Path) -> Releases:
    if request.param == "memory":
        return MemoryReleases(small_graph.FACETS)
    if request.param == "neo4j":
        from pmkg.store.neo4j_releases import Neo4jReleases

        return Neo4jReleases(request.getfixturevalue("neo4j").settings, small_graph.FACETS)
    return SqliteReleases(tmp_path, small_graph.FACETS)


@pytest.fixture
def reader(releases: Releases) -> GraphReader:
    small_graph.publish(releases, "2026-01-01")
    return releases.open()
