"""Every example is a signature that the command line answers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.json"))
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_answered_under_its_own_id(example: Path, run: Run, starter_home: Path) -> None:
    done = run(
        "pmkg", "ask", "drugs", "--signature", str(example), "--json", cwd=starter_home, PMKG_HOME=str(starter_home)
    )
    answer = json.loads(done.stdout)
    assert answer["id"] == example.stem
    assert not [
        item for item in answer["warnings"] if item["code"] == "UNPARSED" and "NO_SEQUENCE" not in item["message"]
    ]


def test_the_batch_holds_the_examples_and_is_answered_in_their_order(run: Run, starter_home: Path) -> None:
    batch = ROOT / "examples" / "batch.jsonl"
    signatures = [json.loads(line) for line in batch.read_text(encoding="utf-8").splitlines()]
    assert signatures == [json.loads(path.read_text(encoding="utf-8")) for path in EXAMPLES]
    done = run("pmkg", "ask", "drugs", "--batch", str(batch), cwd=starter_home, PMKG_HOME=str(starter_home))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [path.stem for path in EXAMPLES]
    assert not [answer for answer in answers if "error" in answer]


def test_the_neighborhood_of_a_profile_holds_its_gene_evidence_and_regimens(run: Run, starter_home: Path) -> None:
    script = ROOT / "examples" / "neighborhood.py"
    done = run(sys.executable, str(script), "BRAF V600E", cwd=starter_home, PMKG_HOME=str(starter_home))
    assert done.stdout.splitlines()[0].endswith("around BRAF V600E")
    assert {"Gene", "Evidence", "Regimen", "Disease"} <= {line.split()[0] for line in done.stdout.splitlines()[1:]}
