"""compose.yaml names only what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_its_commands_are_commands_of_pmkg() -> None:
    from pmkg.cli.app import app

    known = {command.callback.__name__ for command in app.registered_commands if command.callback}
    named = set(re.findall(r"pmkg ([a-z]+)", COMPOSE)) | set(re.findall(r'command: \["([a-z]+)"', COMPOSE))
    assert named == {"build", "publish", "serve"}
    assert named <= known


def test_its_settings_are_those_that_readme_explains() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in set(re.findall(r"PMKG_[A-Z0-9_]+", COMPOSE + DOCKERFILE)):
        assert f"`{name}`" in readme, name


def test_no_password_stands_in_it_and_the_api_is_for_this_machine() -> None:
    assert set(re.findall(r"PASSWORD: (.*)", COMPOSE)) == {"${PMKG_NEO4J_PASSWORD:?set a password for Neo4j}"}
    assert '"127.0.0.1:${PORT:-8000}:8000"' in COMPOSE
    assert "NEO4J_AUTH: none" not in COMPOSE


@pytest.mark.parametrize("line", re.findall(r"^COPY (.*)$", DOCKERFILE, re.MULTILINE))
def test_the_image_is_made_of_what_is_there_and_not_ignored(line: str) -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for name in line.split()[:-1]:
        assert (ROOT / name).exists()
        assert f"!{name}" in ignored
