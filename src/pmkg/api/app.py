"""The web application: GraphQL, its page, the two questions that an operator's probes ask, and the clinicians' pages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
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
from pmkg.api.leaving import LettingGo
from pmkg.api.observed import Observed
from pmkg.api.pages import built_pages, page_routes
from pmkg.api.response_cache import ResponseCache
from pmkg.api.schema import build_schema
from pmkg.api.serving import Served
from pmkg.api.settings import ApiSettings
from pmkg.api.tracing import Tracing, Untraced
from pmkg.api.workers import Workers
from pmkg.errors import PmkgError
from pmkg.model.access import Permission
from pmkg.ports import Jobs, Releases
from pmkg.store.memory_jobs import MemoryJobs

_LOOK = 2.0
"""Seconds between two looks for a new release."""


def create_app(
    releases: Releases,
    settings: ApiSettings | None = None,
    jobs: Jobs | None = None,
    authenticator: Authenticator | None = None,
    gate: Gate | None = None,
    leaving: Callable[[], bool] = lambda: False,
    tracing: Tracing | None = None,
    ahead: bool = False,
) -> FastAPI:
    """Build the application over the releases of one home and the history of its loader jobs, if there is one.

    Each request reads the release that is current when it begins. ``authenticator`` tells who calls, ``gate`` what callers may ask;
    without them nobody holds a credential, and nothing is audited. ``leaving`` says whether the server was told to stop: then it is
    not ready, and lets go of connections as it answers. ``tracing`` follows requests. With ``ahead``, releases are made ready
    before they serve: the first one before the first request, later ones beside the one that serves.
    """
    given = settings or ApiSettings()
    served = Served(releases, jobs or MemoryJobs(), ahead)
    workers, traces = Workers(given.workers), tracing or Untraced()
    schema = build_schema(given, not isinstance(traces, Untraced))
    observed, cache = Observed(), ResponseCache(given.cache_bytes, given.cache_seconds)
    pages, access = built_pages(), given.access
    at_gate = gate or Gate(access, limited=False)
    documents = known_documents(access.safelist, pages, access.safelist_folder)
    needed = DocumentNeeds(schema._schema, given.tokens)
    endpoint = Endpoint(schema, served, given, workers, cache, observed, traces, at_gate, needed, documents)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        looking = await begin(served) if ahead else None
        yield
        if looking is not None:
            looking.cancel()
        workers.close()
        cache.clear()
        traces.close()

    @open_to_all
    async def health(_request: Request) -> JSONResponse:
        return JSONResponse({"status": "ok"})

    @open_to_all
    def ready(_request: Request) -> JSONResponse:
        if leaving():
            return JSONResponse({"status": "stopping", "code": "STOPPING"}, 503)
        try:
            return JSONResponse({"status": "ready", "release": served.current().name})
        except PmkgError as error:
            return JSONResponse({"status": "not ready", "code": error.code}, 503)

    @needs(Permission.OPERATIONS)
    def metrics(_request: Request) -> Response:
        from pmkg.api.metrics import CONTENT_TYPE, Requests, exposition

        now, requests = datetime.now(UTC), Requests(observed, cache.figures())
        return Response(exposition(releases, served.jobs, now, requests), media_type=CONTENT_TYPE)

    app = FastAPI(
        title="pmkg",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        # FastAPI's own telemetry sends query strings and messages of exceptions, in which a patient's data may stand.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
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
    app.add_middleware(LettingGo, leaving=leaving)
    return app


async def begin(served: Served) -> asyncio.Task[None]:
    """Make the current release ready, and look for new ones from then on, so that one is taken up even where nobody asks."""

    async def look() -> None:
        while True:
            await asyncio.sleep(_LOOK)
            with suppress(PmkgError):
                await asyncio.to_thread(served.current)

    await asyncio.to_thread(served.begin)
    return asyncio.create_task(look())
