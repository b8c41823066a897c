from collections.abc import Callable
from pathlib import Path

from pmkg.model.records import Annotation, Record, Rejected, Relation

Load = Callable[[str, Path], list[Record]]


def _relations(records: list[Record]) -> list[Relation]:
    return [record for record in records if isinstance(record, Relation)]


def test_an_interaction_keeps_its_types_its_claim_source_and_its_papers(load_from: Load, fixtures: Path) -> None:
    first = _relations(load_from("dgidb", fixtures / "dgidb"))[0]
    assert (first.subject.text, first.subject.ids, first.object.text) == ("Drugolib", ("CHEMBL:CHEMBL1",), "GENEA")
    assert first.properties == {"interaction_types": ["inhibitor"], "claim_source": "CKB"}
    assert first.citations == ("PMID:111", "PMID:222")


def test_a_group_under_another_name_does_not_rename_the_claimed_drug(load_from: Load, fixtures: Path) -> None:
    second = _relations(load_from("dgidb", fixtures / "dgidb"))[1]
    assert (second.subject.text, second.subject.ids) == ("SU99999", ())


def test_a_claim_that_names_a_compound_by_identifier_keeps_it(load_from: Load, fixtures: Path) -> None:
    third = _relations(load_from("dgidb", fixtures / "dgidb"))[2]
    assert third.subject.ids == ("CHEMBL:CHEMBL2",)
    assert third.properties["interaction_types"] == ["agonist", "antagonist"]


def test_an_internal_number_of_a_claim_source_is_no_name(load_from: Load, fixtures: Path) -> None:
    assert _relations(load_from("dgidb", fixtures / "dgidb"))[3].subject.text == "MRS1041"


def test_rows_without_gene_or_drug_are_reported(load_from: Load, fixtures: Path) -> None:
    rejected = [record for record in load_from("dgidb", fixtures / "dgidb") if isinstance(record, Rejected)]
    assert [record.reason for record in rejected] == ["UNKNOWN_GENE", "UNKNOWN_DRUG", "MALFORMED"]


def test_categories_are_gathered_per_gene(load_from: Load, fixtures: Path) -> None:
    found = [record for record in load_from("dgidb", fixtures / "dgidb") if isinstance(record, Annotation)]
    assert [item.properties for item in found] == [{"druggable_categories": ["DRUGGABLE GENOME", "KINASE"]}]


def test_the_owners_present_tables_are_read_by_their_own_columns(load_from: Load, fixtures: Path) -> None:
    records = load_from("dgidb", fixtures / "dgidb-present")
    first, second = _relations(records)
    assert (first.subject.ids, first.object.ids) == (("NCIT:C101",), ("HGNC:1",))
    assert (second.subject.text, second.subject.ids, second.properties["interaction_types"]) == ("dg-102", (), [])
    assert [item.properties for item in records if isinstance(item, Annotation)] == [
        {"druggable_categories": ["KINASE"]}
    ]
