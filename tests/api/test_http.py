"""GraphQL over HTTP: what is taken, what is refused, what a browser is told."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest
from api_client import Client, serving

from pmkg.api import ApiSettings, create_app
from pmkg.api.access.settings import AccessSettings
from pmkg.errors import RequestError
from pmkg.store.memory_releases import MemoryReleases

_JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"{}",
        b'{"query": 5}',
        b'{"query": " "}',
        b'{"query": "{ releases { name } }", "variables": []}',
        b'{"query": "{ releases { name } }", "operationName": 5}',
        b"\xff\xfe",
        b"[" * 5_000,
    ],
)
def test_a_body_that_is_no_request_is_a_bad_request(client: Client, body: bytes) -> None:
    response = client.request("POST", "/graphql", content=body, headers=_JSON)
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


def test_another_content_type_is_refused(client: Client) -> None:
    response = client.request(
        "POST", "/graphql", content=b"{ releases { name } }", headers={"content-type": "text/plain"}
    )
    assert response.status_code == 415


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused_and_the_right_one_is_named(client: Client, method: str) -> None:
    response = client.request(method, "/graphql")
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"


def test_a_program_that_sends_get_is_told_to_post(client: Client) -> None:
    assert client.request("GET", "/graphql", headers={"accept": "application/json"}).status_code == 405


@pytest.mark.parametrize(
    "query",
    [
        "{",
        "{ nothing }",
        "{ gene { id } }",
        "query($x: Nothing) { gene(id: $x) { id } }",
        "mutation { x }",
        "fragment f on Gene { id }",
    ],
)
def test_a_wrong_document_is_a_bad_request_by_code(client: Client, query: str) -> None:
    errors = client.send(query)["errors"]
    assert {error["extensions"]["code"] for error in errors} == {"BAD_REQUEST"}


def test_a_wrong_variable_is_a_bad_request_that_names_it(client: Client) -> None:
    error = client.error("query($first: Int) { genes(first: $first) { totalCount } }", first="many")
    assert error["code"] == "BAD_REQUEST"
    assert "$first" in error["message"]


def test_one_of_several_operations_is_chosen_by_name(client: Client) -> None:
    both = "query A { a: releases { name } } query B { b: releases { name } }"
    response = client.request("POST", "/graphql", json={"query": both, "operationName": "B"})
    assert list(response.json()["data"]) == ["b"]
    assert client.error(both)["code"] == "BAD_REQUEST"


def test_the_strict_media_type_answers_a_wrong_document_with_400(client: Client) -> None:
    strict = {**_JSON, "accept": "application/graphql-response+json"}
    wrong = client.request("POST", "/graphql", json={"query": "{"}, headers=strict)
    right = client.request("POST", "/graphql", json={"query": "{ releases { name } }"}, headers=strict)
    assert (wrong.status_code, right.status_code) == (400, 200)
    assert right.headers["content-type"].startswith("application/graphql-response+json")


def test_a_browser_gets_graphiql_and_nothing_is_loaded_from_elsewhere(client: Client) -> None:
    page = client.request("GET", "/graphql", headers={"accept": "text/html,*/*"})
    assert page.status_code == 200
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert "/graphql/assets/graphiql.min.js" in loaded
    for address in loaded:
        asset = client.request("GET", address)
        assert asset.status_code == 200
        assert asset.headers["content-type"].startswith("text/")
    assert "://" not in page.text
    policy = dict(part.strip().split(" ", 1) for part in page.headers["content-security-policy"].split(";"))
    assert (policy["default-src"], policy["script-src"], policy["connect-src"]) == ("'none'", "'self'", "'self'")
    assert not any("://" in sources for sources in policy.values())


def test_the_page_keeps_no_query_in_the_browser(client: Client) -> None:
    script = client.request("GET", "/graphql/assets/page.js").text
    assert "storage: nothing" in script
    assert "localStorage" not in script


def test_an_asset_that_is_not_listed_is_not_served(client: Client) -> None:
    assert client.request("GET", "/graphql/assets/graphql-ws.min.js").status_code == 404
    assert client.request("GET", "/graphql/assets/..%2Fapp.py").status_code == 404


def test_every_control_of_the_page_has_a_label(client: Client) -> None:
    page = client.request("GET", "/graphql", headers={"accept": "text/html"}).text
    controls = re.findall(r"<(?:textarea|select|input)\b[^>]*\bid=\"([^\"]+)\"", page)
    assert set(controls) == set(re.findall(r'<label for="([^"]+)"', page))
    assert 'lang="en"' in page


def test_answers_carry_security_headers_and_no_cors(client: Client) -> None:
    origin = {"origin": "https://elsewhere.example"}
    for response in (
        client.request("POST", "/graphql", json={"query": "{ releases { name } }"}, headers=origin),
        client.request("GET", "/health", headers=origin),
        client.request("GET", "/nowhere", headers=origin),
    ):
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"] == "no-referrer"
        assert response.headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_pages_that_would_load_from_other_hosts_are_not_there(client: Client, path: str) -> None:
    assert client.request("GET", path).status_code == 404


@pytest.fixture
def guarded(releases: MemoryReleases) -> Iterator[Client]:
    """Ask a server that wants a credential, and knows none."""
    with serving(create_app(releases, ApiSettings(auth="required"))) as client:
        yield client


def test_probes_need_no_token(guarded: Client) -> None:
    assert guarded.request("GET", "/health").json() == {"status": "ok"}
    assert guarded.request("GET", "/ready").status_code == 200


def test_a_token_that_nobody_can_check_lets_nobody_in(releases: MemoryReleases) -> None:
    with serving(create_app(releases, ApiSettings(auth="required"))) as client:
        headers = {"authorization": "Bearer any"}
        assert (
            client.request("POST", "/graphql", json={"query": "{ releases { name } }"}, headers=headers).status_code
            == 401
        )


def test_a_host_that_the_server_does_not_answer_to_is_refused(releases: MemoryReleases) -> None:
    with serving(create_app(releases, replace(ApiSettings(), hosts=("127.0.0.1",)))) as client:
        assert client.request("GET", "/health").status_code == 200
        assert client.request("GET", "/health", headers={"host": "rebound.example"}).status_code == 400


def test_settings_are_read_from_the_environment_and_checked() -> None:
    assert ApiSettings.read({}).auth == ""
    assert ApiSettings.read({"PMKG_AUTH": "required"}).auth == "required"
    with pytest.raises(RequestError, match="PMKG_AUTH"):
        ApiSettings.read({"PMKG_AUTH": "maybe"})


_ELSEWHERE = "https://portal.example"


def test_a_page_of_a_named_origin_may_ask_and_of_no_other(releases: MemoryReleases) -> None:
    access = AccessSettings(origins=(_ELSEWHERE,))
    with serving(create_app(releases, ApiSettings(auth="required", access=access))) as client:
        asked = {
            "access-control-request-method": "POST",
            "access-control-request-headers": "authorization,content-type",
        }
        allowed = client.request("OPTIONS", "/graphql", headers={"origin": _ELSEWHERE, **asked})
        assert allowed.status_code == 200
        assert allowed.headers["access-control-allow-origin"] == _ELSEWHERE
        assert "access-control-allow-credentials" not in allowed.headers
        for origin in ("https://portal.example.evil", "http://portal.example", "null"):
            refused = client.request("OPTIONS", "/graphql", headers={"origin": origin, **asked})
            assert "access-control-allow-origin" not in refused.headers
        answer = client.request("POST", "/graphql", json={"query": "{ x }"}, headers={"origin": _ELSEWHERE})
        assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (401, _ELSEWHERE)


def test_a_browser_is_told_to_stay_with_tls_where_it_came_by_tls(client: Client) -> None:
    assert "strict-transport-security" not in client.request("GET", "/health").headers
    secure = client.request("GET", "https://127.0.0.1:8000/health")
    assert secure.headers["strict-transport-security"].startswith("max-age=")


def test_a_body_that_does_not_come_is_not_waited_for(releases: MemoryReleases) -> None:
    async def drip() -> AsyncIterator[bytes]:
        yield b'{"query": '
        await asyncio.sleep(30)

    with serving(create_app(releases, replace(ApiSettings(), body_seconds=0.05))) as client:
        response = client.request("POST", "/graphql", content=drip(), headers=_JSON)
        assert response.status_code == 408
        assert response.json()["errors"][0]["extensions"]["code"] == "TIMEOUT"


def test_a_document_is_short_since_caches_remember_it(releases: MemoryReleases) -> None:
    with serving(create_app(releases, replace(ApiSettings(), document_length=100))) as client:
        padded = '{ gene(id: "' + "B" * 100 + '") { id } }'
        response = client.request("POST", "/graphql", json={"query": padded})
        assert response.status_code == 413
        assert response.json()["errors"][0]["extensions"]["code"] == "TOO_LARGE"
