"""Fixtures for every test: the mirror of real sources, and files as a loader sees them."""

from __future__ import annotations

import importlib
import os
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from pmkg.model.records import Record
from pmkg.model.source import Files

if TYPE_CHECKING:
    from neo4j_database import Database

ROOT = Path(__file__).resolve().parents[1]

# a slow moment of the machine fails no law
settings.register_profile("pmkg", deadline=None)
settings.load_profile("pmkg")


@pytest.fixture(scope="session")
def mirror() -> Path:
    """Find a mirror of the sources, or skip."""
    places = [os.environ.get("PMKG_MIRROR", ""), str(ROOT / "mirror"), str(ROOT.parent / "shared" / "data")]
    for place in places:
        if place and Path(place).is_dir():
            return Path(place)
    pytest.skip("no mirror of the sources: set PMKG_MIRROR")


@pytest.fixture(scope="session")
def full_home(mirror: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a full release of the mirror, once for all tests, whichever process runs them.

    Set ``PMKG_TEST_HOME`` to a home that already holds one to ask that instead, so that a test can be tried in a second;
    what is set there is never written to.
    """
    given = os.environ.get("PMKG_TEST_HOME")
    if given:
        return Path(given)
    from full_release import build_once

    own = tmp_path_factory.getbasetemp()
    return build_once(mirror, (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "full")


@pytest.fixture(scope="session")
def catalog() -> dict[str, Any]:
    """Read the catalog as plain tables, so that the tests of its content rest on nothing but TOML."""
    tables: dict[str, Any] = tomllib.loads((ROOT / "loaders" / "catalog.toml").read_text(encoding="utf-8"))["source"]
    return tables


@pytest.fixture(scope="session")
def files_of(catalog: dict[str, Any]) -> Callable[[str, Path], Files]:
    """Find a source's files in a folder as a build does: the first pattern that hits, its last file or all of them."""

    def find(source: str, folder: Path) -> Files:
        paths: dict[str, tuple[Path, ...]] = {}
        for name, rule in catalog[source]["files"].items():
            hits = (tuple(sorted(folder.glob(pattern))) for pattern in rule["patterns"])
            found = next((hit for hit in hits if hit), ())
            if found:
                paths[name] = found if rule.get("many") else found[-1:]
        return Files(source, paths)

    return find


@pytest.fixture(scope="session")
def load_from(catalog: dict[str, Any], files_of: Callable[[str, Path], Files]) -> Callable[[str, Path], list[Record]]:
    """Run a source's loader over the files of a folder."""

    def load(source: str, folder: Path) -> list[Record]:
        name = catalog[source].get("module", source.replace("-", "_"))
        return list(importlib.import_module(f"pmkg.loaders.{name}").load(files_of(source, folder)))

    return load


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The folder of hand-written rows in the sources' formats."""
    return ROOT / "tests" / "fixtures"


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Database]:
    """A Neo4j database for the whole run; its driver is loaded for those who ask for it alone."""
    from neo4j_database import database

    yield from database()


@pytest.fixture
def neo4j(neo4j_server: Database) -> Database:
    """A Neo4j database with nothing in it."""
    neo4j_server.empty()
    return neo4j_server
