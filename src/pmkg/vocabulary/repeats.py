"""Bring insertions, duplications and deletions inside repeated residues to one name, where the residues are known.

HGVS names a change in a repeat by its last possible place (the 3' rule) and calls a repeated insertion a duplication. Texts
do not always do so: ``EGFR V769_D770insASV``, ``M766_A767insASV`` and ``A767_V769dup`` are one event (CLINICAL rule 2).
"""

from __future__ import annotations

from collections.abc import Callable

from pmkg.model.variant import ChangeKind, ProteinChange

ResidueAt = Callable[[int], str]


def three_prime(change: ProteinChange, residue_at: ResidueAt) -> ProteinChange:
    """Give the canonical name of a change in a repeat; ``residue_at`` gives a reference residue, "" where it is not known.

    >>> from pmkg.vocabulary.protein import parse_protein
    >>> known = dict(enumerate("MASVDN", 766))
    >>> three_prime(parse_protein("M766_A767insASV"), lambda position: known.get(position, "")).text
    'A767_V769dup'
    """
    if change.kind is ChangeKind.INSERTION and change.alternate:
        return _insertion(change, residue_at)
    if change.kind in {ChangeKind.DELETION, ChangeKind.DUPLICATION}:
        return _span(change.kind, change, residue_at)
    return change


def _insertion(change: ProteinChange, residue_at: ResidueAt) -> ProteinChange:
    before, added = change.start, change.alternate
    while (follower := residue_at(before + 1)) and follower == added[0]:
        before, added = before + 1, added[1:] + added[0]
    first = before - len(added) + 1
    if first >= 1 and all(residue_at(first + at) == residue for at, residue in enumerate(added)):
        last = residue_at(before) if len(added) > 1 else ""
        return ProteinChange(ChangeKind.DUPLICATION, first, before, residue_at(first), last)
    if before == change.start:
        return change
    return ProteinChange(ChangeKind.INSERTION, before, before + 1, residue_at(before), residue_at(before + 1), added)


def _span(kind: ChangeKind, change: ProteinChange, residue_at: ResidueAt) -> ProteinChange:
    start, end = change.start, change.end
    while (leaving := residue_at(start)) and leaving == residue_at(end + 1):
        start, end = start + 1, end + 1
    if start == change.start:
        return change
    return ProteinChange(kind, start, end, residue_at(start), residue_at(end) if end > start else "")
