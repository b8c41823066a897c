"""The derivation of an option, as nodes and edges that a page can draw. Values are read from ``pmkg.model.explanation``."""

from __future__ import annotations

import strawberry

from pmkg.api.types.answer import Option
from pmkg.model.explanation import StepKind


@strawberry.type(description="One step of a derivation.")
class ExplanationNode:
    """Show one step; the id is that of a node of the graph where the step is one."""

    id: strawberry.ID
    kind: StepKind
    label: str
    reason: str = strawberry.field(description="Why the step counts, empty where the label says it.")


@strawberry.type(description="What leads from one step of a derivation to the next.")
class ExplanationEdge:
    """Show one edge."""

    subject: strawberry.ID
    relation: str
    object: strawberry.ID
    reason: str = strawberry.field(description="The source and record that state the relation, where one does.")


@strawberry.type(
    description="How an option follows: a graph without cycles in which every step is reached from the root."
)
class Explanation:
    """Show one derivation; edges lie in reading order."""

    root: strawberry.ID
    nodes: list[ExplanationNode]
    edges: list[ExplanationEdge]


@strawberry.type(description="An option and how it follows from the signature.")
class ExplainedOption:
    """Pair an option with its derivation."""

    option: Option
    explanation: Explanation
