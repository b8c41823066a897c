import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pmkg.model.kinds import EdgeKind
from pmkg.model.records import Concept, Record, Rejected, Relation

Load = Callable[[str, Path], list[Record]]


@pytest.fixture
def records(load_from: Load, fixtures: Path) -> list[Record]:
    return load_from("pharmoncox", fixtures / "pharmoncox")


def _drugs(records: list[Record]) -> dict[str, Concept]:
    return {record.id: record for record in records if isinstance(record, Concept)}


def test_two_rows_of_one_drug_are_one_drug_that_is_also_approved_in_combination(records: list[Record]) -> None:
    drug = _drugs(records)["NCIT:C101"]
    assert drug.label == "Drugolib"
    assert drug.properties["approved_in_combination"] is True
    assert drug.properties["classes"] == ["kinase_inhibitor"]
    assert drug.properties["fda_epc"] == ["Kinase Inhibitor"]
    assert drug.properties["max_phase"] == 4


def test_identifiers_among_the_aliases_become_exact_and_spellings_by_case_one_name(records: list[Record]) -> None:
    drug = _drugs(records)["NCIT:C101"]
    assert drug.exact == ("CHEMBL:CHEMBL1", "DRUGBANK:DB90001", "UNII:AAAAAAAAA1")
    assert [name.text for name in drug.names if name.text.casefold() == "dg-101"] == ["DG-101"]


def test_a_name_that_two_concepts_claim_belongs_to_the_one_the_thesaurus_gives_it(records: list[Record]) -> None:
    drugs = _drugs(records)
    assert "samplebrand" in {name.text.casefold() for name in drugs["NCIT:C102"].names}
    assert "samplebrand" not in {name.text.casefold() for name in drugs["NCIT:C101"].names}


def test_a_partner_of_a_fusion_protein_is_not_said_to_be_inhibited(records: list[Record]) -> None:
    assert _drugs(records)["NCIT:C101"].properties["inhibits"] == ["GENEA"]


def test_a_name_without_code_is_a_concept_of_its_own(records: list[Record]) -> None:
    concept = _drugs(records)["pmkg.drug:erk-inhibitor"]
    assert concept.label == "ERK Inhibitor"
    assert [name.text for name in concept.names] == ["erk pathway blocker"]


def test_an_indication_is_a_label_s_only_where_it_is_approved(records: list[Record]) -> None:
    kinds = {EdgeKind.INDICATED_FOR, EdgeKind.IN_TRIALS_FOR}
    found = [record for record in records if isinstance(record, Relation) and record.kind in kinds]
    assert [(item.kind, item.object.ids[0], item.properties["max_phase"]) for item in found] == [
        (EdgeKind.INDICATED_FOR, "EFO:0000756", 4),
        (EdgeKind.IN_TRIALS_FOR, "MONDO:0008903", 2),
    ]
    assert found[0].citations == ("NCT:NCT00000001", "NCT:NCT00000002")


def test_broken_rows_are_reported_with_their_place(records: list[Record]) -> None:
    rejected = [record for record in records if isinstance(record, Rejected)]
    assert [(record.record, record.field) for record in rejected] == [
        ("bad", "nci_t"),
        ("drug_targets row 3", "target_symbol"),
        ("drug_indications row 3", "disease_efo_id"),
    ]


def test_the_starter_names_vemurafenib_with_its_target(load_from: Load) -> None:
    folder = Path(__file__).resolve().parents[2] / "loaders" / "starter" / "pharmoncox"
    records = load_from("pharmoncox", folder)
    assert _drugs(records)["NCIT:C64768"].properties["inhibits"] == ["BRAF"]
    assert not [record for record in records if isinstance(record, Rejected)]


@pytest.mark.parametrize(
    ("drug", "modality"),
    [
        ("NCIT:C101", "Small molecule"),
        ("NCIT:C111", "Antibody-drug conjugate"),
        ("NCIT:C112", "Engineered cell"),
        ("NCIT:C113", "Vaccine"),
        ("NCIT:C114", "Gene therapy"),
        ("NCIT:C115", "Hormone"),
        ("NCIT:C116", "Antibody"),
        ("NCIT:C117", "Small molecule"),
    ],
)
def test_the_definition_tells_the_kind_of_agent_where_the_type_of_molecule_does_not(
    load_from: Load, fixtures: Path, tmp_path: Path, drug: str, modality: str
) -> None:
    folder = tmp_path / "pharmoncox"
    shutil.copytree(fixtures / "pharmoncox", folder)
    table = next(folder.glob("drugs.*"))
    made = "".join(
        "\t".join((name.upper(), name, code, "NA", kind, "2", "False", "NA", words, *["False"] * 10, hormone, "NA"))
        + "\n"
        for name, code, kind, words, hormone in KINDS
    )
    table.write_text(table.read_text(encoding="utf-8") + made, encoding="utf-8")
    assert _drugs(load_from("pharmoncox", folder))[drug].properties["modality"] == modality


KINDS = (
    ("Conjugatin", "C111", "Small molecule", "An antibody-drug conjugate (ADC) of an antibody and a poison.", "False"),
    ("Celleucel", "C112", "Gene", "Autologous T cells with a chimeric antigen receptor against a target.", "False"),
    ("Vaccinel-T", "C113", "Cell", "A cell-based vaccine of autologous cells.", "False"),
    ("Laherpavec", "C114", "Gene", "An oncolytic virus. Vaccines differ.", "False"),
    ("Hormonel", "C115", "Small molecule", "An antagonist of a receptor.", "True"),
    ("Unknownmab", "C116", "Unknown", "A monoclonal antibody against a receptor.", "False"),
    ("Blockinib", "C117", "Small molecule", "It blocks what a monoclonal antibody blocks too.", "False"),
)
