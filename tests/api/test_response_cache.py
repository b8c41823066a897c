"""What is kept of answers: by whom it is found again, for how long, how much, and what is never kept."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from api_client import Client, serving
from api_graph import publish
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families
from small_graph import EGFR
from starlette.types import Receive, Scope, Send

from pmkg.api import ApiSettings, create_app
from pmkg.api.response_cache import Answered, ResponseCache
from pmkg.model.job import Job, JobOutcome
from pmkg.store.memory_jobs import MemoryJobs
from pmkg.store.memory_releases import MemoryReleases

DRUGS = """query($signature: SignatureInput!) {
    targetedDrugs(signature: $signature) { release options { profile regimen { label } for { evidence } } } }"""
CASE = {"id": "case-7", "tumorType": "SKCM", "alterations": [{"text": "BRAF V600E"}]}


def figures(client: Client) -> dict[str, float]:
    """Give the figures without labels, and those of the cache by its result."""
    text = client.request("GET", "/metrics").text
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {
        sample.labels.get("result", "") or sample.name: sample.value
        for sample in samples
        if "cache" in sample.name and not sample.name.endswith("_created")
    }


def ask(client: Client, headers: dict[str, str] | None = None, query: str = DRUGS, **variables: object) -> bytes:
    given = {"query": query, "variables": variables or {"signature": CASE}}
    return client.request("POST", "/graphql", json=given, headers=headers or {}).content


def test_the_same_request_is_answered_from_memory_with_the_same_bytes(client: Client) -> None:
    first = ask(client)
    assert (figures(client)["hit"], figures(client)["miss"]) == (0, 1)
    assert ask(client) == first
    assert (figures(client)["hit"], figures(client)["miss"]) == (1, 1)
    ask(client, signature={**CASE, "id": "case-8"})
    assert (figures(client)["hit"], figures(client)["miss"]) == (1, 2)


def test_an_answer_is_never_given_on_another_release(client: Client, releases: MemoryReleases) -> None:
    genes = "query { genes { totalCount } }"
    first = ask(client, query=genes)
    assert ask(client, query=genes) == first
    publish(releases, "2026.2", frozenset({EGFR.id}))
    assert ask(client, query=genes) != first
    assert figures(client)["hit"] == 1


@pytest.mark.parametrize("name", ["authorization", "cookie", "x-api-key"])
def test_two_callers_never_share_an_answer(client: Client, name: str) -> None:
    answers = {ask(client, {name: caller}) for caller in ("Bearer a", "Bearer b")} | {ask(client)}
    assert len(answers) == 1
    assert figures(client)["hit"] == 0
    ask(client, {name: "Bearer a"})
    assert figures(client)["hit"] == 1


def test_what_a_caller_may_read_parts_answers_too(releases: MemoryReleases) -> None:
    app = create_app(releases, ApiSettings())
    roles = iter(["clinician", "scientist", "clinician"])

    async def with_role(scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("path") == "/graphql":
            scope["pmkg.scope"] = next(roles)
        await app(scope, receive, send)

    outer = FastAPI()
    outer.mount("/", with_role)
    with serving(app) as inner:
        client = replace(inner, app=outer)
        ask(client)
        ask(client)
        assert figures(inner)["hit"] == 0
        ask(client)
        assert figures(inner)["hit"] == 1


@pytest.mark.parametrize(
    "query",
    [
        "{ sources { id stale { reason } } }",
        "{ jobs { totalCount } }",
        "{ releases { name current } }",
        '{ genes(asOf: "2026.1") { totalCount } }',
        "{ gene(id: \"nothing\") { id } }",
        "{ nothing }",
    ],
)  # fmt: skip
def test_what_changes_while_a_release_stands_is_never_kept(client: Client, query: str) -> None:
    ask(client, query=query)
    ask(client, query=query)
    assert figures(client)["hit"] == 0


def test_a_source_that_went_stale_is_shown_at_once(client: Client, jobs: MemoryJobs) -> None:
    query = "{ sources { id stale { reason } } genes { totalCount } }"
    ask(client, query=query)
    noon = datetime(2026, 1, 2, 12, tzinfo=UTC)
    jobs.record(Job("civic", noon, noon, JobOutcome.FAILED, "503 Service Unavailable"))
    assert b"503 Service Unavailable" in ask(client, query=query)


@pytest.fixture
def without(releases: MemoryReleases) -> Iterator[Client]:
    """Ask a server that keeps nothing."""
    with serving(create_app(releases, ApiSettings(cache_bytes=0))) as client:
        yield client


def test_a_server_may_keep_nothing(without: Client) -> None:
    assert ask(without) == ask(without)
    assert figures(without)["hit"] == figures(without)["pmkg_cache_entries"] == 0


def test_the_media_type_is_that_of_each_request(client: Client) -> None:
    strict = {"accept": "application/graphql-response+json"}
    body = {"query": DRUGS, "variables": {"signature": CASE}}
    for headers in ({}, strict, {}, strict):
        response = client.request("POST", "/graphql", json=body, headers=headers)
        assert response.headers["content-type"].startswith(headers.get("accept", "application/json"))
    assert figures(client)["hit"] == 3


# the cache itself


def answer(size: int) -> Answered:
    return Answered(200, b"x" * size)


def test_an_answer_is_kept_for_its_time_and_no_longer() -> None:
    now = [0.0]
    cache = ResponseCache(1_000_000, 10.0, lambda: now[0])
    cache.put(b"a", answer(1))
    now[0] = 10.0
    assert cache.get(b"a")
    now[0] = 10.1
    assert cache.get(b"a") is None
    assert cache.figures().bytes == 0


def test_what_is_over_is_let_go_though_nobody_asks_for_it() -> None:
    now = [0.0]
    cache = ResponseCache(1_000_000, 10.0, lambda: now[0])
    for number in range(50):
        cache.put(b"%d" % number, answer(1))
    now[0] = 11.0
    cache.put(b"fresh", answer(1))
    assert cache.figures().entries == 1


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 3_000), st.booleans()), max_size=60), st.integers(0, 30_000)
)
def test_the_bound_holds_whatever_is_put_and_asked(steps: list[tuple[int, int, bool]], limit: int) -> None:
    cache, kept = ResponseCache(limit, 60.0), dict[bytes, Answered]()
    for number, size, asked in steps:
        key = cache.key("r", "", b"%d" % number)
        if asked:
            found = cache.get(key)
            assert found is None or found is kept[key]
        else:
            kept[key] = answer(size)
            cache.put(key, kept[key])
        held = cache.figures()
        assert held.bytes <= limit
        assert (held.entries == 0) == (held.bytes == 0)


@given(st.tuples(st.text(), st.text(), st.binary()), st.tuples(st.text(), st.text(), st.binary()))
def test_keys_are_alike_only_for_the_same_request_scope_and_release(
    one: tuple[str, str, bytes], other: tuple[str, str, bytes]
) -> None:
    cache = ResponseCache(1, 1.0)
    assert (cache.key(*one) == cache.key(*other)) == (one == other)


def test_keys_say_nothing_to_another_process() -> None:
    assert ResponseCache(1, 1.0).key("r", "", b"BRAF V600E") != ResponseCache(1, 1.0).key("r", "", b"BRAF V600E")


def _caches() -> list[ResponseCache]:
    return [item for item in gc.get_objects() if isinstance(item, ResponseCache) and item.figures().entries]


def test_no_signature_stays_in_the_cache_and_no_answer_after_the_end(releases: MemoryReleases) -> None:
    marker = "a-name-that-is-nowhere-else"
    others = _caches()
    app = create_app(releases, ApiSettings())
    with serving(app) as client:
        ask(client, signature={**CASE, "id": marker})
        (cache,) = [cache for cache in _caches() if cache not in others]
        assert all(marker.encode() not in key for key in cache._kept)
    assert cache.figures().entries == 0
