"""A day of the schedule in fast-forward, with owners that fail, throttle and change: who is asked when, and what is built of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from lying_owner import NOON, MadeClock, Reply, honest, serving
from made_schedule import schedule_at
from soak import rounds

from pmkg.ingest.catalog import loaders_folder, select
from pmkg.ingest.due import due_at
from pmkg.ingest.schedule import Schedule
from pmkg.model.job import BUILD, JobOutcome
from pmkg.model.source import Source

HOUR = timedelta(hours=1)
NAMES = ("civic", "clinvar", "hgnc")
DAYS = rounds(1)


def content_of(name: str) -> bytes:
    folder = loaders_folder() / "starter" / name
    return next(path for path in sorted(folder.iterdir()) if path.suffix in (".tsv", ".txt")).read_bytes()


@dataclass
class Owners:
    """Answer as three owners of one day: one changes its file, one is away for six hours, one throttles."""

    made: MadeClock
    asked: dict[str, list[datetime]] = field(default_factory=lambda: {name: [] for name in NAMES})
    throttled: list[datetime] = field(default_factory=list)

    def version(self) -> int:
        """Count the files that CIViC gave out so far: a new one at the ninth hour of each day."""
        return int((self.made.time - NOON + timedelta(hours=15)) / timedelta(days=1))

    def answer(self, path: str, headers: dict[str, str]) -> Reply:
        name, hour = path.split("/")[1], (self.made.time - NOON) / HOUR % 24
        self.asked[name].append(self.made.time)
        if name == "clinvar" and hour < 6:
            return Reply(b"", 503)
        if name == "hgnc" and not self.throttled:
            self.throttled.append(self.made.time)
            return Reply(b"", 429, {"Retry-After": str(5 * 3600)})
        version = self.version() if name == "civic" else 0
        return honest(content_of(name) + b"\n" * version, f'"{name}-{version}"')(path, headers)


def sources(address: str) -> tuple[Source, ...]:
    return tuple(
        replace(
            source,
            schedule="daily",
            mirror_only=False,
            essential=False,
            files=tuple(
                replace(rule, url=f"{address}/{source.id}/{rule.name}.tsv") for rule in source.files if rule.required
            ),
        )
        for source in select(NAMES)
    )


@pytest.fixture
def made() -> MadeClock:
    return MadeClock()


def run(home: Path, made: MadeClock, owners: Owners, until: datetime) -> tuple[Schedule, int]:
    """Run passes until a time, each by a process that knows nothing of the one before, and count them."""
    passes = 0
    with serving(owners.answer) as owner:
        while made.time < until:
            schedule = schedule_at(home, made, sources(owner.address))
            schedule.run_due()
            passes += 1
            _nothing_is_due(schedule, made)
            made.time += schedule.wait()
        return schedule_at(home, made, sources(owner.address)), passes


def _nothing_is_due(schedule: Schedule, made: MadeClock) -> None:
    standings = schedule.jobs.standings()
    for source in schedule.plan.sources:
        due = due_at(source.schedule, standings[source.id], made.time)
        assert due is not None
        assert due > made.time, source.id


def test_a_day_goes_by(tmp_path: Path, made: MadeClock) -> None:
    owners = Owners(made)
    schedule, passes = run(tmp_path / "home", made, owners, NOON + timedelta(days=DAYS, hours=15))
    jobs = list(reversed(schedule.jobs.history(limit=5_000)[0]))
    ended = Counter((job.of, job.outcome) for job in jobs)
    asked = {name: [round((time - NOON) / HOUR, 2) for time in times] for name, times in owners.asked.items()}
    assert passes <= 60 * (DAYS + 1), "a schedule that waits does not spin"

    # one is well and is asked once a day, at most 5 % later, and has a new file each day
    gaps = [later - earlier for earlier, later in pairwise(asked["civic"])]
    assert all(24 <= gap <= 24 * 1.05 + 1 for gap in gaps)
    assert 0.95 * DAYS <= len(asked["civic"]) <= DAYS + 1
    assert ended["civic", JobOutcome.CHANGED] == len(asked["civic"])

    # one is away: it is asked again after ever longer waits, and not at each pass
    away = [job.ended for job in jobs if job.of == "clinvar" and job.outcome is JobOutcome.FAILED]
    waits = [later - earlier for earlier, later in pairwise(away) if later - earlier < 12 * HOUR]
    assert len(away) >= 6
    assert all(timedelta(minutes=5 * 2**n) <= wait for n, wait in enumerate(waits[:5]))
    assert not schedule.jobs.standings()["clinvar"].stale or (made.time - NOON) / HOUR % 24 < 12

    # one asked not to be asked for five hours
    assert asked["hgnc"][1] - asked["hgnc"][0] >= 5

    # what was found is built: one release for each change, none for anything else, and nothing waits
    built = [job for job in jobs if job.of == BUILD]
    assert {job.outcome for job in built} == {JobOutcome.BUILT}
    assert len(built) == len(schedule.releases.list())
    changes = sum(count for (of, outcome), count in ended.items() if outcome is JobOutcome.CHANGED)
    assert len(built) <= changes
    assert schedule.waiting() == frozenset()
    assert {source.id for source in schedule.releases.open().manifest().sources} == set(NAMES)
