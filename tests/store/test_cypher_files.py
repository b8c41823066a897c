"""The statements that Neo4j runs: one a file, said what for, each in use; and who is asked to run them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from pmkg.errors import RequestError
from pmkg.store.neo4j_settings import Neo4jSettings

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "queries" / "cypher").rglob("*.cypher"))
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "pmkg" / "store").glob("neo4j_*.py"))
WHOLE_FOLDERS = ("schema", "load", "drop")
"""The store runs the statements of these folders by the name of what they make, fill or empty."""


def _name(file: Path) -> str:
    return file.relative_to(ROOT / "queries" / "cypher").with_suffix("").as_posix()


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_a_file_says_what_for_and_holds_one_statement(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert re.match(r"// [A-Z].*\.", text)
    body = "".join(line for line in text.splitlines() if not line.startswith("//"))
    assert body.count(";") == 1
    assert body.endswith(";")


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_a_statement_is_run_by_the_store(file: Path) -> None:
    name = _name(file)
    by_table = {"load": '"{}"', "drop": '"{}"', "schema": 'statements_of("schema")'}
    if name.startswith("read/listing-by-"):
        assert "read/listing-by-{order}" in SOURCES
    elif file.parent.name in WHOLE_FOLDERS and f'"{name}"' not in SOURCES:
        assert by_table[file.parent.name].format(file.stem) in SOURCES
    else:
        assert f'"{name}"' in SOURCES


def test_every_statement_that_the_store_names_is_there() -> None:
    named = set(re.findall(r'"((?:read|publish|drop|schema|load)/[a-z-]+)"', SOURCES))
    assert len(named) > 30
    assert named <= {_name(file) for file in FILES}


def test_reads_and_loads_are_of_one_release() -> None:
    of_all = {"read/current", "read/releases"}
    for file in FILES:
        if file.parent.name in ("read", "load", "drop") and _name(file) not in of_all:
            assert "$release" in file.read_text(encoding="utf-8"), file.name


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({}, "PMKG_NEO4J_URI is not set"),
        ({"PMKG_NEO4J_URI": "neo4j://graph"}, "PMKG_NEO4J_PASSWORD is not set"),
        ({"PMKG_NEO4J_URI": "http://graph", "PMKG_NEO4J_PASSWORD": "x"}, "is no address of Neo4j"),
        ({"PMKG_NEO4J_URI": "graph:7687", "PMKG_NEO4J_PASSWORD": "x"}, "is no address of Neo4j"),
    ],
)
def test_what_a_setting_lacks_is_told(environment: dict[str, str], told: str) -> None:
    with pytest.raises(RequestError, match=told):
        Neo4jSettings.read(environment)


@pytest.mark.parametrize("uri", ["neo4j://neo4j:hush@graph:7687", "neo4j://hush@graph", "neo4j://a:hush@[graph"])
def test_an_account_in_an_address_is_refused_and_not_repeated(uri: str) -> None:
    with pytest.raises(RequestError, match="PMKG_NEO4J_PASSWORD") as raised:
        Neo4jSettings.read({"PMKG_NEO4J_PASSWORD": "hush"}, uri)
    assert "hush" not in str(raised.value)


def test_settings_show_no_password() -> None:
    assert "hush" not in repr(Neo4jSettings.read({"PMKG_NEO4J_PASSWORD": "hush"}, "neo4j+s://graph"))


def test_a_command_on_the_embedded_store_loads_no_driver(tmp_path: Path) -> None:
    script = "import sys; from pmkg.cli.app import run; run(['releases']); print('neo4j' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], env={"PMKG_HOME": str(tmp_path), "PYTHONPATH": ":".join(sys.path)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["False"]
    assert "there is no release" in done.stderr
