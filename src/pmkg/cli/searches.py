"""``pmkg searches``: watches about trials, told trial by trial."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from pmkg.cli.ask_trials import Day, day_of
from pmkg.cli.home import Home, Json
from pmkg.cli.watches import Name, Names, add, delete, run_all, watch_folder

if TYPE_CHECKING:
    from pmkg.watches.folder import WatchFolder
    from pmkg.watches.watch import News, Watch

searches_app = typer.Typer(
    help="Keep searches for trials, and tell what is new in each release: watches about trials.", no_args_is_help=True
)


@searches_app.command("save")
def save(
    name: Name,
    signature: Annotated[Path, typer.Option("--signature", help="A signature as JSON; - reads standard input.")],
    day: Day = "",
    home: Home = None,
) -> None:
    """Keep a search and what it finds now; a search of that name is replaced."""
    add(name, signature, "trials", day=day, home=home)
    watch = watch_folder(home).read(name)
    sys.stdout.write(f"{name}: {len(watch.found)} trials fit or may fit on release {watch.release}\n")


@searches_app.command("list")
def list_searches(home: Home = None) -> None:
    """List the searches and the release that each was last run on."""
    for watch in _searches(watch_folder(home)):
        sys.stdout.write(f"{watch.name}: {len(watch.found)} trials on release {watch.release}\n")


searches_app.command("delete")(delete)


@searches_app.command("run")
def run_searches(names: Names = None, day: Day = "", json_output: Json = False, home: Home = None) -> None:
    """Run searches on the current release, and tell the trials that are new since the last run."""
    folder, run = watch_folder(home), day_of(day)
    before = {watch.name: watch.release for watch in _searches(folder) if not names or watch.name in names}
    for name in names or ():
        folder.read(name)
    told: dict[str, News] = {}
    for news in run_all(home, run, list(before)) if before else ():
        if isinstance(news, str):
            print(f"pmkg: {news}", file=sys.stderr)
        else:
            told[news.watch] = news
    for name, since in before.items():
        plain = _plain(folder.read(name), since, run.isoformat(), told.get(name))
        sys.stdout.write(orjson.dumps(plain).decode() + "\n" if json_output else _told(plain))


def _searches(folder: WatchFolder) -> list[Watch]:
    from pmkg.watches.watch import About

    return [watch for watch in map(folder.read, folder.names()) if watch.about is About.TRIALS]


def _plain(watch: Watch, since: str, day: str, news: News | None) -> dict[str, Any]:
    found = {"search": watch.name, "release": watch.release, "asOfDate": day, "sinceRelease": since}
    return {**found, "new": news.details["new"] if news else [], "gone": news.details["gone"] if news else []}


def _told(plain: dict[str, Any]) -> str:
    new, gone = plain["new"], plain["gone"]
    lines = [
        f"{plain['search']}: {len(new)} new or changed since release {plain['sinceRelease']}, {len(gone)} gone",
        *(f"  {item['trial']}  {item['before']} -> {item['eligibility']}" for item in new),
        *(f"  {trial}  no longer fits" for trial in gone),
    ]
    return "\n".join(lines) + "\n"
