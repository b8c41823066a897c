"""A schedule and its builds, killed at any time while a server answers: nothing is lost, and no half release is ever seen."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from lying_owner import NOON, MadeClock
from made_schedule import EVIDENCE, SOURCES, schedule_at
from served_process import serve
from soak import rounds

from pmkg.ingest.build import Plan, build
from pmkg.ingest.catalog import select
from pmkg.ingest.locate import Origin, Place
from pmkg.model.job import BUILD, Job, JobOutcome, Standing
from pmkg.store.sqlite_jobs import SqliteJobs
from pmkg.store.sqlite_releases import SqliteReleases
from pmkg.vocabulary.kinds import facets_by_kind

_ALL = 5_000
_PERIOD, _PASSES = timedelta(days=40), 20
_ROUNDS = rounds(2)
_PROGRAM = "import sys; sys.path[:0] = {paths!r}; import test_killed_builds as tests; tests.{work}({home!r}, {mirror!r}, {start!r})"


def change(mirror: Path) -> None:
    """Change the files of a source as an owner does: whole or not at all."""
    path = mirror / "civic" / EVIDENCE
    fresh = path.with_suffix(".new")
    fresh.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    fresh.replace(path)


def schedule_without_end(home: str, mirror: str, start: float) -> None:
    """Run passes, each a period after the one before, with something new for each."""
    made = MadeClock(datetime.fromtimestamp(start, NOON.tzinfo))
    while True:
        change(Path(mirror))
        schedule_at(Path(home), made, select(SOURCES), Path(mirror)).run_due()
        made.time += _PERIOD


def build_without_end(home: str, mirror: str, start: float) -> None:
    """Build by hand, over and over."""
    made = MadeClock(datetime.fromtimestamp(start, NOON.tzinfo))
    releases = SqliteReleases(Path(home), facets=facets_by_kind())
    while True:
        change(Path(mirror))
        plan = Plan(select(SOURCES), Place(Origin.MIRROR, Path(mirror)), "full", sized=False)
        build(plan, releases, made.now())
        made.time += _PERIOD


class Home:
    """Hold what a home held at the last look, and look again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.releases = SqliteReleases(folder, facets=facets_by_kind())
        self.jobs = SqliteJobs(folder)
        self.names: frozenset[str] = frozenset()
        self.history: tuple[Job, ...] = ()

    def look(self) -> None:
        """See that what is there is whole, and that all that was there is there still."""
        names = frozenset(manifest.release for manifest in self.releases.list())
        assert names == {folder.name for folder in (self.folder / "releases").iterdir()}, "a release is not whole"
        assert self.names <= names, "a release was lost"
        for name in names - self.names:
            assert self.releases.verify(name).release == name
        assert self.releases.current() in names
        history = tuple(reversed(self.jobs.history(limit=_ALL)[0]))
        assert history[: len(self.history)] == self.history, "a job was lost"
        assert {job.release for job in history if job.outcome is JobOutcome.BUILT} <= names
        assert self.jobs.standings() == _folded(history)
        self.names, self.history = names, history


def _folded(history: tuple[Job, ...]) -> dict[str, Standing]:
    standings: dict[str, Standing] = {}
    for job in history:
        standings[job.of] = standings.get(job.of, Standing(job.of)).after(job)
    return dict(sorted(standings.items()))


def _start(work: Callable[..., None], home: Path, mirror: Path, number: int) -> subprocess.Popen[bytes]:
    start = (NOON + _PASSES * (number + 1) * _PERIOD).timestamp()
    paths = [path for path in sys.path if path]
    program = _PROGRAM.format(paths=paths, work=work.__name__, home=str(home), mirror=str(mirror), start=start)
    return subprocess.Popen([sys.executable, "-c", program])


@pytest.mark.parametrize("work", [schedule_without_end, build_without_end])
def test_killed_at_any_time_nothing_is_lost_and_the_server_goes_on(
    home: Path, small_mirror: Path, work: Callable[..., None]
) -> None:
    kept, draw, served_by = Home(home), random.Random(20_261_121), set[str]()
    kept.look()
    with serve(home) as server:
        for number in range(_ROUNDS):
            # until the process has begun to work, which takes as long as its imports
            before = time.monotonic()
            worker = _start(work, home, small_mirror, number)
            _await_draft(home, worker)
            begun = time.monotonic() - before
            end = time.monotonic() + draw.uniform(0, min(2 * begun, 4.0))
            while time.monotonic() < end:
                served_by.add(_asked(server.drugs().json()))
            assert worker.poll() is None, "it ended by itself"
            worker.kill()
            worker.wait()
            kept.look()
            server.await_release(kept.releases.current())
            served_by.add(_asked(server.drugs(f"r{number}").json()))
        assert served_by <= kept.names
    _recovers(home, small_mirror, kept)


def _await_draft(home: Path, worker: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 300
    left = {path.name for path in (home / "drafts").glob("*")}
    while {path.name for path in (home / "drafts").glob("*")} <= left:
        assert worker.poll() is None, "it ended by itself"
        assert time.monotonic() < deadline
        time.sleep(0.002)


def _asked(answer: dict[str, dict[str, dict[str, object]]]) -> str:
    drugs = answer["data"]["targetedDrugs"]
    assert drugs["options"]
    return str(drugs["release"])


def _recovers(home: Path, mirror: Path, kept: Home) -> None:
    """See that the next pass does all that was left undone."""
    change(mirror)
    made = MadeClock(NOON + _PASSES * (_ROUNDS + 2) * _PERIOD)
    schedule = schedule_at(home, made, select(SOURCES), mirror)
    built = schedule.run_due()
    kept.look()
    assert kept.releases.current() == built != ""
    assert schedule.waiting() == frozenset()
    assert list((home / "drafts").iterdir()) == []
    assert kept.history[-1].of == BUILD
