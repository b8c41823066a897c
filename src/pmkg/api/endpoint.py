"""``/graphql`` over HTTP: one operation a POST, answered in one worker thread; a page for people on GET."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from pmkg.api.context import Context
from pmkg.api.graphiql import graphiql_page
from pmkg.api.refusals import TimeSpent, as_response, fault, internal
from pmkg.api.schema import Schema
from pmkg.api.serving import Served
from pmkg.api.settings import ApiSettings
from pmkg.api.workers import Workers
from pmkg.errors import RequestError, TooLarge

_GRAPHQL = "application/graphql-response+json"
_JSON = "application/json"
_GRACE = 5.0


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

    async def answer(self, request: Request) -> Response:
        """Answer one request; whatever happens, the client gets JSON with a code."""
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            return graphiql_page()
        if request.method != "POST":
            return refuse(405, "BAD_REQUEST", "send a POST with a JSON body", {"allow": "POST"})
        try:
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind != _JSON:
                return refuse(415, "BAD_REQUEST", "send the request as application/json")
            operation = read_operation(await read_body(request, self.settings.body_bytes))
            strict = _GRAPHQL in request.headers.get("accept", "")
            status, content = await self.workers.run(lambda: self._run(operation), self.settings.seconds + _GRACE)
        except TooLarge as error:
            return refuse(413, error.code, str(error))
        except RequestError as error:
            return refuse(400, error.code, str(error))
        except TimeoutError:
            return refuse(503, TimeSpent.code, str(TimeSpent(self.settings.seconds)))
        except ClientDisconnect:
            return Response(status_code=499)
        except Exception as error:  # the last line of defense: a defect answers with a reference, never with a trace
            return _json(500, {"errors": [internal(error)]})
        return Response(content, status if strict else 200, media_type=_GRAPHQL if strict else _JSON)

    async def _run(self, operation: Operation) -> tuple[int, bytes]:
        try:
            result = await self.schema.execute(
                operation.query,
                operation.variables,
                Context(self.served, self.settings, operation.name),
                operation_name=operation.name,
                allowed_operation_types=[OperationType.QUERY],
            )
        except (CannotGetOperationTypeError, InvalidOperationTypeError):
            message = "name one query of the document in 'operationName'; there are only queries here"
            return 400, orjson.dumps({"errors": [fault("BAD_REQUEST", message)]})
        content: dict[str, Any] = {} if result.data is None and result.errors else {"data": result.data}
        if result.errors:
            content["errors"] = [as_response(error) for error in result.errors]
        return (200 if "data" in content else 400), orjson.dumps(content)


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


def read_operation(body: bytes) -> Operation:
    """Read a GraphQL request, or raise :class:`RequestError` that names the member that is wrong."""
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise RequestError(f"the body is not JSON: line {error.lineno}, column {error.colno}") from None
    if not isinstance(data, dict):
        raise RequestError("the body must be one JSON object with 'query'; batches of operations are not taken")
    query, variables, name = data.get("query"), data.get("variables"), data.get("operationName")
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
