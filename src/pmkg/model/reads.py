"""The generic reads of a release, and what they give back.

``pmkg.ports.GraphReader`` extends :class:`Reads` with paths, ledger and manifest. Views derive their rows from these
reads alone, so that every store can be checked against them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar

from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, NameRole, Node
from pmkg.model.kinds import EdgeKind, NodeKind

if TYPE_CHECKING:
    from pmkg.model.views import View

R = TypeVar("R")


class Way(StrEnum):
    """Say which way to follow edges from the given nodes: they are the subject (OUT), the object (IN), or either."""

    OUT = "out"
    IN = "in"
    BOTH = "both"


class LookupMode(StrEnum):
    """Say how a text must agree with a name: whole (folded), by prefix, or by its words."""

    EXACT = "exact"
    PREFIX = "prefix"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Hit:
    """Report one node that a text names, by which name and in which role."""

    id: Curie
    kind: NodeKind
    label: str
    name: str
    role: NameRole


@dataclass(frozen=True, slots=True)
class Filter:
    """Limit a listing: ``facets`` maps a facet to its allowed values; facets are joined by AND, values by OR.

    The facets of each kind are declared in ``ontology/kinds.toml``. ``ids`` limits to these nodes.
    """

    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ids: frozenset[Curie] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Hold one page of nodes in their order, the cursor of the next page ("" at the end) and the total."""

    nodes: tuple[Node, ...]
    next: str
    total: int


class Reads(Protocol):
    """Read nodes, edges, closures and views of one release, in batches."""

    def nodes(self, ids: Iterable[Curie]) -> dict[Curie, Node]:
        """Give the nodes that exist among ``ids``."""
        ...

    def edges(
        self, ids: Iterable[Curie], kinds: Iterable[EdgeKind] = (), way: Way = Way.OUT
    ) -> dict[Curie, list[Edge]]:
        """Give the edges of each node, all kinds when none is named, sorted by kind, ends and source; [] where there is none."""
        ...

    def closure(
        self, ids: Iterable[Curie], relation: EdgeKind = EdgeKind.IS_A, way: Way = Way.OUT
    ) -> dict[Curie, dict[Curie, int]]:
        """Give all ancestors (OUT) or descendants (IN) of each id with their shortest distance, itself at 0, known or not."""
        ...

    def find(
        self, kind: NodeKind, filter: Filter | None = None, order: str = "id", after: str = "", limit: int = 100
    ) -> Page:
        """List nodes of a kind, ordered by ``id`` or ``label``, from a cursor on."""
        ...

    def lookup(
        self, texts: Sequence[str], kinds: Iterable[NodeKind] = (), mode: LookupMode = LookupMode.EXACT, limit: int = 20
    ) -> dict[str, list[Hit]]:
        """Find what each text names: best role first, then the name that hit, label, id.

        An exact lookup also takes identifiers and mappings, their prefix in any case; a text that names nothing has [].
        """
        ...

    def rows(self, view: View[R], keys: Iterable[str]) -> dict[str, Sequence[R]]:
        """Give the rows of a view for each key that has any, in the view's order."""
        ...


def all_nodes(reader: Reads, kind: NodeKind, page: int = 5_000) -> Iterable[Node]:
    """Walk every node of a kind in order of id."""
    after = ""
    while True:
        found = reader.find(kind, after=after, limit=page)
        yield from found.nodes
        if not found.next:
            return
        after = found.next
