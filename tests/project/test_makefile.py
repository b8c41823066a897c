"""What the commands of the Makefile do on a machine as a newcomer has it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with the Makefile and what it reads, far from any mirror."""
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


@pytest.fixture
def ready(here: Path) -> list[str]:
    """Variables that let make take this environment for the one that it would set up."""
    (here / "ready").touch()
    return [f"READY={here / 'ready'}", f"BIN={Path(sys.executable).parent}"]


def run_until_it_serves(here: Path, ready: list[str], offline: dict[str, str]) -> tuple[str, str]:
    """Run ``make run`` until it serves, stop it, and give what it said on standard output and error.

    It is stopped by SIGTERM, because what is started in the background may have been told to ignore SIGINT.
    """
    command = ["make", "run", "PORT=0", *ready]
    said = ""
    with subprocess.Popen(
        command, cwd=here, env=offline, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, process_group=0
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stderr:
            said += line
            if "pmkg serves" in line:
                os.killpg(process.pid, signal.SIGTERM)
        answer = process.stdout.read()
    return answer, said


def test_run_builds_once_answers_the_example_and_serves(here: Path, ready: list[str], offline: dict[str, str]) -> None:
    answer, said = run_until_it_serves(here, ready, offline)
    assert "THE STARTER" in said
    assert re.search(r"IA +sensitivity +Vemurafenib", answer)
    assert "pmkg serves http://127.0.0.1:" in said

    answer, said = run_until_it_serves(here, ready, offline)
    assert "load ..." not in said
    assert re.search(r"IA +sensitivity +Vemurafenib", answer)


def test_run_builds_anew_where_the_release_is_of_another_schema(
    here: Path, ready: list[str], offline: dict[str, str], starter_home: Path
) -> None:
    shutil.copytree(starter_home, here / ".pmkg")
    (manifest,) = here.glob(".pmkg/releases/*/manifest.json")
    manifest.write_text(json.dumps({**json.loads(manifest.read_text(encoding="utf-8")), "schema": 0}), encoding="utf-8")
    answer, said = run_until_it_serves(here, ready, offline)
    assert "load ..." in said
    assert re.search(r"IA +sensitivity +Vemurafenib", answer)


def test_the_pages_say_that_node_is_needed(here: Path, ready: list[str], run: Run) -> None:
    (here / "ui").mkdir()
    (here / "ui" / "package-lock.json").touch()
    assert "need Node" in run("make", "ui", *ready, "NODE=", cwd=here, status=2).stderr


def test_the_browser_tests_say_that_chromium_is_needed(here: Path, ready: list[str], run: Run) -> None:
    built = [here / "ui" / "node_modules" / ".ready", here / "ui" / "dist" / "index.html"]
    (here / "ui").mkdir()
    (here / "ui" / "package-lock.json").touch()
    for path in built:
        path.parent.mkdir(parents=True)
        path.touch()
    nobody = here / "id"
    nobody.write_text("#!/bin/sh\necho 1000\n", encoding="utf-8")
    nobody.chmod(0o755)
    said = run(
        "make",
        "test-browser",
        *ready,
        f"CHROMIUM={here / 'none'}",
        cwd=here,
        status=2,
        PATH=f"{here}{os.pathsep}{os.environ['PATH']}",
    )
    assert "apt install chromium" in said.stderr


@pytest.mark.parametrize(
    ("answers", "remedy"),
    [("exit 1", "pmkg needs Python 3.11 or newer"), ('case "$2" in *venv*) exit 1;; esac', "apt install python3-venv")],
)
def test_setup_says_what_this_python_lacks(here: Path, run: Run, answers: str, remedy: str) -> None:
    python = here / "python"
    python.write_text(f"#!/bin/sh\n{answers}\n", encoding="utf-8")
    python.chmod(0o755)
    assert remedy in run("make", "setup", f"PYTHON={python}", cwd=here, status=2).stderr


@pytest.mark.parametrize("target", ["test-mirror", "test-browser-mirror"])
@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 2)])
def test_the_suites_on_real_sources_say_loudly_that_there_is_no_mirror(
    here: Path, ready: list[str], run: Run, target: str, ci: str, status: int
) -> None:
    assert "NO MIRROR" in run("make", target, *ready, cwd=here, status=status, CI=ci).stderr


@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 2)])
def test_the_neo4j_suite_says_loudly_what_the_machine_lacks(here: Path, run: Run, ci: str, status: int) -> None:
    (here / "tests" / "neo4j").mkdir(parents=True)
    for name in ("community_server.py", "pom.xml"):
        shutil.copy(ROOT / "tests" / "neo4j" / name, here / "tests" / "neo4j")
    bare = here / "bare"
    bare.mkdir()
    for program in ("make", "sh", "touch"):
        (bare / program).symlink_to(str(shutil.which(program)))
    (here / "ready").touch()
    known = [f"READY={here / 'ready'}", f"BIN={Path(sys.executable).parent}"]
    said = run("make", "test-neo4j", *known, cwd=here, status=status, CI=ci, PATH=str(bare)).stderr
    assert "NO NEO4J SERVER CAN BE STARTED (java and mvn not found)" in said
    assert "apt install openjdk-17-jre-headless maven" in said


def test_every_command_is_listed_with_what_it_does(here: Path, run: Run) -> None:
    listed = re.findall(r"^make ([a-z0-9-]+) +\S", run("make", cwd=here).stdout, re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.*)$", (here / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert phony is not None
    assert sorted(listed) == sorted(phony.group(1).split())
