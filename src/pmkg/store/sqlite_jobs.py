"""The history of jobs in one SQLite file at a home, apart from every release.

    <home>/jobs.sqlite    jobs (the newest some thousands) and standings (one row per source, folded from every job ever)

A standing is written in the transaction of its job, so that two processes never see one without the other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from pmkg.errors import ReleaseError
from pmkg.model.job import Job, JobOutcome, Standing

_KEPT = 5_000
"""Jobs that are remembered; a year of twenty sources fetched daily and weekly."""

_SECONDS_TO_WAIT = 30.0
_VERSION = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS jobs (
    number INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, started TEXT NOT NULL, ended TEXT NOT NULL,
    outcome TEXT NOT NULL, detail TEXT NOT NULL, version TEXT NOT NULL, content TEXT NOT NULL, release TEXT NOT NULL,
    retry_after TEXT
);
CREATE INDEX IF NOT EXISTS jobs_by_source ON jobs (source, number);
CREATE TABLE IF NOT EXISTS standings (source TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
"""
_COLUMNS = "source, started, ended, outcome, detail, version, content, release, retry_after"
_TIMES = ("last", "last_good", "failing_since", "retry_after")


class SqliteJobs:
    """Keep jobs in a file (a ``Jobs``). Raises :class:`ReleaseError` when the file is damaged or cannot be written."""

    def __init__(self, home: Path, kept: int = _KEPT) -> None:
        self._path, self._kept = home / "jobs.sqlite", kept

    def record(self, job: Job) -> None:
        """Add a job that has ended and fold it into the standing of its source."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            known = connection.execute("SELECT body FROM standings WHERE source = ?", (job.of,)).fetchone()
            standing = (_standing(job.of, known[0]) if known else Standing(job.of)).after(job)
            connection.execute(f"INSERT INTO jobs ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _row(job))  # noqa: S608  (a constant)
            connection.execute("INSERT OR REPLACE INTO standings VALUES (?, ?)", (job.of, _body(standing)))
            connection.execute("DELETE FROM jobs WHERE number <= (SELECT max(number) FROM jobs) - ?", (self._kept,))
            connection.execute("COMMIT")

    def history(self, of: str = "", limit: int = 25, skip: int = 0) -> tuple[tuple[Job, ...], int]:
        """Give jobs, newest first, of one source or all, and how many there are."""
        if not self._path.is_file():
            return (), 0
        with self._connection() as connection:
            where, values = ("WHERE source = ?", (of,)) if of else ("", ())
            (total,) = connection.execute(f"SELECT count(*) FROM jobs {where}", values).fetchone()  # noqa: S608  (a constant)
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM jobs {where} ORDER BY number DESC LIMIT ? OFFSET ?",  # noqa: S608  (constants)
                (*values, limit, skip),
            ).fetchall()
        return tuple(_job(row) for row in rows), total

    def standings(self) -> Mapping[str, Standing]:
        """Give where every source that ever had a job stands."""
        if not self._path.is_file():
            return {}
        with self._connection() as connection:
            rows = connection.execute("SELECT source, body FROM standings ORDER BY source").fetchall()
        return {name: _standing(name, body) for name, body in rows}

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = sqlite3.connect(self._path, timeout=_SECONDS_TO_WAIT, isolation_level=None)
            try:
                (version,) = connection.execute("PRAGMA user_version").fetchone()
                if version > _VERSION:
                    raise ReleaseError(f"{self._path} was written by a newer version of pmkg; use that one")
                if version < _VERSION:
                    connection.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {_VERSION}; COMMIT;")
                yield connection
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise ReleaseError(
                f"the history of jobs {self._path} cannot be used ({error}); free space, or move the file away: "
                "every source is then looked for once, and the releases stay as they are"
            ) from error


def _row(job: Job) -> tuple[str | None, ...]:
    later = job.retry_after.isoformat() if job.retry_after else None
    told = (job.outcome.value, job.detail, job.version, job.content, job.release)
    return (job.of, job.started.isoformat(), job.ended.isoformat(), *told, later)


def _job(row: tuple[Any, ...]) -> Job:
    of, started, ended, outcome, detail, version, content, release, later = row
    times = _time(started), _time(ended)
    return Job(of, *times, JobOutcome(outcome), detail, version, content, release, _time(later) if later else None)


def _body(standing: Standing) -> bytes:
    return orjson.dumps(standing)


def _standing(of: str, body: bytes) -> Standing:
    told = orjson.loads(body)
    times = {name: _time(told[name]) if told[name] else None for name in _TIMES}
    return Standing(**{**told, **times, "of": of})


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
