"""``pmkg build``: fetch, load, normalize, check, publish."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pmkg.cli.home import Home, home_folder, releases_to_build
from pmkg.cli.prune import kept_by_setting, prune_by_setting
from pmkg.errors import PmkgError, RequestError

if TYPE_CHECKING:
    from pmkg.ingest.build import Progress
    from pmkg.ingest.locate import Place
    from pmkg.model.source import Source

Mirror = Annotated[Path | None, typer.Option("--mirror", help="A folder that holds the sources' files.")]
Only = Annotated[list[str] | None, typer.Option("--only", help="Fetch and reload these sources, carry the rest over.")]
License = Annotated[str, typer.Option("--license", help="'open' leaves out sources whose license forbids reuse.")]


def build(mirror: Mirror = None, only: Only = None, license: License = "", home: Home = None) -> None:
    """Build a release from the sources and publish it."""
    from datetime import UTC, datetime

    from pmkg.cli.checks import golden_checks
    from pmkg.ingest.build import Plan
    from pmkg.ingest.build import build as build_release
    from pmkg.ingest.catalog import select
    from pmkg.ingest.kept import KeptFiles
    from pmkg.ingest.locate import Origin
    from pmkg.ingest.vrs import allele_identifier

    if license not in ("", "open"):
        raise RequestError(f"--license {license!r} is not known; use --license open, or leave it out")
    kept_by_setting()
    reload = frozenset(source.id for source in select(only)) if only else frozenset()
    sources = select(open_only=license == "open")
    place = choose_place(mirror, sources, reload)
    profile = "starter" if place.origin is Origin.STARTER else license or "full"
    with _progress() as report:
        plan = Plan(
            sources=sources,
            place=place,
            profile=profile,
            checks=golden_checks(profile),
            sized=place.origin is not Origin.STARTER,
            reload=reload,
            kept=KeptFiles(home_folder(home) / "files"),
            vrs=allele_identifier(os.environ.get("PMKG_SEQREPO", "")),
            report=report,
            warn=_warn,
        )
        manifest = build_release(plan, releases_to_build(home), datetime.now(UTC))
    nodes, edges = sum(manifest.nodes.values()), sum(manifest.edges.values())
    print(f"release {manifest.release} ({profile}): {len(manifest.sources)} sources, {nodes:,} nodes, {edges:,} edges")
    print(f"content digest {manifest.digest}")
    tell_news_of(home)
    prune_by_setting(home)


def tell_news_of(home: Path | None) -> None:
    """Run the watches on what was published, and say which have news; what fails there does not undo the release."""
    from datetime import date

    from pmkg.cli.watches import run_all
    from pmkg.cli.watches_output import for_a_log

    try:
        for news in run_all(home, date.today()):
            if isinstance(news, str):
                _warn(news)
            else:
                print(for_a_log(news))
    except (PmkgError, OSError) as error:
        _warn(f"the watches were not run: {error}")


def deliver_news_of(home: Path | None) -> None:
    """Deliver the news of watches that waits and is due; what fails goes on waiting."""
    from pmkg.cli.watches import deliver_due

    try:
        for problem in deliver_due(home):
            _warn(problem)
    except (PmkgError, OSError) as error:
        _warn(f"the news of watches was not delivered: {error}")


def choose_place(mirror: Path | None, sources: Iterable[Source], again: frozenset[str]) -> Place:
    """Choose where files come from, and say which: a mirror, else the owners, else what they gave before, else the starter.

    ``again`` names the sources to fetch whatever the age of what they gave before.
    """
    from pmkg.ingest.fetch import Cache, cache_folder, owners_answer
    from pmkg.ingest.locate import Origin, Place, find_mirror

    found = find_mirror(mirror)
    if found is not None:
        print(f"sources: the mirror at {found}", file=sys.stderr)
        return Place(Origin.MIRROR, found)
    cache = Cache(cache_folder(), again, owners_answer(), _warn)
    if cache.answering:
        print("sources: their owners' own addresses", file=sys.stderr)
        return Place(Origin.OWNERS, None, cache.fetch)
    needed = [source for source in sources if (source.id in again if again else source.essential)]
    if needed and cache.holds(needed):
        print(
            f"sources: what their owners gave before, at {cache.folder}, because no mirror was found and no owner answers",
            file=sys.stderr,
        )
        return Place(Origin.CACHE, None, cache.fetch)
    print(
        "sources: THE STARTER, a few hand-written facts, because no mirror was found and no owner answers. "
        "Give --mirror DIR or connect to the network for a real graph.",
        file=sys.stderr,
    )
    return Place(Origin.STARTER)


def _warn(message: str) -> None:
    print(f"pmkg: {message}", file=sys.stderr)


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """Show progress bars on a terminal, a line a stage elsewhere."""
    if not sys.stderr.isatty():
        seen: set[str] = set()

        def line(progress: Progress) -> None:
            if progress.stage not in seen:
                seen.add(progress.stage)
                print(f"{progress.stage} ...", file=sys.stderr, flush=True)

        yield line
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    from pmkg.cli.terminal import console

    columns = (
        TextColumn("{task.description:12}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[detail]}"),
    )
    with Bars(*columns, console=console(error=True)) as bars:
        tasks: dict[str, object] = {}

        def bar(progress: Progress) -> None:
            if progress.stage not in tasks:
                tasks[progress.stage] = bars.add_task(progress.stage, total=progress.total, detail="")
            bars.update(tasks[progress.stage], completed=progress.done, detail=progress.detail)  # type: ignore[arg-type]

        yield bar
