"""A small variant is one thing, in however many ways a request describes it; what contradicts itself is reported."""

from __future__ import annotations

from typing import Any

import pytest
from made_release import Clinic, claim, fact

from pmkg.model.signature import Signature
from pmkg.model.variant import Mutation

CLAIMS = [
    claim(1, "BRAF V600E"),
    claim(2, "EGFR L858R", "Erlotinib"),
    claim(3, "MET Exon 14 Skipping Mutation", "Capmatinib"),
    claim(4, "BRCA1 Loss-of-function", "Olaparib"),
    claim(5, "EGFR Exon 19 Deletion", "Osimertinib"),
    claim(6, "ALK Fusion", "Crizotinib"),
]
FACTS = [
    fact("BRAF", "V600E", "pathogenic", "NM_004333.4:c.1799T>A", "GRCh37:7:140453136:A:T"),
    fact("BRAF", "V600K", "pathogenic", "NM_004333.4:c.1798_1799delinsAA", "GRCh37:7:140453136:AC:TT"),
    fact("EGFR", "L858R", "pathogenic", "NM_005228.3:c.2573T>G", "GRCh37:7:55259515:T:G"),
    fact("EGFR", "E746_A750del", "", "NM_005228.3:c.2235_2249del15", "GRCh37:7:55242464:AGGAATTAAGAGAAGC:A"),
    fact("MECP2", "R306C", "", "NM_004992.3:c.916C>T", "GRCh37:X:153296363:G:A"),
    fact("MECP2", "R306*", "", "NM_001110792.1:c.916C>T", "GRCh37:X:153296399:G:A"),
    fact("KIT", "D816V", "", "NM_000222.2:c.2447A>T"),
    fact("KIT", "D812V", "", "NM_001093772.1:c.2447A>T"),
    fact("MET", "", "", "NM_001127500.2:c.3082+1G>T", "GRCh37:7:116412044:G:T"),
    fact("BRCA1", "", "", "NM_007294.3:c.81-2A>G", "GRCh37:17:41267798:T:C"),
    fact("BRCA1", "", "", "NM_007294.3:c.81-30A>G", "GRCh37:17:41267826:T:C"),
    fact("BRCA1", "E23fs", "pathogenic", "NM_007294.3:c.68_69delAG", "GRCh37:17:41276044:ACT:A"),
    fact("BRCA2", "S1982fs", "pathogenic", "NM_000059.3:c.5946delT", "GRCh37:13:32914437:GT:G"),
]


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return Clinic(CLAIMS, FACTS)


def read(clinic: Clinic, *alterations: Any, **more: Any) -> Signature:
    return clinic.signatures.read({"tumorType": "LUAD", "alterations": [*alterations], **more})


def summary(signature: Signature) -> tuple[list[str], list[str]]:
    return [found.label for found in signature.found], [item.code for item in signature.warnings]


@pytest.mark.parametrize(
    ("form", "label"),
    [
        ({"gene": "EGFR", "protein": "L858R", "hgvs": "NM_005228.5:c.2573T>G"}, "EGFR L858R"),
        ({"gene": "EGFR", "protein": "L858R", "hgvs": "NM_005228.5:c.2573_2574delinsGA"}, "EGFR L858R"),
        ({"gene": "EGFR", "protein": "p.Leu858Arg", "genomic": "GRCh37:7:55259000:A:T"}, "EGFR L858R"),
        ({"gene": "EGFR", "protein": "L858R", "genomic": "GRCh37:7:55259515:T:G"}, "EGFR L858R"),
        ({"protein": "L858R", "genomic": "GRCh37:7:55259515:T:G"}, "EGFR L858R"),
        ({"text": "EGFR L858R", "gene": "EGFR", "protein": "L858R"}, "EGFR L858R"),
        ("EGFR L858R (c.2573T>G)", "EGFR L858R"),
        ("BRAF 7:140453136:A:T", "BRAF V600E"),
        ("NM_999999.1(BRAF):c.1799T>A", "BRAF V600E"),
        ({"hgvs": "BRAF:p.V600E"}, "BRAF V600E"),
        ({"hgvs": "BRAF:c.1799T>A"}, "BRAF V600E"),
        ({"gene": "BRAF", "hgvs": "BRAF:c.1799T>A"}, "BRAF V600E"),
        ({"hgvs": "NM_999999.1(BRAF):c.1799T>A"}, "BRAF V600E"),
        ({"gene": "H3-3B", "protein": "K27M"}, None),
        ("BRCA1 185delAG", "BRCA1 E23fs"),
        ({"gene": "BRCA1", "protein": "185delAG"}, "BRCA1 E23fs"),
        ("BRCA2 6174delT germline", "BRCA2 S1982fs"),
        ("BRCA1 NM_007294.4:c.68_69del germline", "BRCA1 E23fs"),
    ],
    ids=str,
)
def test_all_descriptions_of_a_variant_make_one_finding(clinic: Clinic, form: Any, label: str | None) -> None:
    labels, codes = summary(read(clinic, form))
    assert (labels, codes) == (([label], []) if label else ([], ["UNKNOWN_GENE"]))


@pytest.mark.parametrize(
    ("form", "kept"),
    [
        ({"gene": "BRAF", "protein": "V600K", "hgvs": "c.1799T>A"}, ["BRAF V600K / c.1799T>A"]),
        ({"text": "BRAF V600E", "protein": "V600K"}, ["BRAF V600K / V600E"]),
        ("BRAF V600K (c.1799T>A)", ["BRAF V600K / c.1799T>A"]),
        ({"gene": "EGFR", "protein": "L858R", "hgvs": "c.35G>A"}, ["EGFR L858R / c.35G>A"]),
        (
            {"gene": "KRAS", "genomic": "GRCh37:7:140453136:A:T"},
            ["BRAF GRCh37:7:140453136:A:T", "KRAS GRCh37:7:140453136:A:T"],
        ),
        (
            {"gene": "BRAF", "hgvs": "NM_005228.5:c.2573T>G"},
            ["BRAF NM_005228.5:c.2573T>G", "EGFR NM_005228.5:c.2573T>G"],
        ),
        (
            {"gene": "BRAF", "hgvs": "NM_005228.5(EGFR):c.2573T>G"},
            ["BRAF NM_005228.5(EGFR):c.2573T>G", "EGFR NM_005228.5(EGFR):c.2573T>G"],
        ),
        ({"text": "EGFR L858R", "gene": "KRAS"}, ["EGFR L858R", "KRAS EGFR L858R"]),
        ({"text": "ERBB2 amplification", "gene": "KRAS"}, ["ERBB2 amplification", "KRAS ERBB2 amplification"]),
        ({"gene": "KRAS", "fusion": ["EML4", "ALK"]}, ["ALK EML4::ALK", "EML4 EML4::ALK", "KRAS EML4::ALK"]),
    ],
    ids=str,
)
def test_descriptions_that_are_not_one_change_match_nothing(clinic: Clinic, form: Any, kept: list[str]) -> None:
    assert summary(read(clinic, form)) == (kept, ["CONTRADICTION"])
    assert [option for option in clinic.ask(form, tumor="LUAD").options if option.status == "MATCHED"] == []


@pytest.mark.parametrize(
    ("form", "label", "codes"),
    [
        ({"gene": "BRAF", "protein": "V600E", "hgvs": "garbage"}, "BRAF V600E", ["UNPARSED"]),
        ({"gene": "BRAFF", "genomic": "GRCh37:7:140453136:A:T"}, "BRAF V600E", ["UNKNOWN_GENE"]),
        ({"gene": "BRAF", "protein": "A600E", "hgvs": "c.1799T>A"}, "BRAF A600E", ["REFERENCE_MISMATCH"]),
    ],
    ids=str,
)
def test_a_description_that_fails_is_reported_beside_the_one_that_holds(
    clinic: Clinic, form: Any, label: str, codes: list[str]
) -> None:
    assert summary(read(clinic, form)) == ([label], codes)


def test_the_fields_of_one_object_may_hold_several_findings(clinic: Clinic) -> None:
    form = {"gene": "EGFR", "protein": "L858R", "copyNumber": "amplification", "expression": "overexpressed"}
    assert summary(read(clinic, form)) == (["EGFR L858R", "EGFR amplification", "EGFR expression high"], [])


@pytest.mark.parametrize(
    ("form", "label", "codes"),
    [
        ({"gene": "MECP2", "hgvs": "NM_004992.4:c.916C>T"}, "MECP2 R306C", []),
        ("MECP2 NM_004992.3:c.916C>T", "MECP2 R306C", []),
        ("NM_004992.3:c.916C>T", "MECP2 R306C", []),
        ({"gene": "MECP2", "hgvs": "NM_001110792.2:c.916C>T"}, "MECP2 R306*", []),
        ({"gene": "MECP2", "hgvs": "c.916C>T"}, "MECP2 R306*", []),
        ({"gene": "MECP2", "hgvs": "NM_001369394.1:c.916C>T"}, "MECP2 c.916C>T", ["AMBIGUOUS_NAME"]),
        ("KIT c.2447A>T", "KIT c.2447A>T", ["AMBIGUOUS_NAME"]),
        ({"gene": "KIT", "hgvs": "c.2447A>T", "protein": "D816V"}, "KIT D816V", []),
    ],
    ids=str,
)
def test_the_transcript_decides_what_a_coding_change_means_then_mane_select(
    clinic: Clinic, form: Any, label: str, codes: list[str]
) -> None:
    assert summary(read(clinic, form)) == ([label], codes)


def test_a_name_of_several_proteins_is_asked_back_with_all_of_them(clinic: Clinic) -> None:
    (told,) = read(clinic, "KIT c.2447A>T").warnings
    assert told.suggestions == ("KIT D812V", "KIT D816V")


@pytest.mark.parametrize(
    "form",
    [
        "MET c.3028+1G>A",
        "MET c.2888-2A>C",
        {"gene": "MET", "hgvs": "NM_000245.4:c.3028+1G>A"},
        {"gene": "MET", "hgvs": "NM_001127500.3:c.3082+2T>C"},
        "MET c.3020_3028+5del",
        {"genomic": "GRCh37:7:116412044:G:T"},
        {"gene": "MET", "genomic": "GRCh37:7:116412044:G:T"},
    ],
    ids=str,
)
def test_a_splice_change_at_the_borders_of_an_exon_meets_its_skipping(clinic: Clinic, form: Any) -> None:
    answer = clinic.ask(form, tumor="LUAD")
    assert [(option.regimen.label, option.status) for option in answer.options] == [("Capmatinib", "MATCHED")]
    assert answer.warnings == ()


@pytest.mark.parametrize("form", ["MET c.2000+1G>A", {"gene": "MET", "hgvs": "NM_000245.4:c.3082+1G>A"}], ids=str)
def test_a_splice_change_elsewhere_does_not(clinic: Clinic, form: Any) -> None:
    assert clinic.ask(form, tumor="LUAD").options == ()


def test_a_splice_change_by_coordinates_is_the_one_by_its_coding_name(clinic: Clinic) -> None:
    placed = read(clinic, {"genomic": "GRCh37:17:41267798:T:C"}).found[0].alteration
    named = read(clinic, {"gene": "BRCA1", "hgvs": "c.81-2A>G"}).found[0].alteration
    assert placed == named
    assert isinstance(placed, Mutation)
    assert placed.splice
    assert clinic.status({"genomic": "GRCh37:17:41267798:T:C"}, tumor="LUAD") == "MATCHED"


def test_an_intronic_change_beside_the_splice_site_stays_in_doubt(clinic: Clinic) -> None:
    assert summary(read(clinic, {"genomic": "GRCh37:17:41267826:T:C"})) == (["BRCA1 c.81-30A>G"], ["UNPARSED"])


@pytest.mark.parametrize(
    "form",
    [
        "7:55242464:AGGAATTAAGAGAAGC:A",
        "7:55242465:GGAATTAAGAGAAGC:-",
        "7:g.55242465_55242479del",
        "NC_000007.13:g.55242465_55242479delGGAATTAAGAGAAGC",
        "7:55242463:AAGGAATTAAGAGAAGC:AA",
    ],
)
def test_a_deletion_is_found_with_and_without_its_anchor(clinic: Clinic, form: str) -> None:
    assert summary(read(clinic, {"genomic": form})) == (["EGFR E746_A750del"], [])


def test_coordinates_without_an_assembly_say_which_was_assumed(clinic: Clinic) -> None:
    (told,) = read(clinic, "7:140753336:A:T").warnings
    assert "GRCh37 was assumed" in told.message
    (told,) = read(clinic, "GRCh38:7:140753336:A:T").warnings
    assert "assumed" not in told.message


@pytest.mark.parametrize(
    ("form", "labels", "codes"),
    [
        ({"gene": "CD274", "expression": "overexpressed"}, ["CD274 expression high"], []),
        ({"gene": "CD274", "expression": "HIGH"}, ["CD274 expression high"], []),
        ({"gene": "CD274", "expression": "positive"}, ["CD274 expression positive"], []),
        ({"gene": "CD274", "expression": "so-so"}, ["CD274 expression so-so"], ["UNPARSED"]),
        ({"gene": "ERBB2", "copyNumber": "amplification", "copies": 3}, ["ERBB2 gain"], ["CONTRADICTION"]),
        ({"gene": "ERBB2", "copyNumber": "gain", "copies": 12}, ["ERBB2 amplification"], []),
        (
            {"gene": "ERBB2", "copyNumber": "amplification", "copies": 2},
            ["ERBB2 amplification with 2 copies"],
            ["CONTRADICTION"],
        ),
        (
            {"gene": "BRCA2", "event": "exon 3 deletion", "pathogenicity": "pathogenic", "zygosity": "homozygous"},
            ["BRCA2 exon 3 deletion"],
            ["NOT_USED"],
        ),
        ({"gene": "BRAF", "protein": "V600E", "exons": [1, 2]}, ["BRAF V600E"], ["NOT_USED"]),
    ],
    ids=str,
)
def test_no_field_is_dropped_without_a_word(
    clinic: Clinic, form: dict[str, Any], labels: list[str], codes: list[str]
) -> None:
    assert summary(read(clinic, form)) == (labels, codes)


def test_a_normal_count_of_copies_is_a_test_of_them(clinic: Clinic) -> None:
    signature = read(clinic, {"gene": "ERBB2", "copies": 2})
    assert [*signature.tested.copies] == ["HGNC:3430"]
    assert [*read(clinic, {"gene": "ERBB2", "copyNumber": "gain", "copies": 2}).tested.copies] == []


@pytest.mark.parametrize(
    ("form", "suggestions"),
    [
        ("ALK positive", ("ALK fusion", "ALK expression positive")),
        ("PTEN negative", ("PTEN expression negative",)),
        ("EML4::ALKK", ("ALK",)),
        ({"fusion": ["EML4", "ALKK"]}, ("ALK",)),
    ],
    ids=str,
)
def test_what_was_meant_is_suggested(clinic: Clinic, form: Any, suggestions: tuple[str, ...]) -> None:
    (told,) = read(clinic, form).warnings
    assert told.suggestions[: len(suggestions)] == suggestions
    assert clinic.ask(form, tumor="LUAD").options == ()
