"""What a run of the command line gave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

BUILT = datetime(2026, 1, 1, tzinfo=UTC)
"""When the release of the starter was built, for all that its tests know."""


@dataclass(frozen=True, slots=True)
class Ran:
    """Hold the exit status and what was printed."""

    status: int
    out: str
    err: str


Command = Callable[..., Ran]
