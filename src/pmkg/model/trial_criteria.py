"""What a trial asks of a patient: Boolean trees of criteria, each met, not met or unknown.

A tree is a :class:`Asked` leaf, or :class:`AllAsked` / :class:`AnyAsked` of trees. Genomic criteria and biomarkers are molecular
profiles, met by the rules by which evidence is; tumors, age, sex, performance, state of disease and earlier therapy are
leaves of their own. What no machine may decide is a :class:`PersonCheck`: always unknown, never dropped.

Every node has a canonical ``text``, by which it is shown and compared, and every leaf keeps the sentence it was read from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from pmkg.model.curie import Curie
from pmkg.model.profile import AllOf, AnyOf, Profile


class Confidence(StrEnum):
    """Say how a criterion was come by: CODED by the source itself, or read from its sentence with HIGH or LOW confidence.

    A LOW one is shown with its sentence and stays unknown, whatever the patient has: it never decides a trial.
    """

    CODED = "CODED"
    HIGH = "HIGH"
    LOW = "LOW"


class TumorGroup(StrEnum):
    """Name a group of all tumors, for which eligibility has its own closure (CLINICAL rule 26)."""

    SOLID = "solid"
    LIQUID = "liquid"
    ANY = "any"


class DiseaseState(StrEnum):
    """Name a state of the disease: its extent, and its course. ``ontology/disease_states.toml`` says what excludes what."""

    EARLY_STAGE = "early stage"
    LOCALIZED = "localized"
    LOCALLY_ADVANCED = "locally advanced"
    ADVANCED = "advanced"
    METASTATIC = "metastatic"
    UNRESECTABLE = "unresectable"
    UNTREATED = "untreated"
    RECURRENT = "recurrent"
    REFRACTORY = "refractory"


class Sex(StrEnum):
    """Name a sex that a trial takes."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True)
class Named:
    """Name a thing of the graph, a tumor type, tissue, drug or class of drugs, with its label."""

    id: Curie
    label: str


@dataclass(frozen=True, slots=True)
class GenomicCriterion:
    """Ask for a molecular profile: alterations, MSI, TMB, HER2, ER, PR, PD-L1, in the profile's three values.

    ``name`` is one phrase for a profile of many parts ("EGFR any variation").
    """

    profile: Profile
    name: str = ""

    @property
    def text(self) -> str:
        """The name, or the profile's canonical text."""
        return self.name or self.profile.text


@dataclass(frozen=True, slots=True)
class TumorCriterion:
    """Ask for one of the tumor types, any type below them, or any of a whole group.

    A tissue among ``tumors`` takes every tumor that arises in it: "CNS/Brain" takes a glioma.
    """

    tumors: tuple[Named, ...] = ()
    group: TumorGroup | None = None

    @property
    def text(self) -> str:
        """``lung adenocarcinoma or thyroid carcinoma``; ``any solid tumor``."""
        names = [tumor.label for tumor in self.tumors]
        if self.group is not None:
            names.append(_GROUPS[self.group])
        return " or ".join(names)


_GROUPS = {
    TumorGroup.SOLID: "any solid tumor",
    TumorGroup.LIQUID: "any hematologic malignancy",
    TumorGroup.ANY: "any tumor",
}


@dataclass(frozen=True, slots=True)
class AgeCriterion:
    """Ask for an age in completed years on the day of the run; ``comparator`` is >=, >, <=, < or =.

    Bounds in months or days are fractions of a year.
    """

    comparator: str
    years: float

    @property
    def text(self) -> str:
        """``age >= 18 years``."""
        return f"age {self.comparator} {self.years:g} years"


@dataclass(frozen=True, slots=True)
class SexCriterion:
    """Ask for a sex."""

    sex: Sex

    @property
    def text(self) -> str:
        """``sex female``."""
        return f"sex {self.sex}"


@dataclass(frozen=True, slots=True)
class PerformanceCriterion:
    """Ask for a performance status: ECOG at most ``worst`` (0 to 4) and at least ``best``.

    A Karnofsky bound is translated by the source's reader and stays in the sentence.
    """

    worst: int
    best: int = 0

    @property
    def text(self) -> str:
        """``ECOG <= 1``, ``ECOG 2 to 3``."""
        return f"ECOG {self.best} to {self.worst}" if self.best else f"ECOG <= {self.worst}"


@dataclass(frozen=True, slots=True)
class DiseaseStatusCriterion:
    """Ask that the disease is in one of the states."""

    states: tuple[DiseaseState, ...]

    @property
    def text(self) -> str:
        """``disease metastatic or unresectable``."""
        return f"disease {' or '.join(self.states)}"


@dataclass(frozen=True, slots=True)
class PriorTherapyCriterion:
    """Ask for an earlier therapy with one of these drugs, or with a drug of one of these classes."""

    therapies: tuple[Named, ...]

    @property
    def text(self) -> str:
        """``prior therapy with osimertinib or EGFR Inhibitor``."""
        return f"prior therapy with {' or '.join(therapy.label for therapy in self.therapies)}"


CONDITIONS = "Conditions: "
"""What the words of a check begin with that holds the conditions of a registry's record."""


@dataclass(frozen=True, slots=True)
class PersonCheck:
    """Leave a demand to a person, in the source's own words; it is always unknown."""

    words: str

    @property
    def text(self) -> str:
        """The words."""
        return self.words


TrialCriterion: TypeAlias = (
    GenomicCriterion
    | TumorCriterion
    | AgeCriterion
    | SexCriterion
    | PerformanceCriterion
    | DiseaseStatusCriterion
    | PriorTherapyCriterion
    | PersonCheck
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold one criterion; ``negated`` asks that it is known not to hold.

    ``sentence`` holds the verbatim words that it was read from, "" where the source coded it.
    """

    criterion: TrialCriterion
    negated: bool = False
    sentence: str = ""
    confidence: Confidence = Confidence.CODED

    @property
    def text(self) -> str:
        """The criterion's text, with NOT before a negation; a profile of several parts is then in brackets."""
        words = self.criterion.text
        if not self.negated:
            return words
        criterion = self.criterion
        genomic = isinstance(criterion, GenomicCriterion) and not criterion.name
        several = genomic and isinstance(getattr(criterion, "profile", None), (AllOf, AnyOf))
        return f"NOT ({words})" if several else f"NOT {words}"


@dataclass(frozen=True, slots=True)
class AllAsked:
    """Hold criteria that must all be met; without parts it asks for nothing."""

    parts: tuple[CriteriaTree, ...]

    @property
    def text(self) -> str:
        """The parts joined by AND, an alternative in brackets."""
        return " AND ".join(f"({part.text})" if isinstance(part, AnyAsked) else part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class AnyAsked:
    """Hold criteria of which one must be met."""

    parts: tuple[CriteriaTree, ...]

    @property
    def text(self) -> str:
        """The parts joined by OR, a conjunction in brackets."""
        return " OR ".join(f"({part.text})" if isinstance(part, AllAsked) else part.text for part in self.parts)


CriteriaTree: TypeAlias = Asked | AllAsked | AnyAsked

NOTHING_ASKED = AllAsked(())
"""The tree of a step, arm or dose level that adds no criterion."""


def asked_in(tree: CriteriaTree) -> Iterator[Asked]:
    """Walk the leaves of a tree in their order."""
    if isinstance(tree, Asked):
        yield tree
    else:
        for part in tree.parts:
            yield from asked_in(part)
