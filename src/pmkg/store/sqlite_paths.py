"""The edges of a release in SQLite as the search for paths walks them: by node number."""

from __future__ import annotations

from collections.abc import Collection

from pmkg.ports.reader import Step
from pmkg.store.sqlite_file import SqliteFile

_OUT_DEGREE = "SELECT count(*) FROM (SELECT 1 FROM edges WHERE subject = ? LIMIT ?)"
_IN_DEGREE = "SELECT count(*) FROM (SELECT 1 FROM edges WHERE object = ?1 AND subject <> ?1 LIMIT ?2)"
_NEIGHBORS = "SELECT object FROM edges WHERE subject = ?1 UNION SELECT subject FROM edges WHERE object = ?1"
_BETWEEN = """SELECT e.kind, e.source, e.record, e.body FROM kinds k JOIN edges e
    ON e.subject = ?1 AND e.kind = k.number AND e.object = ?2 ORDER BY e.kind, e.source, e.record"""
_ID = "SELECT id FROM nodes WHERE number = ?"


class NumberedEdges:
    """Walk a release's edges by node number, each node's degree and neighbors read once."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file
        self._degrees: dict[int, int] = {}

    def degrees(self, nodes: Collection[int], most: int) -> dict[int, int]:
        """Count the edges of each node in both directions, and stop counting past ``most``."""
        return {node: self._degree(node, most) for node in nodes}

    def _degree(self, node: int, most: int) -> int:
        degree = self._degrees.get(node)
        if degree is None:
            leaving = self._file.one(_OUT_DEGREE, (node, most + 1))[0]
            degree = min(leaving + self._file.one(_IN_DEGREE, (node, most + 1))[0], most + 1)
            self._degrees[node] = degree
        return degree

    def neighbors(self, nodes: Collection[int]) -> dict[int, list[int]]:
        """List the other ends of all edges of each node."""
        return {node: [row[0] for row in self._file.all(_NEIGHBORS, (node,))] for node in nodes}

    def between(self, one: int, others: Collection[int]) -> list[tuple[int, Step]]:
        """List the steps from one node to others, over edges in either direction."""
        return [(other, step) for other in others for step in self._steps(one, other)]

    def _steps(self, one: int, other: int) -> list[Step]:
        left, right = self._file.one(_ID, (one,))[0], self._file.one(_ID, (other,))[0]
        forward = [Step(self._file.edge(left, right, row), False) for row in self._file.all(_BETWEEN, (one, other))]
        backward = [Step(self._file.edge(right, left, row), True) for row in self._file.all(_BETWEEN, (other, one))]
        return forward + backward
