"""Molecular profiles: Boolean trees over criteria, in one canonical form."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from pmkg.model.criterion import Criterion, WildType
from pmkg.model.curie import Curie
from pmkg.model.kinds import Origin


@dataclass(frozen=True, slots=True)
class Leaf:
    """Hold one criterion; ``negated`` asks that it was tested and is absent."""

    criterion: Criterion
    negated: bool = False

    @property
    def text(self) -> str:
        """The criterion's text, with an origin that it asks for, and NOT before a negation."""
        words = self.criterion.text
        if self.criterion.origin is not Origin.UNKNOWN and self.criterion.origin not in words:
            words = f"{words} ({self.criterion.origin})"
        return f"NOT {words}" if self.negated else words

    @property
    def negative(self) -> bool:
        """Whether the leaf asks for an absence: a negation or a wild type."""
        return self.negated != isinstance(self.criterion, WildType)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Hold parts that must all hold."""

    parts: tuple[Profile, ...]

    @property
    def text(self) -> str:
        """The parts joined by AND, an alternative in brackets."""
        return " AND ".join(f"({part.text})" if isinstance(part, AnyOf) else part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Hold parts of which one must hold."""

    parts: tuple[Profile, ...]

    @property
    def text(self) -> str:
        """The parts joined by OR, a conjunction in brackets."""
        return " OR ".join(f"({part.text})" if isinstance(part, AllOf) else part.text for part in self.parts)


Profile: TypeAlias = Leaf | AllOf | AnyOf


def conjunction(parts: list[Profile]) -> Profile:
    """Join parts by AND in canonical form: flat, without repeats, sorted by text."""
    flat = [leaf for part in parts for leaf in (part.parts if isinstance(part, AllOf) else (part,))]
    unique = sorted(set(flat), key=lambda part: part.text)
    return unique[0] if len(unique) == 1 else AllOf(tuple(unique))


def disjunction(parts: list[Profile]) -> Profile:
    """Join parts by OR in canonical form: flat, without repeats, sorted by text."""
    flat = [leaf for part in parts for leaf in (part.parts if isinstance(part, AnyOf) else (part,))]
    unique = sorted(set(flat), key=lambda part: part.text)
    return unique[0] if len(unique) == 1 else AnyOf(tuple(unique))


def negation(part: Profile) -> Profile:
    """Negate a profile, pushing NOT down to the leaves (De Morgan)."""
    if isinstance(part, Leaf):
        return Leaf(part.criterion, not part.negated)
    inverse = [negation(child) for child in part.parts]
    return disjunction(inverse) if isinstance(part, AllOf) else conjunction(inverse)


def leaves(profile: Profile) -> Iterator[Leaf]:
    """Walk the leaves in canonical order."""
    if isinstance(profile, Leaf):
        yield profile
    else:
        for part in profile.parts:
            yield from leaves(part)


def profile_id(profile: Profile) -> Curie:
    """Give a profile its deterministic identifier, from its canonical text."""
    return id_of_text(profile.text)


def id_of_text(text: str) -> Curie:
    """Give the identifier of the profile that has a canonical text."""
    return Curie.of("pmkg.profile", hashlib.sha256(text.encode()).hexdigest()[:20])
