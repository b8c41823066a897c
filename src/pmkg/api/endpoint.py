"""``/graphql`` over HTTP: one operation a POST, answered in one worker thread; a page for people on GET."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from time import perf_counter
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from pmkg.api.access.documents import Documents
from pmkg.api.access.gate import Asked, Gate
from pmkg.api.access.needs import DocumentNeeds
from pmkg.api.access.refusals import Forbidden
from pmkg.api.access.routes import open_to_all
from pmkg.api.context import Context
from pmkg.api.graphiql import graphiql_page
from pmkg.api.observed import Observed
from pmkg.api.refusals import TimeSpent, as_response, fault, internal, unavailable
from pmkg.api.response_cache import Answered, ResponseCache
from pmkg.api.schema import Schema
from pmkg.api.serving import Served, Serving
from pmkg.api.settings import ApiSettings
from pmkg.api.tracing import Traced, Tracing, following
from pmkg.api.workers import Workers
from pmkg.errors import AccessError, RequestError, TooLarge

_GRAPHQL = "application/graphql-response+json"
_JSON = "application/json"
GRACE = 5.0
"""Seconds after its time in which a request may still end by itself, with what it found."""

_CREDENTIALS = frozenset({b"authorization", b"proxy-authorization", b"cookie", b"x-api-key"})


@dataclass(frozen=True, slots=True)
class Operation:
    """Hold what a client asks to run."""

    query: str
    variables: dict[str, Any] | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Answer GraphQL over HTTP; an answer that is kept from before is not worked out again."""

    schema: Schema
    served: Served
    settings: ApiSettings
    workers: Workers
    cache: ResponseCache
    observed: Observed
    tracing: Tracing
    gate: Gate
    needs: DocumentNeeds
    documents: Documents

    @open_to_all
    async def page(self, request: Request) -> Response:
        """Give people in a browser the page, which asks as every client does; tell programs to post."""
        if "text/html" in request.headers.get("accept", ""):
            return graphiql_page()
        return refuse(405, "BAD_REQUEST", "send a POST with a JSON body", {"allow": "POST"})

    async def answer(self, request: Request) -> Response:
        """Answer one request; whatever happens, the client gets JSON with a code."""
        if request.method != "POST":
            return refuse(405, "BAD_REQUEST", "send a POST with a JSON body", {"allow": "POST"})
        begun = perf_counter()
        with self.observed.running(), self.tracing.request(request.headers) as traced:
            try:
                found, kept = await self._found(request, traced)
            # the last line of defense: a defect answers with a reference, never with a trace
            except Exception as error:
                status, shown = self._refusal(error)
                code = shown["extensions"]["code"]
                self.observed.ended((), code, False, perf_counter() - begun)
                traced.refused(status, code)
                return _json(status, {"errors": [shown]})
            traced.ended(found, kept)
        self.observed.ended(found.questions, found.fault, kept, perf_counter() - begun)
        request.scope["pmkg.questions"] = found.questions
        strict = _GRAPHQL in request.headers.get("accept", "")
        return Response(found.content, found.status if strict else 200, media_type=_GRAPHQL if strict else _JSON)

    async def _found(self, request: Request, traced: Traced) -> tuple[Answered, bool]:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != _JSON:
            raise WrongMedia
        try:
            async with asyncio.timeout(self.settings.body_seconds):
                body = await read_body(request, self.settings.body_bytes)
        except TimeoutError:
            raise SlowBody(self.settings.body_seconds) from None
        scope = f"{scope_of(request)} {datetime.now(UTC).date()}"
        asked: Asked = request.scope["pmkg.asked"]
        work = partial(self._answer, body, scope, asked, traced)
        return await self.workers.run(work, self.settings.seconds + GRACE)

    async def _answer(self, body: bytes, scope: str, asked: Asked, traced: Traced) -> tuple[Answered, bool]:
        """Give the answer to a request, and whether it was kept from before."""
        try:
            serving = self.served.current() if self.settings.cache_bytes else None
        except Exception:  # the questions that need a release meet the same fault and report it; the others need none
            serving = None
        if serving is None:
            return (await self._audited(self._read(body), None, asked, traced))[0], False
        key = self.cache.key(serving.name, scope, body)
        kept = self.cache.get(key)
        if kept is not None:
            self.gate.tell(asked, kept.patients, "ANSWERED")
            return kept, True
        answered, lasting = await self._audited(self._read(body), serving, asked, traced)
        if lasting and not answered.fault:
            self.cache.put(key, answered)
        return answered, False

    def _read(self, body: bytes) -> Operation:
        return read_operation(body, self.documents, self.settings.document_length)

    async def _audited(
        self, operation: Operation, serving: Serving | None, asked: Asked, traced: Traced
    ) -> tuple[Answered, bool]:
        """Run an operation that its caller may ask, and tell the audit what came of it before anybody else hears of it."""
        needs = self.needs.read(operation.query, operation.name)
        context = Context(
            self.served, self.settings, operation.name, serving, lambda cost: self.gate.spend(asked, cost)
        )
        outcome = "INTERNAL"
        try:
            self.gate.admit(asked, needs, operation.variables)
            answered, lasting = await self._run(operation, context, traced)
            outcome = answered.fault or "ANSWERED"
        except RequestError as error:
            outcome = error.code
            raise
        finally:
            patients = needs.patients(operation.variables, context.releases_read())
            self.gate.tell(asked, patients, outcome)
        return replace(answered, patients=patients), lasting

    async def _run(self, operation: Operation, context: Context, traced: Traced) -> tuple[Answered, bool]:
        """Run an operation, and say whether its answer is right for as long as the release and the day are the same."""
        try:
            with following(traced), traced.step("execute"):
                result = await self.schema.execute(
                    operation.query,
                    operation.variables,
                    context,
                    operation_name=operation.name,
                    allowed_operation_types=[OperationType.QUERY],
                )
        except (CannotGetOperationTypeError, InvalidOperationTypeError):
            message = "name one query of the document in 'operationName'; there are only queries here"
            shown = fault("BAD_REQUEST", message)
            return Answered(400, orjson.dumps({"errors": [shown]}), (), "BAD_REQUEST"), False
        content: dict[str, Any] = {} if result.data is None and result.errors else {"data": result.data}
        suggesting = self.settings.access.introspection
        errors = [as_response(error, suggesting) for error in result.errors or ()]
        if errors:
            content["errors"] = errors
        status = 200 if "data" in content else 400
        first = errors[0]["extensions"]["code"] if errors else ""
        with traced.step("write"):
            written = orjson.dumps(content)
        release = next(iter(context.releases_read()), "")
        return Answered(status, written, context.questions, first, release), context.lasting

    def _refusal(self, error: Exception) -> tuple[int, dict[str, Any]]:
        """Say why a request was not run, or not to its end."""
        match error:
            case WrongMedia():
                return 415, fault(error.code, str(error))
            case TooLarge():
                return 413, fault(error.code, str(error))
            case Forbidden():
                return 403, fault(error.code, str(error))
            case SlowBody():
                return 408, fault(error.code, str(error))
            case AccessError():
                return 503, fault(error.code, unavailable(error))
            case RequestError():
                return 400, fault(error.code, str(error))
            case TimeoutError():
                return 503, fault(TimeSpent.code, str(TimeSpent(self.settings.seconds)))
            case ClientDisconnect():
                return 499, fault("DISCONNECTED", "the client went away")
            case _:
                return 500, internal(error)


class SlowBody(RequestError):
    """Say that a client did not send a body in time."""

    code = TimeSpent.code

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the body did not come within {seconds:g} s")


class WrongMedia(RequestError):
    """Say that a request did not come as JSON."""

    def __init__(self) -> None:
        super().__init__("send the request as application/json")


def scope_of(request: Request) -> str:
    """Name the caller by what came with the request: answers are kept for one scope and never given to another.

    Whatever else decides what a caller may read, such as roles, is written into the ASGI scope as ``pmkg.scope`` by who decides it.
    """
    sent = [value for name, value in request.scope["headers"] if name in _CREDENTIALS]
    return repr((request.scope.get("pmkg.scope", ""), sent))


async def read_body(request: Request, limit: int) -> bytes:
    """Read a body up to a limit; what is announced or sent beyond it raises :class:`TooLarge` without being kept."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limit:
        raise TooLarge("the request in bytes", int(announced), limit)
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise TooLarge("the request in bytes", size, limit)
        chunks.append(chunk)
    return b"".join(chunks)


def read_operation(body: bytes, documents: Documents, longest: int) -> Operation:
    """Read a GraphQL request, or raise :class:`RequestError` that names the member that is wrong."""
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise RequestError(f"the body is not JSON: line {error.lineno}, column {error.colno}") from None
    if not isinstance(data, dict):
        raise RequestError("the body must be one JSON object with 'query'; batches of operations are not taken")
    if isinstance(text := data.get("query"), str) and len(text) > longest:
        raise TooLarge("the document in characters", len(text), longest)
    query, variables, name = documents.query(data), data.get("variables"), data.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise RequestError("'query' must be the text of a GraphQL document")
    if variables is not None and not isinstance(variables, dict):
        raise RequestError("'variables' must be an object")
    if name is not None and not isinstance(name, str):
        raise RequestError("'operationName' must be a text")
    return Operation(query, variables, name or None)


def refuse(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> Response:
    """Answer that a request was not run."""
    return _json(status, {"errors": [fault(code, message)]}, headers)


def _json(status: int, content: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    return Response(orjson.dumps(content), status, headers, media_type=_JSON)
