"""How the patient's tumor type leads to the diseases that statements are about, each step with the source that states it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pmkg.model.curie import Curie
from pmkg.model.graph import Edge
from pmkg.model.kinds import EdgeKind
from pmkg.ports.reader import GraphReader


@dataclass(frozen=True, slots=True)
class Rise:
    """Hold one is_a step from a narrower to a wider disease, and who states it: ``mondo (MONDO:0005012)``."""

    narrow: Curie
    wide: Curie
    stated: str


class TumorPaths:
    """Find the shortest is_a path between each narrower and wider disease, from two batched reads.

    Of several shortest paths the one through the smallest identifiers is taken, so that the same release gives the same path.
    """

    def __init__(self, reader: GraphReader, narrow: Iterable[Curie]) -> None:
        starts = sorted(set(narrow))
        self._up: Mapping[Curie, Mapping[Curie, int]] = reader.closure(starts)
        within = sorted({id for above in self._up.values() for id in above})
        self._edges = reader.edges(within, [EdgeKind.IS_A])

    def rise(self, narrow: Curie, wide: Curie) -> tuple[Rise, ...]:
        """Give the steps from a disease up to an ancestor; () where they are the same or unrelated."""
        above = self._up.get(narrow, {})
        steps: list[Rise] = []
        here = wide
        while here in above and here != narrow:
            below, stated = self._below(here, above)
            steps.append(Rise(below, here, stated))
            here = below
        return tuple(reversed(steps))

    def _below(self, wide: Curie, above: Mapping[Curie, int]) -> tuple[Curie, str]:
        """Step back to the narrower disease one step nearer to the start, with the sources that state the relation."""
        said: dict[Curie, list[Edge]] = defaultdict(list)
        for id, distance in above.items():
            if distance == above[wide] - 1:
                for edge in self._edges.get(id, ()):
                    if edge.object == wide:
                        said[id].append(edge)
        narrow = min(said)
        return narrow, "; ".join(sorted({_stated(edge) for edge in said[narrow]}))


def _stated(edge: Edge) -> str:
    return f"{edge.source} ({edge.record})" if edge.record else edge.source
