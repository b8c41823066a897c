"""Releases in memory: a home for tests and for graphs that need no file."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from pmkg.errors import BuildInProgress, NoRelease, NotPublished, ReleaseError, UnknownSchema
from pmkg.model.codec import encode
from pmkg.model.content import canonical, edge_body, node_body
from pmkg.model.graph import Edge, Node
from pmkg.model.ledger import Loss
from pmkg.model.manifest import SCHEMA, Manifest, SetAside
from pmkg.model.views import VIEWS, View
from pmkg.store.content import ContentDigest
from pmkg.store.contents import ReadContents
from pmkg.store.listing import Facets
from pmkg.store.memory import MemoryGraph, check_ends


class MemoryReleases:
    """List, open and draft releases that live in memory (a ``Releases``)."""

    def __init__(self, facets: Facets | None = None, views: tuple[View[Any], ...] = VIEWS) -> None:
        self._facets, self._views = facets or {}, views
        self._graphs: dict[str, MemoryGraph] = {}
        self._aside: dict[str, SetAside] = {}
        self._current = ""
        self._lock = threading.Lock()

    def list(self) -> tuple[Manifest, ...]:
        """Give the manifests of all published releases, newest first."""
        manifests = [graph.manifest() for graph in self._graphs.values()]
        return tuple(sorted(manifests, key=lambda manifest: (manifest.built_at, manifest.release), reverse=True))

    def current(self) -> str:
        """Name the release that serves now, or raise :class:`NoRelease`."""
        if not self._current:
            raise NoRelease("memory")
        return self._current

    def open(self, name: str = "") -> MemoryGraph:
        """Open a release, the current one by default; raise :class:`NoRelease` or :class:`UnknownSchema`."""
        chosen = name or self.current()
        if chosen in self._aside:
            raise NotPublished(chosen, self._aside[chosen].problems)
        if chosen not in self._graphs:
            raise NoRelease("memory", chosen)
        graph = self._graphs[chosen]
        if graph.manifest().schema != SCHEMA:
            raise UnknownSchema(chosen, graph.manifest().schema, SCHEMA)
        return graph

    def contents(self, name: str = "") -> ReadContents:
        """Walk all that a release holds, the current one by default; raise as :meth:`open` does."""
        return ReadContents(self.open(name))

    def aside(self) -> tuple[SetAside, ...]:
        """Give what was built, failed its checks and was set aside, newest first."""
        return tuple(sorted(self._aside.values(), key=lambda item: item.manifest.built_at, reverse=True))

    @contextmanager
    def draft(self, name: str) -> Iterator[MemoryWriter]:
        """Begin a draft, or raise :class:`BuildInProgress`; a draft not published is dropped."""
        if not self._lock.acquire(blocking=False):
            raise BuildInProgress("memory")
        try:
            if name in self._graphs or name in self._aside:
                raise ReleaseError(f"release {name} exists already; releases never change, choose another name")
            yield MemoryWriter(name, self)
        finally:
            self._lock.release()

    @property
    def facets(self) -> Facets:
        """The facets of each kind."""
        return self._facets

    @property
    def views(self) -> tuple[View[Any], ...]:
        """The views that count toward the digest."""
        return self._views

    def publish(self, graph: MemoryGraph) -> None:
        """Make a graph the current release."""
        self._current = graph.manifest().release
        self._graphs[self._current] = graph

    def set_aside(self, found: SetAside) -> None:
        """Keep the report on a draft that failed; its graph goes."""
        self._aside[found.manifest.release] = replace(found, kept=False)


class MemoryWriter:
    """Write one draft in memory (a ``GraphWriter``)."""

    def __init__(self, release: str, releases: MemoryReleases) -> None:
        self._release, self._releases = release, releases
        self._nodes: list[Node] = []
        self._edges: list[Edge] = []
        self._losses: list[Loss] = []
        self._hexdigest = ""

    def nodes(self, nodes: Iterable[Node]) -> None:
        """Add nodes, each id once, all of them before the first edge."""
        if self._edges:
            raise ReleaseError("nodes come before edges; this draft has edges already")
        self._nodes.extend(nodes)

    def edges(self, edges: Iterable[Edge]) -> None:
        """Add edges whose ends are among the nodes."""
        known = {node.id for node in self._nodes}
        for edge in edges:
            check_ends(edge, known)
            self._edges.append(edge)

    def losses(self, losses: Iterable[Loss]) -> None:
        """Add entries of the ledger."""
        self._losses.extend(losses)

    def index(self) -> str:
        """Check the graph; give the content digest, the same for any order of the rows and in every store."""
        graph, digest = self._graph(Manifest(self._release, "draft", "", "", ())), ContentDigest()
        for node in self._nodes:
            digest.node(node, node_body(node))
        for edge in self._edges:
            digest.edge(edge, edge_body(edge))
        for loss in self._losses:
            digest.loss(loss)
        for view in self._releases.views:
            for key, row in view.derive(graph):
                digest.row(view.name, key, view.order(row), canonical(encode(row)))
        self._hexdigest = digest.hexdigest()
        return self._hexdigest

    def _graph(self, manifest: Manifest) -> MemoryGraph:
        return MemoryGraph(self._nodes, self._edges, self._losses, facets=self._releases.facets, manifest=manifest)

    def reader(self) -> MemoryGraph:
        """Read the draft, once it is indexed; its manifest holds the digest and the counts."""
        if not self._hexdigest:
            raise ReleaseError("a draft is read after it was indexed")
        nodes = Counter(node.kind.value for node in self._nodes)
        edges = Counter(edge.kind.value for edge in self._edges)
        return self._graph(Manifest(self._release, "draft", "", self._hexdigest, (), nodes, edges))

    def publish(self, manifest: Manifest) -> None:
        """Make the draft the current release; its manifest must name this release and its digest."""
        if (manifest.release, manifest.digest) != (self._release, self._hexdigest) or not self._hexdigest:
            raise ReleaseError(f"the manifest of {manifest.release} does not belong to the draft of {self._release}")
        self._releases.publish(self._graph(manifest))

    def contents(self) -> ReadContents:
        """Walk the draft."""
        return ReadContents(self.reader())

    def set_aside(self, manifest: Manifest, problems: tuple[str, ...]) -> bool:
        """Keep what is wrong with this draft."""
        self._releases.set_aside(SetAside(manifest, problems))
        return True

    def abandon(self) -> None:
        """Drop the draft."""
        self._nodes, self._edges, self._losses, self._hexdigest = [], [], [], ""
