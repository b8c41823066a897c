"""The draft of a release in Neo4j."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pmkg.errors import ReleaseError
from pmkg.model.graph import Edge, Node
from pmkg.model.ledger import Loss
from pmkg.model.manifest import Manifest
from pmkg.model.views import VIEWS, View
from pmkg.store.listing import Facets
from pmkg.store.neo4j_load import Publication
from pmkg.store.neo4j_reader import Neo4jReader
from pmkg.store.neo4j_rows import ReleaseRows
from pmkg.store.neo4j_server import Neo4jServer
from pmkg.store.sqlite_contents import SqliteContents
from pmkg.store.sqlite_writer import GRAPH, SqliteWriter


class Neo4jWriter:
    """Write one draft (a ``GraphWriter``): rows are sorted and checked in a SQLite file in ``folder``, then loaded.

    So a draft is refused for the same reasons in both stores, and both number its nodes and names alike.
    """

    def __init__(
        self,
        server: Neo4jServer,
        publication: Publication,
        release: str,
        folder: Path,
        facets: Facets,
        views: tuple[View[Any], ...] = VIEWS,
    ) -> None:
        self._server, self._publication, self._release, self._folder = server, publication, release, folder
        self._facets, self._views = facets, views
        self._file = SqliteWriter(folder, release, facets, lambda _folder, _manifest: None, views)
        self._digest = ""
        self.published = False

    def nodes(self, nodes: Iterable[Node]) -> None:
        """Add nodes, each id once, all of them before the first edge."""
        self._file.nodes(nodes)

    def edges(self, edges: Iterable[Edge]) -> None:
        """Add edges whose ends are among the nodes."""
        self._file.edges(edges)

    def losses(self, losses: Iterable[Loss]) -> None:
        """Add entries of the ledger."""
        self._file.losses(losses)

    def index(self) -> str:
        """Build names, closures, facets and views, load all into the server; give the content digest."""
        digest = self._file.index()
        self._publication.load(self._release, self._folder / GRAPH)
        self._digest = digest
        return digest

    def reader(self) -> Neo4jReader:
        """Read the draft from the server, once it is indexed; its manifest holds the digest and the counts."""
        if not self._digest:
            raise ReleaseError("a draft is read after it was indexed")
        manifest = self._file.reader().manifest()
        views = [view.name for view in self._views]
        return Neo4jReader(ReleaseRows(self._server, self._release), manifest, self._facets, views)

    def publish(self, manifest: Manifest) -> None:
        """Make the draft the current release; its manifest must name this release and its digest."""
        if (manifest.release, manifest.digest) != (self._release, self._digest) or not self._digest:
            raise ReleaseError(f"the manifest of {manifest.release} does not belong to the draft of {self._release}")
        self._publication.point(manifest)
        self.published = True

    def contents(self) -> SqliteContents:
        """Walk the draft, in the file that it was loaded from."""
        return SqliteContents(self._folder / GRAPH)

    def set_aside(self, manifest: Manifest, problems: tuple[str, ...]) -> bool:
        """Keep nothing: a draft on a server goes with its context."""
        return False

    def abandon(self) -> None:
        """Drop the draft's file; what the server holds of it goes with the draft's context."""
        self._file.abandon()
