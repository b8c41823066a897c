"""Ask a served API the way a program does."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import FastAPI


@dataclass(frozen=True, slots=True)
class Client:
    """Send requests to an application in this process."""

    app: FastAPI
    runner: asyncio.Runner

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send one request."""

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as http:
                return await http.request(method, path, **options)

        return self.runner.run(send())

    def send(self, query: str, **variables: Any) -> dict[str, Any]:
        """Give the whole response to a query."""
        response = self.request("POST", "/graphql", json={"query": query, "variables": variables})
        assert response.status_code == 200, response.text
        body: dict[str, Any] = response.json()
        return body

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """Give the data of a query that must not fail."""
        body = self.send(query, **variables)
        assert "errors" not in body, body["errors"]
        data: dict[str, Any] = body["data"]
        return data

    def error(self, query: str, **variables: Any) -> dict[str, Any]:
        """Give the one error of a query that must fail."""
        (error,) = self.send(query, **variables)["errors"]
        shown: dict[str, Any] = {"message": error["message"], **error["extensions"]}
        return shown


@contextmanager
def serving(app: FastAPI) -> Iterator[Client]:
    """Start an application as a server would, and stop it."""
    with asyncio.Runner() as runner:
        lifespan = app.router.lifespan_context(app)
        runner.run(lifespan.__aenter__())
        try:
            yield Client(app, runner)
        finally:
            runner.run(lifespan.__aexit__(None, None, None))
