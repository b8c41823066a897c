"""Walk a release in Neo4j: the blocks by which it is compared with others, else the generic reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmkg.ports.contents import Block, Mark
from pmkg.ports.reader import GraphReader
from pmkg.store.blocks import marks_of
from pmkg.store.contents import ReadContents
from pmkg.store.neo4j_rows import ReleaseRows


class Neo4jContents(ReadContents):
    """Walk one release (a ``Contents``): what two releases share is told by the server in one read and never fetched."""

    def __init__(self, reader: GraphReader, rows: ReleaseRows) -> None:
        super().__init__(reader)
        self._rows = rows

    def blocks(self) -> list[Block]:
        """Give the blocks of all nodes, in the order of their first identifiers."""
        return sorted(Block(*row) for row in self._rows.read("read/blocks"))

    def marks(self, firsts: Iterable[str]) -> Iterator[Mark]:
        """Give the marks of the blocks that begin at ``firsts``, which are in order."""
        for _, text in sorted(self._rows.read("read/marks", firsts=list(firsts))):
            yield from marks_of(text)
