"""A page for people at ``/graphql``: a query, its variables, its result, the saved questions. It loads nothing from elsewhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pmkg.api.saved import saved_questions

_STATIC = Path(__file__).parent / "static"
_TYPES = {"console.html": "text/html", "console.js": "text/javascript", "console.css": "text/css"}


@cache
def _file(name: str) -> bytes:
    return (_STATIC / name).read_bytes()


def console_page() -> Response:
    """Give the page."""
    return _asset("console.html")


def _asset(name: str) -> Response:
    return Response(_file(name), media_type=_TYPES[name])


async def _script(_request: Request) -> Response:
    return _asset("console.js")


async def _style(_request: Request) -> Response:
    return _asset("console.css")


async def _questions(_request: Request) -> Response:
    return Response(orjson.dumps(saved_questions()), media_type="application/json")


CONSOLE_ROUTES = [
    Route("/graphql/console.js", _script),
    Route("/graphql/console.css", _style),
    Route("/graphql/questions", _questions),
]
