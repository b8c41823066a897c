"""``pmkg sources``, ``releases``, ``ledger``: what is known, where it came from, what was lost."""

from __future__ import annotations

from typing import Annotated

import typer

from pmkg.cli.home import AsOf, Home, Json, open_jobs, open_releases

Reason = Annotated[str, typer.Option("--reason", help="Show losses of this reason only.")]
SourceId = Annotated[str, typer.Option("--source", help="Show losses of this source only.")]
Aside = Annotated[bool, typer.Option("--aside", help="List only what was set aside, never published, and why.")]
Limit = Annotated[int, typer.Option("--limit", min=1, help="How many losses to show as a sample.")]


def sources(json_output: Json = False, home: Home = None) -> None:
    """Show every source of the catalog: license, address, schedule, its version in the current release, and whether it is stale."""
    from pmkg.cli.inspect_tables import print_sources
    from pmkg.errors import NoRelease, UnknownSchema
    from pmkg.ingest.catalog import catalog

    releases = open_releases(home)
    try:
        manifest = releases.open().manifest()
    except (NoRelease, UnknownSchema):
        manifest = None
    print_sources(tuple(catalog().values()), manifest, open_jobs(home).standings(), json_output)


def releases(aside: Aside = False, json_output: Json = False, home: Home = None) -> None:
    """List the releases, newest first, and what was built but set aside because it failed its checks."""
    from pmkg.cli.inspect_tables import print_aside, print_releases

    known = open_releases(home)
    found = known.aside()
    if not aside and (known.list() or not found):
        print_releases(known.list(), known.current(), json_output)
    if aside or not json_output:
        print_aside(found, json_output)


def ledger(
    reason: Reason = "",
    source: SourceId = "",
    limit: Limit = 20,
    as_of: AsOf = "",
    json_output: Json = False,
    home: Home = None,
) -> None:
    """Show what did not normalize: counts by source and reason, and a sample."""
    from pmkg.cli.inspect_tables import print_figures, print_losses
    from pmkg.errors import NotFound
    from pmkg.ports.as_of import release_as_of
    from pmkg.ports.reader import LedgerFilter

    known_releases = open_releases(home, unpublished=True)
    reader = known_releases.open(release_as_of(known_releases, as_of))
    manifest = reader.manifest()
    known = sorted(item.id for item in manifest.sources)
    if source and source not in known:
        raise NotFound(f"source {source!r}", tuple(known))
    if json_output:
        print_figures(manifest, source, reason)
        return
    print_losses(reader.ledger(LedgerFilter(source=source, reason=reason, limit=limit)))
