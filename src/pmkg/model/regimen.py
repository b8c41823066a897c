"""Regimens: the unit that therapeutic evidence is about."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

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
    one regimen has one id. Evidence attaches to the regimen, never to a member. ``id`` is made of the operator and the
    members; ``label`` says them in words: ``Dabrafenib + Trametinib``, ``Cetuximab or Panitumumab``, ``A then B``.
    """

    operator: Operator
    drugs: tuple[Agent, ...]
    id: Curie = field(init=False, compare=False, repr=False)
    label: str = field(init=False, compare=False, repr=False)

    @classmethod
    def of(cls, drugs: tuple[Agent, ...], operator: Operator) -> Regimen:
        """Bring members into canonical form: no repeats, sorted unless in sequence; one member is SINGLE."""
        unique = tuple(dict.fromkeys(drugs))
        if len(unique) == 1:
            return cls(Operator.SINGLE, unique)
        if operator is not Operator.SEQUENTIAL:
            unique = tuple(sorted(unique, key=lambda drug: (drug.label.casefold(), drug.id)))
        return cls(Operator.COMBINATION if operator is Operator.SINGLE else operator, unique)

    def __post_init__(self) -> None:
        text = "|".join([self.operator, *(drug.id for drug in self.drugs)])
        joint = _JOINTS.get(self.operator, " + ")
        object.__setattr__(self, "id", Curie.of("pmkg.regimen", hashlib.sha256(text.encode()).hexdigest()[:20]))
        object.__setattr__(self, "label", joint.join(drug.label for drug in self.drugs))


_JOINTS = {Operator.SUBSTITUTES: " or ", Operator.SEQUENTIAL: " then "}
