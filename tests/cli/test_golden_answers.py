"""Whole answers of the starter, read by a person; a change to one of these files is a reviewed change."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from command_line import Command

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
SIGNATURES: dict[str, dict[str, Any]] = {
    "melanoma-braf-v600e": {"id": "melanoma", "tumorType": "SKCM", "alterations": ["BRAF V600E"]},
    "lung-egfr-l858r-t790m": {
        "id": "lung",
        "tumorType": "NSCLC",
        "alterations": ["EGFR L858R", {"gene": "EGFR", "protein": "p.Thr790Met"}],
        "tested": {"genes": ["KRAS", {"gene": "ALK", "kinds": ["fusion"]}]},
    },
    "colorectal-braf-v600e": {
        "id": "colorectal",
        "tumorType": "COADREAD",
        "alterations": ["BRAF V600E", "KRAS A12D"],
        "biomarkers": {"msi": "MSI-H"},
    },
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_the_starter_answers_as_reviewed(pmkg: Command, tmp_path: Path, name: str) -> None:
    """Set ``PMKG_WRITE_GOLDEN`` to write the files anew; then read what changed."""
    path = tmp_path / "signature.json"
    path.write_text(json.dumps(SIGNATURES[name]), encoding="utf-8")
    answer = json.loads(pmkg("ask", "drugs", "--signature", str(path), "--json").out)
    shown = json.dumps(answer, indent=1, ensure_ascii=False) + "\n"
    golden = GOLDEN / f"answer-{name}.json"
    if os.environ.get("PMKG_WRITE_GOLDEN"):
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")
