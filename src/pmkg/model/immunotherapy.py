"""The immunotherapy panel: every marker's state, and what is known of it, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pmkg.model.answer import Option
from pmkg.model.signature import Notice, Tumor


class MarkerState(StrEnum):
    """Say whether a marker is there; what was not examined is never absent."""

    PRESENT = "PRESENT"
    ABSENT = "ABSENT"
    NOT_TESTED = "NOT_TESTED"


class MarkerSide(StrEnum):
    """Say what the literature ties a marker to, under checkpoint inhibitors."""

    RESPONSE = "RESPONSE"
    RESISTANCE = "RESISTANCE"
    HYPERPROGRESSION = "HYPERPROGRESSION"


@dataclass(frozen=True, slots=True)
class PanelMarker:
    """Show one marker of the panel.

    ``rule`` is the profile that counts as present. ``findings`` is what the signature holds of it, whether it meets the rule
    or not; ``missing`` names the tests that would decide it. ``sensitivity`` and ``resistance`` (all that opposes it) are options
    with a checkpoint inhibitor in this tumor type, each with its evidence for and against; ``elsewhere`` those whose evidence
    is of another tumor type, or of one that is not known.
    """

    id: str
    name: str
    state: MarkerState
    side: MarkerSide
    rule: str
    because: tuple[str, ...]
    findings: tuple[str, ...]
    missing: tuple[str, ...]
    meaning: str
    notes: tuple[str, ...]
    citations: tuple[str, ...]
    sensitivity: tuple[Option, ...]
    resistance: tuple[Option, ...]
    elsewhere: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Set a marker of response beside one that speaks against it, both present; which of them wins is not computed."""

    response: str
    opposed: str
    side: MarkerSide
    note: str
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImmunotherapyPanel:
    """Answer ``ask immunotherapy`` for one signature: markers in the panel's order, and no score.

    ``other_sensitivity``, ``other_resistance`` and ``other_elsewhere`` are options with a checkpoint inhibitor that rest on no
    marker of the panel.
    """

    id: str
    release: str
    tumor: Tumor
    markers: tuple[PanelMarker, ...]
    contradictions: tuple[Contradiction, ...]
    other_sensitivity: tuple[Option, ...]
    other_resistance: tuple[Option, ...]
    other_elsewhere: tuple[Option, ...]
    warnings: tuple[Notice, ...]
