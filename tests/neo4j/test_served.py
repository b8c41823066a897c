"""The API over Neo4j."""

from __future__ import annotations

import pytest
from api_client import serving
from api_graph import publish
from neo4j_database import Database

from pmkg.api import ApiSettings, create_app
from pmkg.api.saved import SavedQuestion, saved_questions
from pmkg.store.memory_releases import MemoryReleases
from pmkg.store.neo4j_releases import Neo4jReleases
from pmkg.vocabulary.kinds import facets_by_kind

pytestmark = pytest.mark.neo4j


@pytest.mark.parametrize("question", saved_questions(), ids=lambda question: question.name)
def test_saved_questions_are_answered_alike(neo4j: Database, question: SavedQuestion) -> None:
    answers = []
    for home in (MemoryReleases(facets_by_kind()), Neo4jReleases(neo4j.settings, facets_by_kind())):
        publish(home, "2026.1")
        with serving(create_app(home, ApiSettings())) as client:
            answers.append(client.send(question.query, **question.variables))
    assert answers[0] == answers[1]
    assert "errors" not in answers[0]


def test_a_server_moves_to_a_new_release_between_requests(neo4j: Database) -> None:
    home = Neo4jReleases(neo4j.settings, facets_by_kind())
    publish(home, "2026.1")
    with serving(create_app(home, ApiSettings())) as client:
        assert client.request("GET", "/ready").json()["release"] == "2026.1"
        publish(home, "2026.2")
        assert client.request("GET", "/ready").json()["release"] == "2026.2"
