"""The outcome of holding one criterion against one patient."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from pmkg.model.kinds import Origin, Truth, VariantMatch
from pmkg.model.signature import Found


@dataclass(frozen=True, slots=True)
class Match:
    """Hold the truth of a criterion and why.

    ``rung`` says on which rung of the variant ladder a criterion stands, or could stand at best. ``because`` are the
    alterations that met it, in canonical words; ``inherited`` those of them that are known as germline only. ``germline``
    says that no somatic finding would do without them. ``partial`` marks an unknown that an alteration of the patient would
    meet but for a missing fact. ``missing`` are the tests that would decide an unknown. ``wide`` says that what was met is
    a class over the whole gene ("oncogenic mutation"), which is less specific than a place on the same rung (an exon).
    """

    truth: Truth
    rung: VariantMatch = VariantMatch.EXACT
    because: tuple[str, ...] = ()
    category: str | None = None
    notes: tuple[str, ...] = ()
    partial: bool = False
    missing: tuple[str, ...] = ()
    germline: bool = False
    inherited: tuple[str, ...] = ()
    wide: bool = False

    @property
    def specificity(self) -> tuple[int, bool]:
        """Order matches from the most specific on: by the rung, then places before classes over the whole gene."""
        return rung_order(self.rung), self.wide


ABSENT = Match(Truth.ABSENT)
UNTESTED = Match(Truth.UNKNOWN)


@lru_cache(maxsize=1 << 14)
def untested(test: str, rung: VariantMatch) -> Match:
    """Give UNKNOWN with the test that would decide it; most criteria of most patients end here."""
    return Match(Truth.UNKNOWN, rung, missing=(test,))


def decided(tested: bool) -> Match:
    """Give ABSENT for what was examined and not found, UNKNOWN for what was not examined."""
    return ABSENT if tested else UNTESTED


def present(
    found: Found,
    rung: VariantMatch = VariantMatch.EXACT,
    category: str | None = None,
    note: str = "",
    *,
    wide: bool = False,
) -> Match:
    """Say that one alteration meets the criterion; ``wide`` where that is a class over the whole gene."""
    because = (found.label,)
    germline = found.alteration.origin is Origin.GERMLINE
    notes = (note,) if note else ()
    return Match(Truth.PRESENT, rung, because, category, notes, False, (), germline, because if germline else (), wide)


def open_question(found: Found, test: str, rung: VariantMatch = VariantMatch.EXACT) -> Match:
    """Say that one alteration would meet the criterion but for a missing fact, and which test tells it."""
    germline = found.alteration.origin is Origin.GERMLINE
    because = (found.label,)
    inherited = because if germline else ()
    return Match(Truth.UNKNOWN, rung, because, partial=True, missing=(test,), germline=germline, inherited=inherited)


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
    """Join outcomes of one truth, each of which would do: germline only where every one is."""
    best = min(outcomes, key=attrgetter("specificity"))
    partial = any([outcome.partial for outcome in outcomes])
    germline = all([outcome.germline for outcome in outcomes])
    return join(outcomes, truth, best, partial=partial, germline=germline)


def join(outcomes: list[Match], truth: Truth, shown: Match, *, partial: bool, germline: bool) -> Match:
    """Gather what outcomes name: alterations, which of them are germline only, notes and missing tests, each sorted.

    ``shown`` is the outcome whose rung and category the whole has.
    """
    because = {label for outcome in outcomes for label in outcome.because}
    notes = {note for outcome in outcomes for note in outcome.notes}
    missing = {test for outcome in outcomes for test in outcome.missing}
    return Match(
        truth,
        shown.rung,
        tuple(sorted(because)),
        shown.category,
        tuple(sorted(notes)) if notes else (),
        partial,
        tuple(sorted(missing)),
        germline,
        _inherited(outcomes),
        shown.wide,
    )


def _inherited(outcomes: list[Match]) -> tuple[str, ...]:
    """List the labels that no outcome knows from a finding of another origin."""
    germline = {label for outcome in outcomes for label in outcome.inherited}
    if not germline:
        return ()
    other = {label for outcome in outcomes for label in outcome.because if label not in outcome.inherited}
    return tuple(sorted(germline - other))


_RUNGS = {rung: index for index, rung in enumerate(VariantMatch)}


def rung_order(rung: VariantMatch) -> int:
    """Order rungs from the most specific, 0, on."""
    return _RUNGS[rung]
