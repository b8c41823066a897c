"""The one place through which a request reads: batched across siblings, and within the request's time."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TypeVar

from strawberry.dataloader import DataLoader

from pmkg.api.ask import Asking
from pmkg.api.refusals import TimeSpent
from pmkg.api.serving import Serving
from pmkg.api.tracing import step
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.reads import Way
from pmkg.ports import GraphReader
from pmkg.questions.evidence_about import evidence_about

T = TypeVar("T")
EdgeKey = tuple[Curie, frozenset[EdgeKind], Way]
EvidenceKey = tuple[NodeKind, Curie]


class Clock:
    """Bound the time of one request; asked before every read and every question."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        """Raise :class:`TimeSpent` once the time is up."""
        if time.monotonic() > self._end:
            raise TimeSpent(self.seconds)


class Reading:
    """Read one release for one request. Loads that siblings ask for in one turn become one batched read."""

    def __init__(self, serving: Serving, clock: Clock) -> None:
        self.serving = serving
        self._clock = clock
        self.node: DataLoader[Curie, Node | None] = DataLoader(self._load_nodes)
        self.edges: DataLoader[EdgeKey, list[Edge]] = DataLoader(self._load_edges)
        self.evidence: DataLoader[EvidenceKey, list[Curie]] = DataLoader(self._load_evidence)

    @property
    def reader(self) -> GraphReader:
        """The release's reader, while there is time."""
        self._clock.check()
        return self.serving.reader

    @property
    def asking(self) -> Asking:
        """The release's questions, while there is time."""
        self._clock.check()
        return self.serving.asking

    async def nodes(self, ids: Iterable[Curie]) -> list[Node]:
        """Load the nodes that exist, in the order asked for."""
        return [node for node in await self.node.load_many(ids) if node is not None]

    async def _load_nodes(self, ids: list[Curie]) -> list[Node | None]:
        with step("read nodes"):
            found = self.reader.nodes(ids)
        return [found.get(id) for id in ids]

    async def _load_edges(self, keys: list[EdgeKey]) -> list[list[Edge]]:
        wanted: dict[tuple[frozenset[EdgeKind], Way], list[Curie]] = {}
        for id, kinds, way in keys:
            wanted.setdefault((kinds, way), []).append(id)
        with step("read edges"):
            found = {(kinds, way): self.reader.edges(ids, sorted(kinds), way) for (kinds, way), ids in wanted.items()}
        return [found[kinds, way].get(id, []) for id, kinds, way in keys]

    async def _load_evidence(self, keys: list[EvidenceKey]) -> list[list[Curie]]:
        found: dict[EvidenceKey, list[Curie]] = {}
        for kind in {kind for kind, _ in keys}:
            ids = [id for its, id in keys if its is kind]
            with step("read evidence"):
                about = evidence_about(self.reader, kind, ids)
            found.update({(kind, id): statements for id, statements in about.items()})
        return [found.get(key, []) for key in keys]
