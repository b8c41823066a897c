"""The order of variant classes: which criterion, and which profile, lets in only what another lets in.

``subsumes`` is sound and not complete: where it says yes, whatever meets the narrower one meets the wider one, as far as neither
the laboratory nor a source speaks of the finding; where it says no, that may still be so. It is reflexive and transitive, and two
criteria that lie within each other are met by the same findings. ``contains`` holds a concrete finding against a criterion.
"""

from __future__ import annotations

from itertools import product

from pmkg.model.criterion import Criterion
from pmkg.model.kinds import Truth
from pmkg.model.profile import AnyOf, Leaf, Profile
from pmkg.model.signature import Found, Signature, Tumor
from pmkg.model.variant import Alteration, genes_of
from pmkg.model.views import GeneKnowledge
from pmkg.questions.class_boxes import boxes
from pmkg.questions.extents import boxes_within
from pmkg.questions.match import Match
from pmkg.questions.patient import Patient
from pmkg.questions.profiles import evaluate

_LARGEST = 64
"""Alternatives of a profile that are compared; one with more lies within itself only."""


def contains(criterion: Criterion, alteration: Alteration, knowledge: GeneKnowledge | None = None) -> Match:
    """Hold one alteration, alone, against a criterion; ``knowledge`` is what a release knows of its gene."""
    found = Found(alteration, alteration.text)
    signature = Signature(id="", tumor=Tumor(None, ""), found=(found,))
    return evaluate(Leaf(criterion), Patient(signature, {gene.id: knowledge for gene in genes_of(alteration)}))


def is_member(criterion: Criterion, alteration: Alteration, knowledge: GeneKnowledge | None = None) -> bool:
    """Say whether a class holds an alteration."""
    return contains(criterion, alteration, knowledge).truth is Truth.PRESENT


def subsumes(wider: Criterion, narrower: Criterion, role: str = "") -> bool:
    """Say whether a criterion lets in everything that another does; ``role`` is the gene's: oncogene, suppressor, both or ""."""
    return wider == narrower or boxes_within(boxes(narrower, role), boxes(wider, role))


def profile_subsumes(wider: Profile, narrower: Profile, roles: dict[str, str] | None = None) -> bool:
    """Say whether a profile is met by everything that meets another.

    Both are brought to alternatives of joint demands. Every alternative of the narrower one has to imply an alternative of the
    wider one: each demand of that follows from one of its own. An absence follows only from the same absence.
    """
    if wider == narrower:
        return True
    mine, theirs = _alternatives(narrower), _alternatives(wider)
    if mine is None or theirs is None:
        return False
    known = roles or {}
    return all(any(_implies(one, other, known) for other in theirs) for one in mine)


def _implies(mine: frozenset[Leaf], asked: frozenset[Leaf], roles: dict[str, str]) -> bool:
    return all(any(_leaf_implies(leaf, demand, roles) for leaf in mine) for demand in asked)


def _leaf_implies(leaf: Leaf, demand: Leaf, roles: dict[str, str]) -> bool:
    if leaf == demand:
        return True
    if leaf.negated or demand.negated:
        return False
    role = next((roles[subject] for subject in demand.criterion.subjects if subject in roles), "")
    return subsumes(demand.criterion, leaf.criterion, role)


def _alternatives(profile: Profile) -> list[frozenset[Leaf]] | None:
    """Bring a profile to its disjunctive normal form; None where that is too large to compare."""
    if isinstance(profile, Leaf):
        return [frozenset({profile})]
    parts = [_alternatives(part) for part in profile.parts]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if isinstance(profile, AnyOf):
        found = [option for part in known for option in part]
    else:
        size = 1
        for part in known:
            size *= len(part)
        if size > _LARGEST:
            return None
        found = [frozenset().union(*choice) for choice in product(*known)]
    return found if len(found) <= _LARGEST else None
