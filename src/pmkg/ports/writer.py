"""The write side of a store: one draft of a release, visible to nobody until it is published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from pmkg.model.graph import Edge, Node
from pmkg.model.ledger import Loss
from pmkg.model.manifest import Manifest
from pmkg.ports.contents import Contents
from pmkg.ports.reader import GraphReader


class GraphWriter(Protocol):
    """Write one release as a draft.

    Order: nodes, edges, losses, then :meth:`index`, which builds names, closures, facets and views; then :meth:`reader` may
    be asked for the checks, and :meth:`publish` makes it the current release in one atomic step. :meth:`abandon` drops it.
    """

    def nodes(self, nodes: Iterable[Node]) -> None:
        """Add nodes, each id once."""
        ...

    def edges(self, edges: Iterable[Edge]) -> None:
        """Add edges whose ends are among the nodes."""
        ...

    def losses(self, losses: Iterable[Loss]) -> None:
        """Add entries of the ledger."""
        ...

    def index(self) -> str:
        """Build names, closures, facets and views; give the content digest (SHA-256 over nodes, edges, views, ledger)."""
        ...

    def reader(self) -> GraphReader:
        """Read the draft, for checks before publishing."""
        ...

    def contents(self) -> Contents:
        """Walk the draft, for checks before publishing."""
        ...

    def publish(self, manifest: Manifest) -> None:
        """Write the manifest and make this draft the current release, atomically and durably."""
        ...

    def set_aside(self, manifest: Manifest, problems: tuple[str, ...]) -> bool:
        """Keep this draft beside the releases, with what is wrong with it; False where the store keeps none."""
        ...

    def abandon(self) -> None:
        """Drop the draft; the current release stays."""
        ...
