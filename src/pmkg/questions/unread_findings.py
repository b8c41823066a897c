"""What an alteration that was named but not understood does to the criteria about its gene: it leaves them open."""

from __future__ import annotations

from pmkg.model.criterion import (
    Allele,
    CodingAllele,
    Codon,
    Criterion,
    ExonEventClass,
    Loss,
    MutationClass,
    Region,
    WildType,
)
from pmkg.model.kinds import Truth
from pmkg.model.variant import Unread
from pmkg.questions.match import UNTESTED, Match
from pmkg.questions.patient import Patient

_SMALL = (Allele, CodingAllele, Codon, Region, MutationClass, ExonEventClass, WildType, Loss)


def left_open(outcome: Match, criterion: Criterion, patient: Patient) -> Match:
    """Turn a tested-and-absent, or a wild type, into an open question where an alteration of the gene was not understood.

    Rule 8: a wild type and a NOT are met only by tested and absent, and what was reported in words that nobody could read
    is not absent. What other alterations of the gene meet or leave open stays as it is.
    """
    normal = isinstance(criterion, WildType)
    settled = outcome.truth is (Truth.ABSENT if normal else Truth.PRESENT)
    if settled or (outcome.truth is Truth.UNKNOWN and outcome is not UNTESTED):
        return outcome
    small = isinstance(criterion, _SMALL)
    names = {
        found.label
        for subject in criterion.subjects
        for found in patient.unread.get(subject, ())
        if small or not (isinstance(found.alteration, Unread) and found.alteration.small)
    }
    return Match(Truth.UNKNOWN, missing=tuple(f"exact name of {name}" for name in sorted(names))) if names else outcome
