"""When a loader job is due, from the catalog's schedule and from what came of the jobs before; the clock is an argument."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from pmkg.model.job import Standing

PERIODS = {"daily": timedelta(days=1), "weekly": timedelta(weeks=1), "monthly": timedelta(days=31)}
"""How long what a source gave is current, by its schedule; what a "manual" source gave is until it is asked for anew."""

_LATER = 0.05
"""A job is put off by up to this share of its period, so that not every installation asks an owner at the same instant."""

_FIRST_RETRY = timedelta(minutes=5)
_LAST_RETRY = timedelta(days=1)
_SPREAD = 0.25
_NEVER = datetime.min.replace(tzinfo=UTC)


def due_at(schedule: str, standing: Standing | None, now: datetime) -> datetime | None:
    """Say from when on a job is due; None when it waits for a person, as a "manual" source does once it was found.

    What never had a job is due at once. After a failure it is tried again in 5, 10, 20 minutes and so on up to a day, never
    before the owner's own Retry-After. The delays are drawn from the standing itself, so that every process and every restart
    comes to the same time.

    >>> noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    >>> noon + timedelta(days=1) <= due_at("daily", Standing("civic", noon, noon), noon) < noon + timedelta(days=1.05)
    True
    """
    if standing is None or standing.last is None:
        return _NEVER
    if standing.last > now:
        return now  # the clock was set back; what it said before cannot be counted from
    share = _drawn(standing)
    if standing.failures:
        wait = min(_FIRST_RETRY * (1 << min(standing.failures - 1, 20)), _LAST_RETRY) * (1 + _SPREAD * share)
        return max(standing.last + wait, standing.retry_after or _NEVER)
    period = PERIODS.get(schedule)
    return None if period is None else standing.last + period * (1 + _LATER * share)


def _drawn(standing: Standing) -> float:
    """Draw a number from 0 to 1 that is the same wherever the same standing is known."""
    digest = hashlib.sha256(f"{standing.of} {standing.last}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64
