"""What stands before every route: who calls, how often, and headers that keep a browser from doing more than these pages need."""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from ipaddress import IPv6Address, ip_address

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pmkg.api.access.authentication import Authenticator
from pmkg.api.access.gate import Asked, Gate
from pmkg.api.access.log_lines import REQUESTS
from pmkg.api.access.refusals import NotPermitted, RateLimited, Unauthenticated
from pmkg.api.access.routes import needed, template
from pmkg.api.endpoint import refuse
from pmkg.api.refusals import unavailable
from pmkg.errors import AccessError
from pmkg.model.access import Caller

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_ONLY_TLS = {"strict-transport-security": "max-age=31536000; includeSubDomains"}
_NOBODY = Caller("nobody", frozenset(), authenticated=False)


class Guard:
    """Tell who calls, refuse who may not, count, log, and add the security headers.

    Routes that are open to all are answered without a credential. What a caller may ask of GraphQL is decided at the endpoint,
    which finds the caller in the request's scope.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute], authenticator: Authenticator, gate: Gate) -> None:
        self._app, self._routes = app, routes
        self._authenticator, self._gate = authenticator, gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request, begun, answered = uuid.uuid4().hex[:16], time.perf_counter(), 0
        scope["pmkg.asked"] = Asked(_NOBODY, request, "nobody")

        async def send_with_headers(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                answered = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in (HEADERS | _ONLY_TLS if scope["scheme"] == "https" else HEADERS).items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
                headers["x-request-id"] = request
            await send(message)

        try:
            refusal = await self._refusal(scope, request)
            await (self._app if refusal is None else refusal)(scope, receive, send_with_headers)
        finally:
            if REQUESTS.isEnabledFor(20):
                self._log(scope, request, answered, time.perf_counter() - begun)

    async def _refusal(self, scope: Scope, request: str) -> Response | None:
        """Put the caller into the scope, or give the answer that refuses the request."""
        connection = HTTPConnection(scope)
        address = _address(connection)
        need = needed(self._routes, scope)
        if need is None:
            return None
        try:
            try:
                caller = await self._authenticator.caller(connection)
            except Unauthenticated as error:
                if error.given:
                    self._gate.fail(address)
                raise
            counted = caller.name if caller.authenticated else f"{caller.name} {address}"
            asked = scope["pmkg.asked"] = Asked(caller, request, counted)
            scope["pmkg.scope"] = f"{caller.name} {caller.scope}"
            self._gate.arrive(asked)
            if not caller.may(need):
                raise NotPermitted(need, "this address")
        except Unauthenticated as error:
            return refuse(401, error.code, str(error), {"www-authenticate": error.challenge})
        except RateLimited as error:
            return refuse(429, error.code, str(error), {"retry-after": str(error.seconds)})
        except NotPermitted as error:
            return refuse(403, error.code, str(error))
        except AccessError as error:
            return refuse(503, error.code, unavailable(error))
        return None

    def _log(self, scope: Scope, request: str, status: int, seconds: float) -> None:
        asked: Asked = scope["pmkg.asked"]
        told = {
            "request": request,
            "caller": asked.caller.name,
            "method": scope["method"] if scope["method"] in ("GET", "POST", "HEAD", "OPTIONS") else "other",
            "route": template(self._routes, scope),
            "questions": list(scope.get("pmkg.questions", ())),
            "status": status,
            "milliseconds": round(seconds * 1000, 1),
        }
        REQUESTS.info("request", extra={"told": told})


def _address(connection: HTTPConnection) -> str:
    """Name where a request comes from: a host, or the network of 64 bits that one holder of IPv6 addresses has."""
    host = connection.client.host if connection.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return f"{IPv6Address(int(address) >> 64 << 64)}/64"
    return str(address)
