"""Traces: sent where an endpoint is set, with what the schema and the release say, and nothing that a caller wrote."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from api_client import Client, serving

from pmkg.api import ApiSettings, create_app
from pmkg.api.tracing import OpenTelemetry, Untraced, step, tracing_of
from pmkg.errors import RequestError
from pmkg.model.job import Job, JobOutcome
from pmkg.store.memory_releases import MemoryReleases

pytest.importorskip("opentelemetry.sdk", reason="OpenTelemetry's SDK is not installed: make setup")
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

NAMED = "a-patient-of-ours"
ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
DRUGS = "query Of($s: SignatureInput!) { targetedDrugs(signature: $s) { id options { because } } }"
CASE = {"id": NAMED, "tumorType": "SKCM", "alterations": [{"text": "BRAF V600E"}]}


@contextmanager
def traced(releases: MemoryReleases) -> Iterator[tuple[Client, InMemorySpanExporter]]:
    exporter = InMemorySpanExporter()
    with serving(create_app(releases, ApiSettings(), tracing=OpenTelemetry(exporter))) as client:
        yield client, exporter


def spans(releases: MemoryReleases, *requests: dict[str, Any], **headers: str) -> list[Any]:
    with traced(releases) as (client, exporter):
        for request in requests:
            client.request("POST", "/graphql", json=request, headers=headers)
    return list(exporter.get_finished_spans())


def test_a_request_is_a_span_of_its_questions_with_its_steps(releases: MemoryReleases) -> None:
    found = spans(releases, *[{"query": DRUGS, "variables": {"s": CASE}}] * 2)
    *steps, first, again = found
    names = ["parse", "validate", "read signature", "targetedDrugs", "execute", "write"]
    assert [span.name for span in steps] == names
    assert [first.name, again.name] == ["graphql targetedDrugs", "graphql targetedDrugs"]
    assert {span.parent.span_id for span in steps} == {first.context.span_id}
    assert (first.attributes["pmkg.kept"], again.attributes["pmkg.kept"]) == (False, True)
    assert first.attributes["pmkg.questions"] == ("targetedDrugs",)
    assert first.attributes["pmkg.release"] == again.attributes["pmkg.release"] == "2026.1"
    assert first.resource.attributes["service.name"] == "pmkg"


def test_each_question_of_a_request_and_what_it_reads_is_a_step(releases: MemoryReleases) -> None:
    query = """{ mine: genes(first: 1) { nodes { id } } nowhere: releases { name }
        gene(id: "BRAF") { relations(kinds: [TARGETS], direction: IN, first: 5) { nodes { source } } } }"""
    found = spans(releases, {"query": query})
    names = [span.name for span in found]
    assert {"parse", "validate", "genes", "gene", "releases", "read edges", "execute", "write"} <= set(names)
    assert not {"mine", "nowhere"} & set(names), "an alias is a caller's own word"
    request, steps = found[-1], found[:-1]
    assert all(step.parent.span_id == request.context.span_id for step in steps)
    assert all(request.start_time <= step.start_time <= step.end_time <= request.end_time for step in steps)


def test_where_requests_are_not_followed_no_step_is(releases: MemoryReleases) -> None:
    with serving(create_app(releases, ApiSettings())) as client, step("of nobody"):
        assert client.ask("{ releases { name } }")


def test_nothing_that_a_caller_wrote_is_in_a_trace(releases: MemoryReleases) -> None:
    name = NAMED.replace("-", "_")
    found = spans(
        releases,
        {"query": DRUGS.replace("Of", name), "variables": {"s": CASE}, "operationName": name},
        {"query": f"{{ {name}: genes {{ totalCount }} }}"},
        {"query": f'{{ gene(id: "{NAMED}") {{ id }} }}'},
        {"query": f"{{ {name} }}"},
        {"query": DRUGS, "variables": {"s": {"alterations": NAMED}}},
        {"query": DRUGS, "variables": NAMED},
        tracestate=f"v={NAMED}",
        baggage=f"patient={NAMED}",
        cookie=NAMED,
    )
    whole = "".join(span.to_json() for span in found)
    assert "NOT_FOUND" in whole
    for secret in (NAMED, name, "BRAF", "SKCM", "V600E"):
        assert secret not in whole


def test_a_trace_goes_on_from_its_callers(releases: MemoryReleases) -> None:
    trace, parent = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
    found = spans(releases, {"query": "{ genes { totalCount } }"}, traceparent=f"00-{trace}-{parent}-01")
    assert {f"{span.context.trace_id:032x}" for span in found} == {trace}
    assert f"{found[-1].parent.span_id:016x}" == parent


def test_a_fault_is_told_by_its_code(releases: MemoryReleases) -> None:
    refused = spans(releases, {"query": 5})[-1]
    wrong = spans(releases, {"query": "{ nothing }"})[-1]
    for span in (refused, wrong):
        assert span.attributes["error.type"] == "BAD_REQUEST"
        assert not span.status.is_ok
        assert not span.events


def test_a_job_is_a_span_from_its_beginning_to_its_end() -> None:
    exporter, noon = InMemorySpanExporter(), datetime(2026, 1, 1, 12, tzinfo=UTC)
    tracing = OpenTelemetry(exporter)
    tracing.job(Job("civic", noon, noon + timedelta(seconds=5), JobOutcome.FAILED, "said by the owner"))
    tracing.close()
    span: Any = exporter.get_finished_spans()[0]
    assert (span.name, span.end_time - span.start_time) == ("job civic", 5 * 10**9)
    assert span.attributes["pmkg.outcome"] == "FAILED"


def test_spans_reach_a_collector_over_http(releases: MemoryReleases, monkeypatch: pytest.MonkeyPatch) -> None:
    received: list[tuple[str, bytes]] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append((self.path, self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    with HTTPServer(("127.0.0.1", 0), Collector) as collector:
        threading.Thread(target=collector.serve_forever, daemon=True).start()
        environment = {ENDPOINT: f"http://127.0.0.1:{collector.server_port}"}
        monkeypatch.setenv(ENDPOINT, environment[ENDPOINT])
        with serving(create_app(releases, ApiSettings(), tracing=tracing_of(environment))) as client:
            client.ask("{ genes { totalCount } }")
        collector.shutdown()
    ((path, body),) = received
    assert path == "/v1/traces"
    assert b"graphql genes" in body


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {ENDPOINT: ""},
        {ENDPOINT: "http://c", "OTEL_SDK_DISABLED": "TRUE"},
        {ENDPOINT: "http://c", "OTEL_TRACES_EXPORTER": "none"},
    ],
)
def test_without_an_endpoint_nothing_is_traced(environment: dict[str, str]) -> None:
    assert isinstance(tracing_of(environment), Untraced)


def test_what_cannot_be_done_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RequestError, match="OTEL_EXPORTER_OTLP_PROTOCOL is 'grpc'"):
        tracing_of({ENDPOINT: "http://c", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"})
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(RequestError, match=r"pip install 'pmkg\[tracing\]'"):
        tracing_of({ENDPOINT: "http://c"})


def test_the_sdk_is_not_imported_where_nothing_is_traced() -> None:
    here = Path(__file__).parent
    program = (
        f"import sys; sys.path[:0] = [{str(here)!r}, {str(here.parent / 'store')!r}]\n"
        "from pmkg.api import create_app\nfrom pmkg.store.memory_releases import MemoryReleases\n"
        "create_app(MemoryReleases())\n"
        "assert not [name for name in sys.modules if name.startswith('opentelemetry.sdk')]"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
