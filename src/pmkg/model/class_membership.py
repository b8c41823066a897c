"""Which classes of alterations the findings of a signature belong to, narrowest first."""

from __future__ import annotations

from dataclasses import dataclass

from pmkg.model.kinds import VariantMatch
from pmkg.model.signature import Notice


@dataclass(frozen=True, slots=True)
class ClassMembership:
    """Hold one class that a finding belongs to.

    ``within`` are the next wider ones among the finding's classes, as far as the algebra of classes can tell; ``statements``
    counts the accepted statements whose profile asks for this class.
    """

    text: str
    rung: VariantMatch
    within: tuple[str, ...]
    statements: int
    note: str


@dataclass(frozen=True, slots=True)
class FindingClasses:
    """Hold the classes of one finding, each after every class that lies within it."""

    alteration: str
    classes: tuple[ClassMembership, ...]


@dataclass(frozen=True, slots=True)
class ClassesAnswer:
    """Answer ``ask classes`` for one signature on one release."""

    id: str
    release: str
    findings: tuple[FindingClasses, ...]
    warnings: tuple[Notice, ...]
