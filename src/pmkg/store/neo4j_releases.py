"""The releases in one database of a Neo4j server.

    (:Pointer {release})                           the release that serves; moved by the last transaction of a publication
    (:Release {name, state, schema, manifest})     "draft" while it is loaded, "published", "dropping" before it goes
    (:Entity:<kind>)-[:<kind>]->(:Entity:<kind>)   nodes and edges, each with its release
    (:Name) (:Word) (:Closure) (:FacetValue)       what lookups, closures and listings read by an index
    (:ViewRow) (:Block) (:Loss)                    the rows of views by key, what releases are compared by, and the ledger
    (:Lease)                                       held by the one publication that may run

A publication that is killed leaves a draft that nobody sees; the next one drops it once the lease is over.
"""

from __future__ import annotations

import builtins
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import orjson

from pmkg.errors import NoRelease, ReleaseError, UnknownSchema
from pmkg.model.codec import decode
from pmkg.model.kinds import NodeKind
from pmkg.model.manifest import SCHEMA, Manifest, SetAside
from pmkg.model.views import VIEWS, View
from pmkg.store.listing import Facets
from pmkg.store.neo4j_contents import Neo4jContents
from pmkg.store.neo4j_load import Publication, Report
from pmkg.store.neo4j_reader import Neo4jReader
from pmkg.store.neo4j_rows import ReleaseRows
from pmkg.store.neo4j_server import Neo4jServer
from pmkg.store.neo4j_settings import Neo4jSettings
from pmkg.store.neo4j_writer import Neo4jWriter

_REMEDY = "pmkg publish"


class Neo4jReleases:
    """List, open, draft and copy releases in a Neo4j database (a ``Releases``)."""

    def __init__(
        self, settings: Neo4jSettings, facets: Facets | None = None, views: tuple[View[Any], ...] = VIEWS
    ) -> None:
        self._server = Neo4jServer(settings)
        self._facets, self._views = facets or {}, views

    @property
    def address(self) -> str:
        """The server's address and database, as they may be shown."""
        return self._server.address

    def list(self) -> tuple[Manifest, ...]:
        """Give the manifests of all published releases of this schema, newest first."""
        rows = [row for row in self._server.read("read/releases") if row[1] == SCHEMA]
        found = [decode(Manifest, orjson.loads(row[3])) for row in rows]
        return tuple(sorted(found, key=lambda manifest: (manifest.built_at, manifest.release), reverse=True))

    def current(self) -> str:
        """Name the release that serves now, or raise :class:`NoRelease`."""
        rows = self._server.read("read/current")
        if not rows:
            raise NoRelease(self._server.address, remedy=_REMEDY)
        return str(rows[0][0])

    def open(self, name: str = "") -> Neo4jReader:
        """Open a release, the current one by default; raise :class:`NoRelease` or :class:`UnknownSchema`."""
        chosen = name or self.current()
        _, schema, digest, text, facets, views = self._published(chosen)
        if schema != SCHEMA:
            raise UnknownSchema(chosen, schema, SCHEMA)
        manifest = decode(Manifest, orjson.loads(text))
        if manifest.digest != digest:
            raise ReleaseError(
                f"the manifest of release {chosen} at {self._server.address} is not its own; publish it again"
            )
        declared = {NodeKind(kind): tuple(names) for kind, names in orjson.loads(facets).items()}
        return Neo4jReader(ReleaseRows(self._server, chosen), manifest, declared, views)

    def contents(self, name: str = "") -> Neo4jContents:
        """Walk all that a release holds, the current one by default; raise as :meth:`open` does."""
        reader = self.open(name)
        return Neo4jContents(reader, ReleaseRows(self._server, reader.manifest().release))

    def aside(self) -> tuple[SetAside, ...]:
        """Give nothing: what fails its checks stays at the home where it was built, and no server sees it."""
        return ()

    def _published(self, name: str) -> Sequence[Any]:
        rows = self._server.read("read/release", name)
        if not rows:
            raise NoRelease(self._server.address, name)
        return rows[0]

    @contextmanager
    def draft(self, name: str) -> Iterator[Neo4jWriter]:
        """Begin a draft under the lease, or raise :class:`BuildInProgress`; a draft not published is dropped."""
        with self._publishing() as publication, tempfile.TemporaryDirectory(prefix="pmkg-draft-") as folder:
            if self._digest(name):
                raise ReleaseError(
                    f"release {name} exists already at {self._server.address}; releases never change, choose another name"
                )
            writer = Neo4jWriter(self._server, publication, name, Path(folder), self._facets, self._views)
            try:
                yield writer
            finally:
                writer.abandon()
                if not writer.published:
                    publication.drop(name)

    def copy(self, file: Path, manifest: Manifest, grace: int, report: Report) -> builtins.list[str]:
        """Load a release's SQLite file, make it current, drop what was replaced ``grace`` milliseconds ago, and name that.

        A release that stands here already is pointed to and not loaded again, so that publishing twice changes nothing.
        """
        name = manifest.release
        with self._publishing() as publication:
            held = self._digest(name)
            if held and held != manifest.digest:
                raise ReleaseError(f"{self._server.address} holds another release {name}; releases never change")
            if not held:
                self._load(publication, file, manifest, report)
            publication.point(manifest)
            return publication.drop_replaced(grace)

    def _load(self, publication: Publication, file: Path, manifest: Manifest, report: Report) -> None:
        try:
            publication.load(manifest.release, file, report)
        except Exception:
            with suppress(ReleaseError):  # of a server that went away; the next publication drops what is left
                publication.drop(manifest.release)
            raise

    def _digest(self, name: str) -> str:
        rows = self._server.read("read/releases")
        return next((str(row[2]) for row in rows if row[0] == name), "")

    @contextmanager
    def _publishing(self) -> Iterator[Publication]:
        publication = Publication(self._server)
        try:
            yield publication
        finally:
            publication.end()
