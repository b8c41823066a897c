"""A full release of the mirror, which takes a minute or two to build."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from pmkg.cli.checks import golden_checks
from pmkg.cli.home import releases_to_build
from pmkg.ingest.build import Plan, build
from pmkg.ingest.catalog import select
from pmkg.ingest.locate import Origin, Place


def build_once(mirror: Path, home: Path) -> Path:
    """Build a release at a home that several processes share, unless another of them has done so."""
    home.mkdir(exist_ok=True)
    with FileLock(home / "built.lock"):
        if not (home / "current").exists():
            plan = Plan(select(), Place(Origin.MIRROR, mirror), "full", golden_checks("full"), sized=True)
            build(plan, releases_to_build(home), datetime.now(UTC))
    return home
