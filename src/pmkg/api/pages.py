"""The clinicians' pages: the built files of ``ui/``, served beside the API, which works without them.

Every address of a page gives the same document; the page itself reads the address. A patient's case stands in the fragment,
which a browser never sends.
"""

from __future__ import annotations

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from pmkg.api.access.routes import open_to_all
from pmkg.vocabulary.ontology_files import data_folder

_NOT_BUILT = (
    "The clinicians' pages are not built here; GraphQL is served at /graphql.\n"
    "With Node 20.19 or newer: make ui, then start the server anew.\n"
)
_FOREVER = "public, max-age=31536000, immutable"
"""Files under ``/assets`` carry a digest of their content in their names."""


def built_pages() -> Path | None:
    """Give the folder of the built pages, None where they were not built.

    In a wheel they lie in ``pmkg/ui``, in a checkout in ``ui/dist``.
    """
    folder = data_folder("ui")
    for place in (folder / "dist", folder):
        if (place / "index.html").is_file() and (place / "assets").is_dir():
            return place
    return None


def page_routes(folder: Path | None) -> list[BaseRoute]:
    """Route everything that the API does not take to the pages; put these routes last."""
    if folder is None:
        return [Route("/", _not_built)]
    home = folder.resolve()

    @open_to_all
    async def page(request: Request) -> Response:
        name = request.path_params["path"]
        file = (home / name).resolve()
        if file.is_file() and file.is_relative_to(home) and file != home / "index.html":
            kept = _FOREVER if file.parent.name == "assets" else "no-cache"
            return FileResponse(file, headers={"cache-control": kept})
        if name.startswith("assets/") or "text/html" not in request.headers.get("accept", ""):
            raise HTTPException(404, "no such page")
        return FileResponse(home / "index.html", headers={"cache-control": "no-cache"})

    return [Route("/{path:path}", page, middleware=[Middleware(GZipMiddleware)])]


@open_to_all
async def _not_built(_request: Request) -> Response:
    return PlainTextResponse(_NOT_BUILT, 404)
