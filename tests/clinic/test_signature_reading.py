"""How a signature is read: what is understood, what is reported, what is refused."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from clinic_of_few_claims import CLAIMS, FACTS, codes, labels, read
from made_release import Clinic, claim

from pmkg.errors import EmptySignature, RequestError
from pmkg.model.kinds import Origin
from pmkg.model.variant import CopyCall, CopyChange, Fusion, Mutation


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return Clinic(CLAIMS, FACTS)


@pytest.mark.parametrize(
    "form",
    [
        "BRAF V600E",
        "BRAF p.V600E",
        "BRAF p.Val600Glu",
        "BRAF:p.Val600Glu",
        " BRAF  V600E ",
        "RAFB1 V600E",
        "7:140453136:A:T",
        "GRCh37:7:140453136:A:T",
        "NM_004333.6:c.1799T>A",
        "BRAF c.1799T>A",
        {"gene": "BRAF", "protein": "p.(Val600Glu)"},
        {"gene": "BRAF", "hgvs": "c.1799T>A"},
        {"hgvs": "NM_004333.4:c.1799T>A"},
        {"gene": "BRAF", "hgvs": "NP_004324.2:p.Val600Glu"},
        {"genomic": "GRCh37:7:140453136:A:T"},
        {"text": "BRAF V600E"},
    ],
    ids=str,
)
def test_every_form_of_an_alteration_is_one_thing(clinic: Clinic, form: Any) -> None:
    signature = read(clinic, form)
    assert labels(signature) == ["BRAF V600E"]
    assert codes(signature) == []


@pytest.mark.parametrize(
    ("form", "code", "suggestion"),
    [
        ("BRAFF V600E", "UNKNOWN_GENE", "BRAF"),
        ({"gene": "BRAFF", "protein": "V600E"}, "UNKNOWN_GENE", "BRAF"),
        ({"fusion": ["EML4", "ALKK"]}, "UNKNOWN_GENE", "ALK"),
        ({"gene": "SHARED1", "protein": "V600E"}, "AMBIGUOUS_NAME", "TP53"),
        ({"gene": "SHARED1", "protein": "V600E"}, "AMBIGUOUS_NAME", "MGMT"),
        ("BRAF A600E", "REFERENCE_MISMATCH", "BRAF V600"),
        ({"gene": "KRAS", "protein": "V12D"}, "REFERENCE_MISMATCH", "KRAS G12"),
        ({"gene": "EGFR", "protein": "p.Val858Arg"}, "REFERENCE_MISMATCH", "EGFR L858"),
        ("BRAF ???", "UNPARSED", None),
        ({"gene": "BRAF"}, "UNPARSED", None),
        ({"protein": "V600E"}, "UNPARSED", None),
        ({"fusion": [None, None]}, "UNPARSED", None),
        ("BRAF mutation", "UNPARSED", None),
        ({"hgvs": "c.1799T>A"}, "UNPARSED", None),
        ({"genomic": "chr7-140453136"}, "UNPARSED", None),
        ({"gene": "ERBB2", "copies": 2, "ploidy": 2}, "NO_CHANGE", None),
    ],
    ids=str,
)
def test_what_is_not_understood_is_reported_and_matches_nothing(
    clinic: Clinic, form: Any, code: str, suggestion: str | None
) -> None:
    answer = clinic.ask(form, "EGFR L858R")
    assert [item.code for item in answer.warnings] == [code]
    assert suggestion is None or suggestion in answer.warnings[0].suggestions
    assert answer.warnings[0].message
    assert {option.regimen.label for option in answer.options if option.status == "MATCHED"} == {"Erlotinib"}


@pytest.mark.parametrize(
    "form",
    [
        {"gene": "BRAF", "hgvs": "NM_004333.4:c.1000A>C"},
        {"genomic": "GRCh37:7:140453000:A:T"},
        "7:140453000:A:T",
        {"gene": "BRAF", "genomic": "GRCh37:7:140453000:A:T"},
        {"hgvs": "NM_999999.1:c.1A>C"},
    ],
    ids=str,
)
def test_a_change_that_no_source_names_needs_a_sequence(clinic: Clinic, form: Any) -> None:
    signature = read(clinic, form)
    assert codes(signature) == ["UNPARSED"]
    assert "NO_SEQUENCE" in signature.warnings[0].message


@pytest.mark.parametrize(
    ("given", "call"),
    [
        ({"copyNumber": "amplification"}, CopyCall.AMPLIFICATION),
        ({"copies": 5, "ploidy": 2}, CopyCall.AMPLIFICATION),
        ({"copies": 3, "ploidy": 2}, CopyCall.GAIN),
        ({"copies": 3}, CopyCall.GAIN),
        ({"copies": 1}, CopyCall.LOSS),
        ({"copies": 0}, CopyCall.DEEP_DELETION),
        ({"copies": 3, "ploidy": 4}, CopyCall.LOSS),
        ({"copyNumber": "amplification", "copies": 3, "ploidy": 2}, CopyCall.GAIN),
    ],
)
def test_measured_copies_decide_the_call(clinic: Clinic, given: dict[str, Any], call: CopyCall) -> None:
    (found,) = read(clinic, {"gene": "ERBB2", **given}).found
    assert isinstance(found.alteration, CopyChange)
    assert found.alteration.call is call


def test_a_fusion_keeps_its_order_exons_and_frame(clinic: Clinic) -> None:
    (found,) = read(clinic, {"fusion": ["ALK", "EML4"], "exons": [20, 13], "inFrame": False}).found
    assert isinstance(found.alteration, Fusion)
    assert found.alteration.text == "ALK::EML4 e20::e13"
    assert found.alteration.in_frame is False


def test_each_alteration_may_say_its_own_origin(clinic: Clinic) -> None:
    signature = read(
        clinic,
        {"gene": "BRCA2", "protein": "S1982fs", "origin": "germline"},
        "BRAF V600E",
        "TP53 R213* germline pathogenic",
        origin="somatic",
    )
    origins = {found.label: found.alteration.origin for found in signature.found}
    assert origins == {"BRCA2 S1982fs": Origin.GERMLINE, "BRAF V600E": Origin.SOMATIC, "TP53 R213*": Origin.GERMLINE}
    classified = {
        found.label: found.alteration.pathogenicity
        for found in signature.found
        if isinstance(found.alteration, Mutation)
    }
    assert classified["TP53 R213*"] == "pathogenic"


@pytest.mark.parametrize("gene", ["BRAF", " RAFB1 ", "EGFR", "TERT", "H3-3A", "SHARED1", "NOSUCH", ""])
@pytest.mark.parametrize(
    "protein",
    [
        "V600E",
        "p.(Val600Glu)",
        "L600E",
        "X142_splice",
        "A32Rfs*85",
        "598_598S>SS",
        "K745_E749del",
        "C228T",
        "K27M",
        "V600",
        "?",
        "no",
    ],
)
def test_stating_the_default_origin_says_nothing_new(clinic: Clinic, gene: str, protein: str) -> None:
    """What stands in two fields alone is read at once; with a third field, field by field."""
    plain = {"gene": gene, "protein": protein}
    assert read(clinic, plain, "KRAS G12D") == read(clinic, {**plain, "origin": "unknown"}, "KRAS G12D")


def test_an_unstated_origin_is_unknown(clinic: Clinic) -> None:
    assert read(clinic, "BRAF V600E").found[0].alteration.origin is Origin.UNKNOWN


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("TMB 14", "tmb", 14),
        ("MSI-H", "msi", "MSI-H"),
        ("dMMR", "mmr", "deficient"),
        ("HER2 3+", "her2Ihc", "3+"),
        ("HER2 IHC 2+", "her2Ihc", "2+"),
        ("HER2 IHC 0", "her2Ihc", "0"),
        ("ER positive", "er", "positive"),
        ("PD-L1 TPS 60", "pdl1Tps", 60),
    ],
)
def test_a_biomarker_given_as_text_is_the_same_as_its_field(clinic: Clinic, text: str, field: str, value: Any) -> None:
    written, measured = read(clinic, text), read(clinic, biomarkers={field: value})
    assert codes(written) == []
    assert written.markers == measured.markers
    assert written.found == measured.found


@pytest.mark.parametrize(
    "alterations",
    [
        ["TMB 5", "TMB 14"],
        ["MSI-H", "MSS"],
        [
            {"gene": "KRAS", "protein": "G12D", "pathogenicity": "benign"},
            {"gene": "KRAS", "protein": "G12D", "pathogenicity": "pathogenic"},
        ],
        [{"gene": "BRAF", "protein": "V600E", "origin": "germline"}, "BRAF V600E"],
        ["HER2 3+", "HER2 IHC 0"],
    ],
    ids=str,
)
def test_contradictions_do_not_depend_on_their_order(clinic: Clinic, alterations: list[Any]) -> None:
    answers = {clinic.ask(*order).options for order in permutations(alterations)}
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("alterations", "biomarkers"),
    [(["TMB 5", "TMB 14"], {}), (["TMB 5"], {"tmb": 14}), (["MSS"], {"msi": "MSI-H"}), (["HER2 3+"], {"her2Ihc": "0"})],
)
def test_contradictory_biomarkers_are_reported(
    clinic: Clinic, alterations: list[str], biomarkers: dict[str, Any]
) -> None:
    assert codes(read(clinic, *alterations, biomarkers=biomarkers)) == ["CONTRADICTION"]


def test_tested_genes_panels_and_therapies_that_are_unknown_are_reported(clinic: Clinic) -> None:
    signature = read(
        clinic,
        "BRAF V600E",
        tested={
            "genes": ["KRASS", {"gene": "ALKK", "kinds": ["fusion"]}],
            "panel": "no such panel",
            "germline": ["BRCA9"],
        },
        priorTherapies=["Vemurafenibb", "Vemurafenib", "Vemu brand"],
    )
    assert codes(signature) == ["UNKNOWN_GENE", "UNKNOWN_GENE", "UNKNOWN_PANEL", "UNKNOWN_GENE", "UNKNOWN_DRUG"]
    assert {*signature.prior_therapies} == {"NCIT:C64768"}


@pytest.mark.parametrize(
    "given", [{}, {"tumorType": "SKCM"}, {"tumorType": "SKCM", "alterations": [], "biomarkers": {}}]
)
def test_nothing_given_is_an_error(clinic: Clinic, given: dict[str, Any]) -> None:
    with pytest.raises(EmptySignature, match="at least one"):
        clinic.signatures.read(given)


@pytest.mark.parametrize(
    "given", [{"biomarkers": {"msi": "MSS"}}, {"tested": {"genes": ["KRAS"]}}, {"tested": {"germline": ["BRCA1"]}}]
)
def test_a_biomarker_or_a_tested_gene_is_enough(clinic: Clinic, given: dict[str, Any]) -> None:
    assert clinic.question.ask(clinic.signatures.read(given)).warnings == ()


@pytest.mark.parametrize(
    ("tested", "code"),
    [
        ({"genes": ["FOOBAR"]}, "UNKNOWN_GENE"),
        ({"panel": "no such panel"}, "UNKNOWN_PANEL"),
        ({"germline": ["BRCA9"]}, "UNKNOWN_GENE"),
    ],
)
def test_names_of_tests_that_are_not_known_are_reported_and_no_empty_request(
    clinic: Clinic, tested: dict[str, Any], code: str
) -> None:
    assert codes(clinic.signatures.read({"tumorType": "SKCM", "tested": tested})) == [code]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"tested": {"genes": [{"gene": "ALK", "kinds": ["fusions"]}]}},
            r"tested\.genes\.0\.kinds\.0: .*'copy_number'",
        ),
        ({"tested": {"genes": [{"kinds": ["fusion"]}]}}, r"tested\.genes\.0\.gene: Field required"),
        ({"tested": {"genes": [5]}}, r"tested\.genes\.0: write a text or an object"),
        ({"alterations": [5]}, r"alterations\.0: write a text or an object"),
        ({"alterations": [{"fusion": ["EML4", "ALK"], "exons": [13]}]}, r"alterations\.0\.exons: .*two exons"),
    ],
    ids=str,
)
def test_a_wrong_field_of_an_object_is_named_in_the_words_of_the_contract(
    clinic: Clinic, given: dict[str, Any], message: str
) -> None:
    with pytest.raises(RequestError, match=message) as refused:
        clinic.signatures.read(given)
    assert "Input" not in str(refused.value).replace("Input should be", "")


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ([], "signature"),
        ("BRAF V600E", "signature"),
        ({"alterations": "BRAF V600E"}, "alterations"),
        ({"alterations": [{"gene": "BRAF", "protien": "V600E secret"}]}, "alterations.0.protien"),
        ({"alterations": [{"gene": "BRAF", "copies": -1}]}, "alterations.0.copies"),
        ({"alterations": [{"fusion": ["EML4"]}]}, "alterations.0.fusion"),
        ({"biomarkers": {"msi": "secret"}}, "biomarkers.msi"),
        ({"biomarkers": {"tmb": "many, secret"}}, "biomarkers.tmb"),
        ({"biomarkers": {"her2Ihc": "4+"}}, "biomarkers.her2Ihc"),
        ({"patientName": "secret"}, "patientName"),
        ({"origin": "secret"}, "origin"),
        ({"lineOfTherapy": 0}, "lineOfTherapy"),
    ],
    ids=str,
)
def test_a_wrong_form_is_refused_by_its_place_without_repeating_content(clinic: Clinic, given: Any, place: str) -> None:
    with pytest.raises(RequestError) as refused:
        clinic.signatures.read(given)
    assert place in str(refused.value)
    assert "secret" not in str(refused.value)
    assert "V600E" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("EGFR L858R/T790M", ["EGFR L858R", "EGFR T790M"]),
        ("FLT3 F594_D600dup", ["FLT3 F594_D600dup", "FLT3 F594_D600dup"]),
        ("FLT3 D835Y", ["FLT3 D835Y"]),
        ("B-RAF V600E", ["BRAF V600E"]),
    ],
)
def test_a_text_gives_every_finding_that_it_names(clinic: Clinic, text: str, found: list[str]) -> None:
    for given in (text, {"text": text}):
        signature = clinic.signatures.read({"tumorType": "LUAD", "alterations": [given]})
        assert (labels(signature), codes(signature)) == (found, [])


def test_a_phase_in_a_text_is_that_of_the_signature(clinic: Clinic) -> None:
    signature = clinic.signatures.read({"tumorType": "LUAD", "alterations": ["EGFR T790M in cis with C797S"]})
    assert (labels(signature), codes(signature)) == (["EGFR C797S", "EGFR T790M"], [])
    assert signature.phases == ("EGFR C797S and EGFR T790M in cis",)


def test_an_insertion_that_is_a_tandem_duplication_meets_it() -> None:
    clinic = Clinic([claim(1, "FLT3 ITD", "Imatinib", "Acute Myeloid Leukemia")])
    assert clinic.status("FLT3 D600_L601insFREYEYD", tumor="AML") == "MATCHED"
    assert clinic.status("FLT3 N841_Y842insG", tumor="AML") == ""
    option = clinic.option({"gene": "FLT3", "protein": "F594_D600dup"}, tumor="AML")
    assert option is not None
    assert option.because == ("FLT3 F594_D600dup",)


@pytest.mark.parametrize(
    "text",
    [
        "BRAF V600E 45%",
        "BRAF V600E (VAF 45%)",
        "BRAF p.V600E, VAF: 12.5 %",
        "BRAF V600E AF=0.45",
        "BRAF p.Val600Glu (45%)",
    ],
)
def test_an_allele_fraction_beside_a_change_is_taken_off_and_reported(clinic: Clinic, text: str) -> None:
    signature = clinic.signatures.read({"tumorType": "SKCM", "alterations": [text]})
    assert (labels(signature), codes(signature)) == (["BRAF V600E"], ["NOT_USED"])


def test_a_score_in_percent_is_no_allele_fraction(clinic: Clinic) -> None:
    signature = clinic.signatures.read({"tumorType": "LUAD", "alterations": ["PD-L1 60%", "PD-L1 TPS 60%"]})
    assert (signature.markers["PD-L1 TPS"], codes(signature)) == (60.0, [])
