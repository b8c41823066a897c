"""Germline and somatic findings of small variants: which close a question of origin, and which an option names."""

from __future__ import annotations

import pytest
from made_release import Clinic, claim

MATCHED, NONE = "MATCHED", ""


@pytest.mark.parametrize("gene", ["BRCA1", "BRCA2", "MLH1"])
@pytest.mark.parametrize(
    ("alterations", "germline_tested", "missing"),
    [
        ([], False, True),
        ([("K1000N", "somatic")], False, True),
        ([("K1000N", "unknown")], False, True),
        ([("K1000N", "germline")], False, False),
        ([("K1000N", "somatic")], True, False),
        ([("K1000fs", "somatic")], False, True),
    ],
)
def test_only_a_germline_finding_or_test_closes_a_germline_question(
    gene: str, alterations: list[tuple[str, str]], germline_tested: bool, missing: bool
) -> None:
    clinic = Clinic([claim(1, f"{gene} Germline Pathogenic Mutation")])
    tested = {"genes": [gene], "germline": [gene] if germline_tested else []}
    found = [{"gene": gene, "protein": protein, "origin": origin} for protein, origin in alterations]
    tests = [item.test for item in clinic.ask(*found, tested=tested).tests_to_consider]
    assert tests == ([f"{gene} germline test"] if missing else [])


@pytest.mark.parametrize(
    ("one", "other"), [("KRAS G12D", "TP53 R213*"), ("BRAF V600E", "PTEN R130*"), ("PIK3CA H1047R", "BRCA2 S1982fs")]
)
def test_a_germline_finding_beside_a_somatic_one_takes_no_somatic_option(one: str, other: str) -> None:
    genes = [text.split()[0] for text in (one, other)]
    clinic = Clinic([claim(1, f"{genes[0]} Mutation OR {genes[1]} Mutation", origin="Somatic")])
    somatic, germline = {"text": one, "origin": "somatic"}, {"text": other, "origin": "germline"}
    assert clinic.status(germline) == NONE
    for findings in ([somatic], [somatic, germline]):
        option = clinic.option(*findings)
        assert option is not None
        assert (option.status, option.because) == (MATCHED, (one,))


def test_a_statement_of_any_origin_names_the_germline_finding_too() -> None:
    option = Clinic([claim(1, "KRAS Mutation OR TP53 Mutation")]).option(
        {"text": "KRAS G12D", "origin": "somatic"}, {"text": "TP53 R213*", "origin": "germline"}
    )
    assert option is not None
    assert option.because == ("KRAS G12D", "TP53 R213*")
