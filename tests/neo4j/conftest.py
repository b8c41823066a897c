"""A release of the starter in the embedded store and in Neo4j."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.extend(str(Path(__file__).parents[1] / folder) for folder in ("api", "mirror", "store"))

from both_stores import Stores, copied
from neo4j_database import Database

from pmkg.cli.checks import golden_checks
from pmkg.cli.home import releases_to_build
from pmkg.ingest.build import Plan, build
from pmkg.ingest.catalog import select
from pmkg.ingest.locate import Origin, Place


@pytest.fixture(scope="session")
def starter_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("starter")
    plan = Plan(select(), Place(Origin.STARTER), "starter", golden_checks("starter"), sized=False)
    build(plan, releases_to_build(home), datetime(2026, 1, 1, tzinfo=UTC))
    return home


@pytest.fixture(scope="module")
def starter(neo4j_server: Database, starter_home: Path) -> Iterator[Stores]:
    """The starter's release in both stores, for all tests of a module."""
    neo4j_server.empty()
    yield copied(releases_to_build(starter_home), neo4j_server)
    neo4j_server.empty()
