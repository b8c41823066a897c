"""``pmkg searches``: keep a patient's search for trials, and tell what is new in each release.

A search is a file of its owner's alone beside the releases, under ``searches``: it holds the signature, which is patient
content, and what was found last.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from pmkg.cli.ask_trials import Day, day_of
from pmkg.cli.home import Home, Json, home_folder, open_releases
from pmkg.cli.signature_file import read_file
from pmkg.errors import NotFound, RequestError
from pmkg.ports.reader import GraphReader

searches_app = typer.Typer(help="Keep searches for trials, and tell what is new in each release.", no_args_is_help=True)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
Name = Annotated[str, typer.Argument(help="What the search is called.")]


@dataclass(frozen=True, slots=True)
class News:
    """Tell what a search found that it had not found before; ``gone`` no longer fit."""

    name: str
    release: str
    day: str
    since: str
    new: tuple[dict[str, str], ...]
    gone: tuple[str, ...]

    @property
    def plain(self) -> dict[str, Any]:
        """The news as JSON has it."""
        return {
            "search": self.name,
            "release": self.release,
            "asOfDate": self.day,
            "sinceRelease": self.since,
            "new": list(self.new),
            "gone": list(self.gone),
        }


@searches_app.command("save")
def save(
    name: Name,
    signature: Annotated[Path, typer.Option("--signature", help="A signature as JSON; - reads standard input.")],
    day: Day = "",
    home: Home = None,
) -> None:
    """Keep a search and what it finds now; a search of that name is replaced."""
    run = day_of(day)
    asked = read_file(signature)
    reader = open_releases(home).open("")
    found = _found(reader, asked, run)
    _write(_path(home, name), {"signature": asked, "release": reader.manifest().release, "found": found})
    sys.stdout.write(f"{name}: {len(found)} trials fit or may fit on release {reader.manifest().release}\n")


@searches_app.command("list")
def list_searches(home: Home = None) -> None:
    """List the searches and the release that each was last run on."""
    for path in _paths(home):
        kept = _read(path)
        sys.stdout.write(f"{path.stem}: {len(kept['found'])} trials on release {kept['release']}\n")


@searches_app.command("delete")
def delete(name: Name, home: Home = None) -> None:
    """Delete a search with the signature that it holds."""
    _existing(home, name).unlink()


@searches_app.command("run")
def run_searches(
    names: Annotated[list[str] | None, typer.Argument(help="Run these; all when none is named.")] = None,
    day: Day = "",
    json_output: Json = False,
    home: Home = None,
) -> None:
    """Run searches on the current release, and tell the trials that are new since the last run."""
    run = day_of(day)
    reader = open_releases(home).open("")
    for name in names or [path.stem for path in _paths(home)]:
        news = _news(reader, _existing(home, name), name, run)
        sys.stdout.write(orjson.dumps(news.plain).decode() + "\n" if json_output else _told(news))


def tell_news(home: Path | None, day: date) -> Iterator[str]:
    """Run every search after a build, and tell those that found something new."""
    paths = _paths(home)
    if not paths:
        return
    reader = open_releases(home).open("")
    for path in paths:
        news = _news(reader, path, path.stem, day)
        if news.new or news.gone:
            yield _told(news)


def _news(reader: GraphReader, path: Path, name: str, day: date) -> News:
    kept = _read(path)
    found = _found(reader, kept["signature"], day)
    before: dict[str, str] = kept["found"]
    new = tuple(
        {"trial": trial, "eligibility": state, "before": before.get(trial, "NOT")}
        for trial, state in sorted(found.items())
        if before.get(trial) != state
    )
    gone = tuple(sorted(before.keys() - found.keys()))
    release = reader.manifest().release
    _write(path, {**kept, "release": release, "found": found})
    return News(name, release, day.isoformat(), kept["release"], new, gone)


def _told(news: News) -> str:
    lines = [f"{news.name}: {len(news.new)} new or changed since release {news.since}, {len(news.gone)} gone"]
    lines.extend(f"  {item['trial']}  {item['before']} -> {item['eligibility']}" for item in news.new)
    lines.extend(f"  {trial}  no longer fits" for trial in news.gone)
    return "\n".join(lines) + "\n"


def _found(reader: GraphReader, asked: object, day: date) -> dict[str, str]:
    from pmkg.clinic.signature import read_signature
    from pmkg.model.trial_answer import Eligibility
    from pmkg.questions.matching_trials import TrialQuestion

    states = TrialQuestion(reader).eligibilities(read_signature(asked, reader), day)
    return {trial.local: state.value for trial, state in states.items() if state is not Eligibility.NOT}


def _path(home: Path | None, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise RequestError(f"{name!r} is no name of a search; use letters, digits, dots, hyphens and underscores")
    return home_folder(home) / "searches" / f"{name}.json"


def _existing(home: Path | None, name: str) -> Path:
    path = _path(home, name)
    if not path.is_file():
        raise NotFound(f"search {name!r}", tuple(found.stem for found in _paths(home)))
    return path


def _paths(home: Path | None) -> list[Path]:
    return sorted((home_folder(home) / "searches").glob("*.json"))


def _read(path: Path) -> dict[str, Any]:
    try:
        kept: dict[str, Any] = orjson.loads(path.read_bytes())
        return {"signature": kept["signature"], "release": str(kept["release"]), "found": dict(kept["found"])}
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        raise RequestError(f"{path} holds no search; delete it and save the search again") from None


def _write(path: Path, kept: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f"{path.name}.part-{os.getpid()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(orjson.dumps(kept))
    part.replace(path)
