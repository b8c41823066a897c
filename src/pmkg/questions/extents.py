"""What a criterion asks for, as a union of boxes: each side of a box is a set, or all but a set, of what it lets in.

A box lets a finding in when every side does. One box lies within another when each of its sides does, which makes inclusion
reflexive and transitive by construction; a union lies within another when each of its boxes lies within one of the other's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Side:
    """Hold one side of a box: these items, or every item but these."""

    items: frozenset[Any]
    others: bool = False

    def within(self, wider: Side | Interval) -> bool:
        """Say whether every item let in here is let in there.

        >>> only("V600E").within(all_but("K601E")), all_but("V600E").within(only("K601E"))
        (True, False)
        """
        if isinstance(wider, Interval):
            return False
        if self.others:
            return wider.others and wider.items <= self.items
        return not (self.items & wider.items) if wider.others else self.items <= wider.items


@dataclass(frozen=True, slots=True)
class Interval:
    """Hold one side of a box that is a range of numbers; ``above`` and ``below`` leave out its ends."""

    low: float
    high: float
    above: bool = False
    below: bool = False

    def within(self, wider: Side | Interval) -> bool:
        """Say whether every number let in here is let in there.

        >>> Interval(10, 20).within(Interval(10, 20)), Interval(10, 20).within(Interval(10, 20, above=True))
        (True, False)
        """
        if isinstance(wider, Side):
            return wider == ANY
        low = self.low > wider.low or (self.low == wider.low and (self.above or not wider.above))
        high = self.high < wider.high or (self.high == wider.high and (self.below or not wider.below))
        return low and high


def only(*items: Any) -> Side:
    """Let in these items."""
    return Side(frozenset(items))


def all_but(*items: Any) -> Side:
    """Let in every item but these."""
    return Side(frozenset(items), others=True)


ANY: Final = all_but()


@dataclass(frozen=True, slots=True)
class Box:
    """Hold one box: the kind of finding, its sides by name (a side that is not named lets in anything), and what is guaranteed.

    ``facts`` are known of everything in the box; a box within this one has to guarantee them too.
    """

    kind: str
    sides: Mapping[str, Side | Interval] = field(default_factory=dict)
    facts: frozenset[str] = frozenset()

    def within(self, wider: Box) -> bool:
        """Say whether every finding in this box is in the other."""
        return (
            self.kind == wider.kind
            and wider.facts <= self.facts
            and all(self.sides.get(name, ANY).within(side) for name, side in wider.sides.items())
        )


def boxes_within(narrower: Iterable[Box], wider: Iterable[Box]) -> bool:
    """Say whether every box lies within one of the others."""
    others = tuple(wider)
    return all(any(box.within(other) for other in others) for box in narrower)
