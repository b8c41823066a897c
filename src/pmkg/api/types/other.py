"""The answers beside therapy and the immunotherapy panel. Values are read from ``pmkg.model``, as the JSON's are."""

from __future__ import annotations

import strawberry

from pmkg.api.types.answer import Met, Option, PatientAnswer
from pmkg.model.immunotherapy import MarkerSide, MarkerState
from pmkg.model.kinds import StatementKind
from pmkg.model.other_evidence import Significance

strawberry.enum(Significance, description="What a statement beside therapy claims.")
strawberry.enum(MarkerState, description="Whether a marker is there; what was not examined is never absent.")
strawberry.enum(MarkerSide, description="What the literature ties a marker to, under checkpoint inhibitors.")


@strawberry.type(description="What is said of one disease: one per disease, significance and canonical profile.")
class Finding(Met):
    """Show one finding, with the evidence for and against it side by side."""

    kind: StatementKind
    significance: Significance
    words: list[str] = strawberry.field(description="The sources' own words for the significance.")
    disease: strawberry.ID | None
    disease_label: str
    tier: str | None = strawberry.field(description="AMP/ASCO/CAP 2017, table 3, for this kind of statement, or null.")


@strawberry.type(description="How well ClinGen found a gene to be tied to a hereditary disease.")
class GeneDiseaseValidity:
    """Show one curation beside the alterations that raise the question."""

    gene: strawberry.ID
    symbol: str
    disease: strawberry.ID
    disease_label: str
    classification: str = strawberry.field(description="ClinGen's own word, from Definitive to Refuted.")
    inheritance: str
    date: str
    panel: str
    because: list[str]
    variants: list[str] = strawberry.field(description="What the release knows of each alteration.")
    notes: list[str]
    status: str = strawberry.field(
        description="MATCHED for a germline alteration, UNDECIDED where its origin is not known."
    )
    missing_tests: list[str]
    source: str
    license: str
    url: str


@strawberry.type(description="What a molecular signature says of the diagnosis or the prognosis.")
class FindingsAnswer(PatientAnswer):
    """Answer one signature on one release."""

    findings: list[Finding]


@strawberry.type(description="What the germline alterations of a molecular signature predispose to.")
class PredispositionAnswer(FindingsAnswer):
    """Answer one signature, with the validity of gene and disease beside the statements."""

    validity: list[GeneDiseaseValidity] = strawberry.field(name="geneDiseaseValidity")


@strawberry.type(description="One marker of the immunotherapy panel.")
class ImmunotherapyMarker:
    """Show a marker's state, and the options with a checkpoint inhibitor that rest on it."""

    id: strawberry.ID
    name: str
    state: MarkerState
    side: MarkerSide
    rule: str = strawberry.field(description="The profile that counts as present.")
    because: list[str]
    findings: list[str] = strawberry.field(description="What the signature holds of it, whether or not it counts.")
    missing: list[str] = strawberry.field(description="The tests that would decide it.")
    meaning: str
    notes: list[str]
    citations: list[str]
    sensitivity: list[Option]
    resistance: list[Option]
    elsewhere: list[Option] = strawberry.field(description="Evidence of another tumor type, or of one not known.")


@strawberry.type(description="A marker of response beside one that speaks against it, both present.")
class MarkerContradiction:
    """Set two markers side by side; which of them wins is not computed."""

    response: strawberry.ID
    opposed: strawberry.ID
    side: MarkerSide
    note: str
    citations: list[str]


@strawberry.type(description="Every marker of the immunotherapy panel, and no score.")
class ImmunotherapyPanel(PatientAnswer):
    """Answer one signature on one release."""

    markers: list[ImmunotherapyMarker]
    contradictions: list[MarkerContradiction]
    other_sensitivity: list[Option] = strawberry.field(description="Options that rest on no marker of the panel.")
    other_resistance: list[Option]
    other_elsewhere: list[Option]
