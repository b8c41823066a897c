"""Where two releases differ, told by their blocks and marks alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from pmkg.ports.contents import Block, Contents, Mark

_BLOCKS_AT_ONCE = 64
_BREATH = 5_000
"""How many steps a walk takes before it looks up."""


class Unlike(NamedTuple):
    """Hold the marks of one identifier that are not the same in two releases, None where a release does not hold it."""

    before: Mark | None
    after: Mark | None

    @property
    def id(self) -> str:
        """The identifier."""
        return (self.after or self.before or _NONE).id

    @property
    def node(self) -> bool:
        """Whether the node itself differs."""
        return (self.before or _NONE).node != (self.after or _NONE).node

    @property
    def edges(self) -> bool:
        """Whether edges that leave it differ."""
        return (self.before or _NONE).edges != (self.after or _NONE).edges

    def of_kind(self, kind: str) -> bool:
        """Whether the node is or was of a kind; "" is any."""
        return not kind or kind in (mark.kind for mark in (self.before, self.after) if mark)


_NONE = Mark("", "", "", "")


def unlike_marks(before: Contents, after: Contents, first: str, breathe: Callable[[], None]) -> Iterator[Unlike]:
    """Give what is marked differently, in the order of identifiers, from ``first`` on.

    Equal blocks hold equal marks, so that only the marks of the others are read, some blocks at a time.
    """
    blocks, others = before.blocks(), after.blocks()
    old = _marks(before, _without(blocks, others, first), first)
    new = _marks(after, _without(others, blocks, first), first)
    one, other = next(old, None), next(new, None)
    steps = 0
    while one is not None or other is not None:
        steps += 1
        if steps % _BREATH == 0:
            breathe()
        if other is None or (one is not None and one.id < other.id):
            yield Unlike(one, None)
            one = next(old, None)
        elif one is None or other.id < one.id:
            yield Unlike(None, other)
            other = next(new, None)
        else:
            if one != other:
                yield Unlike(one, other)
            one, other = next(old, None), next(new, None)


def _without(blocks: list[Block], others: list[Block], first: str) -> Iterator[str]:
    """Give where the blocks begin that the others do not hold, but for those that end before ``first``."""
    shared = set(others)
    for number, block in enumerate(blocks):
        ends = number + 1 < len(blocks) and blocks[number + 1].first <= first
        if not ends and block not in shared:
            yield block.first


def _marks(contents: Contents, firsts: Iterator[str], first: str) -> Iterator[Mark]:
    while some := list(islice(firsts, _BLOCKS_AT_ONCE)):
        for mark in contents.marks(some):
            if mark.id >= first:
                yield mark
