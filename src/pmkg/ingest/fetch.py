"""Fetch files from their owners into a cache, and probe whether the owners answer at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import platformdirs
import pooch

from pmkg.errors import MissingFile
from pmkg.model.source import FileRule, Source

_PROBE_SECONDS = 3.0
_PROBE_ADDRESS = "https://civicdb.org"
_PERIODS = {"daily": timedelta(days=1), "weekly": timedelta(weeks=1), "monthly": timedelta(days=31)}
"""How long a fetched file is current, by its source's schedule; that of a "manual" source is until it is asked for anew."""


def cache_folder() -> Path:
    """Give the folder of fetched files: PMKG_CACHE, else the user's cache directory."""
    return Path(os.environ.get("PMKG_CACHE") or platformdirs.user_cache_path("pmkg"))


def owners_answer() -> bool:
    """Probe, for at most three seconds, whether a source's owner can be reached."""
    try:
        return httpx.head(_PROBE_ADDRESS, timeout=_PROBE_SECONDS, follow_redirects=True).status_code < 500
    except httpx.HTTPError:
        return False


@dataclass(frozen=True, slots=True)
class Cache:
    """Keep files as their owners gave them, each for one period of its source's schedule.

    ``again`` names sources whose files are fetched whatever their age. ``answering`` is false where no owner can be
    reached. ``warn`` hears of each file that is older than it should be and why.
    """

    folder: Path
    again: frozenset[str] = frozenset()
    answering: bool = True
    warn: Callable[[str], None] = field(default=lambda _: None)

    def fetch(self, source: Source, rule: FileRule) -> Path:
        """Give one file of a source: as it was fetched before while that is current, else from its owner.

        A file that its owner does not give anew stays in use, with a warning. Raises :class:`MissingFile`, with what went
        wrong, when it was never fetched.
        """
        path = self._path(source, rule)
        if path.is_file() and not self._outdated(source, path):
            return path
        problem = _fetched(rule.url, path) if self.answering else "no owner answers"
        if not path.is_file():
            raise MissingFile(source.id, rule.name, (f"{rule.url} ({problem})",))
        if problem:
            date = _fetched_at(path).date()
            self.warn(f"{source.id}: {rule.name} as fetched on {date} is used; {rule.url} gave nothing ({problem})")
        return path

    def holds(self, sources: Iterable[Source]) -> bool:
        """Say whether every required file of these sources was fetched before, however long ago."""
        return all(
            rule.url and self._path(source, rule).is_file()
            for source in sources
            for rule in source.files
            if rule.required
        )

    def _path(self, source: Source, rule: FileRule) -> Path:
        return self.folder / source.id / (rule.url.rpartition("/")[2] or rule.name)

    def _outdated(self, source: Source, path: Path) -> bool:
        period = _PERIODS.get(source.schedule)
        return source.id in self.again or (period is not None and datetime.now(UTC) - _fetched_at(path) > period)


def _fetched_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _fetched(url: str, path: Path) -> str:
    """Fetch a file beside ``path`` and put it there once it is whole; say what went wrong, "" when nothing did."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="fetching-", dir=path.parent) as folder:
            part = pooch.retrieve(url, known_hash=None, fname=path.name, path=folder, progressbar=False)
            Path(part).replace(path)
    except (OSError, ValueError) as error:
        return str(error) or type(error).__name__
    return ""
