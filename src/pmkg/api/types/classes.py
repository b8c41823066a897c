"""The classes of alterations that findings belong to."""

from __future__ import annotations

import strawberry

from pmkg.api.types.answer import Warning
from pmkg.model.kinds import VariantMatch


@strawberry.type(description="One class that a finding belongs to.")
class ClassMembership:
    """Show a class with the next wider ones."""

    text: str
    rung: VariantMatch
    within: list[str] = strawberry.field(description="The next wider classes of this finding.")
    statements: int = strawberry.field(description="Accepted statements whose profile asks for this class.")
    note: str


@strawberry.type(description="The classes of one finding, narrowest first.")
class FindingClasses:
    """Show one finding."""

    alteration: str
    classes: list[ClassMembership]


@strawberry.type(description="The classes of alterations that the findings of a molecular signature belong to.")
class ClassesAnswer:
    """Answer one signature on one release."""

    id: str
    release: str
    findings: list[FindingClasses]
    warnings: list[Warning]
