"""Load a release into Neo4j: under a lease, in counted batches, as a draft that no reader sees."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import orjson
from neo4j import ManagedTransaction

from pmkg.errors import BuildInProgress, ReleaseError
from pmkg.model.codec import encode
from pmkg.model.content import canonical
from pmkg.model.manifest import Manifest
from pmkg.store.neo4j_server import Neo4jServer, statement, statements_of
from pmkg.store.neo4j_tables import Row, tables
from pmkg.store.sqlite_file import open_file

LEASE = 300_000
"""Milliseconds for which a lease lasts without a batch: a publication that was killed holds up the next for so long."""
_ROWS, _BYTES = 5_000, 4_000_000
_REMOVED = 10_000
_SECONDS_OF_INDEXES = 300
_COUNTS = ("SELECT count(*) FROM nodes", "SELECT count(*) FROM edges")
_FACETS = "SELECT kind, name FROM facets ORDER BY number"
_VIEWS = "SELECT name FROM views ORDER BY number"
_HELD = ("edges", "nodes", "names", "words", "closures", "facet-values", "view-rows", "blocks", "losses")

Report: TypeAlias = Callable[[str, int], None]
"""Told of the table being written and of how many rows of it stand."""


class Publication:
    """Hold the lease of a server and write one draft under it, or raise :class:`BuildInProgress`.

    Each batch is one transaction that also counts it, so a batch that is tried again after a lost answer is not written
    twice, and a publication whose lease another one took writes nothing more.
    """

    def __init__(self, server: Neo4jServer) -> None:
        self._server, self._owner, self._batch = server, uuid.uuid4().hex, 0
        for name in statements_of("schema"):
            server.run(name)
        server.run("publish/await-indexes", seconds=_SECONDS_OF_INDEXES)
        if not server.run("publish/acquire", owner=self._owner, milliseconds=LEASE):
            raise BuildInProgress(server.address)

    def load(self, release: str, file: Path, report: Report = lambda table, rows: None) -> None:
        """Write every row of a release's SQLite file as a draft, then hold the server's counts against the file's.

        What publications before this one left behind is dropped first.
        """
        for (left,) in self._server.run("publish/leftovers"):
            self.drop(left)
        connection = open_file(file)
        try:
            self._begin(release, connection)
            for table, rows in tables(connection):
                written = 0
                for batch in batches(rows):
                    self._do(f"load/{table}", release=release, rows=batch)
                    written += len(batch)
                    report(table, written)
            given = [connection.execute(count).fetchone()[0] for count in _COUNTS]
        finally:
            connection.close()
        (held,) = self._server.run("publish/counts", release=release)
        if held != given:
            raise ReleaseError(f"{self._server.address} holds {held} nodes and edges of {given}; publish again")

    def _begin(self, release: str, file: sqlite3.Connection) -> None:
        facets: dict[str, list[str]] = {}
        for kind, name in file.execute(_FACETS):
            facets.setdefault(kind, []).append(name)
        views = [row[0] for row in file.execute(_VIEWS)]
        self._do("publish/begin", release=release, facets=orjson.dumps(facets).decode(), views=views)

    def point(self, manifest: Manifest) -> None:
        """Make a release that is loaded the one that serves, in one transaction."""
        text = canonical(encode(manifest)).decode()
        self._do(
            "publish/point", release=manifest.release, digest=manifest.digest, schema=manifest.schema, manifest=text
        )

    def drop_replaced(self, grace: int) -> list[str]:
        """Drop the releases that were replaced at least ``grace`` milliseconds ago, and name them."""
        names = [row[0] for row in self._server.run("publish/expired", milliseconds=grace)]
        for name in names:
            self.drop(name)
        return names

    def drop(self, release: str) -> None:
        """Remove a release; its readers are told before anything goes."""
        self._do("drop/announce", release=release)
        for held in _HELD:
            while self._do(f"drop/{held}", release=release, limit=_REMOVED)[0][0] == _REMOVED:
                pass
        self._do("drop/release", release=release)

    def end(self) -> None:
        """Give the lease back."""
        self._server.run("publish/let-go", owner=self._owner)

    def _do(self, name: str, **values: Any) -> list[list[Any]]:
        self._batch += 1
        held = {"owner": self._owner, "milliseconds": LEASE, "batch": self._batch}

        def work(transaction: ManagedTransaction) -> list[list[Any]] | None:
            lease = transaction.run(statement("publish/hold"), held).single()
            if lease is None:
                return None
            if lease["done"] >= self._batch:
                return [[_REMOVED]]
            return transaction.run(statement(name), values).values()

        rows = self._server.write(work)
        if rows is None:
            raise ReleaseError(f"another publication took {self._server.address} over; publish again")
        return rows


def batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Cut rows into batches of bounded number and size, so that neither side must hold much at once."""
    batch: list[Row] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += sum(len(item) for item in row if isinstance(item, (str, list)))
        if len(batch) == _ROWS or size >= _BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
