"""The three steps of docs/add-a-source.md, done to the letter."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]

_STEP = re.compile(r"<!-- (file|append): (\S+) -->\n```\w+\n(.*?)```\n", re.DOTALL)


def test_a_source_is_a_loader_a_catalog_entry_and_a_few_rows(checkout: Path, run: Run) -> None:
    steps = _STEP.findall((ROOT / "docs" / "add-a-source.md").read_text(encoding="utf-8"))
    assert len(steps) == 3
    for action, name, content in steps:
        target = checkout / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("a" if action == "append" else "x", encoding="utf-8") as file:
            file.write(("\n" if action == "append" else "") + content)
    shutil.copytree(checkout / "tests/fixtures/tumor-board", checkout / "loaders/starter/tumor-board")
    home = checkout / "home"
    here = {"PYTHONPATH": str(checkout / "src"), "PMKG_HOME": str(home)}
    pmkg = (sys.executable, "-m", "pmkg.cli")

    run(*pmkg, "build", cwd=checkout, **here)
    losses = json.loads(run(*pmkg, "ledger", "--json", cwd=checkout, **here).stdout)["sources"]["tumor-board"]
    assert (losses["records"], losses["normalized"], losses["reasons"]) == (2, 2, {"MALFORMED": 1})
    sources = {item["id"]: item for item in json.loads(run(*pmkg, "sources", "--json", cwd=checkout, **here).stdout)}
    assert sources["tumor-board"]["version"] == "2026-11"
    asked = run(*pmkg, "ask", "drugs", "--tumor", "MEL", "--alteration", "NRAS Q61R", "--json", cwd=checkout, **here)
    found = [item for option in json.loads(asked.stdout)["options"] for item in option["for"]]
    assert [(item["evidence"], item["license"]) for item in found if item["source"] == "tumor-board"] == [
        ("pmkg.board:2", "internal")
    ]
    run(
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "tests/loaders/test_catalog_entries.py",
        "-k",
        "tumor-board",
        cwd=checkout,
        **here,
    )
    run("ruff", "check", "loaders/tumor_board.py", cwd=checkout)
    run("ruff", "format", "--check", "loaders/tumor_board.py", cwd=checkout)
