"""When a job is due: a law of the recorded standing and a given time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmkg.ingest.due import PERIODS, due_at
from pmkg.model.job import Job, JobOutcome, Standing

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
OUTCOMES = st.sampled_from(JobOutcome)


def standing(*outcomes: JobOutcome, at: datetime = NOON, later: datetime | None = None) -> Standing:
    found = Standing("civic")
    for outcome in outcomes:
        found = found.after(Job("civic", at, at, outcome, "told", content="c", retry_after=later))
    return found


@pytest.mark.parametrize("schedule", [*PERIODS, "manual"])
def test_what_never_had_a_job_is_due_at_once(schedule: str) -> None:
    for known in (None, Standing("civic"), standing(JobOutcome.STOPPED)):
        due = due_at(schedule, known, NOON)
        assert due is not None
        assert due <= NOON


@pytest.mark.parametrize("schedule", PERIODS)
@given(MOMENTS, st.sampled_from([JobOutcome.CHANGED, JobOutcome.UNCHANGED]))
def test_a_good_job_is_followed_after_its_period_and_a_little(schedule: str, at: datetime, good: JobOutcome) -> None:
    due = due_at(schedule, standing(JobOutcome.FAILED, good, at=at), at)
    assert due is not None
    assert at + PERIODS[schedule] <= due <= at + 1.05 * PERIODS[schedule]


def test_a_source_that_is_kept_by_hand_is_looked_for_until_it_was_found() -> None:
    assert due_at("manual", standing(JobOutcome.CHANGED), NOON) is None
    assert due_at("manual", standing(JobOutcome.FAILED), NOON) is not None


@given(st.integers(1, 40), MOMENTS)
def test_failures_are_retried_ever_later_and_at_least_daily(failures: int, at: datetime) -> None:
    due = due_at("weekly", standing(*[JobOutcome.FAILED] * failures, at=at), at)
    assert due is not None
    wait = min(timedelta(minutes=5 * 2 ** min(failures - 1, 20)), timedelta(days=1))
    assert at + wait <= due <= at + 1.25 * wait


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=90)))
def test_an_owner_is_not_asked_before_it_said(at: datetime, wait: timedelta) -> None:
    due = due_at("daily", standing(JobOutcome.FAILED, at=at, later=at + wait), at)
    assert due is not None
    assert due >= at + wait


def test_sources_of_one_schedule_are_not_due_at_one_instant() -> None:
    times = {due_at("daily", Standing(f"source-{number}", NOON, NOON), NOON) for number in range(50)}
    assert len(times) > 45


def test_every_process_comes_to_the_same_time() -> None:
    known = standing(JobOutcome.CHANGED)
    assert due_at("daily", known, NOON) == due_at("daily", known, NOON + timedelta(hours=3))


def test_a_clock_that_was_set_back_puts_nothing_off() -> None:
    assert due_at("monthly", standing(JobOutcome.CHANGED, at=NOON + timedelta(days=900)), NOON) == NOON


@given(st.lists(st.tuples(OUTCOMES, MOMENTS), max_size=12))
def test_a_source_is_stale_from_its_first_failure_after_the_last_good_job(
    jobs: list[tuple[JobOutcome, datetime]],
) -> None:
    found = Standing("civic")
    for outcome, at in jobs:
        found = found.after(Job("civic", at, at, outcome))
    telling = [item for item in jobs if item[0] is not JobOutcome.STOPPED]
    since: list[datetime] = []
    for outcome, at in telling:
        since = [*since, at] if outcome is JobOutcome.FAILED else []
    assert found.failing_since == (since[0] if since else None)
    assert found.failures == len(since)
    assert found.stale == bool(since)
    assert sum(found.totals.values()) == len(jobs)
