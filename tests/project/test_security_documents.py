"""What the security pages promise is held by tests that exist, and what is shipped is audited and listed."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
_PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def _tests() -> set[str]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "tests").rglob("test_*.py"))
    return {node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_threat_names_tests_that_exist() -> None:
    known, rows = _tests(), re.findall(r"^\| .+ \| .+ \| (`test_.+`) \|$", _PAGE, re.MULTILINE)
    assert len(rows) > 25
    named = {name for row in rows for name in re.findall(r"`(test_\w+)`", row)}
    assert named - known == set()
    threats = _PAGE.partition("## Threats")[2].partition("## What stays")[0]
    assert len([line for line in threats.splitlines() if line.startswith("| ")]) == len(rows) + 1


def test_every_setting_of_access_is_on_the_page() -> None:
    read = (ROOT / "src/pmkg/api/access/settings.py").read_text(encoding="utf-8")
    settings = set(re.findall(r"\"(PMKG_[A-Z_]+)\"", read))
    assert len(settings) > 8
    assert {name for name in settings if f"`{name}`" not in _PAGE and f"`{name}=" not in _PAGE} == set()


@pytest.fixture
def audit() -> ModuleType:
    specification = importlib.util.spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def _saying(text: str, status: int) -> list[str]:
    program = f"import sys; print({text!r}); print('no route', file=sys.stderr); sys.exit({status})"
    return [sys.executable, "-c", program]


def test_an_audit_of_packages_that_asks_nobody_fails_loudly(
    audit: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.main(_saying("", 1)) == 1
    assert "NO PACKAGE WAS AUDITED" in capsys.readouterr().err
    assert audit.main(["--offline-allowed", *_saying('{"dependencies": []}', 0)]) == 0
    said = capsys.readouterr().err
    assert "NO PACKAGE WAS AUDITED" in said
    assert "no route" in said
    skipped = json.dumps({"dependencies": [{"name": "a", "skip_reason": "not found on the index"}] * 2})
    assert audit.main(_saying(skipped, 0)) == 1
    assert "not found on the index" in capsys.readouterr().err


def test_an_audit_names_holes_and_packages_that_were_left_out(
    audit: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    sound = {"name": "a", "version": "1", "vulns": []}
    hole = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]}
    skipped = {"name": "c", "skip_reason": "not on the index"}
    assert audit.main(_saying(json.dumps({"dependencies": [sound]}), 0)) == 0
    assert audit.main(["--offline-allowed", *_saying(json.dumps({"dependencies": [sound, hole]}), 1)]) == 1
    assert "b 2: PYSEC-1, mended in 3" in capsys.readouterr().err
    assert audit.main(["--offline-allowed", *_saying(json.dumps({"dependencies": [sound, skipped]}), 0)]) == 1
    assert "NOT AUDITED: c" in capsys.readouterr().err


def test_the_list_of_what_is_shipped_names_every_locked_package() -> None:
    """The list is made from the lock, and the lock holds every package that the project asks for."""
    import tomllib

    made = re.search(r"^sbom:.*\n(?:\t.*\n)+", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert made
    assert "requirements.lock" in made[0]
    locked = set(
        re.findall(r"^([a-z0-9.-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    )
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[<>=\[]", each)[0].replace(".", "-") for each in project["dependencies"]}
    assert asked - {name.replace(".", "-") for name in locked} == set()
