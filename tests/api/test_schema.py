"""The schema is a contract: a change to it is a reviewed change of ``tests/golden/schema.graphql``."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
import strawberry
from api_client import Client
from graphql import GraphQLInterfaceType, GraphQLObjectType

from pmkg.api import ApiSettings
from pmkg.api.rows import EvidenceRow, NodeRow
from pmkg.api.schema import build_schema
from pmkg.api.types import answer as types
from pmkg.api.types.filters import EvidenceFilter
from pmkg.api.types.nodes import NODE_TYPES
from pmkg.api.types.other import Finding
from pmkg.model import answer, other_evidence
from pmkg.model.kinds import NodeKind
from pmkg.model.variant import Pathogenicity
from pmkg.vocabulary.kinds import facets_by_kind

GOLDEN = Path(__file__).parents[1] / "golden" / "schema.graphql"


def test_the_schema_is_the_one_that_was_reviewed() -> None:
    printed = build_schema(ApiSettings()).as_str() + "\n"
    assert printed == GOLDEN.read_text(encoding="utf-8"), f"review, then: python -m pmkg.api > {GOLDEN.name}"


@pytest.mark.parametrize(
    ("kind", "model"),
    [(types.EvidenceItem, answer.EvidenceItem), (types.Option, answer.Option), (Finding, other_evidence.Finding)],
)
def test_the_schema_shows_every_field_of_what_it_repeats(kind: type, model: type) -> None:
    shown = {field.name for field in dataclasses.fields(kind)}
    assert shown == {field.name for field in dataclasses.fields(model)}


def test_the_root_type_is_query_and_nothing_can_be_written() -> None:
    schema = build_schema(ApiSettings())._schema
    assert schema.query_type is not None
    assert schema.query_type.name == "Query"
    assert schema.mutation_type is None
    assert schema.subscription_type is None


def test_every_kind_of_node_has_a_type_of_its_name() -> None:
    assert {kind.__name__ for kind in NODE_TYPES} == {kind.value for kind in NodeKind}


def test_every_field_and_type_is_readable_in_the_schema() -> None:
    schema = build_schema(ApiSettings())._schema
    for name, kind in schema.type_map.items():
        if isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)) and not name.startswith("__"):
            assert kind.description, f"{name} has no description"
    assert schema.query_type is not None
    for name, field in schema.query_type.fields.items():
        assert field.description, f"Query.{name} has no description"


def test_every_question_field_takes_a_release() -> None:
    query = build_schema(ApiSettings())._schema.query_type
    assert query is not None
    without = {name for name, field in query.fields.items() if "asOf" not in field.args}
    assert without == {"releases", "releasesSetAside", "jobs", "releaseDiff", "answerDiff", "history"}, (
        "of the home, or of several releases"
    )


def test_evidence_can_be_filtered_by_every_facet_of_its_kind() -> None:
    fields = {field.name for field in strawberry.types.get_object_definition(EvidenceFilter, strict=True).fields}
    renamed = {"type": "kind", "gene": "genes", "drug": "drugs"}
    assert {renamed.get(name, name) for name in fields - {"ids"}} == set(facets_by_kind()[NodeKind.EVIDENCE])


def test_the_words_of_a_laboratorys_call_are_all_named(client: Client) -> None:
    field = build_schema(ApiSettings())._schema.type_map["AlterationInput"].fields["pathogenicity"]  # type: ignore[attr-defined]
    for call in Pathogenicity:
        assert call.value in re.findall(r"\w+", field.description)
        alteration = {"gene": "BRAF", "protein": "V600E", "pathogenicity": call.value}
        query = "query($s: SignatureInput!) { targetedDrugs(signature: $s) { release } }"
        assert "errors" not in client.send(query, s={"alterations": [alteration]})


def test_a_plain_field_of_evidence_is_an_attribute_of_its_row() -> None:
    properties = {"description", "normalized", "words"}
    declared = strawberry.types.get_object_definition(
        NODE_TYPES[[t.__name__ for t in NODE_TYPES].index("Evidence")], strict=True
    )
    plain = {field.python_name for field in declared.fields if field.base_resolver is None}
    known = set(EvidenceRow.__slots__) | set(NodeRow.__slots__) | set(dir(EvidenceRow))
    assert plain - known == properties
