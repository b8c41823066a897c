"""Answers to the questions beside therapy: diagnosis, prognosis, predisposition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pmkg.model.answer import Interpretation
from pmkg.model.curie import Curie
from pmkg.model.kinds import StatementKind
from pmkg.model.signature import Notice, Tumor


class Significance(StrEnum):
    """Say in one word what a statement beside therapy claims; the source's own words stand beside it.

    POSITIVE and NEGATIVE speak for and against a diagnosis. NOT_STATED is a statement whose source leaves the field empty.
    """

    POSITIVE = "POSITIVE"
    NEGATIVE = "NEGATIVE"
    BETTER_OUTCOME = "BETTER_OUTCOME"
    POOR_OUTCOME = "POOR_OUTCOME"
    PREDISPOSITION = "PREDISPOSITION"
    PROTECTIVENESS = "PROTECTIVENESS"
    PATHOGENIC = "PATHOGENIC"
    LIKELY_PATHOGENIC = "LIKELY_PATHOGENIC"
    UNCERTAIN = "UNCERTAIN"
    LIKELY_BENIGN = "LIKELY_BENIGN"
    BENIGN = "BENIGN"
    NOT_STATED = "NOT_STATED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Interpretation):
    """Show what is said of one disease, for one reason: one per disease, significance and canonical profile.

    ``words`` are the sources' own for the significance. ``disease`` is None where the source's words name no known disease.
    Evidence that does not support the significance stands in ``against``; the opposite significance is a finding of its own.
    """

    kind: StatementKind
    significance: Significance
    words: tuple[str, ...]
    disease: Curie | None
    disease_label: str


@dataclass(frozen=True, slots=True)
class GeneDiseaseValidity:
    """Hold how well ClinGen found a gene to be tied to a hereditary disease, beside the alterations that raise the question.

    ``classification`` is ClinGen's own word (Definitive ... Refuted), ``inheritance`` its mode (AD, AR, XL, SD, MT, UD).
    ``variants`` says what the release knows of each alteration: pathogenic, oncogenic, uncertain and the like. ``notes`` says
    where a recessive disease asks for a second altered allele.
    """

    gene: Curie
    symbol: str
    disease: Curie
    disease_label: str
    classification: str
    inheritance: str
    date: str
    panel: str
    because: tuple[str, ...]
    variants: tuple[str, ...]
    notes: tuple[str, ...]
    status: str
    missing_tests: tuple[str, ...]
    source: str
    license: str
    url: str


@dataclass(frozen=True, slots=True)
class OtherAnswer:
    """Answer one question beside therapy for one signature; ``validity`` is filled for predisposition only."""

    id: str
    release: str
    tumor: Tumor
    findings: tuple[Finding, ...]
    validity: tuple[GeneDiseaseValidity, ...]
    warnings: tuple[Notice, ...]
