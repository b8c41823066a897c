"""How often a command's process looks for garbage in cycles."""

from __future__ import annotations

import gc

_THRESHOLDS = (50_000, 20, 50)


def leave_to_the_system() -> None:
    """Leave what a process holds to the system that ends it: a last look for cycles would walk millions of records."""
    gc.freeze()


def collect_seldom() -> None:
    """Look for cycles seldom: commands and answers make next to none, and each look walks all that is loaded."""
    gc.set_threshold(*_THRESHOLDS)
