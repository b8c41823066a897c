"""Names of alleles that the literature uses against HGVS, from ``ontology/legacy_names.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from pmkg.errors import InvalidText
from pmkg.model.variant import ProteinChange
from pmkg.vocabulary.ontology_files import read_toml
from pmkg.vocabulary.protein import parse_protein


def legacy_coding(symbol: str, name: str) -> str:
    """Give the c. expression of an allele known by another kind of name, "" if it is not one.

    >>> legacy_coding("TERT", "C228T")
    'c.-124C>T'
    """
    return _alleles().get((symbol, name.upper()), "")


def legacy_members(symbol: str, event: str) -> tuple[str, ...]:
    """List the c. expressions of the alleles that make up a named class of them.

    >>> legacy_members("TERT", "promoter mutation")
    ('c.-124C>T', 'c.-146C>T')
    """
    return tuple(
        entry["coding"] for entry in _data()["allele"] if entry["gene"] == symbol and entry.get("class") == event
    )


def legacy_position(symbol: str, residue: str, position: int) -> int:
    """Bring a residue counted in the old way to its HGVS position.

    >>> legacy_position("H3-3A", "K", 27), legacy_position("H3-3A", "K", 28)
    (28, 28)
    """
    shifts = _shifts().get(symbol)
    return position + shifts.get(f"{residue}{position}", 0) if shifts else position


def refuse_family(text: str, body: str) -> None:
    """Raise :class:`InvalidText` for a change of a family of genes with one protein (``H3 K27M``), naming its members.

    The same histone is made of many genes, and sources speak of one of them.
    """
    for pattern, genes in _families():
        found = pattern.fullmatch(body)
        if found:
            names = [(symbol, modern_change(symbol, parse_protein(found["change"])).text) for symbol in genes]
            near = tuple(f"{symbol} {change}" for symbol, change in names)
            told = f"several genes make this protein; name the one that the report gives: {' or '.join(near)}"
            raise InvalidText(text, "NOT_SPECIFIC", told, suggestions=near)


def family_alleles(symbol: str, change: str, sentence: str) -> tuple[str, ...]:
    """List the alleles, one a gene, of which a sentence speaks by the name of their protein; none where it does not.

    ``symbol`` and ``change`` are the one allele that the sentence's own record is coded with.

    >>> family_alleles("H3-3A", "K28M", "patients with H3 K27M-mutant diffuse midline glioma")
    ('H3-3A K28M', 'H3C2 K28M', 'H3C3 K28M')
    >>> family_alleles("H3-3A", "K28M", "patients with H3.3 K27M-mutant glioma, none of them G34R")
    ('H3-3A K28M', 'H3-3B K28M')
    """
    for pattern, genes in _families():
        if symbol not in genes:
            continue
        for found in re.finditer(rf"\b{pattern.pattern}\b", sentence):
            if modern_change(symbol, parse_protein(found["change"])).text == change:
                return tuple(f"{gene} {change}" for gene in genes)
    return ()


def modern_change(symbol: str, change: ProteinChange) -> ProteinChange:
    """Bring a change of a single residue counted in the old way to its HGVS position."""
    position = legacy_position(symbol, change.first, change.start)
    return (
        replace(change, start=position, end=position)
        if position != change.start and change.start == change.end
        else change
    )


@cache
def _alleles() -> Mapping[tuple[str, str], str]:
    return {(entry["gene"], entry["name"].upper()): entry["coding"] for entry in _data()["allele"]}


@cache
def _shifts() -> Mapping[str, Mapping[str, int]]:
    shifts: dict[str, dict[str, int]] = {}
    for entry in _data()["shift"]:
        for gene in entry["genes"]:
            shifts.setdefault(gene, {}).update(dict.fromkeys(entry["residues"], entry["by"]))
    return shifts


@cache
def _families() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    rows = _data()["family"]
    return tuple(
        (re.compile(rf"(?:{row['pattern']})[ -]?(?P<change>[A-Z]\d+[A-Z])"), tuple(row["genes"])) for row in rows
    )


def _data() -> Mapping[str, Any]:
    return read_toml("legacy_names.toml")
