"""A full release of the mirror, built once for all tests of this folder, whichever process runs them.

Building takes a minute or two. Set ``PMKG_TEST_HOME`` to a home that already holds a full release of the same mirror to
ask that one instead, so that a test can be tried in a second; what is set there is never written to.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock
from relations import Asking

from pmkg.cli.checks import golden_checks
from pmkg.cli.home import releases_to_build
from pmkg.ingest.build import Plan, build
from pmkg.ingest.catalog import select
from pmkg.ingest.locate import Origin, Place
from pmkg.ports.reader import GraphReader
from pmkg.store.sqlite_releases import SqliteReleases


@pytest.fixture(scope="session")
def full_home(mirror: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    given = os.environ.get("PMKG_TEST_HOME")
    if given:
        yield Path(given)
        return
    own = tmp_path_factory.getbasetemp()
    home = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "full"
    home.mkdir(exist_ok=True)
    with FileLock(home / "built.lock"):
        if not (home / "current").exists():
            plan = Plan(select(), Place(Origin.MIRROR, mirror), "full", golden_checks("full"), sized=True)
            build(plan, releases_to_build(home), datetime.now(UTC))
    yield home


@pytest.fixture(scope="session")
def release(full_home: Path) -> GraphReader:
    return SqliteReleases(full_home).open()


@pytest.fixture(scope="session")
def asking(release: GraphReader) -> Asking:
    return Asking(release)
