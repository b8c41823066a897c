"""The oncogenicity of small variants."""

from __future__ import annotations

import strawberry

from pmkg.api.types.answer import Warning
from pmkg.model.oncogenicity import Basis

strawberry.enum(Basis, name="OncogenicityBasis", description="What a class rests on.")


@strawberry.type(description="One code of the standard that applies to a variant.")
class OncogenicityPoint:
    """Show a code with the fact that met it."""

    code: str
    points: int
    reason: str
    source: str = strawberry.field(description="The record or source of the fact.")


@strawberry.type(description="How oncogenic one small variant is.")
class Oncogenicity:
    """Show the class, what it rests on, and every point."""

    gene: strawberry.ID
    alteration: str
    classification: str = strawberry.field(description="From oncogenic to benign, in the standard's words.")
    basis: Basis
    points: int = strawberry.field(description="The sum of the codes, also where a laboratory or source decided.")
    codes: list[OncogenicityPoint]
    calls: list[str] = strawberry.field(description="Classifications by the request and by sources.")
    effect: list[str] = strawberry.field(
        description="What classes of mutations ask for: activating, loss of function, …"
    )
    role: str
    open: list[str] = strawberry.field(description="Codes that could not be assessed, with why.")


@strawberry.type(description="How oncogenic the small variants of a molecular signature are.")
class OncogenicityAnswer:
    """Answer one signature on one release."""

    id: str
    release: str
    variants: list[Oncogenicity]
    citation: str = strawberry.field(description="The standard.")
    warnings: list[Warning]
