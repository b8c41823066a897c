"""``pmkg schedule``: run the loader jobs that are due, once or from now on."""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pmkg.cli.build import License, Mirror, deliver_news_of, tell_news_of
from pmkg.cli.home import Home, home_folder, open_jobs, releases_to_build
from pmkg.cli.prune import kept_by_setting, prune_by_setting
from pmkg.errors import RequestError

if TYPE_CHECKING:
    from pmkg.cli.stopping import Stop
    from pmkg.ingest.schedule import Schedule
    from pmkg.model.job import Job
    from pmkg.ports.releases import Releases

Once = Annotated[bool, typer.Option("--once", help="Run what is due now and end, as a timer wants it.")]
Metrics = Annotated[
    Path | None,
    typer.Option("--metrics", help="Write figures for node_exporter's textfile collector to this file (*.prom)."),
]
Publish = Annotated[
    bool, typer.Option("--publish", help="Copy each new release to the Neo4j server that PMKG_NEO4J_URI names.")
]


def schedule(
    once: Once = False,
    mirror: Mirror = None,
    license: License = "",
    metrics: Metrics = None,
    publish: Publish = False,
    home: Home = None,
) -> int:
    """Run the loader jobs that are due and build a release of what changed; without --once, wait for the next ones.

    Ends with 0 as long as a release stands, whatever failed; with 1 when there is none to serve, or the server that it is to be
    published to does not take it: that is tried again in every pass.
    """
    from pmkg.cli.publish import check_server
    from pmkg.cli.stopping import Stopped, stoppable

    if license not in ("", "open"):
        raise RequestError(f"--license {license!r} is not known; use --license open, or leave it out")
    kept_by_setting()
    if publish:
        check_server()
    with stoppable() as stop:
        try:
            releases = releases_to_build(home)
            due = _schedule(mirror, license, home, releases, stop)
            while True:
                run_pass(due, home)
                served = not publish or _published(home, releases)
                if metrics is not None:
                    _write_metrics(metrics, home, releases)
                if once:
                    return 0 if _stands(releases) and served else 1
                stop.wait(due.wait().total_seconds())
        except Stopped:
            print("pmkg: stopped; what was half done is dropped, the last release stands", file=sys.stderr)
            return 0 if not once or _stands(releases) else 1


def run_pass(due: Schedule, home: Path | None) -> None:
    """Run what is due; after a build, tell the news of watches and remove old releases; deliver the news that waits."""
    if due.run_due():
        tell_news_of(home)
        prune_by_setting(home)
    else:
        deliver_news_of(home)


def _published(home: Path | None, releases: Releases) -> bool:
    """Publish what is new; say what keeps it from being published."""
    from pmkg.cli.publish import publish_what_is_new
    from pmkg.errors import PmkgError

    try:
        if _stands(releases):
            publish_what_is_new(home)
    except PmkgError as error:
        print(f"pmkg: the release was not published: {error}; the next pass tries again", file=sys.stderr, flush=True)
        return False
    return True


def _schedule(mirror: Path | None, license: str, home: Path | None, releases: Releases, stop: Stop) -> Schedule:
    from datetime import UTC, datetime

    from pmkg.cli.checks import golden_checks
    from pmkg.ingest.build import Plan
    from pmkg.ingest.catalog import select
    from pmkg.ingest.fetch import Cache, cache_folder
    from pmkg.ingest.kept import KeptFiles
    from pmkg.ingest.locate import Origin, Place, find_mirror
    from pmkg.ingest.schedule import Schedule
    from pmkg.ingest.vrs import allele_identifier

    profile = "open" if license == "open" or _is_open(releases) else "full"
    folder, found = home_folder(home), find_mirror(mirror)
    print(f"sources: {f'the mirror at {found}' if found else 'their owners'}", file=sys.stderr, flush=True)
    plan = Plan(
        sources=select(open_only=profile == "open"),
        place=Place(Origin.OWNERS),
        profile=profile,
        checks=golden_checks(profile),
        kept=KeptFiles(folder / "files"),
        vrs=allele_identifier(os.environ.get("PMKG_SEQREPO", "")),
        report=lambda _: stop.check(),
        warn=lambda message: print(f"pmkg: {message}", file=sys.stderr, flush=True),
    )
    cache = Cache(cache_folder())
    return Schedule(plan, releases, open_jobs(home), folder, cache, lambda: datetime.now(UTC), found, _teller())


def _is_open(releases: Releases) -> bool:
    """Whether the release that serves holds open sources only: the next one must not bring in others."""
    from pmkg.errors import ReleaseError

    try:
        return releases.open().manifest().profile == "open"
    except ReleaseError:
        return False


def _stands(releases: Releases) -> bool:
    from pmkg.errors import ReleaseError

    try:
        releases.open()
    except ReleaseError:
        return False
    return True


def _teller() -> Callable[[Job], None]:
    """Print each job that ended, and trace it where traces are asked for."""
    from pmkg.api.tracing import tracing_of

    tracing = tracing_of(os.environ)
    atexit.register(tracing.close)

    def tell(job: Job) -> None:
        _tell(job)
        tracing.job(job)

    return tell


def _tell(job: Job) -> None:
    told = " ".join(part for part in (job.version, job.release, job.detail) if part)
    print(
        f"{job.ended:%Y-%m-%dT%H:%M:%SZ} {job.of}: {job.outcome.value.lower()}{' ' + told if told else ''}", flush=True
    )


def _write_metrics(path: Path, home: Path | None, releases: Releases) -> None:
    from datetime import UTC, datetime

    from pmkg.api.metrics import exposition

    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_bytes(exposition(releases, open_jobs(home), datetime.now(UTC)))
    fresh.replace(path)
