import zipfile
from collections.abc import Callable
from pathlib import Path

from pmkg.model.graph import Name, NameRole
from pmkg.model.records import Concept, Record, Rejected

Load = Callable[[str, Path], list[Record]]


def test_a_drug_carries_its_identifiers_synonyms_and_former_accession_numbers(load_from: Load, fixtures: Path) -> None:
    drug = load_from("drugbank-open", fixtures / "drugbank-open")[0]
    assert isinstance(drug, Concept)
    assert drug.exact == ("UNII:AAAAAAAAA1", "CAS:1-23-4", "INCHIKEY:AAAAAAAAAAAAAA-UHFFFAOYSA-N")
    assert drug.names == (Name("Drugolibum", NameRole.ALIAS), Name("DRUGBANK:APRD90001", NameRole.PREVIOUS))


def test_the_owners_archive_reads_like_the_table_in_it(load_from: Load, fixtures: Path, tmp_path: Path) -> None:
    table = fixtures / "drugbank-open" / "drugbank_open_vocabulary.csv"
    with zipfile.ZipFile(tmp_path / "drugbank_all_drugbank_vocabulary.csv.zip", "w") as archive:
        archive.write(table, "drugbank vocabulary.csv")
    assert load_from("drugbank-open", tmp_path) == load_from("drugbank-open", table.parent)


def test_rows_without_identifier_or_name_are_reported(load_from: Load, fixtures: Path) -> None:
    rejected = [
        record for record in load_from("drugbank-open", fixtures / "drugbank-open") if isinstance(record, Rejected)
    ]
    assert [record.field for record in rejected] == ["DrugBank ID", "Common name"]
