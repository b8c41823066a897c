"""Neo4j gives the bytes that the embedded store gives, whatever is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from both_stores import Asked, Stores
from clinical_cases import clinical_cases
from neo4j_database import Database
from relations import given as signature_of

from pmkg.cli.app import run
from pmkg.clinic.golden_cases import golden_cases

pytestmark = pytest.mark.neo4j

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.json"))


def test_worked_cases_are_answered_alike(starter: Stores) -> None:
    embedded, served = map(Asked, starter.readers())
    cases = [signature_of(case) for case in clinical_cases()] + [case["signature"] for case in golden_cases()]
    answers = [served(case) for case in cases]
    assert answers == [embedded(case) for case in cases]
    assert sum(b'"tier"' in answer for answer in answers) > len(cases) / 10


@pytest.fixture
def served_account(neo4j_server: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a command reads of the server, besides PMKG_STORE."""
    settings = neo4j_server.settings
    for name, value in (("URI", settings.uri), ("USER", settings.user), ("PASSWORD", settings.password)):
        monkeypatch.setenv(f"PMKG_NEO4J_{name}", value)


SIGNED = (
    "drugs",
    "immunotherapy",
    "oncogenicity",
    "regimen-sets",
    "classes",
    "predisposition",
    "prognosis",
    "diagnosis",
)
COMMANDS = [
    *(["ask", question, "--signature", str(EXAMPLES[0]), "--json"] for question in SIGNED),
    ["ask", "drugs", "--tumor", "LUAD", "--alteration", "EGFR L858R", "--explain"],
    ["ask", "resistance", "--regimen", "Osimertinib", "--tumor", "LUAD", "-a", "EGFR C797S"],
    ["ask", "regimens", "--drug", "Encorafenib", "--drug", "Cetuximab", "--match", "superset"],
    ["disagreements", "--gene", "KRAS"],
    ["gaps", "--source", "civic"],
    ["ledger"],
    ["releases"],
    ["sources", "--json"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:2]))
@pytest.mark.usefixtures("served_account")
def test_a_command_prints_the_same_from_both_stores(
    command: list[str],
    starter: Stores,
    starter_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PMKG_HOME", str(starter_home))
    printed = []
    for store in ("sqlite", "neo4j"):
        monkeypatch.setenv("PMKG_STORE", store)
        printed.append((run(command), capsys.readouterr().out))
    assert printed[0] == printed[1]
    assert printed[0][0] == 0
    assert printed[0][1]


@pytest.mark.usefixtures("served_account")
def test_every_export_is_the_same_from_both_stores(
    starter: Stores, starter_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMKG_HOME", str(starter_home))
    for store in ("sqlite", "neo4j"):
        monkeypatch.setenv("PMKG_STORE", store)
        for form, name in (("kgx", "kgx"), ("turtle", "graph.ttl"), ("va-spec", "va-spec.json")):
            assert run(["export", "--format", form, "--out", str(tmp_path / store / name)]) == 0
    files = [path.relative_to(tmp_path / "sqlite") for path in (tmp_path / "sqlite").rglob("*") if path.is_file()]
    assert len(files) >= 3
    for path in files:
        assert (tmp_path / "neo4j" / path).read_bytes() == (tmp_path / "sqlite" / path).read_bytes(), path
