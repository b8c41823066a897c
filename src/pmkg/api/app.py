"""The web application: GraphQL, its page, the two questions that an operator's probes ask, and the clinicians' pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pmkg.api.access.authentication import Authenticator
from pmkg.api.access.documents import known_documents
from pmkg.api.access.gate import Gate
from pmkg.api.access.needs import DocumentNeeds
from pmkg.api.access.routes import needs, open_to_all
from pmkg.api.endpoint import Endpoint
from pmkg.api.graphiql import GRAPHIQL_ROUTES
from pmkg.api.guard import Guard
from pmkg.api.pages import built_pages, page_routes
from pmkg.api.schema import build_schema
from pmkg.api.serving import Served
from pmkg.api.settings import ApiSettings
from pmkg.api.workers import Workers
from pmkg.errors import PmkgError
from pmkg.model.access import Permission
from pmkg.ports import Jobs, Releases
from pmkg.store.memory_jobs import MemoryJobs


def create_app(
    releases: Releases,
    settings: ApiSettings | None = None,
    jobs: Jobs | None = None,
    authenticator: Authenticator | None = None,
    gate: Gate | None = None,
) -> FastAPI:
    """Build the application over the releases of one home and the history of its loader jobs, if there is one.

    Each request reads the release that is current when it begins. ``authenticator`` tells who calls, ``gate`` what callers may ask;
    without them nobody holds a credential, and nothing is audited.
    """
    given = settings or ApiSettings()
    served, workers, schema = Served(releases, jobs or MemoryJobs()), Workers(given.workers), build_schema(given)
    at_gate = gate or Gate(given.access, limited=False)
    pages, access = built_pages(), given.access
    known = known_documents(access.safelist, pages, access.safelist_folder)
    endpoint = Endpoint(schema, served, given, workers, at_gate, DocumentNeeds(schema._schema, given.tokens), known)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        workers.close()

    @open_to_all
    async def health(_request: Request) -> JSONResponse:
        return JSONResponse({"status": "ok"})

    @open_to_all
    def ready(_request: Request) -> JSONResponse:
        try:
            return JSONResponse({"status": "ready", "release": served.current().name})
        except PmkgError as error:
            return JSONResponse({"status": "not ready", "code": error.code}, 503)

    @needs(Permission.OPERATIONS)
    def metrics(_request: Request) -> Response:
        from pmkg.api.metrics import CONTENT_TYPE, exposition

        return Response(exposition(releases, served.jobs, datetime.now(UTC)), media_type=CONTENT_TYPE)

    app = FastAPI(title="pmkg", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.router.routes += [
        Route("/graphql", endpoint.page, methods=["GET"]),
        Route("/graphql", endpoint.answer, methods=["POST", "PUT", "DELETE", "PATCH"]),
        *GRAPHIQL_ROUTES,
        Route("/health", health),
        Route("/ready", ready),
        Route("/metrics", metrics),
        *page_routes(pages),
    ]
    if given.hosts:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(given.hosts), www_redirect=False)
    asked_by = authenticator or Authenticator(access, given.auth == "required", given.local and not given.auth)
    app.add_middleware(Guard, routes=app.router.routes, authenticator=asked_by, gate=at_gate)
    if access.origins:
        allowed = ["authorization", "content-type"]
        app.add_middleware(CORSMiddleware, allow_origins=access.origins, allow_methods=["POST"], allow_headers=allowed)
    return app
