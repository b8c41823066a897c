"""Evidence: statements of sources about molecular profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import strawberry
from strawberry.scalars import JSON

from pmkg.api.context import Info
from pmkg.api.rows import EvidenceRow
from pmkg.api.types.fields import field
from pmkg.api.types.node import Node, load_row
from pmkg.model.kinds import Direction, Effect, Operator, Origin, StatementKind, TumorScope
from pmkg.model.regimen import Agent
from pmkg.vocabulary.prefixes import page

if TYPE_CHECKING:
    from pmkg.api.types.nodes import Disease, MolecularProfile

_Disease = Annotated["Disease", strawberry.lazy("pmkg.api.types.nodes")]
_MolecularProfile = Annotated["MolecularProfile", strawberry.lazy("pmkg.api.types.nodes")]


@strawberry.type(description="One drug, or class of drugs, of a regimen.")
class RegimenDrug:
    """Name one member of a regimen."""

    id: strawberry.ID
    label: str

    @field("A page about it.")
    @staticmethod
    def url(root: strawberry.Parent[Agent]) -> str | None:
        """Give the page of the drug's vocabulary."""
        return page(root.id) or None


@strawberry.type(description="Drugs with an operator: the unit that therapeutic evidence is about.")
class RegimenMembers:
    """Show a regimen where it is part of a statement or of an answer."""

    id: strawberry.ID
    label: str
    operator: Operator
    drugs: list[RegimenDrug]


@strawberry.type(description="A statement of one source about a molecular profile.")
class Evidence(Node):
    """Show one normalized statement beside its source's own words."""

    type: StatementKind
    source: str
    effect: Effect
    direction: Direction
    significance: str = strawberry.field(description="The source's own word for the effect.")
    level: str = strawberry.field(description="The source's own level, on its own scale.")
    scale: str
    disease_id: strawberry.ID | None
    disease_label: str = strawberry.field(description="The disease in the source's own words.")
    scope: TumorScope
    excluded: list[str] = strawberry.field(description="Diseases that the text leaves out.")
    lineage: str
    profile_id: strawberry.ID | None
    regimen: RegimenMembers | None
    origin: Origin
    conditions: list[str] = strawberry.field(description="What the source adds: stage, line, prior therapy.")
    citation: str
    license: str
    status: str
    date: str
    conflict: str = strawberry.field(description="How the record contradicts itself, empty where it does not.")
    description: str | None = strawberry.field(description="The source's own sentences.")
    normalized: bool | None = strawberry.field(
        description="Whether gene, variant, disease and every drug were resolved."
    )
    words: JSON | None = strawberry.field(description="The source's own words, field by field.")

    @field("The disease that the statement was resolved to.")
    @staticmethod
    async def disease(root: strawberry.Parent[EvidenceRow], info: Info) -> _Disease | None:
        """Load the disease, together with those of its siblings."""
        return cast("_Disease | None", await load_row(info, root, root.disease_id))

    @field("The molecular profile that the statement is about.")
    @staticmethod
    async def molecular_profile(root: strawberry.Parent[EvidenceRow], info: Info) -> _MolecularProfile | None:
        """Load the profile, together with those of its siblings."""
        return cast("_MolecularProfile | None", await load_row(info, root, root.profile_id))
