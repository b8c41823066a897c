"""What README and docs/coverage.md publish is what a release of the same files gives."""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pmkg.ports.reader import GraphReader

pytestmark = pytest.mark.mirror

ROOT = Path(__file__).resolve().parents[2]
REMEDY = "run 'make docs' with PMKG_HOME at a release of the mirror"


@pytest.fixture(scope="module")
def write() -> dict[str, Callable[..., Any]]:
    """The functions that write the documents."""
    return runpy.run_path(str(ROOT / "docs" / "generate.py"))


def without_digest(text: str) -> str:
    return re.sub(r"content digest `\w+`", "", text)


def test_the_coverage_is_that_of_this_code(release: GraphReader, write: dict[str, Callable[..., Any]]) -> None:
    published = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    now = write["coverage"](release)
    inputs = [
        f"| `{source.id}` | {source.version or 'not stated'} | {source.records:,} |"
        for source in release.manifest().sources
    ]
    if not all(line in published for line in inputs):
        pytest.skip("the mirror holds other versions than the published figures are of")
    assert without_digest(now) == without_digest(published), REMEDY


def test_the_example_of_readme_is_an_answer_of_this_code(
    release: GraphReader, write: dict[str, Callable[..., Any]]
) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert write["with_block"](readme, "example", write["example"](write["ask_example"](release))) == readme, REMEDY
