"""How often a process is killed by a test: some times by default, as often as PMKG_SOAK_ROUNDS says in a soak."""

from __future__ import annotations

import os


def rounds(by_default: int) -> int:
    """Give the number of rounds."""
    return int(os.environ.get("PMKG_SOAK_ROUNDS") or by_default)
