"""Criteria about biomarkers that are no variant of one gene: states and scores."""

from __future__ import annotations

from dataclasses import dataclass

from pmkg.model.kinds import Origin, VariantMatch

MARKER = "marker:"
"""What the subject of a biomarker begins with; that of a gene is its identifier."""


class MarkerCriterion:
    """Index a criterion under its one biomarker."""

    __slots__ = ()
    name: str

    @property
    def subjects(self) -> tuple[str, ...]:
        """``marker:NAME``."""
        return (f"{MARKER}{self.name}",)


@dataclass(frozen=True, slots=True)
class Marker(MarkerCriterion):
    """Ask for a state of a biomarker that is no gene variant: ``MSI`` = high, ``HER2`` = positive, ``5q`` = deletion."""

    name: str
    state: str
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        """``MSI high``."""
        return f"{self.name} {self.state}"

    @property
    def test(self) -> str:
        """The status of the biomarker."""
        return f"{self.name} status"

    @property
    def rung(self) -> VariantMatch:
        return VariantMatch.EXACT


@dataclass(frozen=True, slots=True)
class Score(MarkerCriterion):
    """Ask for a measured score: ``TMB >= 10`` (mutations/Mb), ``PD-L1 TPS >= 50`` (percent), ``PD-L1 CPS >= 10``."""

    name: str
    comparator: str
    value: float
    origin: Origin = Origin.UNKNOWN

    @property
    def text(self) -> str:
        """``PD-L1 TPS >= 50``."""
        return f"{self.name} {self.comparator} {self.value:g}"

    @property
    def test(self) -> str:
        """The score."""
        return self.name

    @property
    def rung(self) -> VariantMatch:
        return VariantMatch.EXACT
