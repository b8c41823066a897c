"""The smallest choices of sets that together hold all that any of them holds: an exact search, in parts that share nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, product

Part = frozenset[str]
Cover = tuple[Part, ...]
MOST = 1_000
"""Covers listed at most: beyond, one choice is as good as the next for a reader."""


def smallest_covers(groups: Iterable[Part], most: int = MOST) -> list[Cover]:
    """List the smallest covers, at most ``most`` of them; the parts of each are sorted, and none is needless.

    >>> [[sorted(part) for part in cover] for cover in smallest_covers([frozenset("ab"), frozenset("b"), frozenset("c")])]
    [[['a', 'b'], ['c']]]
    """
    known = sorted({group for group in groups if group}, key=_place)
    if not known:
        return []
    choices = [list(islice(_covers(component), most)) for component in _components(known)]
    joined = (tuple(sorted((part for cover in choice for part in cover), key=_place)) for choice in product(*choices))
    return list(islice(joined, most))


def _place(part: Part) -> tuple[int, list[str]]:
    return -len(part), sorted(part)


def _components(known: list[Part]) -> list[list[Part]]:
    """Divide the sets into components that share no element, each solved for itself."""
    components: list[tuple[set[str], list[Part]]] = []
    for part in known:
        touching = [component for component in components if component[0] & part]
        elements, parts = set(part), [part]
        for component in touching:
            elements |= component[0]
            parts = component[1] + parts
            components.remove(component)
        components.append((elements, parts))
    return [parts for _, parts in components]


def _covers(parts: list[Part]) -> Iterator[Cover]:
    """Yield every smallest cover of one component, by trying sizes from the least possible on."""
    wanted = frozenset().union(*parts)
    for size in range(1, len(parts) + 1):
        found: set[Part | frozenset[Part]] = set()
        for cover in _of_size(parts, wanted, size):
            key = frozenset(cover)
            if key not in found:
                found.add(key)
                yield tuple(sorted(cover, key=_place))
        if found:
            return


def _of_size(parts: list[Part], wanted: Part, size: int) -> Iterator[Cover]:
    """Yield covers of a size: the element that fewest sets hold has to be in one of them."""
    if not wanted:
        yield ()
        return
    if size * max(len(part & wanted) for part in parts) < len(wanted):
        return
    rarest = min(sorted(wanted), key=lambda element: sum(element in part for part in parts))
    for part in parts:
        if rarest in part:
            for rest in _of_size(parts, wanted - part, size - 1):
                yield (part, *rest)
