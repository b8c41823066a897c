"""What differs between the answers to one signature on two releases."""

from __future__ import annotations

from dataclasses import dataclass

from pmkg.model.answer import EvidenceItem, Option, TestToConsider
from pmkg.model.signature import Notice, Tumor


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Say what one field of an option was and is, as texts."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EvidenceChange:
    """Show a statement that both answers rest on, where it weighs otherwise: its level, side, status, tier or conditions."""

    before: EvidenceItem
    after: EvidenceItem


@dataclass(frozen=True, slots=True)
class OptionChange:
    """Show an option that both answers hold and what of it is other: its tier, its status, its evidence."""

    before: Option
    after: Option
    fields: tuple[FieldChange, ...]
    evidence_added: tuple[EvidenceItem, ...]
    evidence_withdrawn: tuple[EvidenceItem, ...]
    evidence_changed: tuple[EvidenceChange, ...]


@dataclass(frozen=True, slots=True)
class AnswerDifference:
    """Hold what became of an answer from one release to another.

    Options are the same where regimen, effect and canonical profile are; ``unchanged`` counts those that are equal in all.
    """

    id: str
    before: str
    after: str
    tumor_before: Tumor
    tumor_after: Tumor
    gained: tuple[Option, ...]
    lost: tuple[Option, ...]
    changed: tuple[OptionChange, ...]
    unchanged: int
    warnings_gained: tuple[Notice, ...] = ()
    warnings_lost: tuple[Notice, ...] = ()
    tests_gained: tuple[TestToConsider, ...] = ()
    tests_lost: tuple[TestToConsider, ...] = ()

    @property
    def same(self) -> bool:
        """Whether the two answers say the same."""
        return self.tumor_before == self.tumor_after and not (
            self.gained
            or self.lost
            or self.changed
            or self.warnings_gained
            or self.warnings_lost
            or self.tests_gained
            or self.tests_lost
        )
