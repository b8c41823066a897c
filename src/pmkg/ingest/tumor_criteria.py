"""The criteria that a tumor's words add to a claim's profile: what they repeat, and what they ask besides."""

from __future__ import annotations

from collections.abc import Iterable

from pmkg.model.criterion import Copy, ExpressionClass, Marker
from pmkg.model.profile import AllOf, AnyOf, Leaf, Profile, conjunction
from pmkg.model.variant import CopyCall

_RECEPTOR_GENES = {"HER2": "ERBB2", "ER": "ESR1", "PR": "PGR"}
_POSITIVE, _HIGH = "positive", "high"


def with_criteria(profile: Profile, criteria: Iterable[Profile]) -> Profile:
    """Ask of a profile also what the words of its tumor ask, each finding once."""
    added = [criterion for criterion in criteria if not _implied(criterion, profile)]
    return conjunction([profile, *added]) if added else profile


def _implied(added: Profile, profile: Profile) -> bool:
    """Say whether every patient who meets the profile has what the tumor's words ask, as one finding stated twice.

    A finding in one of several alternatives does not bind the others.
    """
    if isinstance(added, AllOf):
        return all(_implied(part, profile) for part in added.parts)
    if isinstance(profile, AllOf):
        return any(_implied(added, part) for part in profile.parts)
    if isinstance(profile, AnyOf):
        return all(_implied(added, part) for part in profile.parts)
    if isinstance(added, AnyOf):
        return any(_implied(part, profile) for part in added.parts)
    return added == profile or _restates(added, profile)


def _restates(added: Leaf, leaf: Leaf) -> bool:
    """Say whether a leaf is the finding by which a receptor is called positive: its gene amplified or highly expressed.

    A mutation of the gene is another fact: tumors with ERBB2 L755S are mostly HER2-negative, those with ESR1 Y537S need
    not stain for the receptor (CLINICAL rule 6).
    """
    marker, criterion = added.criterion, leaf.criterion
    if added.negated or leaf.negated or not isinstance(marker, Marker) or marker.state != _POSITIVE:
        return False
    if isinstance(criterion, Copy):
        found = criterion.call is CopyCall.AMPLIFICATION
    elif isinstance(criterion, ExpressionClass):
        found = criterion.level == _HIGH
    else:
        return False
    return found and criterion.gene.symbol == _RECEPTOR_GENES.get(marker.name)
