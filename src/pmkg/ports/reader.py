"""The read side of a store: nine batched reads, bound to one release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from pmkg.model.curie import Curie
from pmkg.model.graph import Edge
from pmkg.model.kinds import EdgeKind
from pmkg.model.ledger import Loss
from pmkg.model.manifest import Manifest
from pmkg.model.reads import Reads, Way


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one step of a path: the edge, and whether it was walked from object to subject."""

    edge: Edge
    reversed: bool


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Limit a ledger listing; an empty text restricts nothing."""

    source: str = ""
    reason: str = ""
    limit: int = 20
    after: int = 0


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Hold a sample of losses in order and the counts of all that the filter takes, by source and reason."""

    losses: tuple[Loss, ...]
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    total: int = 0


@dataclass(frozen=True, slots=True)
class Remembered:
    """Name what a reader was asked for last: nodes, closures by relation and way, and keys by view."""

    nodes: tuple[Curie, ...] = ()
    closures: Mapping[tuple[EdgeKind, Way], tuple[Curie, ...]] = field(default_factory=dict)
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@runtime_checkable
class Remembering(Protocol):
    """Know what one was asked for last, so that it can be read ahead from another release."""

    def remembered(self, limit: int) -> Remembered:
        """Name it, at most ``limit`` of each sort."""
        ...


class GraphReader(Reads, Protocol):
    """Read one release. Safe to use from several threads.

    Reads by identifier, name or key take a batch; ``find``, ``ledger`` and ``paths`` answer one question each, within a limit.
    """

    def paths(self, start: Curie, end: Curie, hops: int = 4, limit: int = 10) -> list[tuple[Step, ...]]:
        """Give the shortest paths between two nodes, over edges in either direction, at most ``hops`` long, in a total order."""
        ...

    def ledger(self, filter: LedgerFilter) -> LedgerPage:
        """List what did not normalize."""
        ...

    def manifest(self) -> Manifest:
        """Give what the release says of itself."""
        ...
