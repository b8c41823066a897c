"""What a server does, counted: how long questions took, how they ended, how many are being answered."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper bounds of the classes of seconds in which times are counted."""

NOT_RUN = "none"
SEVERAL = "several"


@dataclass(slots=True)
class Times:
    """Count times by class; the last class has no upper bound."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    total: float = 0.0


class Observed:
    """Count the requests of one server. Labels are names of the schema and codes: nothing of a request's content is held."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._times: dict[tuple[str, bool], Times] = {}
        self._ended: dict[tuple[str, str], int] = {}
        self._running = 0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count a request as being answered."""
        with self._lock:
            self._running += 1
        try:
            yield
        finally:
            with self._lock:
                self._running -= 1

    def ended(self, questions: Sequence[str], fault: str, kept: bool, seconds: float) -> None:
        """Count a request that ended: what it asked, the code of its fault or "", and whether its answer was kept before."""
        name = question_name(questions)
        with self._lock:
            times = self._times.get((name, kept))
            if times is None:
                times = self._times[name, kept] = Times()
            times.counts[bisect_left(BOUNDS, seconds)] += 1
            times.total += seconds
            self._ended[name, fault] = self._ended.get((name, fault), 0) + 1

    def now_running(self) -> int:
        """Give how many requests are being answered."""
        return self._running

    def times(self) -> Mapping[tuple[str, bool], Times]:
        """Give the times by question, and by whether the answer was kept before."""
        with self._lock:
            return {key: Times(list(times.counts), times.total) for key, times in sorted(self._times.items())}

    def endings(self) -> Mapping[tuple[str, str], int]:
        """Give how many requests ended, by question and code of the fault."""
        with self._lock:
            return dict(sorted(self._ended.items()))


def question_name(questions: Sequence[str]) -> str:
    """Name what a request asks in one word of the schema.

    >>> question_name(["targetedDrugs"]), question_name([]), question_name(["gene", "drug"])
    ('targetedDrugs', 'none', 'several')
    """
    if len(questions) > 1:
        return SEVERAL
    return questions[0] if questions else NOT_RUN
