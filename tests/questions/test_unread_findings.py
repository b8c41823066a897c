"""An alteration that was named but not understood leaves its gene open: neither normal nor mutated."""

from __future__ import annotations

from typing import Any

import pytest
from made_release import Clinic, claim, fact

CLAIMS = [
    claim(1, "KRAS Wildtype", "Cetuximab"),
    claim(2, "BRAF V600E AND NOT KRAS G12C", "Vemurafenib"),
    claim(3, "KRAS Mutation", "Trametinib"),
    claim(4, "KRAS Oncogenic Mutations", "Palbociclib"),
    claim(5, "BRAF V600E AND NOT KRAS Amplification", "Dabrafenib"),
    claim(6, "BRAF V600E AND NOT ALK Fusion", "Crizotinib"),
]
FACTS = [
    fact("MECP2", "R306C", "", "NM_004992.3:c.916C>T"),
    fact("BRAF", "V600E", "pathogenic", "NM_004333.4:c.1799T>A", "GRCh37:7:140453136:A:T"),
]
TESTED = {"genes": ["KRAS", "BRAF", {"gene": "ALK", "kinds": ["fusion"]}]}


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return Clinic(CLAIMS, FACTS)


def statuses(clinic: Clinic, *alterations: Any) -> dict[str, tuple[str, tuple[str, ...]]]:
    answer = clinic.ask(*alterations, tested=TESTED)
    return {option.regimen.label: (option.status, option.missing_tests) for option in answer.options}


def test_a_gene_that_was_tested_and_is_not_named_counts_as_normal(clinic: Clinic) -> None:
    found = statuses(clinic, "BRAF V600E")
    assert {name: status for name, (status, _) in found.items()} == dict.fromkeys(
        ["Cetuximab", "Vemurafenib", "Dabrafenib", "Crizotinib"], "MATCHED"
    )


@pytest.mark.parametrize(
    ("form", "code", "name"),
    [
        ("KRAS A12D", "REFERENCE_MISMATCH", "KRAS A12D"),
        ({"gene": "KRAS", "protein": "A12D"}, "REFERENCE_MISMATCH", "KRAS A12D"),
        ("KRAS G12-D", "UNPARSED", "KRAS G12-D"),
        ("KRAS G12mut", "UNPARSED", "KRAS G12mut"),
        ("KRAS mutation", "UNPARSED", "KRAS mutation"),
        ("KRAS:p.G12foo", "UNPARSED", "KRAS p.G12foo"),
        ("NM_033360.4(KRAS):c.foo", "UNPARSED", "KRAS NM_033360.4(KRAS):c.foo"),
        ("KRAS codon 12 mutated", "UNPARSED", "KRAS codon 12 mutated"),
        ("KRAS positive", "UNPARSED", "KRAS positive"),
        ({"gene": "KRAS", "protein": "glycine twelve"}, "UNPARSED", "KRAS glycine twelve"),
        ({"gene": "KRAS", "hgvs": "c.thirty-five"}, "UNPARSED", "KRAS c.thirty-five"),
        ({"gene": "KRAS", "genomic": "chr12-25398284"}, "UNPARSED", "KRAS chr12-25398284"),
        ({"gene": "KRAS", "event": "strange thing"}, "UNPARSED", "KRAS strange thing"),
        ({"gene": "KRAS"}, "UNPARSED", "KRAS alteration"),
        (
            {"gene": "KRAS", "protein": "G12C", "hgvs": "NM_033360.4:c.436G>A"},
            "CONTRADICTION",
            "KRAS G12C / NM_033360.4:c.436G>A",
        ),
        ({"gene": "KRAS", "hgvs": "NM_004992.3:c.916C>T"}, "CONTRADICTION", "KRAS NM_004992.3:c.916C>T"),
    ],
    ids=str,
)
def test_what_was_named_but_not_understood_leaves_its_gene_open(
    clinic: Clinic, form: Any, code: str, name: str
) -> None:
    answer = clinic.ask(form, "BRAF V600E", tested=TESTED)
    assert [item.code for item in answer.warnings] == [code]
    found = {option.regimen.label: (option.status, option.missing_tests) for option in answer.options}
    assert found["Cetuximab"] == ("UNDECIDED", (f"exact name of {name}",))
    assert found["Vemurafenib"] == ("UNDECIDED", (f"exact name of {name}",))
    assert not {"Trametinib", "Palbociclib"} & {name for name, (status, _) in found.items() if status == "MATCHED"}
    assert f"exact name of {name}" in {item.test for item in answer.tests_to_consider}


def test_words_for_a_small_variant_do_not_question_the_copy_number(clinic: Clinic) -> None:
    assert statuses(clinic, "KRAS A12D", "BRAF V600E")["Dabrafenib"] == ("MATCHED", ())
    unclear = statuses(clinic, "KRAS strange thing", "BRAF V600E")["Dabrafenib"]
    assert unclear == ("UNDECIDED", ("exact name of KRAS strange thing",))


@pytest.mark.parametrize("form", ["ALK positive", {"fusion": ["ALK", "FOO1"]}, "ALK::FOO1"], ids=str)
def test_a_fusion_that_was_not_understood_is_not_ruled_out(clinic: Clinic, form: Any) -> None:
    assert statuses(clinic, form, "BRAF V600E")["Crizotinib"][0] == "UNDECIDED"


def test_a_harmful_change_beside_it_still_decides(clinic: Clinic) -> None:
    found = statuses(clinic, "KRAS G12D", "KRAS A13D", "BRAF V600E")
    assert "Cetuximab" not in found
    assert found["Trametinib"] == ("MATCHED", ())


@pytest.mark.parametrize(
    "form", ["KRAS G12wt", "KRAS G12 wild type", "KRAS wild type", {"gene": "KRAS", "protein": "G12WT"}]
)
def test_a_residue_that_is_said_to_be_wild_type_is_no_finding(clinic: Clinic, form: Any) -> None:
    answer = clinic.ask(form, tumor="SKCM")
    assert [item.code for item in answer.warnings] == ["UNPARSED"]
    assert "wild type is no alteration" in answer.warnings[0].message
    assert [option for option in answer.options if option.status == "MATCHED"] == []
    assert statuses(clinic, form)["Cetuximab"] == ("MATCHED", ())
