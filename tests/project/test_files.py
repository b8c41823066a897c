"""What holds of every file that the project keeps."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 400
_PLACES = re.compile(r"(?<![\w.])/(?:work|root|home/\w+)/|pypi\.org|files\.pythonhosted|registry\.npmjs")
"""Paths of one person's machine, and hosts that belong into a person's own settings."""


def kept(*suffixes: str) -> list[Path]:
    """The project's files: those under version control, else (an unpacked archive) those beside the tests."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.split("\0") if listed.returncode == 0 else [str(path) for path in ROOT.rglob("*.*")]
    files = [ROOT / name for name in names if name.endswith(suffixes)]
    return [path for path in files if path.is_file() and ".venv" not in path.parts]


MODULES = [path for path in kept(".py") if path.relative_to(ROOT).parts[0] in {"src", "loaders", "benchmarks", "docs"}]


def test_the_modules_are_found() -> None:
    assert len(MODULES) > 100


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_is_short_and_says_what_it_is_for(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "no docstring"
    assert len(text.splitlines()) <= LONGEST


def test_every_public_name_of_the_package_is_documented() -> None:
    bare = []
    for module in MODULES:
        for node in ast.parse(module.read_text(encoding="utf-8")).body:
            public = isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
            if public and isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not ast.get_docstring(node):
                bare.append(f"{module.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert bare == []


def test_no_file_names_a_place_on_one_machine() -> None:
    texts = kept(".py", ".md", ".toml", ".json", ".lock", ".ttl", ".rq", ".graphql", "Makefile", ".ci/run")
    found = [path.relative_to(ROOT).as_posix() for path in texts if _PLACES.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_no_file_of_a_mirror_is_kept() -> None:
    assert [path.name for path in kept(".gz", ".zst", ".zip", ".sqlite", ".maf", ".vcf.bgz")] == []
