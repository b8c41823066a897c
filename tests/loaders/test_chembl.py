from collections.abc import Callable
from pathlib import Path

from pmkg.model.graph import Name, NameRole
from pmkg.model.records import Concept, Record, Rejected

Load = Callable[[str, Path], list[Record]]


def test_a_compound_carries_its_name_and_synonyms(load_from: Load, fixtures: Path) -> None:
    drugs = [record for record in load_from("chembl", fixtures / "chembl") if isinstance(record, Concept)]
    assert [(drug.id, drug.label) for drug in drugs] == [
        ("CHEMBL:CHEMBL1", "DRUGOLIB"),
        ("CHEMBL:CHEMBL2", "DRUGOLIB MESYLATE"),
    ]
    assert drugs[0].names == (Name("DG-101", NameRole.ALIAS),)


def test_a_row_without_name_or_identifier_is_reported_and_the_load_goes_on(load_from: Load, fixtures: Path) -> None:
    rejected = [record for record in load_from("chembl", fixtures / "chembl") if isinstance(record, Rejected)]
    assert [(record.record, record.field) for record in rejected] == [("CHEMBL3", "name"), ("X4", "identifier")]
