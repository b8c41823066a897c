"""Under which tumors, groups and genes a trial is found: the index that spares a matcher the trials of other tumors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pmkg.model.curie import Curie
from pmkg.model.marker_criteria import MARKER
from pmkg.model.profile import leaves
from pmkg.model.trial import Protocol
from pmkg.model.trial_criteria import (
    AllAsked,
    AnyAsked,
    Asked,
    Confidence,
    CriteriaTree,
    GenomicCriterion,
    TumorCriterion,
    asked_in,
)

EVERY_TRIAL = "trial:every"
"""The subject that every trial has."""
ANY_TUMOR = "tumor:any"
"""The subject of trials that no tumor type bounds: only they, and those under the patient's tumor, can take a patient."""


@dataclass(frozen=True, slots=True)
class TrialRow:
    """Name a trial as one source has it, under one of its subjects."""

    trial: Curie
    source: str


def group_subject(group: str) -> str:
    """Give the subject of a group of all tumors: ``tumor:solid``."""
    return f"tumor:{group}"


def subjects_of(protocol: Protocol) -> tuple[str, ...]:
    """List the subjects of a protocol: the tumors one of which it demands, or ANY_TUMOR, and the genes that it names."""
    steps = [
        AllAsked((step.criteria, AnyAsked(tuple(arm.criteria for arm in step.arms)))) if step.arms else step.criteria
        for step in protocol.steps
    ]
    whole = AllAsked((protocol.criteria, AnyAsked(tuple(steps)))) if steps else protocol.criteria
    tumors = _demanded(whole)
    genes = {
        subject
        for asked in asked_in(whole)
        if isinstance(asked.criterion, GenomicCriterion)
        for leaf in leaves(asked.criterion.profile)
        for subject in leaf.criterion.subjects
        if not subject.startswith(MARKER)
    }
    return tuple(sorted({*(tumors if tumors is not None else {ANY_TUMOR}), *genes}))


def _demanded(tree: CriteriaTree) -> frozenset[str] | None:
    """Give tumors one of which every patient has whom the tree may take, or None where it demands none.

    Only a criterion that decides counts: one of low confidence leaves every patient possible.
    """
    if isinstance(tree, Asked):
        criterion = tree.criterion
        if not isinstance(criterion, TumorCriterion) or tree.negated or tree.confidence is Confidence.LOW:
            return None
        group = [group_subject(criterion.group)] if criterion.group is not None else []
        return frozenset([*(tumor.id for tumor in criterion.tumors), *group])
    bounds = [_demanded(part) for part in tree.parts]
    if isinstance(tree, AnyAsked):
        return _united(bounds)
    known = [bound for bound in bounds if bound is not None]
    return min(known, key=lambda bound: (len(bound), sorted(bound))) if known else None


def _united(bounds: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    found: set[str] = set()
    for bound in bounds:
        if bound is None:
            return None
        found |= bound
    return frozenset(found)
