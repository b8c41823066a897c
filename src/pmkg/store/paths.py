"""Shortest paths between two nodes: bidirectional, bounded, in a total order.

A path is a sequence of steps; parallel edges of the same kind and direction between two nodes make one step, shown by the
first of them. All shortest paths count, none longer. A node with more than :data:`HUB` edges is no stop on the way (a path
through "cancer" explains nothing), though it may be an end. Because that rule looks at the node alone, the answer does
not depend on the order in which a store holds its edges. The work is bounded by :data:`BUDGET` edges.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Generic, Protocol, TypeVar

from pmkg.errors import TooLarge
from pmkg.model.kinds import EdgeKind
from pmkg.ports.reader import Step
from pmkg.store.listing import edge_order

MAX_HOPS = 4
HUB = 2_000
BUDGET = 400_000

N = TypeVar("N")


class Adjacency(Protocol[N]):
    """Walk the graph of a store by its own node keys, many nodes at a time: a store may be a network away."""

    def degrees(self, nodes: Collection[N], most: int) -> Mapping[N, int]:
        """Count the edges of each node in both directions, and stop counting past ``most``."""
        ...

    def neighbors(self, nodes: Collection[N]) -> Mapping[N, Sequence[N]]:
        """List the other ends of all edges of each node."""
        ...

    def between(self, one: N, others: Collection[N]) -> Sequence[tuple[N, Step]]:
        """List the steps from one node to others, over edges in either direction, each with its other end."""
        ...


def shortest_paths(graph: Adjacency[N], start: N, end: N, hops: int, limit: int) -> list[tuple[Step, ...]]:
    """Give the shortest paths of at most ``hops`` steps; raise :class:`TooLarge` past the bounds."""
    if hops > MAX_HOPS:
        raise TooLarge("the number of hops", hops, MAX_HOPS)
    layers = [{start}] if start == end else _Meeting(graph, start, end).layers(hops)
    return list(islice(_walk(graph, layers, start, 0), limit)) if layers else []


class _Side(Generic[N]):
    """Hold what was reached from one end: its levels, and for each node the nodes it was reached from."""

    def __init__(self, root: N) -> None:
        self.levels: list[dict[N, set[N]]] = [{root: set()}]
        self.seen: set[N] = {root}

    @property
    def frontier(self) -> dict[N, set[N]]:
        return self.levels[-1]

    def back(self, meeting: set[N]) -> list[set[N]]:
        """Give, level by level from the meeting to the root, the nodes that lie on a shortest path."""
        steps = [meeting]
        for level in reversed(self.levels[1:]):
            steps.append({origin for node in steps[-1] for origin in level[node]})
        return steps


class _Meeting(Generic[N]):
    """Grow both sides, the cheaper one first, until they touch."""

    def __init__(self, graph: Adjacency[N], start: N, end: N) -> None:
        self._graph = graph
        self._start, self._end = _Side(start), _Side(end)
        self._ends = {start, end}
        self._spent = 0

    def layers(self, hops: int) -> list[set[N]]:
        """Give the nodes of the shortest paths by their distance from the start; nothing if the ends do not connect."""
        for _ in range(hops):
            side, other = self._cheaper()
            self._grow(side)
            meeting = self._passable(side.frontier.keys() & other.frontier.keys())
            if meeting:
                return self._start.back(meeting)[::-1] + self._end.back(meeting)[1:]
            if not side.frontier:
                break
        return []

    def _cheaper(self) -> tuple[_Side[N], _Side[N]]:
        sides = [(self._cost(self._start), self._start, self._end), (self._cost(self._end), self._end, self._start)]
        cost, side, other = min(sides, key=lambda item: item[0])
        self._spent += cost
        if self._spent > BUDGET:
            raise TooLarge("the number of edges around the two nodes", self._spent, BUDGET)
        return side, other

    def _cost(self, side: _Side[N]) -> int:
        degrees = self._graph.degrees(side.frontier, HUB)
        return sum(degrees[node] for node in self._passable(side.frontier))

    def _passable(self, nodes: Collection[N]) -> set[N]:
        degrees = self._graph.degrees(nodes, HUB) if nodes else {}
        return {node for node in nodes if node in self._ends or degrees[node] <= HUB}

    def _grow(self, side: _Side[N]) -> None:
        level: dict[N, set[N]] = {}
        for node, neighbors in self._graph.neighbors(self._passable(side.frontier)).items():
            for neighbor in neighbors:
                if neighbor not in side.seen:
                    level.setdefault(neighbor, set()).add(node)
        side.seen.update(level)
        side.levels.append(level)


def _walk(graph: Adjacency[N], layers: list[set[N]], node: N, depth: int) -> Iterator[tuple[Step, ...]]:
    if depth == len(layers) - 1:
        yield ()
        return
    for step, neighbor in sorted(
        _distinct(graph.between(node, layers[depth + 1])), key=lambda item: _step_order(item[0])
    ):
        for rest in _walk(graph, layers, neighbor, depth + 1):
            yield (step, *rest)


def _distinct(steps: Sequence[tuple[N, Step]]) -> list[tuple[Step, N]]:
    first: dict[tuple[N, EdgeKind, bool], Step] = {}
    for neighbor, step in sorted(steps, key=lambda item: edge_order(item[1].edge)):
        first.setdefault((neighbor, step.edge.kind, step.reversed), step)
    return [(step, neighbor) for (neighbor, _, _), step in first.items()]


def _step_order(step: Step) -> tuple[EdgeKind, bool, str]:
    return (step.edge.kind, step.reversed, step.edge.subject if step.reversed else step.edge.object)
