"""IntOGen's drivers: the role of a gene is weighed over cohorts, the tumors it drives keep their cohorts."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pmkg.model.kinds import EdgeKind
from pmkg.model.records import Annotation, Record, Rejected, Relation

Load = Callable[[str, Path], list[Record]]


@pytest.fixture(scope="module")
def records(load_from: Load, fixtures: Path) -> list[Record]:
    return load_from("intogen", fixtures / "intogen")


def roles(records: list[Record]) -> dict[str, object]:
    return {item.subject.text: item.properties["role"] for item in records if isinstance(item, Annotation)}


def test_the_role_with_most_mutated_samples_wins_over_the_number_of_cohorts(records: list[Record]) -> None:
    assert roles(records) == {"BRAF": "oncogene", "TP53": "suppressor", "EVEN": "both", "VAGUE": ""}


def test_a_gene_drives_a_tumor_type_once_over_all_its_cohorts(records: list[Record]) -> None:
    drives = {item.record: item for item in records if isinstance(item, Relation)}
    melanoma = drives["BRAF MEL"]
    assert melanoma.kind is EdgeKind.DRIVES
    assert melanoma.object.ids == ("ONCOTREE:MEL",)
    assert melanoma.properties == {
        "cohorts": ["SKIN_1", "SKIN_2"],
        "mutations": 270,
        "samples": 250,
        "q_value": 1e-12,
        "role": "oncogene",
    }
    assert drives["BRAF LUAD"].properties["role"] == "suppressor"


def test_unreadable_counts_and_unknown_roles_go_to_the_ledger(records: list[Record]) -> None:
    assert [record.record for record in records if isinstance(record, Rejected)] == ["row 9", "row 10"]


def test_the_owners_archive_is_read_as_it_is(
    load_from: Load, fixtures: Path, tmp_path: Path, records: list[Record]
) -> None:
    with zipfile.ZipFile(tmp_path / "IntOGen-Drivers-20240920.zip", "w") as archive:
        archive.write(fixtures / "intogen" / "Compendium_Cancer_Genes.tsv", "drivers/Compendium_Cancer_Genes.tsv")
        archive.writestr("drivers/Unfiltered_drivers.tsv", "SYMBOL\n")
    assert load_from("intogen", tmp_path) == records


@pytest.mark.mirror
def test_the_mirror_tells_oncogenes_from_suppressors(load_from: Load, mirror: Path) -> None:
    records = load_from("intogen", mirror / "intogen")
    found = roles(records)
    assert len(found) == 619
    oncogenes = {"BRAF", "KRAS", "NRAS", "EGFR", "ERBB2", "PIK3CA", "KIT", "MET", "ALK", "RET", "IDH1"}
    suppressors = {"TP53", "PTEN", "BRCA1", "BRCA2", "ATM", "RB1", "NF1", "CDKN2A", "VHL"}
    assert {found[gene] for gene in oncogenes} == {"oncogene"}
    assert {found[gene] for gene in suppressors} == {"suppressor"}
    drives = {record.record for record in records if isinstance(record, Relation)}
    assert {"BRAF MEL", "EGFR LUAD", "APC COADREAD"} <= drives
