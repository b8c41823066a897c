"""What was understood of a signature. Values are read from ``pmkg.model.understood``."""

from __future__ import annotations

import strawberry

from pmkg.api.types.answer import PatientAnswer, Warning
from pmkg.api.types.evidence import RegimenDrug


@strawberry.type(description="A gene that a finding is about.")
class FindingGene:
    """Name a gene."""

    id: strawberry.ID
    symbol: str


@strawberry.type(description="One finding in canonical form.")
class ReadFinding:
    """Show one finding."""

    text: str = strawberry.field(description="Such as BRAF V600E, CDKN2A loss or TMB 14.")
    kind: str = strawberry.field(description="small variant, copy number, fusion, biomarker, …")
    origin: str = strawberry.field(description="somatic, germline or unknown.")
    genes: list[FindingGene]


@strawberry.type(description="One alteration of a request, and what was read in it.")
class ReadAlteration:
    """Show the request's words beside what they were taken for."""

    given: str = strawberry.field(description="The request's own words.")
    findings: list[ReadFinding]
    unread: list[str] = strawberry.field(description="What could not be used: it meets nothing and rules nothing out.")
    warnings: list[Warning]


@strawberry.type(description="One measured biomarker in the words of criteria.")
class ReadMarker:
    """Show one marker."""

    name: str
    value: str


@strawberry.type(description="What was understood of a signature, before anything is answered.")
class Understood(PatientAnswer):
    """Show one signature as it is read on one release."""

    alterations: list[ReadAlteration]
    markers: list[ReadMarker]
    panel: str | None = strawberry.field(description="The panel that decides what counts as tested, with its version.")
    tested_genes: int = strawberry.field(description="Genes whose small variants count as examined.")
    germline_genes: int = strawberry.field(description="Genes with a germline test.")
    prior_therapies: list[RegimenDrug]
