"""The edges of a release in Neo4j as the search for paths walks them: by node number, a frontier at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pmkg.ports.reader import Step
from pmkg.store.neo4j_rows import ReleaseRows, edge_of_row


class ServedEdges:
    """Walk a release's edges by node number, each node's degree read once."""

    def __init__(self, rows: ReleaseRows) -> None:
        self._rows = rows
        self._degrees: dict[int, int] = {}

    def degrees(self, nodes: Collection[int], most: int) -> Mapping[int, int]:
        """Count edges; ``most`` spares nothing here, because the server knows a node's degree."""
        unknown = sorted(set(nodes) - self._degrees.keys())
        if unknown:
            self._degrees.update((row[0], row[1]) for row in self._rows.read("read/degrees", numbers=unknown))
        return {node: min(self._degrees[node], most + 1) for node in nodes}

    def neighbors(self, nodes: Collection[int]) -> Mapping[int, Sequence[int]]:
        """List the other ends of all edges of each node."""
        found = {row[0]: row[1] for row in self._rows.read("read/neighbors", numbers=sorted(nodes))}
        return {node: found.get(node, ()) for node in nodes}

    def between(self, one: int, others: Collection[int]) -> Sequence[tuple[int, Step]]:
        """List the steps from one node to others, over edges in either direction."""
        rows = self._rows.read("read/between", one=one, others=sorted(others))
        return [
            (other, Step(edge_of_row(subject, object, columns), entering))
            for other, subject, object, *columns, entering in rows
        ]
