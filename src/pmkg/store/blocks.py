"""The digests by which two releases are compared: a mark for each node, a digest for each block of marks.

A mark holds the first 128 bits of the SHA-256 of the node's row, and those of its edges' rows added up, so that edges may come in
any order (as in :mod:`pmkg.store.content`). A block ends where the next identifier's checksum says so, never at a count: what
is added to a release or taken from it changes the blocks where it stands, and no other.
"""

from __future__ import annotations

import hashlib
import zlib
from array import array
from collections.abc import Iterable, Iterator

import orjson

from pmkg.model.content import canonical
from pmkg.ports.contents import Block, Mark

_MEMBERS = 64
"""How many marks a block holds on average; a power of two."""
_LANE = (1 << 64) - 1
_SHIFTS = (128, 192)


def short(digest: int) -> str:
    """Write the first 128 bits of a SHA-256 for a mark."""
    return f"{digest >> 128:032x}"


class EdgeSums:
    """Add up the digests of the edges that leave each of ``count`` nodes, numbered from 1; 16 bytes are kept of each."""

    def __init__(self, count: int) -> None:
        self._lanes = [array("Q", bytes(8 * (count + 1))) for _ in _SHIFTS]

    def add(self, subject: int, digest: int) -> None:
        """Add one edge."""
        for lane, shift in zip(self._lanes, _SHIFTS, strict=True):
            lane[subject] = (lane[subject] + (digest >> shift)) & _LANE

    def of(self, subject: int) -> str:
        """Give the sum for a mark."""
        low, high = (lane[subject] for lane in self._lanes)
        return f"{high:016x}{low:016x}" if low or high else ""


def in_blocks(marks: Iterable[Mark]) -> Iterator[tuple[Block, bytes]]:
    """Cut marks, in the order of their identifiers, into blocks, each with its marks as JSON."""
    held: list[Mark] = []
    for mark in marks:
        if held and zlib.crc32(mark.id.encode()) % _MEMBERS == 0:
            yield _block(held)
            held = []
        held.append(mark)
    if held:
        yield _block(held)


def _block(marks: list[Mark]) -> tuple[Block, bytes]:
    text = canonical([tuple(mark) for mark in marks])
    return Block(marks[0].id, hashlib.sha256(text).hexdigest()[:32]), text


def marks_of(text: bytes | str) -> Iterator[Mark]:
    """Read the marks of a block."""
    for members in orjson.loads(text):
        yield Mark(*members)
