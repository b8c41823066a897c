"""What the API shows of itself: GraphiQL at ``/graphql`` with the saved questions, and the OpenAPI document of its addresses.

Nothing is loaded from another host.

GraphiQL's own files come from an installed package that ships them for offline use; of that package nothing else is used.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pmkg.api.access.routes import open_to_all
from pmkg.api.saved import saved_questions

_OWN = Path(__file__).parent / "static"
_SHIPPED = "graphene_django_graphiql_static"
_ASSETS = {
    "page.js": "text/javascript",
    "page.css": "text/css",
    "graphiql.min.js": "text/javascript",
    "graphiql.min.css": "text/css",
    "react.production.min.js": "text/javascript",
    "react-dom.production.min.js": "text/javascript",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""The page's own policy: GraphiQL's editor sets styles, and its style sheet holds its fonts as data."""


def graphiql_page() -> Response:
    """Give the page."""
    page = (_OWN / "graphiql.html").read_bytes()
    return Response(page, media_type="text/html", headers={"content-security-policy": _POLICY})


@cache
def _asset(name: str) -> bytes:
    if (_OWN / name).is_file():
        return (_OWN / name).read_bytes()
    spec = find_spec(_SHIPPED)
    if spec is None or not spec.submodule_search_locations:
        raise HTTPException(404, "GraphiQL's files are not installed")
    return (Path(spec.submodule_search_locations[0]) / "static" / _SHIPPED / name).read_bytes()


@open_to_all
async def _assets(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _ASSETS:
        raise HTTPException(404, "no such file")
    return Response(_asset(name), media_type=_ASSETS[name], headers={"cache-control": "max-age=3600"})


@open_to_all
async def _openapi(_request: Request) -> Response:
    return Response((_OWN / "openapi.json").read_bytes(), media_type="application/json")


async def _questions(_request: Request) -> Response:
    return Response(orjson.dumps(saved_questions()), media_type="application/json")


GRAPHIQL_ROUTES = [
    Route("/graphql/assets/{name}", _assets),
    Route("/graphql/questions", _questions),
    Route("/openapi.json", _openapi),
]
