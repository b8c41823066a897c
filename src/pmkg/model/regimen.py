"""Regimens: the unit that therapeutic evidence is about."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from pmkg.model.curie import Curie
from pmkg.model.kinds import Operator


@dataclass(frozen=True, slots=True)
class Agent:
    """Name one member of a regimen: a drug or a drug class."""

    id: Curie
    label: str


@dataclass(frozen=True, slots=True)
class Regimen:
    """Hold a set of drugs with an operator.

    The members of a COMBINATION or of SUBSTITUTES are sorted by label, those of SEQUENTIAL keep their order, so that
    one regimen has one id. Evidence attaches to the regimen, never to a member.
    """

    operator: Operator
    drugs: tuple[Agent, ...]

    @classmethod
    def of(cls, drugs: tuple[Agent, ...], operator: Operator) -> Regimen:
        """Bring members into canonical form: no repeats, sorted unless in sequence; one member is SINGLE."""
        unique = tuple(dict.fromkeys(drugs))
        if len(unique) == 1:
            return cls(Operator.SINGLE, unique)
        if operator is not Operator.SEQUENTIAL:
            unique = tuple(sorted(unique, key=lambda drug: (drug.label.casefold(), drug.id)))
        return cls(Operator.COMBINATION if operator is Operator.SINGLE else operator, unique)

    @property
    def id(self) -> Curie:
        """A deterministic identifier from the operator and the members."""
        return _regimen_id("|".join([self.operator, *(drug.id for drug in self.drugs)]))

    @property
    def label(self) -> str:
        """The regimen in words: ``Dabrafenib + Trametinib``, ``Cetuximab or Panitumumab``, ``A then B``."""
        joint = {Operator.SUBSTITUTES: " or ", Operator.SEQUENTIAL: " then "}.get(self.operator, " + ")
        return joint.join(drug.label for drug in self.drugs)


# An answer asks for the same few hundred ids over and over.
@lru_cache(maxsize=1 << 14)
def _regimen_id(text: str) -> Curie:
    return Curie.of("pmkg.regimen", hashlib.sha256(text.encode()).hexdigest()[:20])
