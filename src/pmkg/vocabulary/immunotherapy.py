"""The markers of the immunotherapy panel, by ``ontology/immunotherapy.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pmkg.model.curie import Curie
from pmkg.model.immunotherapy import MarkerSide
from pmkg.model.profile import Profile, leaves
from pmkg.model.variant import Gene
from pmkg.vocabulary.exons import ExonTable
from pmkg.vocabulary.ontology_files import read_toml
from pmkg.vocabulary.profile_text import parse_profile

_FILE = "immunotherapy.toml"


@dataclass(frozen=True, slots=True)
class MarkerRule:
    """Hold one marker; ``asked`` are the genes and biomarkers of its own profile, ``related`` further ones that speak of it.

    ``also`` counts as present too, and the want of it decides nothing.
    """

    id: str
    name: str
    side: MarkerSide
    present: Profile
    also: Profile | None
    asked: frozenset[str]
    related: frozenset[str]
    meaning: str
    caution: str
    absence: str
    citations: tuple[str, ...]

    @property
    def text(self) -> str:
        """Say in one profile what counts as present."""
        return f"{self.present.text} OR {self.also.text}" if self.also else self.present.text


@dataclass(frozen=True, slots=True)
class Opposed:
    """Hold what is known of two markers that are present together."""

    markers: frozenset[str]
    note: str
    citations: tuple[str, ...]


@cache
def marker_rules() -> tuple[MarkerRule, ...]:
    """Give the markers in the panel's order.

    >>> [rule.id for rule in marker_rules()][:2]
    ['msi', 'tmb']
    """
    return tuple(_rule(entry) for entry in read_toml(_FILE)["marker"])


@cache
def opposed_pairs() -> Mapping[frozenset[str], Opposed]:
    """Give what is known of pairs of markers."""
    pairs = (
        Opposed(frozenset(entry["markers"]), entry["note"], tuple(entry["citations"]))
        for entry in read_toml(_FILE)["opposed"]
    )
    return {pair.markers: pair for pair in pairs}


@cache
def checkpoint_inhibitor_classes() -> tuple[Curie, ...]:
    """List the drug classes whose members are checkpoint inhibitors."""
    return tuple(Curie(text) for text in read_toml(_FILE)["checkpoint_inhibitors"]["classes"])


def _rule(entry: Mapping[str, Any]) -> MarkerRule:
    genes = {symbol: Gene(Curie(id), symbol) for symbol, id in entry.get("genes", {}).items()}
    exons = ExonTable.load()
    present = parse_profile(entry["present"], genes.get, exons)
    also = parse_profile(entry["also"], genes.get, exons) if "also" in entry else None
    asked = {subject for leaf in leaves(present) for subject in leaf.criterion.subjects}
    return MarkerRule(
        entry["id"],
        entry["name"],
        MarkerSide(entry["side"]),
        present,
        also,
        frozenset(asked),
        frozenset(entry.get("related", ())),
        entry["meaning"],
        entry.get("caution", ""),
        entry.get("absence", ""),
        tuple(entry["citations"]),
    )
