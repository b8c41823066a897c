"""Typed filters, one per kind of list. Parts of a filter are joined by AND, the values of one part by OR."""

from __future__ import annotations

import strawberry

from pmkg.api.types.vocabulary import OntologyOperator
from pmkg.model.kinds import Direction, Effect, StatementKind


@strawberry.input(description="Terms of an ontology, seen from one term.")
class TermFilter:
    """Take a term with those around it."""

    id: str = strawberry.field(description="An identifier, an exact mapping or a name.")
    operator: OntologyOperator = OntologyOperator.SELF_OR_DESCENDANTS


@strawberry.input
class GeneFilter:
    """Limit a list of genes."""

    ids: list[str] | None = None
    role: list[str] | None = strawberry.field(default=None, description="oncogene, suppressor or both.")
    locus_type: list[str] | None = None


@strawberry.input
class VariantFilter:
    """Limit a list of variants."""

    ids: list[str] | None = None
    gene: list[str] | None = None
    classification: list[str] | None = None


@strawberry.input
class DrugFilter:
    """Limit a list of drugs."""

    ids: list[str] | None = None
    modality: list[str] | None = None
    targets: list[str] | None = strawberry.field(default=None, description="Genes that the drug acts through.")


@strawberry.input
class DiseaseFilter:
    """Limit a list of diseases or tumor types."""

    ids: list[str] | None = None
    within: TermFilter | None = None
    oncotree: list[str] | None = strawberry.field(default=None, description="OncoTree codes.")
    tissue: list[str] | None = None


@strawberry.input
class PhenotypeFilter:
    """Limit a list of phenotypes."""

    ids: list[str] | None = None
    within: TermFilter | None = None
    disease: TermFilter | None = strawberry.field(default=None, description="Diseases that show the phenotype.")


@strawberry.input
class TrialFilter:
    """Limit a list of trials."""

    ids: list[str] | None = None
    status: list[str] | None = None
    phase: list[str] | None = None
    disease: TermFilter | None = None
    gene: list[str] | None = None
    drug: list[str] | None = None


@strawberry.input
class MolecularProfileFilter:
    """Limit a list of molecular profiles."""

    ids: list[str] | None = None
    genes: list[str] | None = None


@strawberry.input
class EvidenceFilter:
    """Limit a list of evidence; only accepted evidence is listed unless ``status`` says otherwise."""

    ids: list[str] | None = None
    type: list[StatementKind] | None = None
    source: list[str] | None = None
    level: list[str] | None = None
    direction: list[Direction] | None = None
    effect: list[Effect] | None = None
    significance: list[str] | None = None
    status: list[str] | None = None
    disease: TermFilter | None = None
    gene: list[str] | None = None
    drug: list[str] | None = None
    regimen: list[str] | None = None
    profile: list[str] | None = None
