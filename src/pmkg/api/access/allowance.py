"""How much a caller may ask for in a minute.

Each caller has a bucket that refills steadily and holds a quarter of a minute's worth, so that a page may ask several questions
at once (the generic cell rate algorithm). Buckets live in this process: several servers behind one address each allow as much.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

_MINUTE = 60.0
_AT_ONCE = 0.25
_REMEMBERED = 100_000


class Allowance:
    """Count what callers use."""

    def __init__(self, now: Callable[[], float] = time.monotonic, remembered: int = _REMEMBERED) -> None:
        self._now, self._remembered = now, remembered
        self._full_again: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def take(self, caller: str, amount: int, per_minute: int) -> float:
        """Take from a caller's bucket; give 0, or the seconds to wait where it holds too little, which takes nothing.

        More than a bucket ever holds is given once the bucket is full, and paid off by waiting after it.
        """
        each = _MINUTE / per_minute
        holds = max(_MINUTE * _AT_ONCE, each)
        with self._lock:
            now = self._now()
            full = max(self._full_again.get(caller, now), now)
            wait = full + min(amount * each, holds) - (now + holds)
            if wait > 1e-9:
                return wait
            self._full_again[caller] = full + amount * each
            self._full_again.move_to_end(caller)
            self._forget(now)
            return 0.0

    def _forget(self, now: float) -> None:
        """Drop full buckets, and beyond the bound those that were used longest ago: memory stays small whoever calls."""
        while self._full_again:
            oldest = next(iter(self._full_again))
            if len(self._full_again) <= self._remembered and self._full_again[oldest] > now:
                return
            del self._full_again[oldest]
