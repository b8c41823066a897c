"""A schedule over the starter's files as a small mirror, with a clock that a test sets."""

from __future__ import annotations

import shutil
from pathlib import Path

from lying_owner import MadeClock

from pmkg.ingest.build import Plan
from pmkg.ingest.catalog import loaders_folder
from pmkg.ingest.fetch import Cache
from pmkg.ingest.kept import KeptFiles
from pmkg.ingest.locate import Origin, Place
from pmkg.ingest.schedule import Schedule
from pmkg.model.source import Source
from pmkg.store.sqlite_jobs import SqliteJobs
from pmkg.store.sqlite_releases import SqliteReleases
from pmkg.vocabulary.kinds import facets_by_kind

SOURCES = ("hgnc", "mondo", "oncotree", "pharmoncox", "civic", "moalmanac", "clinvar")
EVIDENCE = "nightly-ClinicalEvidenceSummaries.tsv"


def lay_out(folder: Path) -> Path:
    """Lay the starter out as a mirror that a test may change."""
    for name in SOURCES:
        shutil.copytree(loaders_folder() / "starter" / name, folder / name)
    (folder / "oncotree" / "tumorTypes.json").rename(folder / "oncotree" / "oncotree_latest_stable.json")
    return folder


def schedule_at(home: Path, made: MadeClock, sources: tuple[Source, ...], mirror: Path | None = None) -> Schedule:
    """Give a schedule at a home, as every start of the program makes one anew."""
    plan = Plan(sources, Place(Origin.OWNERS), "full", sized=False, kept=KeptFiles(home / "files"))
    cache = Cache(home / "cache", clock=made.clock())
    releases = SqliteReleases(home, facets=facets_by_kind())
    return Schedule(plan, releases, SqliteJobs(home), home, cache, made.now, mirror)
