"""Whether two alterations lie on one copy of the chromosome (in cis) or on different ones (in trans)."""

from __future__ import annotations

from enum import StrEnum


class Phase(StrEnum):
    """Say where two alterations lie to each other."""

    CIS = "cis"
    TRANS = "trans"


def phase_state(phase: Phase, one: str, other: str) -> str:
    """Name the phase of two alterations, whichever of them comes first.

    >>> phase_state(Phase.CIS, "EGFR T790M", "EGFR C797S")
    'EGFR C797S and EGFR T790M in cis'
    """
    return f"{' and '.join(sorted((one, other)))} in {phase}"


def opposite_state(state: str) -> str:
    """Give the phase that two alterations do not have when they have this one.

    >>> opposite_state("EGFR C797S and EGFR T790M in cis")
    'EGFR C797S and EGFR T790M in trans'
    """
    pair, _, phase = state.rpartition(" in ")
    return f"{pair} in {Phase.TRANS if phase == Phase.CIS else Phase.CIS}"
