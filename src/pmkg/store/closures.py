"""Transitive closures by breadth-first search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from pmkg.model.curie import Curie
from pmkg.model.kinds import EdgeKind
from pmkg.model.reads import Reads, Way

N = TypeVar("N")

CLOSED: tuple[EdgeKind, ...] = (EdgeKind.IS_A,)
"""The relations whose closure a release holds as a table; others are walked when asked."""


def reach(node: N, step: Callable[[Sequence[N]], Iterable[N]]) -> dict[N, int]:
    """Give everything that can be reached from a node with its least number of steps, itself at 0; cycles are harmless."""
    reached = {node: 0}
    frontier, depth = [node], 0
    while frontier:
        depth += 1
        level = {found for found in step(frontier) if found not in reached}
        reached.update(dict.fromkeys(level, depth))
        frontier = list(level)
    return reached


def walk(reader: Reads, node: Curie, relation: EdgeKind, way: Way) -> dict[Curie, int]:
    """Give everything that can be reached from a node of a release along one relation, edge by edge."""

    def step(frontier: Sequence[Curie]) -> list[Curie]:
        found = reader.edges(frontier, (relation,), way)
        return [edge.object if edge.subject == id else edge.subject for id, edges in found.items() for edge in edges]

    return reach(node, step)


def ancestors(node: N, parents: Mapping[N, Sequence[N]]) -> dict[N, int]:
    """Give the ancestors of a node by a table of direct parents."""
    return reach(node, lambda frontier: [parent for item in frontier for parent in parents.get(item, ())])
