"""Enumerations of the schema, most of them the model's own, and its scalars."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NewType

import strawberry

from pmkg.errors import RequestError
from pmkg.model.difference import ChangeType, Item
from pmkg.model.graph import NameRole
from pmkg.model.job import JobOutcome
from pmkg.model.kinds import (
    Course,
    Direction,
    EdgeKind,
    Effect,
    NodeKind,
    Operator,
    Origin,
    StatementKind,
    Truth,
    TumorMatch,
    TumorScope,
    VariantMatch,
)
from pmkg.model.reads import Way

# The model knows no framework, so its enumerations are told of the schema here.
strawberry.enum(NodeKind, description="What a node stands for.")
strawberry.enum(EdgeKind, description="How two nodes are related, read from subject to object.")
strawberry.enum(StatementKind, description="What a statement is about.")
strawberry.enum(Effect, description="What a therapeutic statement says of the therapy.")
strawberry.enum(Direction, description="Whether the evidence is for or against the effect.")
strawberry.enum(Origin, description="Where an alteration was acquired.")
strawberry.enum(Course, description="When a resistance is there: before the drug is given, or under it.")
strawberry.enum(Operator, description="How the members of a regimen belong together.")
strawberry.enum(Truth, description="Whether something is present, tested and absent, or not tested (UNKNOWN).")
strawberry.enum(TumorScope, description="How far the disease of a statement reaches.")
strawberry.enum(TumorMatch, description="How the tumor of a statement relates to the patient's, best first.")
strawberry.enum(VariantMatch, description="The rung of the variant ladder that a match stood on.")
strawberry.enum(NameRole, description="What a name is to its node.")
strawberry.enum(JobOutcome, description="How a loader job ended.")
strawberry.enum(Item, name="ChangedItem", description="What changed: a statement, another node, or an edge.")
strawberry.enum(
    ChangeType,
    name="ChangeType",
    description="How: RELEVELED is a statement whose level of evidence is another, whatever else changed.",
)
strawberry.enum(Way, name="Way", description="Which way to follow edges: out of a node, into it, or both.")


@strawberry.enum(description="Which terms of an ontology a filter takes, seen from the term it names.")
class OntologyOperator(StrEnum):
    """Say which terms around a term are meant."""

    SELF = "self"
    SELF_OR_DESCENDANTS = "self_or_descendants"
    SELF_OR_ANCESTORS = "self_or_ancestors"
    DESCENDANTS = "descendants"
    ANCESTORS = "ancestors"


@strawberry.enum(description="How a text must agree with a name. ANY tries whole names, then prefixes, then words.")
class SearchMode(StrEnum):
    """Say how a text must agree with a name."""

    ANY = "any"
    EXACT = "exact"
    PREFIX = "prefix"
    WORDS = "words"


@strawberry.enum(description="The order of a list.")
class Order(StrEnum):
    """Say by what a list is ordered."""

    ID = "id"
    LABEL = "label"


def _tested_gene(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and isinstance(value.get("gene"), str) and set(value) <= {"gene", "kinds"}:
        return value
    raise RequestError('a tested gene is a symbol, or an object like {"gene": "ALK", "kinds": ["fusion"]}')


TestedGene = NewType("TestedGene", object)

SCALARS: dict[object, Any] = {
    TestedGene: strawberry.scalar(
        name="TestedGene",
        description='A gene that was examined: "KRAS", or {"gene": "ALK", "kinds": ["fusion"]} to name the methods.',
        serialize=lambda value: value,
        parse_value=_tested_gene,
    )
}
