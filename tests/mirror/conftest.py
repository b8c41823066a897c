"""The release of the mirror, and what asks it."""

from __future__ import annotations

from pathlib import Path

import pytest
from relations import Asking

from pmkg.ports.reader import GraphReader
from pmkg.store.sqlite_releases import SqliteReleases


@pytest.fixture(scope="session")
def release(full_home: Path) -> GraphReader:
    return SqliteReleases(full_home).open()


@pytest.fixture(scope="session")
def asking(release: GraphReader) -> Asking:
    return Asking(release)
