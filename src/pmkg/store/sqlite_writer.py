"""The draft of a release in SQLite."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pmkg.errors import ReleaseError
from pmkg.model.codec import encode
from pmkg.model.content import canonical, edge_body, node_body
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.ledger import Loss
from pmkg.model.manifest import Manifest, SetAside
from pmkg.model.views import VIEWS, View
from pmkg.store.blocks import EdgeSums, short
from pmkg.store.content import ContentDigest
from pmkg.store.disk import sync
from pmkg.store.listing import Facets
from pmkg.store.sqlite_contents import SqliteContents
from pmkg.store.sqlite_index import index_blocks, index_closures, index_names, index_views
from pmkg.store.sqlite_names_beside import NamesBeside, work_out
from pmkg.store.sqlite_reader import SqliteReader
from pmkg.store.sqlite_schema import EDGE_INDEX, KINDS, MET_TABLES, NODE_INDEXES, SCRATCH_TABLES, TABLES, WRITING

GRAPH = "graph.sqlite"
MANIFEST = "manifest.json"
_SCRATCH, _MET, _NAMES = "scratch.sqlite", "met.sqlite", "names.sqlite"
_MANY = 20_000
"""From so many nodes on, starting a process costs less than what it takes off this one."""

_SEAL_NODES = "INSERT INTO nodes (id, kind, label, body) SELECT id, kind, label, body FROM met.nodes ORDER BY id"
_TWICE = "SELECT id FROM met.nodes GROUP BY id HAVING count(*) > 1 LIMIT 1"
_SEAL_SOURCES = "INSERT INTO sources (name) SELECT name FROM scratch.sources ORDER BY name"
_SEAL_EDGES = """INSERT INTO edges SELECT e.subject, e.kind, e.object, s.number, e.record, e.body
    FROM scratch.edges e JOIN scratch.sources m ON m.met = e.source JOIN sources s ON s.name = m.name
    ORDER BY e.subject, e.kind, e.object, s.number, e.record"""
_EDGE_TWICE = """SELECT s.id, k.name, o.id, m.name, e.record FROM scratch.edges e JOIN nodes s ON s.number = e.subject
    JOIN nodes o ON o.number = e.object JOIN kinds k ON k.number = e.kind JOIN scratch.sources m ON m.met = e.source
    GROUP BY e.subject, e.kind, e.object, e.source, e.record HAVING count(*) > 1 LIMIT 1"""
_SEAL_LOSSES = """INSERT INTO ledger (source, reason, record, field, text)
    SELECT source, reason, record, field, text FROM scratch.losses ORDER BY source, reason, record, field, text"""
_META = "INSERT INTO meta VALUES (?, ?)"


@contextmanager
def storing(folder: Path, *errors: type[Exception], row: Callable[[], object] = lambda: "a row") -> Iterator[None]:
    """Turn what stops a write into a :class:`ReleaseError`: a full disk or a broken file names the place and the remedy.

    Whatever else SQLite refuses is a fault of what it was given, and ``row`` says what that was. While rows stream in,
    only SQLite's errors are ours: an ``OSError`` then comes from whoever makes the rows.
    """
    ours: tuple[type[Exception], ...] = (sqlite3.Error, *errors)
    try:
        yield
    except ours as error:
        if isinstance(error, sqlite3.Error) and not _of_the_disk(error):
            raise ReleaseError(
                f"{row()} cannot be kept ({error}): that is a fault of pmkg or of the loader that gave it, please report it; "
                "the release before still serves"
            ) from error
        raise ReleaseError(
            f"the build at {folder} could not write ({error}); free space there or choose another --home, "
            "then run 'pmkg build'; the release before still serves"
        ) from error


def _of_the_disk(error: sqlite3.Error) -> bool:
    """Say whether the disk or the file is at fault: a damaged file alone raises the parent of the other errors itself."""
    return isinstance(error, sqlite3.OperationalError) or type(error) is sqlite3.DatabaseError


class SqliteWriter:
    """Write one draft in a folder of its own (a ``GraphWriter``); rows stream through, memory stays flat."""

    def __init__(
        self,
        folder: Path,
        release: str,
        facets: Facets,
        publish: Callable[[Path, Manifest], None],
        views: tuple[View[Any], ...] = VIEWS,
        keep_aside: Callable[[Path, SetAside], None] | None = None,
        many: int = _MANY,
    ) -> None:
        self._folder, self._release, self._facets, self._views = folder, release, facets, views
        self._publish, self._keep_aside, self._many = publish, keep_aside, many
        self._beside: NamesBeside | None = None
        self._digest = ContentDigest()
        self._nodes: Counter[str] = Counter()
        self._edges: Counter[str] = Counter()
        self._numbers: dict[Curie, int] = {}
        self._sources: dict[str, int] = {}
        self._edge_sums = EdgeSums(0)
        self._kinds = {name: number for number, name in enumerate(KINDS, start=1)}
        self._sealed = False
        self._hexdigest = ""
        self._row = ""
        with storing(folder):
            self._connection: sqlite3.Connection | None = self._create()

    def _create(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._folder / GRAPH, isolation_level=None)
        try:
            connection.executescript(WRITING)
            for name, file in (("scratch", _SCRATCH), ("met", _MET)):
                connection.execute(f"ATTACH ? AS {name}", (str(self._folder / file),))
                connection.executescript(f"PRAGMA {name}.journal_mode = OFF; PRAGMA {name}.synchronous = OFF;")
            connection.executescript("PRAGMA met.locking_mode = NORMAL;" + TABLES + SCRATCH_TABLES + MET_TABLES)
            connection.execute("BEGIN")
            connection.executemany("INSERT INTO kinds VALUES (?, ?)", enumerate(KINDS, start=1))
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    @property
    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise ReleaseError(f"the draft of {self._release} is closed; begin another")
        return self._connection

    def nodes(self, nodes: Iterable[Node]) -> None:
        """Add nodes, each id once, all of them before the first edge."""
        if self._sealed:
            raise ReleaseError("nodes come before edges; this draft has edges already")
        with storing(self._folder, row=lambda: self._row):
            self._open.executemany("INSERT INTO met.nodes VALUES (?, ?, ?, ?, ?)", map(self._node, nodes))

    def _node(self, node: Node) -> tuple[str, int, str, str, bytes]:
        self._row = f"node {node.id}"
        body = node_body(node)
        mark = short(self._digest.node(node, body))
        self._nodes[node.kind] += 1
        return (node.id, self._kinds[node.kind], mark, node.label, body)

    def edges(self, edges: Iterable[Edge]) -> None:
        """Add edges whose ends are among the nodes."""
        with storing(self._folder):
            self._seal_nodes()
        with storing(self._folder, row=lambda: self._row):
            self._open.executemany("INSERT INTO scratch.edges VALUES (?, ?, ?, ?, ?, ?)", map(self._edge, edges))

    def _edge(self, edge: Edge) -> tuple[int, int, int, int, str, bytes]:
        self._row = f"edge {edge.subject} {edge.kind} {edge.object} of {edge.source}"
        body = edge_body(edge)
        digest = self._digest.edge(edge, body)
        self._edges[edge.kind] += 1
        source = self._sources.setdefault(edge.source, len(self._sources))
        try:
            ends = self._numbers[edge.subject], self._numbers[edge.object]
        except KeyError as error:
            raise ReleaseError(
                f"an edge {edge.kind} of {edge.source} names {error.args[0]}, which is no node"
            ) from None
        self._edge_sums.add(ends[0], digest)
        return (ends[0], self._kinds[edge.kind], ends[1], source, edge.record, body)

    def losses(self, losses: Iterable[Loss]) -> None:
        """Add entries of the ledger."""
        with storing(self._folder, row=lambda: self._row):
            self._open.executemany("INSERT INTO scratch.losses VALUES (?, ?, ?, ?, ?)", map(self._loss, losses))

    def _loss(self, loss: Loss) -> tuple[str, str, str, str, str]:
        self._row = f"loss {loss.record} of {loss.source}"
        self._digest.loss(loss)
        return (loss.source, loss.reason, loss.record, loss.field, loss.text)

    def index(self) -> str:
        """Build names, closures, facets, views and blocks; give the content digest, the same for any order of the rows."""
        with storing(self._folder):
            self._seal_nodes()
            self._numbers.clear()
            self._seal_edges()
            self._open.execute(_SEAL_LOSSES)
            index_closures(self._open)
            index_blocks(self._open, self._edge_sums)
            self._describe()
            index_views(self._open, self._draft_reader, self._views, self._digest)
            self._take_names()
            index_names(self._open, self._facets)
            self._hexdigest = self._digest.hexdigest()
            self._open.execute(_META, ("digest", self._hexdigest))
            self._finish()
        return self._hexdigest

    def _seal_nodes(self) -> None:
        if self._sealed:
            return
        self._sealed = True
        self._open.execute("COMMIT")
        if self._nodes.total() >= self._many:
            self._beside = NamesBeside(self._folder / _MET, self._folder / _NAMES, self._facets)
        self._open.execute("BEGIN")
        self._open.execute(_SEAL_NODES)
        try:
            for statement in NODE_INDEXES:
                self._open.execute(statement)
        except sqlite3.IntegrityError as error:
            twice = self._open.execute(_TWICE).fetchone()[0]
            raise ReleaseError(f"the node {twice} was given twice") from error
        self._numbers = {Curie(id): number for id, number in self._open.execute("SELECT id, number FROM nodes")}
        self._edge_sums = EdgeSums(len(self._numbers))

    def _seal_edges(self) -> None:
        self._open.executemany("INSERT INTO scratch.sources VALUES (?, ?)", [(n, s) for s, n in self._sources.items()])
        self._open.execute(_SEAL_SOURCES)
        try:
            self._open.execute(_SEAL_EDGES)
        except sqlite3.IntegrityError as error:
            twice = self._open.execute(_EDGE_TWICE).fetchone()
            raise ReleaseError(f"the edge {' '.join(twice)!r} was given twice") from error
        self._open.execute("DROP TABLE scratch.edges")
        self._open.execute(EDGE_INDEX)

    def _take_names(self) -> None:
        """Attach the names that another process has worked out by now, or work them out here."""
        self._open.execute("COMMIT")
        if self._beside is None:
            work_out(self._folder / _MET, self._folder / _NAMES, self._facets)
        else:
            self._beside.wait()
        self._open.execute("ATTACH ? AS beside", (str(self._folder / _NAMES),))
        self._open.execute("BEGIN")

    def _describe(self) -> None:
        counts = {"nodes": self._nodes, "edges": self._edges}
        rows = [("release", self._release), *((key, canonical(count).decode()) for key, count in counts.items())]
        self._open.executemany(_META, rows)

    def _finish(self) -> None:
        self._open.execute("COMMIT")
        self._open.close()
        self._connection = None
        for name in (_SCRATCH, _MET, _NAMES):
            (self._folder / name).unlink()

    def _draft_manifest(self) -> Manifest:
        return Manifest(
            self._release,
            "draft",
            "",
            self._hexdigest,
            (),
            dict(sorted(self._nodes.items())),
            dict(sorted(self._edges.items())),
        )

    def _draft_reader(self) -> SqliteReader:
        return SqliteReader(self._open, self._draft_manifest())

    def reader(self) -> SqliteReader:
        """Read the draft, once it is indexed; its manifest holds the digest and the counts."""
        if not self._hexdigest:
            raise ReleaseError("a draft is read after it was indexed")
        return SqliteReader.open(self._folder / GRAPH, self._draft_manifest())

    def contents(self) -> SqliteContents:
        """Walk the draft, once it is indexed."""
        return SqliteContents(self._folder / GRAPH)

    def publish(self, manifest: Manifest) -> None:
        """Make the draft the current release; its manifest must name this release and its digest."""
        self._check(manifest)
        with storing(self._folder, OSError):
            (self._folder / MANIFEST).write_bytes(canonical(encode(manifest)))
            for name in (GRAPH, MANIFEST):
                sync(self._folder / name)
            self._publish(self._folder, manifest)

    def set_aside(self, manifest: Manifest, problems: tuple[str, ...]) -> bool:
        """Keep the draft beside the releases, with what is wrong with it; nobody is served from it."""
        self._check(manifest)
        if self._keep_aside is None:
            return False
        with storing(self._folder, OSError):
            (self._folder / MANIFEST).write_bytes(canonical(encode(manifest)))
            self._keep_aside(self._folder, SetAside(manifest, problems))
        return True

    def _check(self, manifest: Manifest) -> None:
        if (manifest.release, manifest.digest) != (self._release, self._hexdigest) or not self._hexdigest:
            raise ReleaseError(f"the manifest of {manifest.release} does not belong to the draft of {self._release}")

    def abandon(self) -> None:
        """Close the draft; its folder goes with the draft's context."""
        if self._beside is not None:
            self._beside.end()
        if self._connection is not None:
            self._connection.close()
            self._connection = None
