"""The harness of the benchmarks, on a tiny input."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import pytest

from benchmarks.commands import CommandFailed, run
from benchmarks.figures import Figure
from benchmarks.first_answer import measure_first_answer
from benchmarks.graphql_page import make_release
from benchmarks.run import main

COLUMNS = (
    "Hugo_Symbol",
    "Chromosome",
    "Start_Position",
    "Reference_Allele",
    "Tumor_Seq_Allele2",
    "Tumor_Sample_Barcode",
    "Protein_Change",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    make_release(folder)
    return folder


@pytest.fixture
def tiny_mirror(tmp_path: Path) -> Path:
    """Forty tumors: more than one process's share, so that the batch runs over several."""
    rows = [("BRAF", "7", "140453136", "A", "T", f"TUMOR-{number}", "p.V600E") for number in range(40)]
    text = "".join("\t".join(row) + "\n" for row in [COLUMNS, *rows])
    (tmp_path / "tcga").mkdir()
    (tmp_path / "tcga" / "SKCM.Firehose.maf.tsv.gz").write_bytes(gzip.compress(text.encode()))
    return tmp_path


def test_the_harness_writes_figures_with_their_bounds_and_baselines(
    home: Path, tiny_mirror: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "figures.json"
    given = ["--home", str(home), "--mirror", str(tiny_mirror), "--rounds", "2", "--starts", "1", "--out", str(out)]
    main([*given, "--only", "question", "--only", "ask", "--only", "batch"])
    written = json.loads(out.read_bytes())
    figures = {(item["part"], item["name"]): item for item in written["figures"]}
    assert figures["batch", "tumors"]["value"] == 40
    assert figures["ask", "ask --json: wall"]["bound"] == 0.6
    assert figures["question", "drawn: CPU p50"]["ratio"] > 0
    assert written["machine"]["cores"] >= 1
    assert "tumors" in capsys.readouterr().out


def test_the_results_name_neither_the_machine_nor_its_folders(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    main(["--home", str(home), "--rounds", "2", "--out", str(out), "--only", "question"])
    text = out.read_text(encoding="utf-8")
    assert str(home) not in text
    assert str(Path.home()) not in text


def test_a_command_that_fails_is_told_with_its_own_words() -> None:
    with pytest.raises(CommandFailed, match="no such thing"):
        run([sys.executable, "-c", "import sys; sys.exit('no such thing')"])


def test_the_processor_time_of_a_command_counts_its_children() -> None:
    busy = "sum(range(6_000_000))"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}], check=True)"
    nothing = run([sys.executable, "-c", "pass"])
    assert run([sys.executable, "-c", parent]).cpu_s > 2 * nothing.cpu_s


def test_a_figure_above_its_bound_is_missed() -> None:
    kept, missed = (Figure("ask", "wall", value, "s", 1.0) for value in (1.0, 1.1))
    assert (kept.verdict, missed.verdict) == ("kept", "MISSED")


def test_without_a_browser_the_first_answer_is_not_measured_and_that_is_said(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("benchmarks.first_answer._CHROMIUM", "/nowhere/chromium")
    assert list(measure_first_answer(home, 1)) == []
    assert "/nowhere/chromium" in capsys.readouterr().err
