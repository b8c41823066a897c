"""The layers hold, for the package and for the loaders beside it, and the linter would say so if they did not."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_imports_run_one_way_through_the_layers(checkout: Path, run: Run) -> None:
    done = run("lint-imports", "--no-cache", cwd=checkout, PYTHONPATH=str(checkout / "src"))
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("planted", ["import httpx", "from pmkg.store.memory import MemoryReader", "import time"])
def test_a_loader_that_imports_more_than_the_model_is_found(checkout: Path, run: Run, planted: str) -> None:
    with (checkout / "loaders" / "hgnc.py").open("a", encoding="utf-8") as loader:
        loader.write(f"\n{planted}\n")
    done = run("lint-imports", "--no-cache", cwd=checkout, status=1, PYTHONPATH=str(checkout / "src"))
    assert "Loaders know the model and nothing else of the system BROKEN" in done.stdout


@pytest.mark.parametrize(
    ("module", "planted", "broken"),
    [
        ("src/pmkg/model/kinds.py", "import pmkg.store.memory", "Imports run one way through the layers BROKEN"),
        (
            "src/pmkg/questions/match.py",
            "import sqlite3",
            "Model, ports and questions are free of frameworks and drivers BROKEN",
        ),
    ],
)
def test_an_import_against_the_layers_is_found(
    checkout: Path, run: Run, module: str, planted: str, broken: str
) -> None:
    with (checkout / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{planted}\n")
    assert broken in run("lint-imports", "--no-cache", cwd=checkout, status=1, PYTHONPATH=str(checkout / "src")).stdout
