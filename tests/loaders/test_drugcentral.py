from collections.abc import Callable
from pathlib import Path

from pmkg.model.records import Concept, Record, Rejected, Relation

Load = Callable[[str, Path], list[Record]]


def _drugs(records: list[Record]) -> dict[str, Concept]:
    return {record.id: record for record in records if isinstance(record, Concept)}


def test_labels_come_from_the_structures_never_from_a_name_table_with_other_numbers(
    load_from: Load, fixtures: Path
) -> None:
    drugs = _drugs(load_from("drugcentral", fixtures / "drugcentral"))
    assert drugs["DrugCentral:7"].label == "drugolib"
    assert [name.text for name in drugs["DrugCentral:7"].names] == ["brandolib"]
    assert drugs["DrugCentral:7"].exact == ("CAS:1-23-4", "INCHIKEY:AAAAAAAAAAAAAA-UHFFFAOYSA-N")


def test_a_biologic_without_structure_takes_the_label_that_stands_among_its_synonyms(
    load_from: Load, fixtures: Path
) -> None:
    drugs = _drugs(load_from("drugcentral", fixtures / "drugcentral"))
    assert drugs["DrugCentral:8"].label == "samplemab"


def test_an_ingredient_whose_label_no_table_confirms_goes_to_the_ledger(load_from: Load, fixtures: Path) -> None:
    rejected = [record for record in load_from("drugcentral", fixtures / "drugcentral") if isinstance(record, Rejected)]
    assert rejected == [Rejected("DrugCentral:9", "name", "orphan name", "SOURCE_CONFLICT")]


def test_the_owners_tables_give_drugs_and_the_human_targets_of_their_mechanism(load_from: Load, fixtures: Path) -> None:
    records = load_from("drugcentral", fixtures / "drugcentral-owner")
    assert [record.id for record in records if isinstance(record, Concept)] == ["DrugCentral:7"]
    relations = [record for record in records if isinstance(record, Relation)]
    assert [relation.object.text for relation in relations] == ["GENEA", "GENEB"]
    assert {relation.properties["action"] for relation in relations} == {"inhibitor"}
    assert [record.field for record in records if isinstance(record, Rejected)] == ["GENE"]
