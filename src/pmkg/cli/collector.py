"""How often a command's process looks for garbage in cycles."""

from __future__ import annotations

import gc

_THRESHOLDS = (50_000, 20, 50)


def collect_seldom() -> None:
    """Look for cycles seldom: commands and answers make next to none, and each look walks all that is loaded."""
    gc.set_threshold(*_THRESHOLDS)
