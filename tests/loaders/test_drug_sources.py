"""What the drug sources have in common: a wrong or broken file is an error that names the file and the remedy."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pmkg.errors import MalformedSource
from pmkg.model.records import Record, Rejected

Load = Callable[[str, Path], list[Record]]

MAIN = {
    "chembl": "chembl36_compound_names.tsv",
    "drugcentral": "drugcentral54_synonyms.tsv",
    "drugbank-open": "drugbank_open_vocabulary.csv",
    "pharmoncox": "drugs.tsv",
    "dgidb": "interactions_2018.tsv",
    "gene-panels": "cbioportal_gene-panels.json",
}


@pytest.mark.parametrize("source", MAIN)
def test_a_file_with_other_columns_is_refused_by_name(
    source: str, load_from: Load, fixtures: Path, tmp_path: Path
) -> None:
    shutil.copytree(fixtures / source, tmp_path / source)
    (tmp_path / source / MAIN[source]).write_text('{"a": "b"}\nc\td\n')
    with pytest.raises(MalformedSource) as error:
        load_from(source, tmp_path / source)
    assert error.value.file == MAIN[source]


@pytest.mark.parametrize("source", [source for source, name in MAIN.items() if not name.endswith(".json")])
def test_a_row_that_stops_short_goes_to_the_ledger_and_the_rest_is_read(
    source: str, load_from: Load, fixtures: Path, tmp_path: Path
) -> None:
    whole = load_from(source, fixtures / source)
    shutil.copytree(fixtures / source, tmp_path / source)
    with (tmp_path / source / MAIN[source]).open("a", encoding="utf-8") as file:
        file.write("cut off here\n")
    read = load_from(source, tmp_path / source)
    (lost,) = [record for record in read if record not in whole]
    assert isinstance(lost, Rejected)
    assert (lost.field, lost.text, lost.reason) == ("row", "cut off here", "MALFORMED")
    assert len(read) == len(whole) + 1


@pytest.mark.parametrize("source", MAIN)
def test_a_truncated_archive_is_refused_by_name(source: str, load_from: Load, fixtures: Path, tmp_path: Path) -> None:
    shutil.copytree(fixtures / source, tmp_path / source)
    plain = tmp_path / source / MAIN[source]
    whole = gzip.compress(plain.read_bytes())
    plain.unlink()
    (tmp_path / source / f"{MAIN[source]}.gz").write_bytes(whole[:-12])
    with pytest.raises(MalformedSource) as error:
        load_from(source, tmp_path / source)
    assert error.value.file == f"{MAIN[source]}.gz"


@pytest.mark.mirror
@pytest.mark.parametrize("source", MAIN)
def test_the_mirror_gives_as_many_records_as_the_catalog_expects(
    source: str, load_from: Load, mirror: Path, catalog: dict[str, dict[str, float]]
) -> None:
    records = load_from(source, mirror / source)
    good = sum(not isinstance(record, Rejected) for record in records)
    assert catalog[source]["minimum"] <= good <= catalog[source]["maximum"]
    assert len(records) - good <= catalog[source]["loss_bound"] * len(records)
