"""``pmkg watches``: keep a signature, and be told when what it is answered changes with a release.

Nothing is kept unless it is asked for here. A watch holds the signature and the last answer, which are patient content, in a
file of its owner alone; its name and the news that leaves this machine tell nothing of either unless ``--details`` is given.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pmkg.cli.ask_trials import Day, day_of
from pmkg.cli.home import Home, Json, home_folder, open_releases
from pmkg.cli.signature_file import read_file
from pmkg.errors import RequestError

if TYPE_CHECKING:
    from pmkg.watches.deliver import Delivery
    from pmkg.watches.folder import WatchFolder
    from pmkg.watches.questions import Asking
    from pmkg.watches.watch import Channels, News

watches_app = typer.Typer(
    help="Keep signatures, and be told when what they are answered changes with a release.", no_args_is_help=True
)
Name = Annotated[str, typer.Argument(help="What the watch is called; it stands in news, so name no person.")]
Names = Annotated[list[str] | None, typer.Argument(help="These watches; all when none is named.")]


@watches_app.command("add")
def add(
    name: Name,
    signature: Annotated[Path, typer.Option("--signature", help="A signature as JSON; - reads standard input.")],
    about: Annotated[str, typer.Option("--about", help="Which question: drugs or trials.")] = "drugs",
    file: Annotated[Path | None, typer.Option("--file", help="Add news to this file, a line of JSON each.")] = None,
    feed: Annotated[Path | None, typer.Option("--feed", help="Write news to this Atom feed.")] = None,
    webhook: Annotated[str, typer.Option("--webhook", help="Post news, signed, to this https address.")] = "",
    secret_file: Annotated[
        Path | None,
        typer.Option("--secret-file", help="Sign with the secret (whsec_...) in this file; else one is drawn."),
    ] = None,
    details: Annotated[
        bool,
        typer.Option("--details", help="Let feed and webhook tell options and profiles, not only how many changed."),
    ] = False,
    day: Day = "",
    home: Home = None,
) -> None:
    """Keep a signature and what it is answered now; a watch of that name is replaced."""
    from pmkg.watches.run import begin
    from pmkg.watches.watch import About

    if about not in set(About):
        raise RequestError(f"--about {about!r} is neither drugs nor trials")
    channels = _channels(file, feed, webhook, secret_file, details)
    asked, asking, folder = read_file(signature), _asking(home, day_of(day)), watch_folder(home)
    with folder.locked():
        watch = begin(folder, asking, name, About(about), asked, channels)
    sys.stdout.write(f"{name}: watched from release {watch.release} on\n")
    if webhook and secret_file is None:
        sys.stdout.write(f"webhook secret, shown this once: {channels.secret}\n")


@watches_app.command("list")
def list_watches(json_output: Json = False, home: Home = None) -> None:
    """List the watches: what each asks, on which release it was answered last, where news goes and what waits to go."""
    from pmkg.cli.watches_output import print_watches

    folder = watch_folder(home)
    print_watches([folder.read(name) for name in folder.names()], folder.waiting(), json_output)


@watches_app.command("show")
def show(name: Name, json_output: Json = False, home: Home = None) -> None:
    """Show the news of a watch so far, the newest first."""
    from pmkg.cli.watches_output import print_news

    watch = watch_folder(home).read(name)
    for news in watch.told:
        print_news(news, json_output)
    if not watch.told and not json_output:
        sys.stdout.write(f"{name}: nothing new up to release {watch.release}\n")


@watches_app.command("run")
def run_now(names: Names = None, day: Day = "", json_output: Json = False, home: Home = None) -> None:
    """Answer watches on the current release, tell what is other than before, and deliver the news."""
    from pmkg.cli.watches_output import print_news

    for news in run_all(home, day_of(day), names):
        if isinstance(news, str):
            print(f"pmkg: {news}", file=sys.stderr)
        else:
            print_news(news, json_output)


@watches_app.command("deliver")
def deliver(home: Home = None) -> int:
    """Try now to deliver all news that waits; 1 when some of it still waits."""
    folder = watch_folder(home)
    with folder.locked():
        failed = list(_delivery(folder).all(whether_due_or_not=True))
    for line in failed:
        print(f"pmkg: {line}", file=sys.stderr)
    return 1 if failed else 0


@watches_app.command("delete")
def delete(name: Name, home: Home = None) -> None:
    """Delete a watch with its signature, its answer and its news that waits."""
    folder = watch_folder(home)
    with folder.locked():
        folder.delete(name)


def run_all(home: Path | None, day: date, names: list[str] | None = None) -> Iterator[News | str]:
    """Answer watches on the current release, all when none is named, and deliver; give the news, and what failed in words."""
    from pmkg.watches.run import run_watches

    folder = watch_folder(home)
    if not folder.names():
        return
    with folder.locked():
        yield from run_watches(folder, _asking(home, day), names if names else folder.names())
        yield from _delivery(folder).all()


def deliver_due(home: Path | None) -> Iterator[str]:
    """Deliver the news that waited long enough, and give a line for each that failed again."""
    folder = watch_folder(home)
    if folder.waiting():
        with folder.locked():
            yield from _delivery(folder).all()


def watch_folder(home: Path | None) -> WatchFolder:
    """Give the watches of a home, with the searches that an earlier version kept there."""
    from pmkg.watches.folder import WatchFolder
    from pmkg.watches.saved_searches import take_over

    folder = WatchFolder(home_folder(home))
    for line in take_over(home_folder(home), folder):
        print(f"pmkg: {line}", file=sys.stderr)
    return folder


def _asking(home: Path | None, day: date) -> Asking:
    from datetime import UTC, datetime

    from pmkg.watches.questions import Asking

    return Asking(open_releases(home).open(""), day, datetime.now(UTC))


def _delivery(folder: WatchFolder) -> Delivery:
    import time
    from datetime import UTC, datetime

    from pmkg.watches.deliver import Delivery

    return Delivery(folder, lambda: datetime.now(UTC), time.sleep)


def _channels(file: Path | None, feed: Path | None, webhook: str, secret_file: Path | None, details: bool) -> Channels:
    from pmkg.watches.watch import Channels
    from pmkg.watches.webhook import check_address, check_secret, new_secret

    secret = ""
    if webhook:
        check_address(webhook)
        secret = check_secret(_text(secret_file)) if secret_file else new_secret()
    elif secret_file:
        raise RequestError("--secret-file signs what goes to a webhook; give --webhook too")
    return Channels(_place(file), _place(feed), webhook, secret, details)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise RequestError(f"{path} cannot be read as a text") from None


def _place(path: Path | None) -> str:
    if path is None:
        return ""
    place = path.absolute()
    if not place.parent.is_dir():
        raise RequestError(f"{place.parent} is no folder; make it first")
    return str(place)
