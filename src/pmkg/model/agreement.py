"""What sources say of one regimen for one profile: where they agree, where they oppose each other, and who is silent."""

from __future__ import annotations

from dataclasses import dataclass

from pmkg.model.answer import EvidenceItem
from pmkg.model.curie import Curie
from pmkg.model.kinds import Direction, Effect
from pmkg.model.regimen import Regimen
from pmkg.model.signature import Notice, Tumor


@dataclass(frozen=True, slots=True)
class Voice:
    """Hold what one source says: its best level, the date of its latest statement, and each statement."""

    source: str
    level: str
    date: str
    evidence: tuple[EvidenceItem, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """Hold one effect in one direction with every source that says so; sources that agree stand in one position."""

    effect: Effect
    direction: Direction
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """Name a source of therapeutic statements that says nothing here.

    ``elsewhere`` counts what it says of the same profile and regimen in other tumors. ``other_profiles`` are profiles that share a
    gene and for which it speaks of the regimen in this tumor (with the same effect, beside a gap): the difference may be one
    of wording, or of how wide the class of variants is.
    """

    source: str
    elsewhere: int
    other_profiles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Answer who says what of a regimen for a profile in a tumor; ``opposed`` when two positions contradict each other.

    Without a tumor type every statement is taken, each with its own tumor.
    """

    release: str
    profile_id: Curie
    profile: str
    regimen: Regimen
    tumor: Tumor
    positions: tuple[Position, ...]
    opposed: bool
    silent: tuple[Silence, ...]
    warnings: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Set two opposed positions side by side, never netted.

    One per canonical profile, regimen, pair of positions and tumor, the broadest that an opposed pair speaks of: statements on its
    subtypes are marked DESCENDANT. ``between_sources`` is false where every opposed pair is of one source.
    """

    profile_id: Curie
    profile: str
    regimen: Regimen
    tumor: Tumor
    sides: tuple[Position, Position]
    between_sources: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Show tier IA evidence for its own tumor that other sources are silent on, for the same profile, regimen and tumor.

    A source is silent when nothing of it is about this tumor, an ancestor or a subtype; :class:`Silence` holds what it says near.
    """

    profile_id: Curie
    profile: str
    regimen: Regimen
    tumor: Tumor
    held: Position
    silent: tuple[Silence, ...]
