"""README's commands run, and what README and the documents point to is there."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")})
Run = Callable[..., "subprocess.CompletedProcess[str]"]

_BLOCK = re.compile(r"<!-- run: (\w+) -->\n```sh\n(.*?)```\n", re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_SERVED = "http://127.0.0.1:8000"


def blocks(where: str) -> list[str]:
    return [block for place, block in _BLOCK.findall(README) if place == where]


@pytest.mark.parametrize("command", [line for block in blocks("starter") for line in block.splitlines()])
def test_a_command_of_readme_runs_on_the_starter(command: str, run: Run, starter_home: Path, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    assert run("bash", "-euo", "pipefail", "-c", command, cwd=tmp_path, PMKG_HOME=str(starter_home)).stdout


@pytest.fixture
def served(starter_home: Path, offline: dict[str, str]) -> Iterator[str]:
    """The address of a server on the starter's release."""
    command = [sys.executable, "-m", "pmkg.cli", "serve", "--port", "0", "--home", str(starter_home)]
    with subprocess.Popen(command, env=offline, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        address = re.search(r"http://[0-9.]+:\d+", server.stderr.readline())
        assert address is not None
        yield address.group()
        server.send_signal(signal.SIGTERM)
        server.stderr.read()


def test_the_graphql_request_of_readme_is_answered(run: Run, served: str, tmp_path: Path) -> None:
    (request,) = blocks("server")
    answer = json.loads(run("bash", "-c", request.replace(_SERVED, served), cwd=tmp_path).stdout)
    assert "errors" not in answer
    options = answer["data"]["targetedDrugs"]["options"]
    assert "Vemurafenib" in {option["regimen"]["label"] for option in options if option["tier"] == "IA"}
    assert all(item["citation"] for option in options for item in option["for"])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_document_links_to_what_is_there(document: Path) -> None:
    for target in _LINK.findall(document.read_text(encoding="utf-8")):
        if not target.startswith(("https://", "http://", "#")):
            assert (document.parent / target.partition("#")[0]).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_document_names_targets_of_make_that_exist(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z0-9-]+):", makefile, re.MULTILINE))
    named = re.findall(r"(?:`|^)make ([a-z0-9-]+)", document.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(named) <= targets


def test_readme_names_every_command_of_the_command_line(run: Run, tmp_path: Path) -> None:
    listed = run(sys.executable, "-m", "pmkg.cli", "--help", cwd=tmp_path).stdout.partition("Commands:")[2]
    commands = re.findall(r"^  (\w+)  ", listed, re.MULTILINE)
    assert len(commands) >= 8
    assert [command for command in commands if f"pmkg {command}" not in README] == []


def test_the_table_of_sources_is_that_of_the_catalog(run: Run, tmp_path: Path) -> None:
    written = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    script = "import runpy, sys; sys.stdout.write(runpy.run_path(sys.argv[1])['sources']())"
    assert run(sys.executable, "-c", script, str(ROOT / "docs" / "generate.py"), cwd=tmp_path).stdout == written


def test_every_dependency_has_its_line_of_reasons() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    reasons = (ROOT / "docs" / "decisions" / "0001-dependencies.md").read_text(encoding="utf-8")
    cells = {name.strip() for cell in re.findall(r"^\| ([^|]+) \|", reasons, re.MULTILINE) for name in cell.split(",")}
    assert {re.split(r"[<>=\[]", item)[0] for item in wanted} == cells - {"package", "---"}
