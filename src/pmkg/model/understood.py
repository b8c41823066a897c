"""How the words of a request were understood: shown back before anything is answered."""

from __future__ import annotations

from dataclasses import dataclass

from pmkg.model.regimen import Agent
from pmkg.model.signature import Notice, Tumor
from pmkg.model.variant import Gene


@dataclass(frozen=True, slots=True)
class ReadFinding:
    """Name one finding in canonical form, its kind, its origin, and the genes that it is about."""

    text: str
    kind: str
    origin: str = "unknown"
    genes: tuple[Gene, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadAlteration:
    """Pair one alteration of a request with what was read in it.

    ``given`` holds the request's own words. Findings are canonical (``BRAF V600E``, ``TMB 14``); what could not be used is in
    ``unread``: it meets no criterion and rules none out. Where anything is in doubt, ``warnings`` say why.
    """

    given: str
    findings: tuple[ReadFinding, ...]
    unread: tuple[str, ...]
    warnings: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class ReadMarker:
    """Name one measured biomarker and its state in the words of criteria: ``MSI`` is ``high`` or ``not high``."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Understood:
    """Hold what was understood of one signature against one release.

    ``warnings`` are those of the whole answer; each alteration repeats its own. ``tested_genes`` counts the genes whose
    small variants count as examined, by panel or by name, ``germline_genes`` those with a germline test.
    """

    id: str
    release: str
    tumor: Tumor
    alterations: tuple[ReadAlteration, ...]
    markers: tuple[ReadMarker, ...]
    panel: str | None
    tested_genes: int
    germline_genes: int
    prior_therapies: tuple[Agent, ...]
    warnings: tuple[Notice, ...]
