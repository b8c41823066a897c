"""The answer to a question, in the shape that the command line and GraphQL promise."""

from __future__ import annotations

from dataclasses import dataclass

from pmkg.model.kinds import Direction, Effect, TumorMatch, VariantMatch
from pmkg.model.regimen import Regimen
from pmkg.model.signature import Notice, Tumor


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """Show one statement as it applies to this patient: its own tier, tumor match and rung stand beside its source."""

    evidence: str
    source: str
    level: str
    direction: Direction
    disease: str
    tumor_match: TumorMatch
    variant_match: VariantMatch
    tier: str | None
    citation: str
    license: str
    url: str
    status: str
    date: str
    conflict: str
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """Hold what statements under one canonical profile say to this patient, evidence for and against side by side.

    Tier, tumor match and rung are those of the best supporting statement. ``because`` names the alterations that met the profile;
    ``missing_tests`` those that would decide one whose ``status`` is UNDECIDED.
    """

    tier: str | None
    tier_rule: str
    tumor_match: TumorMatch
    variant_match: VariantMatch
    category: str | None
    status: str
    missing_tests: tuple[str, ...]
    profile: str
    because: tuple[str, ...]
    conditions: tuple[str, ...]
    notes: tuple[str, ...]
    supporting: tuple[EvidenceItem, ...]
    against: tuple[EvidenceItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Interpretation):
    """Offer (or warn of) one regimen for one reason: one per regimen, effect and canonical profile.

    ``dose_finding`` counts the publications with toxicity data of just these drugs together; it is no evidence for them.
    """

    regimen: Regimen
    effect: Effect
    dose_finding: int = 0


@dataclass(frozen=True, slots=True)
class TestToConsider:
    """Name a test and how many tier I or II options of this tumor it would decide."""

    __test__ = False

    test: str
    decides: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer ``ask drugs`` for one signature on one release."""

    id: str
    release: str
    tumor: Tumor
    options: tuple[Option, ...]
    tests_to_consider: tuple[TestToConsider, ...]
    warnings: tuple[Notice, ...]
