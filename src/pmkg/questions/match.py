"""The outcome of holding one criterion against one patient."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from pmkg.model.kinds import Origin, Truth, VariantMatch
from pmkg.model.signature import Found


@dataclass(frozen=True, slots=True)
class Match:
    """Hold the truth of a criterion and why.

    ``rung`` says on which rung of the variant ladder a present criterion stands. ``because`` are the alterations that met
    it, in canonical words. ``partial`` marks an unknown that an alteration of the patient would meet but for a
    missing fact. ``missing`` are the tests that would decide an unknown.
    """

    truth: Truth
    rung: VariantMatch = VariantMatch.EXACT
    because: tuple[str, ...] = ()
    category: str | None = None
    notes: tuple[str, ...] = ()
    partial: bool = False
    missing: tuple[str, ...] = ()
    germline: bool = False


ABSENT = Match(Truth.ABSENT)
UNTESTED = Match(Truth.UNKNOWN)


@lru_cache(maxsize=1 << 14)
def untested(test: str) -> Match:
    """Give UNKNOWN with the test that would decide it; most criteria of most patients end here."""
    return Match(Truth.UNKNOWN, missing=(test,))


def decided(tested: bool) -> Match:
    """Give ABSENT for what was examined and not found, UNKNOWN for what was not examined."""
    return ABSENT if tested else UNTESTED


def present(
    found: Found, rung: VariantMatch = VariantMatch.EXACT, category: str | None = None, note: str = ""
) -> Match:
    """Say that one alteration meets the criterion."""
    return Match(
        Truth.PRESENT,
        rung,
        (found.label,),
        category,
        (note,) if note else (),
        germline=found.alteration.origin is Origin.GERMLINE,
    )


def open_question(found: Found, test: str, rung: VariantMatch = VariantMatch.EXACT) -> Match:
    """Say that one alteration would meet the criterion but for a missing fact, and which test tells it."""
    germline = found.alteration.origin is Origin.GERMLINE
    return Match(Truth.UNKNOWN, rung, (found.label,), partial=True, missing=(test,), germline=germline)


def gather(outcomes: Iterable[Match | None], otherwise: Callable[[], Match]) -> Match:
    """Join what each alteration did for one criterion.

    All that met it are named, on the most specific rung among them; where none did, all open questions stand; where there
    is none either, ``otherwise`` tells tested and absent from not tested.
    """
    known = [outcome for outcome in outcomes if outcome is not None]
    if not known:
        return otherwise()
    for truth in (Truth.PRESENT, Truth.UNKNOWN):
        telling = [outcome for outcome in known if outcome.truth is truth]
        if telling:
            return telling[0] if len(telling) == 1 else _joined(truth, telling)
    return known[0]


def _joined(truth: Truth, outcomes: list[Match]) -> Match:
    """Join outcomes of one truth: an outcome is germline only where every part of it is."""
    best = min(outcomes, key=lambda outcome: rung_order(outcome.rung))
    because = tuple(sorted({label for outcome in outcomes for label in outcome.because}))
    notes = tuple(sorted({note for outcome in outcomes for note in outcome.notes}))
    missing = tuple(sorted({test for outcome in outcomes for test in outcome.missing}))
    partial = any(outcome.partial for outcome in outcomes)
    germline = all(outcome.germline for outcome in outcomes)
    return Match(truth, best.rung, because, best.category, notes, partial, missing, germline)


_RUNGS = {rung: index for index, rung in enumerate(VariantMatch)}


def rung_order(rung: VariantMatch) -> int:
    """Order rungs from the most specific, 0, on."""
    return _RUNGS[rung]
