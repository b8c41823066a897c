"""The Neo4j database that tests may fill and empty."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from pmkg.store.neo4j_server import Neo4jServer
from pmkg.store.neo4j_settings import Neo4jSettings

_COUNT = "MATCH (node) RETURN count(node)"
_EMPTY = (
    "MATCH ()-[edge]->() WITH edge LIMIT 50000 DELETE edge RETURN count(edge)",
    "MATCH (node) WITH node LIMIT 50000 DELETE node RETURN count(node)",
)


class Database:
    """Hold the settings of a database, and a way to see and change what is in it behind the store's back."""

    def __init__(self, settings: Neo4jSettings) -> None:
        self.settings = settings
        self.server = Neo4jServer(settings)

    def run(self, cypher: str, **values: object) -> list[list[object]]:
        return self.server.write(lambda transaction: transaction.run(cypher, values).values())

    def empty(self) -> None:
        for some in _EMPTY:
            while self.run(some) != [[0]]:
                pass


def database() -> Iterator[Database]:
    """Give the database that PMKG_TEST_NEO4J names, or skip; it must be empty, because tests empty it."""
    uri = os.environ.get("PMKG_TEST_NEO4J")
    if not uri:
        pytest.skip("no Neo4j server: run 'make test-neo4j', or set PMKG_TEST_NEO4J and PMKG_NEO4J_PASSWORD")
    found = Database(Neo4jSettings.read(os.environ, uri))
    if found.run(_COUNT) != [[0]]:
        pytest.fail(f"the database at {found.server.address} is not empty; give the tests one that they may empty")
    yield found
    found.empty()
