"""Traces for OpenTelemetry, sent where an OTLP endpoint is set and nowhere else; OpenTelemetry is imported only then.

A span says which questions of the schema a request asked, on which release, whether the answer was kept from before, and with
which code it ended. Nothing that a caller wrote is in it: no query, no variable, no alias, no message of an exception. Of what
comes with a request only the W3C ``traceparent`` is read, so that a trace goes on from the caller's.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Protocol

import pmkg
from pmkg.errors import RequestError

if TYPE_CHECKING:
    from pmkg.api.response_cache import Answered
    from pmkg.model.job import Job

_ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
_PROTOCOLS = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
_HTTP = "http/protobuf"
_SECONDS_TO_SEND = 5.0


class Traced(Protocol):
    """Follow one request."""

    def step(self, name: str) -> AbstractContextManager[None]:
        """Time a step of the request."""

    def ended(self, answer: Answered, kept: bool) -> None:
        """Say how the request ended."""

    def refused(self, status: int, code: str) -> None:
        """Say that the request was not run, or not to its end."""


class Tracing(Protocol):
    """Follow requests and jobs."""

    def request(self, headers: Mapping[str, str]) -> AbstractContextManager[Traced]:
        """Follow a request."""

    def job(self, job: Job) -> None:
        """Tell of a loader job that has ended."""

    def close(self) -> None:
        """Send what is not sent yet, for some seconds at most."""


class Untraced:
    """Follow nothing."""

    def request(self, headers: Mapping[str, str]) -> AbstractContextManager[Traced]:
        """Follow nothing."""
        return nullcontext(self)

    def step(self, name: str) -> AbstractContextManager[None]:
        """Time nothing."""
        return nullcontext()

    def ended(self, answer: Answered, kept: bool) -> None:
        """Say nothing."""

    def refused(self, status: int, code: str) -> None:
        """Say nothing."""

    def job(self, job: Job) -> None:
        """Tell nothing."""

    def close(self) -> None:
        """Send nothing."""


_FOLLOWED: ContextVar[Traced | None] = ContextVar("pmkg.traced", default=None)


@contextmanager
def following(traced: Traced) -> Iterator[None]:
    """Let :func:`step` time what happens in this block as steps of one request."""
    before = _FOLLOWED.set(traced)
    try:
        yield
    finally:
        _FOLLOWED.reset(before)


def step(name: str) -> AbstractContextManager[None]:
    """Time a step of the request that is being answered, if it is followed; ``name`` is ours, never a caller's."""
    traced = _FOLLOWED.get()
    return nullcontext() if traced is None else traced.step(name)


def tracing_of(environment: Mapping[str, str]) -> Tracing:
    """Trace where OpenTelemetry's own variables name an endpoint; raise :class:`RequestError` where that cannot be done.

    >>> type(tracing_of({})).__name__
    'Untraced'
    """
    asked = next((name for name in _ENDPOINTS if environment.get(name)), "")
    off = (
        environment.get("OTEL_SDK_DISABLED", "").lower() == "true" or environment.get("OTEL_TRACES_EXPORTER") == "none"
    )
    if not asked or off:
        return Untraced()
    name, protocol = next(((name, environment[name]) for name in _PROTOCOLS if environment.get(name)), ("", _HTTP))
    if protocol != _HTTP:
        raise RequestError(f"{name} is {protocol!r}; traces are sent by {_HTTP}: set it to that, or leave it unset")
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    except ImportError:
        raise RequestError(
            f"{asked} asks for traces, but OpenTelemetry is not installed: pip install 'pmkg[tracing]', or unset it"
        ) from None
    return OpenTelemetry(OTLPSpanExporter())


class OpenTelemetry:
    """Send spans by an exporter, from a thread of their own."""

    def __init__(self, exporter: Any) -> None:
        from opentelemetry import trace
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        self._trace = trace
        told = {"service.name": "pmkg", "service.version": pmkg.__version__}
        # what the environment says of the service comes first
        resource = Resource(told).merge(Resource.create()) if _named() else Resource.create(told)
        self._provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("pmkg", pmkg.__version__)
        self._came_from = TraceContextTextMapPropagator()

    @contextmanager
    def request(self, headers: Mapping[str, str]) -> Iterator[Traced]:
        """Follow a request."""
        sent = {"traceparent": headers["traceparent"]} if "traceparent" in headers else {}
        span = self._tracer.start_span(
            "graphql",
            context=self._came_from.extract(sent),
            kind=self._trace.SpanKind.SERVER,
            attributes={"http.request.method": "POST", "url.path": "/graphql", "graphql.operation.type": "query"},
        )
        try:
            yield _Request(self._tracer, self._trace, span)
        finally:
            span.end()

    def job(self, job: Job) -> None:
        """Tell of a loader job that has ended."""
        span = self._tracer.start_span(
            f"job {job.of}",
            start_time=int(job.started.timestamp() * 1e9),
            attributes={"pmkg.source": job.of, "pmkg.outcome": job.outcome.value, "pmkg.release": job.release},
        )
        span.end(int(job.ended.timestamp() * 1e9))

    def close(self) -> None:
        """Send what is not sent yet; a collector that does not answer holds nobody up for longer than some seconds."""
        closing = threading.Thread(target=self._provider.shutdown, daemon=True)
        closing.start()
        closing.join(_SECONDS_TO_SEND)


def _named() -> bool:
    import os

    return bool(os.environ.get("OTEL_SERVICE_NAME") or "service.name" in os.environ.get("OTEL_RESOURCE_ATTRIBUTES", ""))


class _Request:
    def __init__(self, tracer: Any, trace: Any, span: Any) -> None:
        self._tracer, self._trace, self._span = tracer, trace, span

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        step = self._tracer.start_span(name, context=self._trace.set_span_in_context(self._span))
        try:
            yield
        finally:
            step.end()

    def ended(self, answer: Answered, kept: bool) -> None:
        from pmkg.api.observed import question_name

        self._span.update_name(f"graphql {question_name(answer.questions)}")
        self._span.set_attributes(
            {
                "pmkg.questions": answer.questions,
                "pmkg.release": answer.release,
                "pmkg.kept": kept,
                "http.response.status_code": answer.status,
            }
        )
        if answer.fault:
            self._fail(answer.fault)

    def refused(self, status: int, code: str) -> None:
        self._span.set_attribute("http.response.status_code", status)
        self._fail(code)

    def _fail(self, code: str) -> None:
        self._span.set_attribute("error.type", code)
        self._span.set_status(self._trace.StatusCode.ERROR)
