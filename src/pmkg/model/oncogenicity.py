"""How oncogenic a small variant is, with every point and its source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pmkg.model.curie import Curie
from pmkg.model.signature import Notice


class OncogenicityClass(StrEnum):
    """Name the five classes of the ClinGen / CGC / VICC standard of 2022."""

    ONCOGENIC = "oncogenic"
    LIKELY_ONCOGENIC = "likely oncogenic"
    UNCERTAIN = "uncertain significance"
    LIKELY_BENIGN = "likely benign"
    BENIGN = "benign"


class Basis(StrEnum):
    """Say what a class rests on, strongest first.

    LABORATORY is the request's own classification, SOURCE a curated call of this very change, POINTS the standard's points.
    Two are provisional: EVIDENCE is curated evidence that this very change answers to an inhibitor of its gene's product, or
    speaks for a diagnosis; PROVISIONAL are points that fall short of "likely oncogenic" for want of evidence that the graph does
    not hold.
    """

    LABORATORY = "LABORATORY"
    SOURCE = "SOURCE"
    POINTS = "POINTS"
    EVIDENCE = "EVIDENCE"
    PROVISIONAL = "PROVISIONAL"


@dataclass(frozen=True, slots=True)
class Point:
    """Hold one code of the standard that applies: its points, the fact that met it, and the record or source of the fact."""

    code: str
    points: int
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Oncogenicity:
    """Hold the class of one small variant, what it rests on, and the points of the standard.

    ``points`` is their sum, also where a laboratory or source decided; ``calls`` are the classifications that speak for or
    against it, each with who made it. ``effect`` is what classes of mutations ask for: activating, oncogenic, loss of function,
    pathogenic, uncertain or benign. ``role`` is the gene's; ``open`` names the codes that could not be assessed, with why.
    """

    gene: Curie
    alteration: str
    classification: OncogenicityClass
    basis: Basis
    points: int
    codes: tuple[Point, ...]
    calls: tuple[str, ...]
    effect: tuple[str, ...]
    role: str
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OncogenicityAnswer:
    """Answer ``ask oncogenicity``: every small variant of one signature, in the order given."""

    id: str
    release: str
    variants: tuple[Oncogenicity, ...]
    citation: str
    warnings: tuple[Notice, ...] = ()
