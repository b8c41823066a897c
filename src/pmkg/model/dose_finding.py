"""What publications report of finding the dose of drugs given together: toxicity and trial data, never evidence of efficacy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.regimen import Agent

TOXICITY_DATA = (
    "Toxicity and trial data of phase I publications: no evidence of efficacy, no rates, "
    "and what is not recorded may have occurred."
)
"""What is said wherever such data are shown."""


class SetRelation(StrEnum):
    """Say how the drugs of a study relate to those asked for, nearest first.

    EXACT are just these drugs, SUPERSET all of them and more (or a partner that did not resolve), SUBSET two or more of them and
    nothing else: each pair of a larger combination among them.
    """

    EXACT = "EXACT"
    SUPERSET = "SUPERSET"
    SUBSET = "SUBSET"


@dataclass(frozen=True, slots=True)
class LevelReport:
    """Show one toxicity at one dose level as the source has it; None is a number that it does not give."""

    level: str = ""
    patients: int | None = None
    treated: int | None = None
    doses: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Toxicity:
    """Hold a dose-limiting toxicity of one grade (CTCAE 1 to 5, in the source's words), summed over the dose levels of one study.

    ``treated`` counts the patients of the levels where it was seen, not of the study, so the two make no rate; either is None
    where a level does not say it, and ``treated`` where two cohorts cannot be told apart. A patient of two rows counts twice.
    """

    toxicity: str
    grade: str
    patients: int | None
    treated: int | None
    reports: tuple[LevelReport, ...]


@dataclass(frozen=True, slots=True)
class ToleratedDose:
    """Show a maximum tolerated dose of one drug in the source's words; ``note`` says where it is a recommended or fixed dose."""

    drug: str = ""
    value: str = ""
    unit: str = ""
    schedule: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DoseFindingStudy:
    """Hold the dose finding of one combination in one publication, and how its drugs relate to those asked for.

    ``named`` are the drugs in the source's words, which tell a formulation or a form of radiation; ``unresolved`` those of
    them that name no drug of the release. ``window`` is when toxicities counted as dose-limiting.
    """

    id: Curie
    relation: SetRelation
    drugs: tuple[Agent, ...]
    partners: tuple[Agent, ...]
    named: tuple[str, ...]
    unresolved: tuple[str, ...]
    publication: str
    trials: tuple[str, ...]
    registered: str
    population: str
    window: str
    toxicities: tuple[Toxicity, ...]
    tolerated: tuple[ToleratedDose, ...]
    source: str
    license: str


def set_key(drugs: Iterable[Curie]) -> str:
    """Name a set of drugs, whatever their order."""
    return "|".join(sorted(set(drugs)))


def members_of(edges: Iterable[Edge]) -> frozenset[Curie]:
    """Give the drugs that the edges of a study name."""
    return frozenset(edge.object for edge in edges)


def names_of(node: Node) -> tuple[str, ...]:
    """Give the drugs that a study names, in the source's words."""
    named = node.properties.get("named")
    return tuple(str(name) for name in named) if isinstance(named, list) else ()


def unresolved_of(node: Node, edges: Iterable[Edge]) -> tuple[str, ...]:
    """Give the names of a study that no edge leads from, in the source's words; with one of them the set is not whole."""
    resolved = {edge.properties.get("name") for edge in edges}
    return tuple(name for name in names_of(node) if name not in resolved)
