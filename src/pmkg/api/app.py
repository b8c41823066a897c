"""The web application: GraphQL, its page, the two questions that an operator's probes ask, and the clinicians' pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pmkg.api.endpoint import Endpoint
from pmkg.api.graphiql import GRAPHIQL_ROUTES
from pmkg.api.guard import Authorize, Guard
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
from pmkg.ports import Jobs, Releases
from pmkg.store.memory_jobs import MemoryJobs


def create_app(
    releases: Releases,
    settings: ApiSettings | None = None,
    authorize: Authorize | None = None,
    jobs: Jobs | None = None,
    leaving: Callable[[], bool] = lambda: False,
    tracing: Tracing | None = None,
) -> FastAPI:
    """Build the application over the releases of one home and the history of its loader jobs, if there is one.

    Each request reads the release that is current when it begins. ``authorize`` is asked where the settings require it, ``leaving``
    whether the server was told to stop: then it is not ready, and lets go of connections as it answers.
    ``tracing`` follows requests.
    """
    given = settings or ApiSettings()
    served, workers = Served(releases, jobs or MemoryJobs()), Workers(given.workers)
    observed, cache = Observed(), ResponseCache(given.cache_bytes, given.cache_seconds)
    traces = tracing or Untraced()
    endpoint = Endpoint(build_schema(given), served, given, workers, cache, observed, traces)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        workers.close()
        cache.clear()
        traces.close()

    async def health(_request: Request) -> JSONResponse:
        return JSONResponse({"status": "ok"})

    def ready(_request: Request) -> JSONResponse:
        if leaving():
            return JSONResponse({"status": "stopping", "code": "STOPPING"}, 503)
        try:
            return JSONResponse({"status": "ready", "release": served.current().name})
        except PmkgError as error:
            return JSONResponse({"status": "not ready", "code": error.code}, 503)

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
        Route("/graphql", endpoint.answer, methods=["GET", "POST", "PUT", "DELETE", "PATCH"]),
        *GRAPHIQL_ROUTES,
        Route("/health", health),
        Route("/ready", ready),
        Route("/metrics", metrics),
        *page_routes(built_pages()),
    ]
    if given.hosts:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(given.hosts), www_redirect=False)
    app.add_middleware(Guard, required=given.auth == "required", authorize=authorize)
    app.add_middleware(LettingGo, leaving=leaving)
    return app
