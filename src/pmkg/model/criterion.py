"""The leaves of molecular profiles: what a statement or a trial asks of a patient.

Each leaf knows its ``subjects`` (gene identifiers, or ``marker:NAME``), under which a release indexes it, and its
canonical ``text``, by which profiles are compared, hashed and shown. ``test`` names the test that would decide it, and
``rung`` the most specific rung of the variant ladder on which it can be met (CLINICAL rule 2).
"""

from __future__ import annotations

from typing import TypeAlias

from pmkg.model.gene_criterion import Function
from pmkg.model.marker_criteria import Marker, Score
from pmkg.model.small_variant_criteria import (
    Allele,
    CodingAllele,
    Codon,
    ExonEventClass,
    MutationClass,
    Region,
    WildType,
)
from pmkg.model.structural_criteria import (
    Copy,
    EventClass,
    ExpressionClass,
    FusionClass,
    Loss,
    RearrangementClass,
)

Criterion: TypeAlias = (
    Allele
    | CodingAllele
    | Codon
    | Region
    | MutationClass
    | Loss
    | Copy
    | FusionClass
    | RearrangementClass
    | ExonEventClass
    | EventClass
    | ExpressionClass
    | WildType
    | Marker
    | Score
)

__all__ = [
    "Allele",
    "CodingAllele",
    "Codon",
    "Copy",
    "Criterion",
    "EventClass",
    "ExonEventClass",
    "ExpressionClass",
    "Function",
    "FusionClass",
    "Loss",
    "Marker",
    "MutationClass",
    "RearrangementClass",
    "Region",
    "Score",
    "WildType",
]
