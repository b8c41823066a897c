"""What a loader says of a trial, in the source's own words; ``pmkg.ingest.trials`` turns it into a coded trial.

A tree is a :class:`Said` leaf, or :class:`SaidAll` / :class:`SaidAny` of trees. Its genes, tumors and drugs are words and
references, not yet things of the graph. What is said of age, sex, performance and state of disease needs no graph, and is
said in the coded form at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from pmkg.model.curie import Curie
from pmkg.model.records import Reference
from pmkg.model.trial import Site
from pmkg.model.trial_criteria import (
    AgeCriterion,
    Confidence,
    DiseaseStatusCriterion,
    PerformanceCriterion,
    PersonCheck,
    SexCriterion,
    TumorGroup,
)


@dataclass(frozen=True, slots=True)
class SaidProfile:
    """Ask for a molecular profile, as text in the profile grammar (``docs/profile-grammar.md``).

    ``name`` is one phrase for a profile of many parts ("EGFR any variation"), "" where the canonical text serves.
    """

    text: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class SaidTumor:
    """Ask for one of the tumor types as the source calls them, or for a whole group."""

    tumors: tuple[Reference, ...] = ()
    group: TumorGroup | None = None


@dataclass(frozen=True, slots=True)
class SaidTherapy:
    """Ask for an earlier therapy with one of the drugs or classes of drugs, as the source calls them."""

    therapies: tuple[Reference, ...]


SaidCriterion: TypeAlias = (
    SaidProfile
    | SaidTumor
    | SaidTherapy
    | AgeCriterion
    | SexCriterion
    | PerformanceCriterion
    | DiseaseStatusCriterion
    | PersonCheck
)


@dataclass(frozen=True, slots=True)
class Said:
    """Hold one criterion of a source.

    ``words`` is how the source puts it, which a person reads where it does not resolve. ``place`` is where in the record it
    stands, for the ledger (``line 41: step 1 match and[2].genomic``).
    """

    criterion: SaidCriterion
    negated: bool = False
    words: str = ""
    sentence: str = ""
    confidence: Confidence = Confidence.CODED
    place: str = ""


@dataclass(frozen=True, slots=True)
class SaidAll:
    """Hold criteria that must all be met."""

    parts: tuple[SaidTree, ...] = ()


@dataclass(frozen=True, slots=True)
class SaidAny:
    """Hold criteria of which one must be met."""

    parts: tuple[SaidTree, ...] = ()


SaidTree: TypeAlias = Said | SaidAll | SaidAny


@dataclass(frozen=True, slots=True)
class SaidDose:
    """Describe a dose level of an arm, with criteria of its own where it has any."""

    code: str
    description: str
    status: str = ""
    criteria: SaidTree = SaidAll()


@dataclass(frozen=True, slots=True)
class SaidArm:
    """Describe an arm: ``id`` is that of its node, ``drugs`` what it gives, ``interventions`` all that it does in words.

    ``status`` is open, suspended, closed or "" where the source does not say.
    """

    id: Curie
    label: str
    description: str = ""
    status: str = ""
    kind: str = ""
    drugs: tuple[Reference, ...] = ()
    interventions: tuple[str, ...] = ()
    criteria: SaidTree = SaidAll()
    doses: tuple[SaidDose, ...] = ()


@dataclass(frozen=True, slots=True)
class SaidStep:
    """Describe a step of treatment with the criteria that all its arms share."""

    code: str
    kind: str = ""
    criteria: SaidTree = SaidAll()
    arms: tuple[SaidArm, ...] = ()


@dataclass(frozen=True, slots=True)
class TrialRecord:
    """Describe one trial as one source has it; several sources may describe the trial of one registry number.

    ``status`` is the source's own word and ``status_date`` the day on which it was said to hold. ``eligibility`` holds the
    lines of the free text, whole and in order. ``conditions`` are what the trial is about in the source's words. Dates are
    ISO 8601, as far as the source gives them. ``criteria`` bind every step. ``to_check`` holds the lines and sentences of the
    free text that no criterion covers: a person reads them, whatever the criteria say.
    """

    id: Curie
    record: str
    title: str
    other_titles: tuple[str, ...] = ()
    status: str = ""
    status_date: str = ""
    phase: str = ""
    sponsor: str = ""
    kind: str = ""
    start_date: str = ""
    completion_date: str = ""
    updated: str = ""
    summary: str = ""
    url: str = ""
    conditions: tuple[Reference, ...] = ()
    drugs: tuple[Reference, ...] = ()
    eligibility: tuple[str, ...] = ()
    to_check: tuple[str, ...] = ()
    sites: tuple[Site, ...] = ()
    criteria: SaidTree = SaidAll()
    steps: tuple[SaidStep, ...] = ()
