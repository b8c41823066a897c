"""Whatever document the schema allows, and whatever request OpenAPI describes, there is no internal error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from api_access import guarding
from api_client import Client
from graphql import GraphQLSchema, parse, validate
from graphql import build_schema as schema_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis_graphql import Mode, nodes, queries
from made_documents import documents
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS

import pmkg.api
from pmkg.api import ApiSettings
from pmkg.api.schema import build_schema
from pmkg.model.access import Role
from pmkg.store.memory_releases import MemoryReleases

_SCHEMA: GraphQLSchema = schema_of(build_schema(ApiSettings()).as_str())
_ANY = settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=15)
_SCALARS: Any = {"TestedGene": st.text(max_size=5).map(nodes.String), "JSON": st.just(nodes.String("x"))}
_OPENAPI = json.loads((Path(pmkg.api.__file__).parent / "static" / "openapi.json").read_text("utf-8"))
_HTTP = schemathesis.openapi.from_dict(_OPENAPI)


def _check(client: Client, query: str) -> None:
    response = client.request("POST", "/graphql", json={"query": query})
    assert response.status_code < 500, query
    for error in response.json().get("errors", []):
        assert error["extensions"]["code"] != "INTERNAL", query


@_ANY
@given(query=documents(_SCHEMA))
def test_a_valid_document_with_words_that_mean_something_is_answered(client: Client, query: str) -> None:
    _check(client, query)


@_ANY
@given(query=queries(_SCHEMA, custom_scalars=_SCALARS))
def test_a_valid_document_with_any_values_is_answered(client: Client, query: str) -> None:
    _check(client, query)


@_ANY
@given(query=queries(_SCHEMA, custom_scalars=_SCALARS, mode=Mode.NEGATIVE))
def test_a_document_with_one_fault_is_refused(client: Client, query: str) -> None:
    _check(client, query)


@settings(max_examples=30, deadline=None)
@given(query=documents(_SCHEMA))
def test_the_documents_that_are_made_here_are_valid(query: str) -> None:
    assert not validate(_SCHEMA, parse(query))


_ADDRESSES = sorted((path, method) for path, methods in _OPENAPI["paths"].items() for method in methods)
_CHECKS: Any = CHECKS.get_by_names(
    ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"]
)


def _send(client: Client, case: Case[Any], headers: dict[str, str]) -> None:
    given = case.as_transport_kwargs(base_url="http://127.0.0.1:8000")
    sent = {**dict(given["headers"] or {}), **headers}
    body = {name: given[name] for name in ("json", "data") if given.get(name) is not None}
    if "data" in body:
        body = {"content": body["data"]}
    response = client.request(given["method"], given["url"], headers=sent, params=given.get("params"), **body)
    case.validate_response(response, checks=_CHECKS)


@pytest.mark.parametrize(("path", "method"), _ADDRESSES)
def test_any_request_that_openapi_describes_is_answered_as_it_says(client: Client, path: str, method: str) -> None:
    @_ANY
    @given(case=_HTTP[path][method.upper()].as_strategy())
    def send(case: Case[Any]) -> None:
        _send(client, case, {})

    send()


@_ANY
@given(case=_HTTP["/graphql"]["POST"].as_strategy(generation_mode=GenerationMode.NEGATIVE))
def test_any_request_that_openapi_does_not_describe_is_refused_as_it_says(client: Client, case: Case[Any]) -> None:
    _send(client, case, {})


@pytest.mark.parametrize(("path", "method"), _ADDRESSES)
def test_callers_of_every_kind_are_answered_as_openapi_says(
    releases: MemoryReleases, tmp_path: Path, path: str, method: str
) -> None:
    with guarding(releases, tmp_path) as server:
        given_keys = ["", "wrong", server.key(Role.PUBLIC), server.key(Role.OPERATOR), "\t", "a" * 9_000]
        for key in given_keys:
            headers = {"authorization": f"Bearer {key}"} if key else {}

            @settings(_ANY, max_examples=3)
            @given(case=_HTTP[path][method.upper()].as_strategy(), headers=st.just(headers))
            def send(case: Case[Any], headers: dict[str, str]) -> None:
                _send(server.client, case, headers)

            send()
