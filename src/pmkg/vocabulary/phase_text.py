"""Read what a source's text says of the phase of alterations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pmkg.model.phase import Phase

_NAME = r"(?:p\.)?[A-Z](?:[a-z]{2})?\d{2,4}(?:[A-Z][a-z]{2}|[A-Z*]|del\b|fs\b)(?![A-Za-z0-9])"
_NAMES = rf"{_NAME}(?:(?: and |, | ?\+ ?){_NAME})*"
_WITHIN = r"(?:[^.;]|\.(?=\d))"
"""A character of the same clause; a point within a number ends none."""
_PHASE = re.compile(
    r"\bin (?P<phase>cis|trans)\b"
    r"(?: (?:with|to) (?P<other>(?:an? |the )?(?:p\.)?[^\s,.;()]+(?: (?!found|was|were|in|by|and|on)[^\s,.;()]+){0,5}))?"
    r"|\b(?P<same>on the same allele|same allele)\b|\b(?P<apart>on (?:different|separate) alleles)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"(?P<names>{_NAMES}){_WITHIN}{{0,60}}$")


@dataclass(frozen=True, slots=True)
class PhaseTold:
    """Hold one phase that a text tells, and the changes of it, as written, where it names them."""

    phase: Phase
    changes: tuple[str, ...]
    text: str


def phases_told(text: str) -> Iterator[PhaseTold]:
    """Yield each phase that a text tells.

    >>> [told.changes for told in phases_told("A third mutation, G1202R (AF=3.1%) in cis with L1196M, was found.")]
    [('G1202R', 'L1196M')]
    """
    for match in _PHASE.finditer(text):
        before = _BEFORE.search(text[: match.start()])
        first = before["names"] if before else ""
        behind = re.findall(_NAME, match["other"] or "")
        changes = re.findall(_NAME, first)
        pair = (changes[-1], behind[0]) if changes and behind else tuple(changes) if not match["other"] else ()
        yield PhaseTold(_phase(match), pair if len(pair) == 2 else (), _shown(match, first))


def phases_of(text: str) -> tuple[str, ...]:
    """Give what a text says of the phase of alterations, as conditions, each told once.

    >>> phases_of("A third mutation, G1202R (AF=3.1%) in cis with L1196M, was found.")
    ('G1202R described in cis with L1196M',)
    """
    return tuple(dict.fromkeys(told.text for told in phases_told(text)))


def _phase(match: re.Match[str]) -> Phase:
    if match["same"] or match["apart"]:
        return Phase.CIS if match["same"] else Phase.TRANS
    return Phase(match["phase"].lower())


def _shown(match: re.Match[str], first: str) -> str:
    subject = f"{first} described" if first else "described"
    if match["same"]:
        return f"{subject} on the same allele"
    if match["apart"]:
        return f"{subject} on different alleles"
    other = f" with {match['other']}" if match["other"] else ""
    return f"{subject} in {match['phase'].lower()}{other}"
