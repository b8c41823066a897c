"""A home with one release of a few claims."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_watches import OLD, Home, publish


@pytest.fixture
def home(tmp_path: Path) -> Home:
    publish(tmp_path, "2026-01-01", OLD)
    return Home(tmp_path)
