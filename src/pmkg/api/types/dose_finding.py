"""What publications report of finding the dose of drugs given together, field by field that of the command line's JSON."""

from __future__ import annotations

import strawberry

from pmkg.api.types.evidence import RegimenDrug
from pmkg.model.dose_finding import SetRelation

strawberry.enum(
    SetRelation,
    description="How the drugs of a study relate to those asked for: just these, these and more, two or more of these.",
)


@strawberry.type(description="One toxicity at one dose level; null is a number that the source does not give.")
class LevelReport:
    """Show what one row of the source says."""

    level: str
    patients: int | None
    treated: int | None
    doses: str
    note: str


@strawberry.type(description="A dose-limiting toxicity of one grade, summed over the dose levels of one study.")
class Toxicity:
    """Show a toxicity; patients of treated make no rate, because levels without it are not counted."""

    toxicity: str
    grade: str = strawberry.field(description="In the words of the source; CTCAE 1 to 5.")
    patients: int | None
    treated: int | None = strawberry.field(description="Treated at the levels where it was seen, not in the study.")
    reports: list[LevelReport]


@strawberry.type(description="A tolerated dose of one drug in the words of the source.")
class ToleratedDose:
    """Show a dose; the note says where it is a recommended or a fixed one."""

    drug: str
    value: str
    unit: str
    schedule: str
    note: str


@strawberry.type(
    description="Dose finding of one combination in one publication: toxicity and trial data, no efficacy."
)
class DoseFindingStudy:
    """Show a study and how its drugs relate to those asked for."""

    id: strawberry.ID
    relation: SetRelation
    drugs: list[RegimenDrug]
    partners: list[RegimenDrug] = strawberry.field(description="Drugs that were not asked for.")
    named: list[str] = strawberry.field(description="The drugs in the words of the source.")
    unresolved: list[str] = strawberry.field(description="Names among them that name no drug of this release.")
    publication: str
    trials: list[str]
    registered: str = strawberry.field(description="The registration where it is none of ClinicalTrials.gov.")
    population: str
    window: str = strawberry.field(description="When toxicities counted as dose-limiting.")
    toxicities: list[Toxicity]
    tolerated: list[ToleratedDose]
    source: str
    license: str
