"""A machine without mirror and network, and a release of the starter on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]

_NOBODY = "http://127.0.0.1:9"
"""A proxy that no one runs (the discard port): whatever asks for the network is refused at once."""


@pytest.fixture(scope="session")
def offline(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a machine without mirror, cache and network, with this environment's commands first on its path."""
    dropped = ("PMKG_", "PYTHON", "NO_PROXY", "no_proxy")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    refused = {
        name: _NOBODY for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
    }
    here = {"NO_PROXY": "127.0.0.1,localhost", "PMKG_CACHE": str(tmp_path_factory.mktemp("cache"))}
    return {**kept, **refused, **here, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}"}


@pytest.fixture(scope="session")
def run(offline: dict[str, str]) -> Run:
    """Run a command and give what it printed; a status other than the expected one fails with all that it said."""

    def start(*command: str, cwd: Path, status: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            command, cwd=cwd, env={**offline, **environment}, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == status, f"{command}\n{done.stdout}\n{done.stderr}"
        return done

    return start


@pytest.fixture(scope="session")
def starter_home(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a release of the starter, built by the command line."""
    home = tmp_path_factory.mktemp("starter")
    done = run(sys.executable, "-m", "pmkg.cli", "build", "--home", str(home), cwd=home)
    assert "THE STARTER" in done.stderr
    return home


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the package is made of, to be changed by a test; on ``PYTHONPATH`` its ``src`` wins over this one."""
    copy = tmp_path / "checkout"
    for folder in ("src", "loaders", "ontology", "queries", "tests/loaders", "tests/fixtures"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "README.md", "LICENSE", "tests/conftest.py"):
        shutil.copy(ROOT / file, copy / file)
    return copy
