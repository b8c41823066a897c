"""Every read of a release walks an index: no statement looks at all nodes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from neo4j import ManagedTransaction
from neo4j_database import Database

from pmkg.store.neo4j_load import Publication
from pmkg.store.neo4j_server import statement, statements_of

pytestmark = pytest.mark.neo4j

OF_RELEASES = {"read/releases", "publish/leftovers", "publish/expired"}
"""These look at the few releases themselves."""
IN_ORDER = {f"read/{name}" for name in ("listing-by-id", "listing-by-label", "names-by-prefix", "rank", "losses")}
"""These take the first few rows of a long index, so they must walk it in order and stop."""
VALUES: dict[str, Any] = {
    "release": "r", "ids": ["a"], "numbers": [1], "kinds": ["targets"], "relation": "is_a", "way": "out", "kind": "Gene",
    "after": 0, "limit": 5, "place": "", "facet": "f", "values": ["v"], "folds": ["f"], "role": 0, "prefixes": ["p"],
    "words": ["w"], "one": 1, "others": [2], "view": "v", "keys": ["k"], "source": "", "reason": "", "id": "x", "rows": [],
    "firsts": ["a"],
    "milliseconds": 1,
}  # fmt: skip
READING = [name for folder in ("read", "drop", "load") for name in statements_of(folder)]


def _operators(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["operatorType"].partition("@")[0]
    for child in plan.get("children", ()):
        yield from _operators(child)


@pytest.fixture(scope="module")
def indexed(neo4j_server: Database) -> Database:
    """A database with nothing but its indexes, all of them filled: a plan uses no index that is still being filled."""
    Publication(neo4j_server.server).end()
    neo4j_server.server.write(lambda transaction: transaction.run("CALL db.awaitIndexes(120)").consume())
    return neo4j_server


@pytest.mark.parametrize("name", [*READING, "publish/counts"])
def test_a_statement_walks_an_index(indexed: Database, name: str) -> None:
    def explain(transaction: ManagedTransaction) -> Any:
        return transaction.run(f"EXPLAIN {statement(name)}", VALUES).consume().plan

    operators = set(_operators(indexed.server.write(explain)))
    if name not in OF_RELEASES:
        assert not operators & {"AllNodesScan", "NodeByLabelScan"}, operators
    if name in IN_ORDER:
        assert not operators & {"Top", "Sort", "PartialTop", "PartialSort"}, operators
