"""Signatures made of MAF files."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from benchmarks.tcga_signatures import alteration, signatures, tumor_types, write

PLACE = ("Hugo_Symbol", "Chromosome", "Start_Position", "Reference_Allele", "Tumor_Seq_Allele2", "Tumor_Sample_Barcode")
FIREHOSE = (
    (*PLACE, "Protein_Change"),
    ("BRAF", "7", "140453136", "A", "T", "TUMOR-2", "p.V600E"),
    ("NF1", "17", "29422388", "G", "-", "TUMOR-1", ""),
    ("TP53", "17", "7577121", "G", "A", "TUMOR-1", "p.R273C"),
)
MC3 = ((*PLACE, "HGVSc", "HGVSp_Short"), ("MET", "7", "116412044.0", "G", "A", "TUMOR-3", "c.3082+1G>A", "."))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, rows in (("SKCM.Firehose", FIREHOSE), ("UNKNOWN.MC3", MC3)):
        text = "".join("\t".join(row) + "\n" for row in rows)
        (tmp_path / f"{name}.maf.tsv.gz").write_bytes(gzip.compress(text.encode()))
    return tmp_path


def test_each_tumor_becomes_one_signature_with_its_cohorts_tumor_type(folder: Path) -> None:
    found = list(signatures(folder))
    assert [(item["id"], item["tumorType"]) for item in found] == [
        ("TUMOR-1", "SKCM"),
        ("TUMOR-2", "SKCM"),
        ("TUMOR-3", None),
    ]


def test_an_alteration_is_told_by_protein_else_coding_else_coordinates(folder: Path) -> None:
    told = {item["id"]: item["alterations"] for item in signatures(folder)}
    assert told == {
        "TUMOR-1": [
            {"gene": "NF1", "genomic": "GRCh37:17:29422388:G:-"},
            {"gene": "TP53", "protein": "R273C"},
        ],
        "TUMOR-2": [{"gene": "BRAF", "protein": "V600E"}],
        "TUMOR-3": [{"gene": "MET", "hgvs": "c.3082+1G>A"}],
    }


def test_a_row_without_any_column_of_change_is_told_by_its_coordinates() -> None:
    row = {
        "Hugo_Symbol": "KIT",
        "Chromosome": "4",
        "Start_Position": "5",
        "Reference_Allele": "",
        "Tumor_Seq_Allele2": "A",
    }
    assert alteration(row) == {"gene": "KIT", "genomic": "GRCh37:4:5:-:A"}


def test_a_sample_keeps_one_tumor_of_so_many_and_counts_what_it_wrote(folder: Path) -> None:
    out = io.BytesIO()
    written = write(folder, out, every=2)
    assert [json.loads(line)["id"] for line in out.getvalue().splitlines()] == ["TUMOR-1", "TUMOR-3"]
    assert (written.tumors, written.alterations) == (2, 3)


@pytest.mark.mirror
def test_every_cohort_of_the_mirror_but_the_unknown_one_has_a_tumor_type(mirror: Path) -> None:
    cohorts = {path.name.partition(".")[0] for path in (mirror / "tcga").glob("*.maf.tsv.gz")}
    assert cohorts - tumor_types().keys() == {"UNKNOWN"}
