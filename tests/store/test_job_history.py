"""The history of jobs: both stores keep the same, and what is in the file outlives processes and its own bound."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmkg.errors import ReleaseError
from pmkg.model.job import Job, JobOutcome
from pmkg.ports import Jobs
from pmkg.store import MemoryJobs, SqliteJobs

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
JOBS = st.builds(
    Job,
    of=st.sampled_from(["civic", "hgnc", "build"]),
    started=MOMENTS,
    ended=MOMENTS,
    outcome=st.sampled_from(JobOutcome),
    detail=TEXT,
    version=TEXT,
    content=TEXT,
    release=TEXT,
    retry_after=st.none() | MOMENTS,
)


@pytest.fixture(params=["memory", "sqlite"])
def jobs(request: pytest.FixtureRequest, tmp_path: Path) -> Jobs:
    kinds: dict[str, Callable[[], Jobs]] = {"memory": MemoryJobs, "sqlite": lambda: SqliteJobs(tmp_path / "home")}
    return kinds[request.param]()


def job(of: str, outcome: JobOutcome = JobOutcome.CHANGED, minute: int = 0) -> Job:
    at = NOON + timedelta(minutes=minute)
    return Job(of, at, at, outcome, "told")


def test_a_home_without_jobs_has_an_empty_history(jobs: Jobs) -> None:
    assert jobs.history() == ((), 0)
    assert jobs.standings() == {}


def test_the_history_is_paged_newest_first_and_by_source(jobs: Jobs) -> None:
    made = [job(of, minute=minute) for minute, of in enumerate(["civic", "hgnc", "civic", "build"])]
    for item in made:
        jobs.record(item)
    assert jobs.history() == (tuple(reversed(made)), 4)
    assert jobs.history(limit=2, skip=1) == ((made[2], made[1]), 4)
    assert jobs.history("civic") == ((made[2], made[0]), 2)
    assert jobs.history("mondo") == ((), 0)


@settings(max_examples=15, deadline=None)
@given(st.lists(JOBS, max_size=4))
def test_the_file_keeps_just_what_memory_keeps(tmp_path_factory: pytest.TempPathFactory, made: list[Job]) -> None:
    memory, home = MemoryJobs(), tmp_path_factory.mktemp("home")
    for item in made:
        memory.record(item)
        SqliteJobs(home).record(item)
    assert SqliteJobs(home).history() == memory.history()
    assert SqliteJobs(home).standings() == memory.standings()


def test_old_jobs_are_forgotten_but_not_what_came_of_them(tmp_path: Path) -> None:
    jobs = SqliteJobs(tmp_path, kept=5)
    for minute in range(12):
        jobs.record(job("civic", JobOutcome.FAILED, minute))
    found, total = jobs.history()
    assert (len(found), total) == (5, 5)
    standing = jobs.standings()["civic"]
    assert (standing.failures, standing.failing_since) == (12, NOON)
    assert standing.totals == {"FAILED": 12}


def _record(home: Path, of: str) -> None:
    for minute in range(5):
        SqliteJobs(home).record(job(of, JobOutcome.FAILED, minute))


def test_processes_that_record_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    names = ["civic", "civic", "hgnc"]
    writers = [context.Process(target=_record, args=(tmp_path / "home", name)) for name in names]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    standings = SqliteJobs(tmp_path / "home").standings()
    assert (standings["civic"].failures, standings["hgnc"].failures) == (10, 5)


def test_a_damaged_history_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "jobs.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(ReleaseError, match=r"jobs\.sqlite cannot be used .*move the file away"):
        SqliteJobs(tmp_path).standings()


def test_the_history_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "jobs.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(ReleaseError, match="newer version of pmkg"):
        SqliteJobs(tmp_path).record(job("civic"))
