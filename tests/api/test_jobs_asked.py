"""Loader jobs over GraphQL, sources that are stale, and the figures for Prometheus."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from api_client import Client, serving
from prometheus_client.parser import text_string_to_metric_families

from pmkg.api import ApiSettings, create_app
from pmkg.api.metrics import exposition
from pmkg.model.job import BUILD, Job, JobOutcome
from pmkg.store.memory_jobs import MemoryJobs
from pmkg.store.memory_releases import MemoryReleases

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def jobs() -> MemoryJobs:
    """Hold a good job of CIViC, a build, and two failures of CIViC after it."""
    jobs = MemoryJobs()
    said = [
        ("civic", JobOutcome.CHANGED, ""),
        (BUILD, JobOutcome.BUILT, "read anew: civic"),
        ("civic", JobOutcome.FAILED, "503 Service Unavailable"),
        ("civic", JobOutcome.FAILED, "404 Not Found"),
    ]
    for hour, (of, outcome, detail) in enumerate(said):
        at = NOON + timedelta(hours=hour)
        jobs.record(Job(of, at, at, outcome, detail, "01-Jan-2026", release="2026.1" if of == BUILD else ""))
    return jobs


def test_jobs_are_listed_newest_first_and_paged(client: Client) -> None:
    query = """query($after: String) { jobs(first: 3, after: $after) {
        totalCount pageInfo { hasNextPage endCursor } nodes { source started ended outcome detail version release } } }"""
    first = client.ask(query)["jobs"]
    assert first["totalCount"] == 4
    assert [node["outcome"] for node in first["nodes"]] == ["FAILED", "FAILED", "BUILT"]
    assert first["nodes"][2] == {
        "source": "build",
        "started": "2026-01-01T13:00:00+00:00",
        "ended": "2026-01-01T13:00:00+00:00",
        "outcome": "BUILT",
        "detail": "read anew: civic",
        "version": "01-Jan-2026",
        "release": "2026.1",
    }
    rest = client.ask(query, after=first["pageInfo"]["endCursor"])["jobs"]
    assert [node["outcome"] for node in rest["nodes"]] == ["CHANGED"]


def test_jobs_of_one_source_are_asked_for_by_its_id(client: Client) -> None:
    query = "query($source: String) { jobs(source: $source) { totalCount nodes { source } } }"
    assert client.ask(query, source="civic")["jobs"] == {"totalCount": 3, "nodes": [{"source": "civic"}] * 3}
    assert client.ask(query, source="nothing")["jobs"]["totalCount"] == 0


def test_a_stale_source_says_since_when_and_why_and_the_others_do_not(client: Client) -> None:
    sources = client.ask("{ sources { id stale { since reason failures lastGood } } }")["sources"]
    found = {source["id"]: source["stale"] for source in sources}
    assert found.pop("civic") == {
        "since": "2026-01-01T14:00:00+00:00",
        "reason": "404 Not Found",
        "failures": 2,
        "lastGood": "2026-01-01T12:00:00+00:00",
    }
    assert found
    assert set(found.values()) == {None}


def test_figures_say_what_is_stale_and_what_came_of_jobs(releases: MemoryReleases, jobs: MemoryJobs) -> None:
    built = datetime.fromisoformat(releases.open().manifest().built_at).replace(tzinfo=UTC)
    text = exposition(releases, jobs, built + timedelta(hours=5)).decode()
    figures = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert figures["pmkg_release_age_seconds",] == 5 * 3600
    assert figures["pmkg_release_serves", "2026.1", releases.open().manifest().profile] == 1
    assert figures["pmkg_source_stale", "civic"] == 1
    assert figures["pmkg_source_stale", BUILD] == 0
    assert figures["pmkg_source_stale_since_seconds", "civic"] == (NOON + timedelta(hours=2)).timestamp()
    assert figures["pmkg_source_checked_seconds", "civic"] == NOON.timestamp()
    assert figures["pmkg_jobs_total", "FAILED", "civic"] == 2


def test_figures_of_a_home_without_release_say_so() -> None:
    assert b'pmkg_release_serves{profile="",release=""} 0.0' in exposition(MemoryReleases(), MemoryJobs(), NOON)


def test_metrics_are_served_as_text_for_prometheus(client: Client) -> None:
    response = client.request("GET", "/metrics")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'pmkg_source_stale{source="civic"} 1.0' in response.text


def test_metrics_need_a_token_where_reading_does(releases: MemoryReleases) -> None:
    with serving(create_app(releases, ApiSettings(auth="required"))) as client:
        assert client.request("GET", "/metrics").status_code == 401
