"""Print watches and their news, for a person or as JSON."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from urllib.parse import urlsplit

import orjson

from pmkg.cli.tables import print_line, print_whole
from pmkg.cli.terminal import console
from pmkg.watches.deliver import plain
from pmkg.watches.feed import headline
from pmkg.watches.watch import About, Channels, News, Waiting, Watch


def print_watches(watches: Sequence[Watch], waiting: Sequence[Waiting], as_json: bool) -> None:
    """Print watches without what they hold of a patient, and the news that waits with what went wrong."""
    if as_json:
        found = [
            {
                "name": watch.name,
                "about": watch.about,
                "release": watch.release,
                "channels": _shown(watch.channels),
                "details": watch.channels.details,
                "news": len(watch.told),
                "waiting": [
                    {"id": each.news.id, "channel": each.channel, "tries": each.tries, "problem": each.problem}
                    for each in waiting
                    if each.news.watch == watch.name
                ],
            }
            for watch in watches
        ]
        sys.stdout.write(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode() + "\n")
        return
    out = console()
    rows = [
        (
            watch.name,
            watch.about,
            watch.release,
            ", ".join(f"{name} {place}" for name, place in _shown(watch.channels).items()),
        )
        for watch in watches
    ]
    if not rows:
        print_line(out, "There is no watch at this home; 'pmkg watches add' begins one.")
        return
    print_whole(out, ("Watch", "About", "Answered on", "News goes to"), rows)
    for each in waiting:
        why = f" after {each.tries} tries: {each.problem}" if each.tries else ""
        print_line(out, f"{each.news.watch}: news of release {each.news.release} waits for its {each.channel}{why}")


def print_news(news: News, as_json: bool) -> None:
    """Print news whole."""
    text = orjson.dumps(plain(news)).decode() if as_json else "\n  ".join([headline(news), *news.told.splitlines()])
    sys.stdout.write(text + "\n")


def for_a_log(news: News) -> str:
    """Give news as it may stand in a log: numbers of trials are public, options and profiles say what a patient has."""
    if news.about is About.TRIALS:
        return "\n  ".join([headline(news), *news.told.splitlines()])
    return f"{headline(news)}; 'pmkg watches show {news.watch}' tells them"


def _shown(channels: Channels) -> dict[str, str]:
    """Give where news goes; of a webhook its host alone, for the rest of an address may be a secret of its own."""
    places = {name: str(getattr(channels, name)) for name in channels.names}
    if channels.webhook:
        places["webhook"] = urlsplit(channels.webhook).hostname or ""
    return places
