"""compose.yaml names only what there is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from pmkg.cli.app import run

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_its_commands_are_commands_of_pmkg() -> None:
    from pmkg.cli.app import app

    known = {command.callback.__name__ for command in app.registered_commands if command.callback}
    named = set(re.findall(r"pmkg ([a-z]+)", COMPOSE)) | set(re.findall(r'command: \["([a-z]+)"', COMPOSE))
    assert named == {"build", "publish", "schedule", "serve"}
    assert named <= known


@pytest.mark.parametrize("service", ["api", "schedule"])
def test_the_options_of_its_commands_are_known(service: str) -> None:
    assert run([*yaml.safe_load(COMPOSE)["services"][service]["command"], "--help"]) == 0


def test_the_cron_job_of_kubernetes_runs_a_command_of_the_image() -> None:
    assert 'ENTRYPOINT ["pmkg"]' in DOCKERFILE
    job = yaml.safe_load((ROOT / "examples" / "schedule" / "cronjob.yaml").read_text(encoding="utf-8"))
    (container,) = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]["containers"]
    assert run([*container["args"], "--help"]) == 0


def test_api_and_schedule_share_what_one_tells_of_the_other() -> None:
    whole = yaml.safe_load(COMPOSE)
    places = {name: set(service.get("volumes", ())) for name, service in whole["services"].items()}
    assert "home:/releases" in places["api"] & places["schedule"] & places["build"], "the history of jobs, and keys"
    named = {each.partition(":")[0] for each in set[str]().union(*places.values()) if each[0].isalpha()}
    assert named == set(whole["volumes"])


def test_its_settings_are_those_that_readme_explains() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in set(re.findall(r"PMKG_[A-Z0-9_]+", COMPOSE + DOCKERFILE)):
        assert f"`{name}`" in readme, name


def test_no_password_stands_in_it_and_the_api_is_for_this_machine() -> None:
    assert set(re.findall(r"PASSWORD: (.*)", COMPOSE)) == {"${PMKG_NEO4J_PASSWORD:?set a password for Neo4j}"}
    assert '"127.0.0.1:${PORT:-8000}:8000"' in COMPOSE
    assert "NEO4J_AUTH: none" not in COMPOSE


def test_the_image_holds_all_that_its_installation_reads() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    read = {
        project["project"]["readme"],
        *project["project"]["license-files"],
        *(path.split("/")[0] for path in wheel["packages"]),
        *wheel["force-include"],
        *(hook["path"] for hook in wheel["hooks"].values()),
    }
    copied = {name for line in re.findall(r"^COPY (.*)$", DOCKERFILE, re.MULTILINE) for name in line.split()[:-1]}
    assert read <= copied


@pytest.mark.parametrize("line", re.findall(r"^COPY (.*)$", DOCKERFILE, re.MULTILINE))
def test_the_image_is_made_of_what_is_there_and_not_ignored(line: str) -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for name in line.split()[:-1]:
        assert (ROOT / name).exists()
        assert f"!{name}" in ignored
