"""Every saved question is served and answered."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from api_client import Client
from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLOutputType,
    GraphQLSchema,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_nullable_type,
    is_list_type,
    parse,
    validate,
    visit,
)
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from pmkg.api import ApiSettings, plain_fields
from pmkg.api.saved import SavedQuestion, saved_questions
from pmkg.api.schema import build_schema
from pmkg.vocabulary.ontology_files import data_folder


def _filled(value: Any) -> bool:
    """Whether an answer holds anything besides empty lists, zeros and nulls."""
    if isinstance(value, dict):
        return any(_filled(item) for item in value.values())
    if isinstance(value, list):
        return any(_filled(item) for item in value)
    return value not in (None, 0, "", False)


@pytest.mark.parametrize("question", saved_questions(), ids=lambda question: question.name)
def test_a_saved_question_is_answered_with_its_own_variables(client: Client, question: SavedQuestion) -> None:
    data = client.ask(question.query, **question.variables)
    assert data
    for name, answer in data.items():
        assert _filled(answer), f"{name} is empty"
        total = answer.get("totalCount") if isinstance(answer, dict) else len(answer)
        assert total != 0, f"{name} lists nothing"


@pytest.mark.parametrize("question", saved_questions(), ids=lambda question: question.name)
def test_fields_completed_in_one_step_are_those_that_the_general_way_gives(
    client: Client, question: SavedQuestion, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = client.send(question.query, **question.variables)
    general = StrawberryGraphQLCoreExecutionContext.execute_field
    monkeypatch.setattr(plain_fields.ExecutionContext, "execute_field", general)
    assert client.send(question.query, **question.variables) == at_once


@pytest.mark.parametrize("question", saved_questions(), ids=lambda question: question.name)
def test_a_saved_question_says_its_purpose_and_parameters(question: SavedQuestion) -> None:
    assert question.title
    assert "# Purpose: " in question.query
    assert "# Parameters: " in question.query
    (operation,) = (part for part in parse(question.query).definitions if isinstance(part, OperationDefinitionNode))
    declared = {variable.variable.name.value for variable in operation.variable_definitions or ()}
    assert set(question.variables) == declared
    assert not validate(build_schema(ApiSettings())._schema, parse(question.query))


_REMARKS = {"notes", "conditions", "missingTests", "missing"}
_ON_SIGNATURES = [question for question in saved_questions() if "SignatureInput" in question.query]


@pytest.mark.parametrize("question", _ON_SIGNATURES, ids=lambda question: question.name)
def test_a_saved_question_on_a_signature_leaves_out_no_part_of_the_answer_and_no_remark(
    question: SavedQuestion,
) -> None:
    """An answer without its warnings reads as "nothing known"; an option without its notes as one without doubts."""
    schema = build_schema(ApiSettings())._schema
    document = parse(question.query)
    selected = _selected(schema, document)
    assert selected
    for kind, names in selected.items():
        fields = schema.type_map[kind].fields  # type: ignore[attr-defined]
        wanted = _REMARKS & set(fields)
        if "warnings" in fields:
            wanted |= {name for name, field in fields.items() if name == "tumorType" or _is_list(field.type)}
        if kind != "EvidenceItem":
            assert wanted - names == set(), kind


def _selected(schema: GraphQLSchema, document: DocumentNode) -> dict[str, set[str]]:
    """Give what a document selects of each type, fragments included."""
    found: dict[str, set[str]] = {}
    types = TypeInfo(schema)

    class Fields(Visitor):
        def enter_field(self, node: FieldNode, *_: object) -> None:
            parent = types.get_parent_type()
            if parent is not None and parent.name != "Query":
                found.setdefault(parent.name, set()).add(node.name.value)

    visit(document, TypeInfoVisitor(types, Fields()))
    return found


def _is_list(kind: GraphQLOutputType) -> bool:
    return is_list_type(get_nullable_type(kind))


def test_there_are_at_least_twelve_and_each_file_of_variables_belongs_to_one() -> None:
    folder = data_folder("queries") / "graphql"
    assert len(saved_questions()) >= 12
    assert {path.stem for path in folder.glob("*.json")} == {question.name for question in saved_questions()}


def test_the_page_is_given_all_saved_questions(client: Client) -> None:
    served = orjson.loads(client.request("GET", "/graphql/questions").content)
    assert [each["name"] for each in served] == [question.name for question in saved_questions()]
    assert all(each["title"] and each["query"] for each in served)
