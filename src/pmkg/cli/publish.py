"""``pmkg publish``: a release from this home to a server that answers for many."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pmkg.cli.home import AsOf, Home, releases_to_build

if TYPE_CHECKING:
    from pmkg.store.neo4j_releases import Neo4jReleases
    from pmkg.store.sqlite_releases import SqliteReleases

To = Annotated[str, typer.Option("--to", help="The server, like neo4j://localhost:7687 (PMKG_NEO4J_URI).")]
Grace = Annotated[float, typer.Option("--grace-hours", min=0, help="How long a replaced release can still be asked.")]

_MILLISECONDS = 3_600_000
_GRACE_HOURS = 24.0


def publish(to: To = "", as_of: AsOf = "", grace_hours: Grace = _GRACE_HOURS, home: Home = None) -> None:
    """Copy a release to Neo4j and make it the one that serves there.

    The account is PMKG_NEO4J_USER and PMKG_NEO4J_PASSWORD, the database PMKG_NEO4J_DATABASE.
    """
    _copy(_server(to), releases_to_build(home), as_of, grace_hours)


def publish_what_is_new(home: Path | None) -> None:
    """Make the current release of a home the one that serves at the server of the settings, where it is not."""
    from pmkg.errors import NoRelease

    releases, target = releases_to_build(home), _server()
    try:
        serving = target.current()
    except NoRelease:
        serving = ""
    if serving != releases.current():
        _copy(target, releases, "", _GRACE_HOURS)


def check_server() -> None:
    """Raise :class:`pmkg.errors.RequestError` where the settings name no server to publish to."""
    from pmkg.store.neo4j_settings import Neo4jSettings

    Neo4jSettings.read(os.environ)


def _server(to: str = "") -> Neo4jReleases:
    from pmkg.store.neo4j_releases import Neo4jReleases
    from pmkg.store.neo4j_settings import Neo4jSettings

    return Neo4jReleases(Neo4jSettings.read(os.environ, to))


def _copy(target: Neo4jReleases, releases: SqliteReleases, as_of: str, grace_hours: float) -> None:
    manifest = releases.open(as_of).manifest()
    dropped = target.copy(releases.file(manifest.release), manifest, int(grace_hours * _MILLISECONDS), _Progress())
    nodes, edges = sum(manifest.nodes.values()), sum(manifest.edges.values())
    print(f"release {manifest.release} serves at {target.address}: {nodes:,} nodes, {edges:,} edges")
    for name in dropped:
        print(f"dropped release {name}, which was replaced more than {grace_hours:g} hours ago")


class _Progress:
    """Say which table is being written, each once."""

    def __init__(self) -> None:
        self._table = ""

    def __call__(self, table: str, rows: int) -> None:
        if table != self._table:
            self._table = table
            print(f"{table} ...", file=sys.stderr, flush=True)
