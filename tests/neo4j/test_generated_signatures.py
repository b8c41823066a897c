"""Neo4j answers generated signatures, and the worked cases on real sources, with the bytes of the embedded store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from both_stores import Asked, copied
from clinical_cases import clinical_cases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_release import TUMORS, claim, fact, normalized
from neo4j_database import Database
from relations import given as signature_of
from strategies import DISEASES, DRUG_SETS, LEAVES, patients

from pmkg.model.kinds import Direction
from pmkg.model.manifest import Manifest
from pmkg.questions.class_index import RELEASE_VIEWS
from pmkg.store.sqlite_releases import SqliteReleases
from pmkg.vocabulary.kinds import facets_by_kind

pytestmark = pytest.mark.neo4j


@pytest.fixture(scope="module")
def made(neo4j_server: Database, tmp_path_factory: pytest.TempPathFactory) -> tuple[Asked, Asked]:
    """A release with a claim on every leaf of the strategies, in every direction and many tumors."""
    claims = [
        claim(
            number,
            leaf,
            DRUG_SETS[number % len(DRUG_SETS)],
            DISEASES[number % len(DISEASES)],
            "ABCDE"[number % 5],
            ("Sensitivity/Response", "Resistance", "Reduced Sensitivity")[number % 3],
            direction=Direction.DOES_NOT_SUPPORT if number % 7 == 0 else Direction.SUPPORTS,
        )
        for number, leaf in enumerate([leaf for leaf in LEAVES for _ in range(5)], start=1)
    ]
    graph = normalized(claims, [fact("BRAF", "V600E", "Pathogenic", "c.1799T>A", "GRCh37:7:140453136:A:T")])
    home = SqliteReleases(tmp_path_factory.mktemp("made"), facets_by_kind(), RELEASE_VIEWS)
    with home.draft("made") as draft:
        draft.nodes(graph.nodes())
        draft.edges(graph.edges())
        draft.losses(graph.losses)
        digest = draft.index()
        counts = draft.reader().manifest()
        draft.publish(Manifest("made", "full", "2026-01-01T00:00:00Z", digest, (), counts.nodes, counts.edges))
    neo4j_server.empty()
    embedded, served = copied(home, neo4j_server).readers()
    return Asked(embedded), Asked(served)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=patients(), tumor=st.sampled_from([*(code for _, _, _, code in TUMORS if code), "no such tumor", None]))
def test_generated_signatures_are_answered_alike(
    made: tuple[Asked, Asked], facts: dict[str, Any], tumor: str | None
) -> None:
    embedded, served = made
    signature = {**facts, "tumorType": tumor}
    assert served(signature) == embedded(signature)


@pytest.mark.mirror
def test_worked_cases_on_real_sources_are_answered_alike(neo4j_server: Database, full_home: Path) -> None:
    home = SqliteReleases(full_home, facets_by_kind())
    neo4j_server.empty()
    embedded, served = map(Asked, copied(home, neo4j_server).readers())
    for case in clinical_cases():
        assert served(signature_of(case)) == embedded(signature_of(case)), case["name"]
    neo4j_server.empty()
