"""Where releases live, and how a command opens them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pmkg.errors import RequestError
from pmkg.ports.as_of import release_as_of
from pmkg.ports.jobs import Jobs
from pmkg.ports.reader import GraphReader
from pmkg.ports.releases import Releases

if TYPE_CHECKING:
    from pmkg.store.sqlite_releases import SqliteReleases

Home = Annotated[
    Path | None, typer.Option("--home", help="Where releases live (PMKG_HOME; default: the user's data directory).")
]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of", help="Ask this release, or the newest by this day (2026-11-20), instead of the current one."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def home_folder(given: Path | None) -> Path:
    """Give the folder of releases: the option, PMKG_HOME, else the user's data directory."""
    if given is not None:
        return given
    if os.environ.get("PMKG_HOME"):
        return Path(os.environ["PMKG_HOME"])
    import platformdirs

    return Path(platformdirs.user_data_path("pmkg"))


def open_releases(given: Path | None, *, unpublished: bool = False) -> Releases:
    """Open the store that answers: the embedded one at a home, or the server's where PMKG_STORE is ``neo4j``.

    With ``unpublished``, what was set aside is opened by its name too, to be looked into.
    """
    from pmkg.vocabulary.kinds import facets_by_kind

    store = os.environ.get("PMKG_STORE", "")
    if store == "neo4j":
        from pmkg.store.neo4j_releases import Neo4jReleases
        from pmkg.store.neo4j_settings import Neo4jSettings

        return Neo4jReleases(Neo4jSettings.read(os.environ), facets=facets_by_kind())
    if store not in ("", "sqlite"):
        raise RequestError(f"PMKG_STORE is {store!r}; leave it unset, or set it to 'sqlite' or 'neo4j'")
    from pmkg.store.sqlite_releases import SqliteReleases

    return SqliteReleases(home_folder(given), facets=facets_by_kind(), unpublished=unpublished)


def open_release(given: Path | None, as_of: str) -> GraphReader:
    """Open the release of a name or of a day, the current one for ""."""
    releases = open_releases(given)
    return releases.open(release_as_of(releases, as_of))


def open_jobs(given: Path | None) -> Jobs:
    """Open the history of loader jobs at a home."""
    from pmkg.store.sqlite_jobs import SqliteJobs

    return SqliteJobs(home_folder(given))


def releases_to_build(given: Path | None) -> SqliteReleases:
    """Open the embedded store at a home, where every release is built and checked, with every view that a release holds."""
    from pmkg.questions.class_index import RELEASE_VIEWS
    from pmkg.store.sqlite_releases import SqliteReleases
    from pmkg.vocabulary.kinds import facets_by_kind

    return SqliteReleases(home_folder(given), facets=facets_by_kind(), views=RELEASE_VIEWS)
