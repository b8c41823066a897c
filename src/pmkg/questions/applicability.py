"""Whether a statement applies to a patient, given how its profile was met and which tumor it speaks of."""

from __future__ import annotations

from collections.abc import Iterable

from pmkg.model.kinds import Origin, Truth, TumorMatch
from pmkg.model.statement import Statement
from pmkg.questions.match import Match
from pmkg.questions.tumor_context import TumorContext

DECIDABLE = frozenset({TumorMatch.EXACT, TumorMatch.ANCESTOR, TumorMatch.TUMOR_AGNOSTIC})


def applies(statement: Statement, outcome: Match, context: TumorContext) -> TumorMatch | None:
    """Say in which tumor relation a statement applies to a profile's outcome, or None.

    A somatic statement is not met by an alteration known to be germline (rule 7). What is unknown is offered only where the
    statement speaks of this tumor and part of its profile is present (rule 8).
    """
    match = context.match(statement)
    if match is None:
        return None
    if statement.origin is Origin.SOMATIC and outcome.germline:
        return None
    if outcome.truth is Truth.UNKNOWN and not (outcome.partial and match in DECIDABLE):
        return None
    return match


def because_of(statements: Iterable[Statement], outcome: Match) -> tuple[str, ...]:
    """Name the alterations for which statements apply: those known as germline only are none for somatic statements."""
    if outcome.inherited and all(statement.origin is Origin.SOMATIC for statement in statements):
        return tuple(label for label in outcome.because if label not in outcome.inherited)
    return outcome.because
