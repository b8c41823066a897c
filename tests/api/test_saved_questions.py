"""Every saved question is served and answered."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from api_client import Client
from graphql import OperationDefinitionNode, parse, validate

from pmkg.api import ApiSettings
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
def test_a_saved_question_says_its_purpose_and_parameters(question: SavedQuestion) -> None:
    assert question.title
    assert "# Purpose: " in question.query
    assert "# Parameters: " in question.query
    (operation,) = (part for part in parse(question.query).definitions if isinstance(part, OperationDefinitionNode))
    declared = {variable.variable.name.value for variable in operation.variable_definitions or ()}
    assert set(question.variables) == declared
    assert not validate(build_schema(ApiSettings())._schema, parse(question.query))


def test_there_are_at_least_twelve_and_each_file_of_variables_belongs_to_one() -> None:
    folder = data_folder("queries") / "graphql"
    assert len(saved_questions()) >= 12
    assert {path.stem for path in folder.glob("*.json")} == {question.name for question in saved_questions()}


def test_the_page_is_given_all_saved_questions(client: Client) -> None:
    served = orjson.loads(client.request("GET", "/graphql/questions").content)
    assert [each["name"] for each in served] == [question.name for question in saved_questions()]
    assert all(each["title"] and each["query"] for each in served)
