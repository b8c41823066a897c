"""The main journeys through the pages in a real browser, on the release of the mirror that all of these tests share."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

_UI = Path(__file__).resolve().parents[2] / "ui"
_CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
_NEEDED = {
    "Node": shutil.which("npx"),
    f"Chromium at {_CHROMIUM}": shutil.which(_CHROMIUM),
    "the packages of the pages (make ui)": (_UI / "node_modules" / "@playwright").is_dir(),
    "the built pages (make ui)": (_UI / "dist" / "index.html").is_file(),
}


@pytest.mark.mirror
@pytest.mark.browser
def test_the_journeys_hold_on_real_sources(full_home: Path) -> None:
    missing = [name for name, there in _NEEDED.items() if not there]
    if missing:
        said = f"NO JOURNEY WAS MADE ON REAL DATA: {', '.join(missing)} not here"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(said)
    environment = {
        "PMKG_PAGES_HOME": str(full_home),
        "PMKG_PYTHON": sys.executable,
        "PMKG_TEST_PORT": str(_free_port()),
        "CHROMIUM": _CHROMIUM,
    }
    done = subprocess.run(
        ["npx", "playwright", "test"],
        cwd=_UI,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2_000:]


def _free_port() -> int:
    """Give a port that nobody listens at; the journeys also use the next one."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
    return port
