"""``/graphql`` over HTTP: one operation a POST, answered in one worker thread; a page for people on GET."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
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
from pmkg.api.refusals import TimeSpent, as_response, fault, internal, unavailable
from pmkg.api.schema import Schema
from pmkg.api.serving import Served
from pmkg.api.settings import ApiSettings
from pmkg.api.workers import Workers
from pmkg.errors import AccessError, RequestError, TooLarge

_GRAPHQL = "application/graphql-response+json"
_JSON = "application/json"
_GRACE = 5.0


class SlowBody(Exception):
    """Say that a client did not send a body in time."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the body did not come within {seconds:g} s")


@dataclass(frozen=True, slots=True)
class Operation:
    """Hold what a client asks to run."""

    query: str
    variables: dict[str, Any] | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Answer GraphQL over HTTP."""

    schema: Schema
    served: Served
    settings: ApiSettings
    workers: Workers
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
        try:
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind != _JSON:
                return refuse(415, "BAD_REQUEST", "send the request as application/json")
            operation = read_operation(await self._body(request), self.documents, self.settings.document_length)
            strict = _GRAPHQL in request.headers.get("accept", "")
            work = lambda: self._run(operation, request)  # noqa: E731  (what a worker thread is given)
            status, content = await self.workers.run(work, self.settings.seconds + _GRACE)
        except TooLarge as error:
            return refuse(413, error.code, str(error))
        except Forbidden as error:
            return refuse(403, error.code, str(error))
        except AccessError as error:
            return refuse(503, error.code, unavailable(error))
        except RequestError as error:
            return refuse(400, error.code, str(error))
        except TimeoutError:
            return refuse(503, TimeSpent.code, str(TimeSpent(self.settings.seconds)))
        except SlowBody as error:
            return refuse(408, TimeSpent.code, str(error), {"connection": "close"})
        except ClientDisconnect:
            return Response(status_code=499)
        except Exception as error:  # the last line of defense: a defect answers with a reference, never with a trace
            return _json(500, {"errors": [internal(error)]})
        return Response(content, status if strict else 200, media_type=_GRAPHQL if strict else _JSON)

    async def _body(self, request: Request) -> bytes:
        try:
            async with asyncio.timeout(self.settings.body_seconds):
                return await read_body(request, self.settings.body_bytes)
        except TimeoutError:
            raise SlowBody(self.settings.body_seconds) from None

    async def _run(self, operation: Operation, request: Request) -> tuple[int, bytes]:
        """Run an operation that its caller may ask, and tell the audit what came of it before anybody else hears of it."""
        asked: Asked = request.scope["pmkg.asked"]
        needs = self.needs.read(operation.query, operation.name)
        request.scope["pmkg.questions"] = needs.fields
        context = Context(self.served, self.settings, operation.name, spend=lambda cost: self.gate.spend(asked, cost))
        outcome = "INTERNAL"
        try:
            self.gate.admit(asked, needs, operation.variables)
            status, content = await self._execute(operation, context)
            codes = {error["extensions"]["code"] for error in content.get("errors", ())}
            outcome = ",".join(sorted(codes)) or "ANSWERED"
        except RequestError as error:
            outcome = error.code
            raise
        finally:
            self.gate.tell(asked, needs, operation.variables, context.releases_read(), outcome)
        return status, orjson.dumps(content)

    async def _execute(self, operation: Operation, context: Context) -> tuple[int, dict[str, Any]]:
        try:
            result = await self.schema.execute(
                operation.query,
                operation.variables,
                context,
                operation_name=operation.name,
                allowed_operation_types=[OperationType.QUERY],
            )
        except (CannotGetOperationTypeError, InvalidOperationTypeError):
            message = "name one query of the document in 'operationName'; there are only queries here"
            return 400, {"errors": [fault("BAD_REQUEST", message)]}
        content: dict[str, Any] = {} if result.data is None and result.errors else {"data": result.data}
        if result.errors:
            suggesting = self.settings.access.introspection
            content["errors"] = [as_response(error, suggesting) for error in result.errors]
        return (200 if "data" in content else 400), content


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
