"""Documents by identifier, and a server that answers only those it knows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from api_access import RELEASES, Guarded, guarding
from api_client import Client

from pmkg.api.access.documents import digest, known_documents
from pmkg.api.access.settings import AccessSettings
from pmkg.api.saved import SavedQuestion, saved_questions
from pmkg.errors import RequestError
from pmkg.store.memory_releases import MemoryReleases

_KNOWN = {question.name: question for question in saved_questions()}


def _post(client: Client, **members: Any) -> httpx.Response:
    return client.request("POST", "/graphql", json=members)


def test_a_saved_question_is_asked_by_name_by_digest_and_as_apollo_does(client: Client) -> None:
    question = _KNOWN["releases-and-sources"]
    apollo = {"persistedQuery": {"version": 1, "sha256Hash": hashlib.sha256(question.query.encode()).hexdigest()}}
    asked = [
        _post(client, query=question.query),
        _post(client, documentId="releases-and-sources"),
        _post(client, documentId=digest(question.query)),
        _post(client, extensions=apollo),
        _post(client, extensions=apollo, query=question.query),
    ]
    assert {response.status_code for response in asked} == {200}
    assert len({response.text for response in asked}) == 1


def test_an_unknown_identifier_is_told_in_the_words_that_clients_wait_for(client: Client) -> None:
    for members in (
        {"documentId": "nothing"},
        {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}},
    ):
        (error,) = _post(client, **members).json()["errors"]
        assert error["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"
        assert error["message"].startswith("PersistedQueryNotFound")


def test_an_identifier_that_is_not_of_the_text_beside_it_is_refused(client: Client) -> None:
    response = _post(client, documentId="sha256:" + "0" * 64, query=RELEASES)
    assert response.status_code == 400


@pytest.mark.parametrize(
    "members", [{"documentId": 5}, {"documentId": ""}, {"extensions": 5}, {"extensions": {"persistedQuery": []}}]
)
def test_an_identifier_in_no_form_is_a_bad_request(client: Client, members: dict[str, Any]) -> None:
    assert _post(client, **members).status_code == 400


@pytest.fixture
def safelist(releases: MemoryReleases, tmp_path: Path) -> Iterator[Guarded]:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "mine.graphql").write_text("query Mine { releases { digest } }", encoding="utf-8")
    access = AccessSettings(safelist=True, safelist_folder=folder)
    with guarding(releases, tmp_path, auth="none", access=access) as server:
        yield server


@pytest.mark.parametrize("question", saved_questions(), ids=lambda question: question.name)
def test_a_safelist_answers_every_saved_question_however_it_is_spaced(
    safelist: Guarded, question: SavedQuestion
) -> None:
    spaced = "\n# a remark of a client\n" + question.query.replace("{", " {\n ")
    for query in (question.query, spaced):
        assert "data" in safelist.post(query, **question.variables).json()


@pytest.mark.parametrize(
    "query",
    [
        RELEASES,
        "{ __schema { types { name } } }",
        "query Mine { releases { digest name } }",
        "{",
        "query Mine { releases { digest } } { jobs { totalCount } }",
    ],
)
def test_a_safelist_answers_nothing_else(safelist: Guarded, query: str) -> None:
    refused = safelist.post(query)
    assert (refused.status_code, safelist.code(refused)) == (403, "FORBIDDEN")
    assert safelist.post("query   Mine{releases{digest}}").status_code == 200
    assert _post(safelist.client, documentId="mine").status_code == 200


def test_the_pages_questions_are_on_the_safelist(tmp_path: Path) -> None:
    text = "query Asked { ...f }\nfragment f on Query { releases { name } }\nquery Other { ...f }"
    (tmp_path / "questions.graphql").write_text(text, encoding="utf-8")
    documents = known_documents(True, tmp_path, None)
    sent = "fragment f on Query { releases { name } } query Asked { ...f }"
    assert documents.query({"query": sent}) == sent


def test_a_document_of_a_safelist_that_cannot_be_read_stops_the_server(tmp_path: Path) -> None:
    (tmp_path / "bad.graphql").write_text("{", encoding="utf-8")
    with pytest.raises(RequestError, match="safelist"):
        known_documents(True, None, tmp_path)
