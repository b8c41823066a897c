"""What a release says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SCHEMA = 8
"""The number of the stored form. It rises with every change of a store's tables, indexes or views, so that older releases are
rebuilt, never read."""


@dataclass(frozen=True, slots=True)
class SourceRelease:
    """Say which version of a source went into a release, under which license, and what came of it."""

    id: str
    title: str
    version: str
    license: str
    citation: str
    url: str
    files: Mapping[str, str] = field(default_factory=dict)
    records: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    losses: int = 0
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Describe a release: its name, profile (full, open, starter), content digest, sources and counts.

    ``files`` of a source maps each file name to its SHA-256. The digest covers nodes, edges, views and ledger; the time of the
    build stands here only, so that the same sources give the same digest.
    """

    release: str
    profile: str
    built_at: str
    digest: str
    sources: tuple[SourceRelease, ...]
    nodes: Mapping[str, int] = field(default_factory=dict)
    edges: Mapping[str, int] = field(default_factory=dict)
    schema: int = SCHEMA
    software: str = ""
    ledger: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetAside:
    """Hold a draft that was built and not published, and everything that kept it from being.

    ``kept`` says whether its graph is still there to be looked into.
    """

    manifest: Manifest
    problems: tuple[str, ...]
    kept: bool = True
