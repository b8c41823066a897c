"""Where releases live, and how a command opens them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from pmkg.ports.jobs import Jobs
from pmkg.ports.releases import Releases

Home = Annotated[
    Path | None, typer.Option("--home", help="Where releases live (PMKG_HOME; default: the user's data directory).")
]
AsOf = Annotated[str, typer.Option("--as-of", help="Ask this release instead of the current one.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def home_folder(given: Path | None) -> Path:
    """Give the folder of releases: the option, PMKG_HOME, else the user's data directory."""
    if given is not None:
        return given
    if os.environ.get("PMKG_HOME"):
        return Path(os.environ["PMKG_HOME"])
    import platformdirs

    return Path(platformdirs.user_data_path("pmkg"))


def open_releases(given: Path | None) -> Releases:
    """Open the embedded store at a home."""
    from pmkg.store.sqlite_releases import SqliteReleases
    from pmkg.vocabulary.kinds import facets_by_kind

    return SqliteReleases(home_folder(given), facets=facets_by_kind())


def open_jobs(given: Path | None) -> Jobs:
    """Open the history of loader jobs at a home."""
    from pmkg.store.sqlite_jobs import SqliteJobs

    return SqliteJobs(home_folder(given))


def releases_to_build(given: Path | None) -> Releases:
    """Open the embedded store at a home to write a release, with every view that a release holds."""
    from pmkg.questions.class_index import RELEASE_VIEWS
    from pmkg.store.sqlite_releases import SqliteReleases
    from pmkg.vocabulary.kinds import facets_by_kind

    return SqliteReleases(home_folder(given), facets=facets_by_kind(), views=RELEASE_VIEWS)
