"""The answer to ``targetedDrugs``, field by field that of the command line's JSON. Values are read from ``pmkg.model.answer``."""

from __future__ import annotations

import strawberry

from pmkg.api.types.evidence import RegimenDrug, RegimenMembers
from pmkg.model.kinds import Course, Direction, Effect, TumorMatch, VariantMatch


@strawberry.type(description="The tumor type of a request after lookup.")
class Tumor:
    """Name the tumor type; the id is null when it was not given or not resolved."""

    id: strawberry.ID | None
    label: str
    oncotree: str


@strawberry.type(description="A remark on a request: what was not understood or not used. It never stops an answer.")
class Warning:
    """Report one thing that was not understood, with near suggestions."""

    code: str
    message: str
    input: str
    suggestions: list[str]


@strawberry.type(description="One statement as it applies to this patient.")
class EvidenceItem:
    """Show a statement with its own tier, tumor match and rung."""

    evidence: strawberry.ID
    source: str
    level: str
    direction: Direction
    disease: str
    tumor_match: TumorMatch
    variant_match: VariantMatch
    tier: str | None
    citation: str
    license: str
    url: str
    status: str
    date: str
    conflict: str
    conditions: list[str]
    courses: list[Course] = strawberry.field(
        description="How a resistance is described; empty where the text does not say."
    )


@strawberry.type
class Weighed:
    """Declare what all that is said for a profile shows: what met it, what it weighs here, and on which evidence."""

    profile: str
    because: list[str]
    missing_tests: list[str]
    tier_rule: str
    tumor_match: TumorMatch
    conditions: list[str]
    notes: list[str]
    supporting: list[EvidenceItem] = strawberry.field(name="for")
    against: list[EvidenceItem]


@strawberry.type
class Met(Weighed):
    """Declare how a profile was met, and whether it was."""

    variant_match: VariantMatch
    category: str | None
    status: str = strawberry.field(description="MATCHED, or UNDECIDED with the missing tests.")


@strawberry.type
class PatientAnswer:
    """Declare what every answer to a signature shows: on which release, for which tumor, and what was not understood."""

    id: str
    release: str
    tumor: Tumor = strawberry.field(name="tumorType")
    warnings: list[Warning]


@strawberry.type(description="One regimen for one reason: one per regimen, effect and canonical profile.")
class Option(Met):
    """Show one option, with the evidence for and against it side by side."""

    regimen: RegimenMembers
    effect: Effect
    tier: str | None = strawberry.field(description="AMP/ASCO/CAP for this tumor: IA IB IIC IID III, or null.")
    courses: list[Course] = strawberry.field(
        description="How the evidence describes a resistance: primary, acquired or both."
    )
    course: Course | None = strawberry.field(
        description="The resistance in this patient: acquired where a drug was given before, primary where others were."
    )
    given_before: list[RegimenDrug] = strawberry.field(description="Drugs of the regimen that the patient had.")
    dose_finding: int = strawberry.field(
        description="Publications with toxicity data of just these drugs together; no evidence. See `doseFindingStudies`."
    )


@strawberry.type(description="A test, and how many tier I or II options it would decide.")
class TestToConsider:
    """Name a test that would decide options."""

    __test__ = False

    test: str
    decides: int


@strawberry.type(description="Which targeted drugs apply to a molecular signature, and why.")
class Answer(PatientAnswer):
    """Answer one signature on one release."""

    options: list[Option]
    tests_to_consider: list[TestToConsider]
    panel: str | None = strawberry.field(description="The panel that decided what counts as tested, with its version.")


@strawberry.type(description="Why one signature of a batch could not be answered.")
class Fault:
    """Hold a stable code and a message."""

    code: str
    message: str


@strawberry.type(description="The answer to one signature of a batch, or why there is none.")
class BatchAnswer:
    """Hold an answer or a fault, under the signature's own id."""

    id: str
    answer: Answer | None
    error: Fault | None
