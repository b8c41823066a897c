"""``pmkg jobs``: what the loader jobs came to."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pmkg.cli.home import Home, Json, open_jobs

if TYPE_CHECKING:
    from pmkg.model.job import Job

SourceId = Annotated[str, typer.Option("--source", help="Show jobs of this source only, or 'build' for builds.")]
Limit = Annotated[int, typer.Option("--limit", min=1, help="How many jobs to show, the newest first.")]


def jobs(source: SourceId = "", limit: Limit = 25, json_output: Json = False, home: Home = None) -> None:
    """Show the loader jobs that ran at this home, newest first, and what came of each."""
    from pmkg.errors import NotFound
    from pmkg.ingest.catalog import catalog
    from pmkg.model.job import BUILD

    if source and source not in (*catalog(), BUILD):
        raise NotFound(f"source {source!r}", (*catalog(), BUILD))
    found, total = open_jobs(home).history(source, limit)
    if json_output:
        import orjson

        sys.stdout.write(orjson.dumps([_json(job) for job in found], option=orjson.OPT_INDENT_2).decode() + "\n")
        return
    from pmkg.cli.tables import print_line, print_whole
    from pmkg.cli.terminal import console

    if not total:
        print_line(console(), "No job ran at this home; 'pmkg schedule --once' runs what is due.")
        return
    rows = [
        (f"{job.ended:%Y-%m-%d %H:%M:%S}", job.of, job.outcome.value, job.release or job.version, job.detail)
        for job in found
    ]
    print_line(console(), f"{len(found):,} of {total:,} jobs, times in UTC:")
    print_whole(console(), ("Ended", "Source", "Outcome", "Version", "Detail"), rows)


def _json(job: Job) -> dict[str, Any]:
    return {
        "source": job.of,
        "started": job.started.isoformat(),
        "ended": job.ended.isoformat(),
        "outcome": job.outcome.value,
        "detail": job.detail,
        "version": job.version,
        "release": job.release,
    }
