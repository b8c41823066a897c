"""The answer to a question, in the shape that the command line and GraphQL promise."""

from __future__ import annotations

from dataclasses import dataclass

from pmkg.model.kinds import Course, Direction, Effect, TumorMatch, VariantMatch
from pmkg.model.regimen import Agent, Regimen
from pmkg.model.signature import Notice, Tumor


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """Show one statement as it applies to this patient: its own tier, tumor match and rung stand beside its source.

    ``courses`` says of a resistance how the source's text describes it, empty where it does not say.
    """

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
    courses: tuple[Course, ...] = ()


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
    ``courses`` says how the evidence for a resistance describes it, primary, acquired or both; empty where none of it says.
    ``given_before`` are the drugs of the regimen that the patient had. ``course`` is that of a resistance in this patient: ACQUIRED
    where one of the drugs was given before, PRIMARY where others were, None where nothing is told or the effect is another.
    """

    regimen: Regimen
    effect: Effect
    dose_finding: int = 0
    given_before: tuple[Agent, ...] = ()
    course: Course | None = None
    courses: tuple[Course, ...] = ()


@dataclass(frozen=True, slots=True)
class TestToConsider:
    """Name a test and how many tier I or II options of this tumor it would decide."""

    __test__ = False

    test: str
    decides: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer ``ask drugs`` for one signature on one release.

    ``panel`` names the panel that decided what counts as tested, with its version, None where none was given.
    """

    id: str
    release: str
    tumor: Tumor
    options: tuple[Option, ...]
    tests_to_consider: tuple[TestToConsider, ...]
    warnings: tuple[Notice, ...]
    panel: str | None = None
