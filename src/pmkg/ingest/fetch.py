"""Fetch files from their owners into a cache, and probe whether the owners answer at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
import platformdirs
from filelock import FileLock, Timeout

from pmkg.errors import DownloadFailed, MissingFile
from pmkg.ingest.download import Clock, Download, Limits
from pmkg.ingest.due import PERIODS
from pmkg.ingest.locate import checksum
from pmkg.ingest.owner_file import OwnerFile, beside, read_record, write_record
from pmkg.model.source import FileRule, Source

_PROBE_SECONDS = 3.0
_PROBE_ADDRESS = "https://civicdb.org"


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

    ``again`` names sources whose owners are asked whatever the age of what they gave; they send only what changed.
    ``answering`` is false where no owner can be reached. ``warn`` hears of each file that is older than it should be and why,
    ``failed`` of each file that was not to be had anew. One process at a time asks for the files of a source.
    """

    folder: Path
    again: frozenset[str] = frozenset()
    answering: bool = True
    warn: Callable[[str], None] = field(default=lambda _: None)
    failed: Callable[[FileRule, DownloadFailed], None] = field(default=lambda _rule, _error: None)
    limits: Limits = field(default_factory=Limits)
    clock: Clock = field(default_factory=Clock)

    def fetch(self, source: Source, rule: FileRule) -> Path:
        """Give one file of a source: as it was fetched before while that is current, else from its owner.

        A file that its owner does not give anew stays in use, with a warning. Raises :class:`MissingFile`, with what went
        wrong, when it was never fetched.
        """
        path = self._path(source, rule)
        if path.is_file() and not self._outdated(source, rule, read_record(path)):
            return path
        problem = self._asked(source, rule, path) if self.answering else "no owner answers"
        if not path.is_file():
            raise MissingFile(source.id, rule.name, (f"{rule.url} ({problem})",))
        if problem:
            told = read_record(path)
            date = f"{told.fetched:%Y-%m-%d}" if told.fetched else "an unknown date"
            since = f"; failing since {told.failing_since:%Y-%m-%d}" if told.failing_since else ""
            self.warn(
                f"{source.id}: {rule.name} as fetched on {date} is used; {rule.url} gave nothing ({problem}){since}"
            )
        return path

    def held(self, source: Source, rule: FileRule) -> Path:
        """Give one file of a source as it was fetched before, however long ago; raise :class:`MissingFile` if it never was."""
        path = self._path(source, rule)
        if not path.is_file():
            raise MissingFile(source.id, rule.name, (f"{rule.url} (never fetched)",))
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

    def _outdated(self, source: Source, rule: FileRule, told: OwnerFile) -> bool:
        if source.id in self.again or (told.url and told.url != rule.url):
            return True
        period = PERIODS.get(source.schedule)
        return period is not None and (told.checked is None or self.clock.now() - told.checked > period)

    def _asked(self, source: Source, rule: FileRule, path: Path) -> str:
        """Ask the owner for a file, and keep what it said; say what went wrong, "" when nothing did."""
        begun = self.clock.now()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(path.parent / ".lock", timeout=self.limits.seconds):
                told = read_record(path)
                if path.is_file() and told.url == rule.url and told.checked is not None and told.checked > begun:
                    return ""  # another process asked while this one waited
                return self._refreshed(rule, path, told)
        except Timeout:
            return "another process has been asking its owner for too long"
        except OSError as error:
            return str(error) or type(error).__name__

    def _refreshed(self, rule: FileRule, path: Path, told: OwnerFile) -> str:
        conditions = told.conditions(path) if told.url == rule.url else {}
        part = beside(path, ".part")
        download = Download(rule.url, part, conditions, rule.sha256, rule.max_bytes, self.limits, self.clock)
        try:
            came = download.run()
        except DownloadFailed as error:
            since = told.failing_since or self.clock.now()
            write_record(path, replace(told, failing_since=since, problem=error.problem))
            self.failed(rule, error)
            return error.problem
        now = self.clock.now()
        if came is None:
            write_record(path, replace(told, checked=now, failing_since=None, problem=""))
            return ""
        sha256 = checksum(part)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(path)
        write_record(path, OwnerFile(rule.url, came.etag, came.last_modified, sha256, now, now))
        return ""
