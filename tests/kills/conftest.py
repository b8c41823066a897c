"""Homes for processes that are killed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "ingest"))

from lying_owner import MadeClock
from made_schedule import SOURCES, lay_out, schedule_at

from pmkg.ingest.catalog import select


@pytest.fixture
def small_mirror(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "mirror")


@pytest.fixture
def home(tmp_path: Path, small_mirror: Path) -> Path:
    """A home with one release and the jobs that led to it."""
    folder = tmp_path / "home"
    assert schedule_at(folder, MadeClock(), select(SOURCES), small_mirror).run_due()
    return folder
