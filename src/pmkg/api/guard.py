"""What stands before every route: who may read, and headers that keep a browser from doing more than these pages need."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pmkg.api.endpoint import refuse

Authorize = Callable[[Request], bool]

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
_REFUSAL = (
    "reading needs a token here: the server listens beyond this machine, or was started with PMKG_AUTH=required; "
    "whoever runs it may open it with PMKG_AUTH=none"
)
_OPEN_TO_ALL = frozenset({"/health", "/ready"})


class Guard:
    """Ask for a token where one is required, and add the security headers.

    ``authorize`` decides whether a request carries a right to read. Where it is required and there is no ``authorize``,
    nobody reads. There is no CORS: a page of another origin cannot read an answer.
    """

    def __init__(self, app: ASGIApp, required: bool, authorize: Authorize | None) -> None:
        self._app = app
        self._required = required
        self._authorize = authorize

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 401."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        if self._required and scope["path"] not in _OPEN_TO_ALL and not self._allowed(Request(scope)):
            response = refuse(401, "UNAUTHENTICATED", _REFUSAL, {"www-authenticate": "Bearer"})
            await response(scope, receive, send_with_headers)
            return
        await self._app(scope, receive, send_with_headers)

    def _allowed(self, request: Request) -> bool:
        return self._authorize is not None and self._authorize(request)
