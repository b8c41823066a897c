"""Moving between releases, and what the server says of its data."""

from __future__ import annotations

import asyncio

from api_client import Client, serving
from api_graph import publish
from small_graph import EGFR

from pmkg.api import create_app
from pmkg.store.memory_releases import MemoryReleases
from pmkg.vocabulary.kinds import facets_by_kind

_GENES = "query($asOf: String) { genes(asOf: $asOf) { totalCount } }"


def test_a_new_release_is_taken_up_by_the_next_request(client: Client, releases: MemoryReleases) -> None:
    assert client.ask(_GENES)["genes"]["totalCount"] == 5
    publish(releases, "2026.2", frozenset({EGFR.id}))
    assert client.ask(_GENES)["genes"]["totalCount"] == 4
    assert client.request("GET", "/ready").json() == {"status": "ready", "release": "2026.2"}


def test_an_old_release_stays_queryable_by_name(client: Client, releases: MemoryReleases) -> None:
    publish(releases, "2026.2", frozenset({EGFR.id}))
    both = client.ask(
        '{ now: genes { totalCount } before: genes(asOf: "2026.1") { totalCount } releases { name current } }'
    )
    assert both["now"]["totalCount"] == 4
    assert both["before"]["totalCount"] == 5
    assert both["releases"] == [{"name": "2026.2", "current": True}, {"name": "2026.1", "current": False}]


def test_one_request_reads_one_release_from_beginning_to_end(releases: MemoryReleases) -> None:
    class Publishing(MemoryReleases):
        """Publish a new release as soon as a request has asked which is current."""

        def current(self) -> str:
            name = releases.current()
            if name == "2026.1":
                publish(releases, "2026.2", frozenset({EGFR.id}))
            return name

        open = releases.open
        list = releases.list

    with serving(create_app(Publishing())) as client:
        counts = client.ask("{ a: genes { totalCount } b: genes { totalCount } sources { id } }")
        assert counts["a"] == counts["b"] == {"totalCount": 5}
        assert client.ask(_GENES)["genes"]["totalCount"] == 4


def test_an_unknown_release_is_a_coded_error_without_a_path_of_this_machine(client: Client) -> None:
    error = client.error(_GENES, asOf="1999")
    assert error["code"] == "NO_RELEASE"
    assert "1999" in error["message"]
    assert "memory" not in error["message"]


def test_a_server_without_a_release_is_healthy_but_not_ready() -> None:
    with serving(create_app(MemoryReleases(facets_by_kind()))) as client:
        assert client.request("GET", "/health").status_code == 200
        ready = client.request("GET", "/ready")
        assert ready.status_code == 503
        assert ready.json()["code"] == "NO_RELEASE"
        assert client.error(_GENES)["code"] == "NO_RELEASE"


def test_a_release_that_cannot_be_read_leaves_the_last_good_one_serving(
    client: Client, releases: MemoryReleases
) -> None:
    assert client.ask(_GENES)["genes"]["totalCount"] == 5
    publish(releases, "2027.1", frozenset({EGFR.id}), schema=99)
    assert client.ask(_GENES)["genes"]["totalCount"] == 5
    assert client.request("GET", "/ready").json()["release"] == "2026.1"


def test_a_release_of_an_unknown_schema_alone_is_not_served() -> None:
    home = MemoryReleases(facets_by_kind())
    publish(home, "2027.1", schema=99)
    with serving(create_app(home)) as client:
        assert client.request("GET", "/ready").json()["code"] == "UNKNOWN_SCHEMA"
        assert client.error(_GENES)["code"] == "UNKNOWN_SCHEMA"


def test_no_request_fails_while_releases_are_published(client: Client, releases: MemoryReleases) -> None:
    async def ask_while_publishing() -> list[int]:
        import httpx

        async with httpx.AsyncClient(transport=httpx.ASGITransport(client.app), base_url="http://localhost") as http:
            counts = []
            for number in range(2, 8):
                answers = [http.post("/graphql", json={"query": "{ genes { totalCount } }"}) for _ in range(8)]
                publish(releases, f"2026.{number}", frozenset({EGFR.id}) if number % 2 else frozenset())
                for response in await asyncio.gather(*answers):
                    counts.append(response.json()["data"]["genes"]["totalCount"])
            return counts

    assert set(client.runner.run(ask_while_publishing())) <= {4, 5}


def test_sources_carry_version_license_and_citation(client: Client) -> None:
    sources = {
        each["id"]: each
        for each in client.ask("{ sources { id title version license citation url losses } }")["sources"]
    }
    assert sources["civic"] == {
        "id": "civic",
        "title": "CIViC",
        "version": "2025-04-30",
        "license": "CC0-1.0",
        "citation": "PMID:28138153",
        "url": "https://civicdb.org",
        "losses": 3,
    }


def test_the_ledger_is_counted_by_source_and_reason(client: Client) -> None:
    ledger = client.ask(
        '{ ledger(source: "civic") { totalCount counts { source reason count } nodes { record text } } }'
    )
    assert ledger["ledger"]["totalCount"] == 3
    assert {"source": "civic", "reason": "UNKNOWN_DRUG", "count": 2} in ledger["ledger"]["counts"]
    assert {"record": "civic.eid:7", "text": "ABC-1"} in ledger["ledger"]["nodes"]
    assert client.error('{ ledger(source: "civics") { totalCount } }')["code"] == "NOT_FOUND"
    narrowed = client.ask('{ ledger(reason: "UNKNOWN_GENE") { nodes { source } } }')["ledger"]
    assert narrowed["nodes"] == [{"source": "moalmanac"}]
