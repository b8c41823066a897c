"""Which small variants meet which criteria: one claim, one signature, and whether the claim's drug is an option."""

from __future__ import annotations

from typing import Any

import pytest
from made_release import Clinic, claim, fact

MATCHED, UNDECIDED, NONE = "MATCHED", "UNDECIDED", ""


def change(gene: str, protein: str, **more: Any) -> dict[str, Any]:
    return {"gene": gene, "protein": protein, **more}


CASES = [
    # an exact allele, in every spelling, and nothing else of its codon
    ("BRAF V600E", "BRAF V600E", MATCHED),
    ("BRAF V600E", "BRAF p.Val600Glu", MATCHED),
    ("BRAF V600E", change("BRAF", "p.(Val600Glu)"), MATCHED),
    ("BRAF p.Val600Glu", "BRAF V600E", MATCHED),
    ("BRAF V600E", "BRAF V600K", NONE),
    ("BRAF V600E", "BRAF V600fs", NONE),
    ("BRAF V600E", "BRAF V600*", NONE),
    ("BRAF V600E", "KRAS G12D", NONE),
    # a complex allele that holds a known one
    ("BRAF V600E", "BRAF V600_K601delinsEN", MATCHED),
    ("BRAF V600E", "BRAF V600_K601delinsDN", NONE),
    ("KRAS G13V", "KRAS G12_G13delinsCV", MATCHED),
    ("BRAF V600", "BRAF V600_K601delinsEN", MATCHED),
    ("BRAF V600", "BRAF T599_V600delinsSV", NONE),
    ("BRAF V600", "BRAF V600_K601delinsE", NONE),
    ("BRAF V600", "BRAF K601_S602delinsEA", NONE),
    ("KRAS G12/G13", "KRAS G12_G13delinsCV", MATCHED),
    ("KRAS G12/G13", "KRAS G13_V14delinsDI", MATCHED),
    ("IDH1 R132", "IDH1 I130_R132delinsVGH", MATCHED),
    ("FLT3 D835H/Y", "FLT3 D835_I836delinsYM", MATCHED),
    ("FLT3 D835H/Y", "FLT3 D835_I836delinsVM", NONE),
    # named alleles of a codon
    ("BRAF V600", "BRAF V600E", MATCHED),
    ("BRAF V600", "BRAF V600fs", NONE),
    ("BRAF V600", "BRAF V600del", NONE),
    ("BRAF V600", "BRAF V600*", NONE),
    ("BRAF V600", "BRAF K601E", NONE),
    ("IDH1 R132", "IDH1 R132H", MATCHED),
    ("IDH1 R132", "IDH1 R132fs", NONE),
    ("KRAS G12/G13", "KRAS G13D", MATCHED),
    ("KRAS G12/G13", "KRAS Q61H", NONE),
    ("FLT3 D835H/Y", "FLT3 D835Y", MATCHED),
    ("FLT3 D835H/Y", "FLT3 D835V", NONE),
    ("BRAF Non-V600", "BRAF V600E", NONE),
    # a class less single changes: the excluded one alone is left out, in every spelling
    ("BRAF Mutation other than V600E", "BRAF V600K", MATCHED),
    ("BRAF Mutation other than V600E", "BRAF V600E", NONE),
    ("BRAF Mutation other than V600E", "BRAF p.Val600Glu", NONE),
    ("KRAS Mutation other than G12D/G13D", "KRAS G12V", MATCHED),
    ("KRAS Mutation other than G12D/G13D", "KRAS G13D", NONE),
    # exons: the consequence counts
    ("EGFR Exon 19 Deletion", "EGFR E746_A750del", MATCHED),
    ("EGFR Exon 19 Deletion", "EGFR L747_P753delinsS", MATCHED),
    ("EGFR Exon 19 Deletion", "EGFR E746fs", NONE),
    ("EGFR Exon 19 Deletion", "EGFR D770_N771insSVD", NONE),
    ("EGFR Exon 19 Deletion", "EGFR exon 19 deletion", MATCHED),
    ("EGFR Exon 19 Deletion", "EGFR exon 20 insertion", NONE),
    ("EGFR Exon 19 Deletion", "EGFR L858R", NONE),
    ("EGFR Exon 20 Insertion", "EGFR D770_N771insSVD", MATCHED),
    ("EGFR Exon 20 Insertion", "EGFR E746_A750del", NONE),
    ("KIT Exon 11 Mutation", "KIT W557_K558del", MATCHED),
    ("KIT Exon 11 Mutation", "KIT D816V", NONE),
    ("KIT Exon 11 Mutation", "KIT W557*", NONE),
    # a deletion lies wherever it removes a residue, an insertion in the exon of the residue that follows it
    ("KIT Exon 11 Mutation", "KIT Q549_K558del", MATCHED),
    ("KIT Exon 11 Mutation", "KIT M541_S548del", NONE),
    ("ERBB2 Exon 20 Deletion", "ERBB2 D769_E770del", MATCHED),
    ("EGFR Exon 19 Deletion", "EGFR K728_E734delinsQ", MATCHED),
    ("EGFR Exon 20 Insertion", "EGFR D761_E762insEAFQ", MATCHED),
    ("EGFR Exon 19 Insertion", "EGFR D761_E762insEAFQ", NONE),
    ("ERBB2 Exon 20 Insertion", "ERBB2 D769_E770insEAFQ", MATCHED),
    ("FLT3 Exon 15 Insertion", "FLT3 F612_G613insDY", MATCHED),
    ("BRAF Non-V600", change("BRAF", "T599_V600delinsIE", pathogenicity="pathogenic"), NONE),
    ("BRAF Non-V600", change("BRAF", "T599_V600insT", pathogenicity="pathogenic"), MATCHED),
    ("KRAS Non-G12", change("KRAS", "A11_G12delinsPD", pathogenicity="pathogenic"), NONE),
    ("IDH1 Non-R132", change("IDH1", "G131_R132del", pathogenicity="pathogenic"), NONE),
    # an in-frame change of a named exon is taken to activate, unless the laboratory says otherwise
    ("KIT Exon 11 Mutation", change("KIT", "W557_K558del", pathogenicity="benign"), NONE),
    ("KIT Exon 11 Mutation", change("KIT", "W557_K558del", pathogenicity="uncertain"), NONE),
    ("KIT Exon 11 Mutation", change("KIT", "W557_K558del", pathogenicity="pathogenic"), MATCHED),
    ("KIT Exon 11 Loss-of-function Mutation", "KIT W557_K558del", NONE),
    # but not of a gene that suppresses tumors: there it is of unknown significance
    ("TP53 DNA Binding Domain Mutation", "TP53 P128del", NONE),
    ("TP53 DNA Binding Domain Mutation", change("TP53", "P128del", pathogenicity="pathogenic"), MATCHED),
    ("TP53 DNA Binding Domain Mutation", "TP53 R175H", MATCHED),
    ("EGFR Exon 20 Mutation", change("EGFR", "D770_N771insSVD", pathogenicity="likely_benign"), NONE),
    ("EGFR Exon 20 Pathogenic Mutation", "EGFR D770_N771insSVD", NONE),
    ("FLT3 Exon 14 Mutation", change("FLT3", "Y591_V592del", pathogenicity="benign"), NONE),
    ("MET Exon 14 Skipping Mutation", {"gene": "MET", "event": "exon 14 skipping"}, MATCHED),
    ("MET Exon 14 Skipping Mutation", "MET X1010_splice", MATCHED),
    ("MET Exon 14 Skipping Mutation", "MET X142_splice", NONE),
    ("MET Exon 14 Skipping Mutation", "MET T1010I", NONE),
    # a bare "Mutation": activating in an oncogene, loss of function in a suppressor
    ("KRAS Mutation", "KRAS G12D", MATCHED),
    ("KRAS Mutation", "KRAS R151G", NONE),
    ("KRAS Mutation", "KRAS R151*", NONE),
    ("KRAS Mutation", "KRAS G12fs", NONE),
    ("KRAS Mutation", change("KRAS", "R151G", pathogenicity="pathogenic"), MATCHED),
    ("KRAS Mutation", change("KRAS", "G12D", pathogenicity="benign"), NONE),
    ("KRAS Mutation", {"gene": "KRAS", "copyNumber": "amplification"}, NONE),
    ("TP53 Mutation", "TP53 R175H", MATCHED),
    ("TP53 Mutation", "TP53 R213*", MATCHED),
    ("TP53 Mutation", "TP53 R213fs", MATCHED),
    ("TP53 Mutation", "TP53 V31I", NONE),
    ("TP53 Mutation", "TP53 R175=", NONE),
    ("TP53 Any Mutation", "TP53 V31I", MATCHED),
    ("TP53 Any Mutation", change("TP53", "V31I", pathogenicity="likely_benign"), NONE),
    ("PIK3CA Oncogenic Mutation", "PIK3CA H1047R", MATCHED),
    ("PIK3CA Oncogenic Mutation", "PIK3CA I391M", NONE),
    ("PIK3CA Oncogenic Mutation", {"gene": "PIK3CA", "copyNumber": "amplification"}, NONE),
    ("EGFR Activating Mutation", "EGFR L858R", MATCHED),
    ("EGFR Activating Mutation", "EGFR E746fs", NONE),
    ("FLT3 Mutation", "FLT3 ITD", MATCHED),
    # pathogenic for an inherited disease is not activating, in a gene of which no role is known
    ("KMT2A Activating Mutation", change("KMT2A", "R1154W", pathogenicity="pathogenic"), NONE),
    ("KMT2A Mutation", change("KMT2A", "R1154W", pathogenicity="pathogenic"), MATCHED),
    ("EGFR Activating Mutation", change("EGFR", "G719S", pathogenicity="pathogenic"), MATCHED),
    # loss of function
    ("PTEN Loss-of-function", "PTEN R130*", MATCHED),
    ("PTEN Loss-of-function", {"gene": "PTEN", "copyNumber": "deep_deletion"}, MATCHED),
    ("PTEN Loss-of-function", "PTEN X70_splice", MATCHED),
    ("PTEN Loss-of-function", "PTEN G132D", NONE),
    ("PTEN Loss-of-function", change("PTEN", "G132D", pathogenicity="likely_pathogenic"), MATCHED),
    ("PTEN Loss-of-function", change("PTEN", "R130*", pathogenicity="benign"), NONE),
    ("TP53 Truncating Mutation", "TP53 R213*", MATCHED),
    ("TP53 Truncating Mutation", "TP53 R175H", NONE),
    ("TP53 Frameshift Mutation", "TP53 A32Rfs*85", MATCHED),
    ("TP53 Frameshift Mutation", "TP53 R213*", NONE),
    # a missense class takes no variant of unknown significance, unless it says any
    ("ERBB2 Missense Mutation", "ERBB2 S310F", NONE),
    ("ERBB2 Missense Mutation", change("ERBB2", "S310F", pathogenicity="pathogenic"), MATCHED),
    ("TP53 Missense Mutation", "TP53 R175H", MATCHED),
    ("TP53 Missense Mutation", "TP53 V31I", NONE),
    ("TP53 Missense Mutation", "TP53 R213*", NONE),
    ("PIK3CA Missense Mutation", "PIK3CA H1047R", MATCHED),
    ("PIK3CA Missense Mutation", "PIK3CA I391M", NONE),
    ("TP53 Any Missense Mutation", "TP53 V31I", MATCHED),
    ("EGFR Exon 21 Missense Mutation", "EGFR L858R", MATCHED),
    ("EGFR Exon 21 Missense Mutation", "EGFR E866K", NONE),
    # known activating truncations are no loss of function
    ("CALR Loss-of-function", "CALR L367fs", NONE),
    # germline
    ("BRCA1 Germline Pathogenic Mutation", change("BRCA1", "E23fs", origin="germline"), MATCHED),
    ("BRCA1 Germline Pathogenic Mutation", change("BRCA1", "E23fs"), UNDECIDED),
    ("BRCA1 Germline Pathogenic Mutation", change("BRCA1", "K45E", origin="germline"), NONE),
    ("BRCA1 Germline Pathogenic Mutation", change("BRCA1", "K45E", origin="germline", pathogenicity="uncertain"), NONE),
    ("BRCA1 Germline Pathogenic Mutation", change("BRCA1", "E23fs", origin="germline", pathogenicity="benign"), NONE),
    # a class never swallows what its text excludes
    ("BRAF Mutation AND NOT BRAF V600E", "BRAF V600E", NONE),
    ("BRAF Mutation AND NOT BRAF V600E", "BRAF V600K", MATCHED),
    ("KIT Mutation AND NOT KIT D816V", change("KIT", "D816V", pathogenicity="pathogenic"), NONE),
]


@pytest.mark.parametrize(("profile", "alteration", "status"), CASES, ids=[f"{a} / {b}" for a, b, _ in CASES])
def test_a_small_variant_meets_a_criterion_or_not(profile: str, alteration: Any, status: str) -> None:
    assert Clinic([claim(1, profile)]).status(alteration) == status


@pytest.mark.parametrize(
    ("profile", "alteration", "status"),
    [
        ("EGFR D770_N771insSVD", "EGFR S768_D770dup", MATCHED),
        ("EGFR S768_D770dup", "EGFR D770_N771insSVD", MATCHED),
        ("EGFR D770_N771insSVD", "EGFR D770_N771insGGG", NONE),
        ("EGFR Exon 20 Insertion", "EGFR S768_D770dup", MATCHED),
    ],
)
def test_an_insertion_that_repeats_its_neighbors_is_a_duplication(profile: str, alteration: str, status: str) -> None:
    residues = [
        claim(number, f"EGFR {name}", "Imatinib") for number, name in enumerate(("S768I", "V769L", "N771Y"), 10)
    ]
    assert Clinic([claim(1, profile), *residues]).status(alteration) == status


@pytest.mark.parametrize(
    ("profile", "alteration", "rung", "category"),
    [
        ("BRAF V600E", "BRAF V600E", "EXACT", None),
        ("BRAF V600", "BRAF V600E", "POSITION", "BRAF V600"),
        ("EGFR Exon 19 Deletion", "EGFR E746_A750del", "CATEGORY", "EGFR exon 19 in-frame deletion"),
        ("PIK3CA Oncogenic Mutation", "PIK3CA H1047R", "CATEGORY", "PIK3CA oncogenic mutation"),
        ("KRAS Mutation", "KRAS G12D", "GENE", "KRAS mutation"),
    ],
)
def test_the_answer_names_the_rung(profile: str, alteration: str, rung: str, category: str | None) -> None:
    option = Clinic([claim(1, profile)]).option(alteration)
    assert option is not None
    assert (option.variant_match, option.because) == (rung, (alteration,))
    assert rung == "EXACT" or option.category == category


@pytest.mark.parametrize(
    ("profile", "rung"),
    [
        ("KRAS Wildtype", "GENE"),
        ("NOT EGFR Mutation", "GENE"),
        ("NOT BRAF V600", "POSITION"),
        ("NOT KIT Exon 11 Mutation", "CATEGORY"),
        ("NOT PIK3CA Oncogenic Mutation", "CATEGORY"),
        ("NOT v::ALK Fusion", "CATEGORY"),
        ("NOT EML4::ALK Fusion", "EXACT"),
        ("NOT BRAF V600E", "EXACT"),
        ("NOT ERBB2 Amplification", "EXACT"),
    ],
)
def test_what_is_open_or_absent_stands_on_the_rung_of_its_criterion(profile: str, rung: str) -> None:
    gene = profile.removeprefix("NOT ").replace("EML4::", "").replace("v::", "").split()[0]
    clinic = Clinic([claim(1, profile)])
    kinds = ["mutation", "copy_number", "fusion"]
    for more in ({"tested": {"genes": ["TP53"]}}, {"tested": {"genes": [{"gene": gene, "kinds": kinds}]}}):
        option = clinic.option(**more)
        assert option is not None
        assert option.variant_match == rung


@pytest.mark.parametrize(
    ("profile", "alteration", "rung"),
    [
        ("BRAF V600E AND NOT KRAS Mutation", "BRAF V600E", "EXACT"),
        ("KRAS G12/G13 AND NOT NRAS Mutation", "KRAS G12D", "POSITION"),
        ("EGFR Exon 19 Deletion AND NOT EGFR T790M", "EGFR E746_A750del", "CATEGORY"),
        ("BRAF V600E AND KRAS Wildtype", "BRAF V600E", "GENE"),
    ],
)
def test_what_a_profile_wants_absent_does_not_lower_the_rung(profile: str, alteration: str, rung: str) -> None:
    option = Clinic([claim(1, profile)]).option(alteration, tested={"genes": ["KRAS", "NRAS"]})
    assert option is not None
    assert (option.status, option.variant_match) == (MATCHED, rung)


@pytest.mark.parametrize(
    ("profile", "alteration", "note"),
    [
        ("BRAF V600", "BRAF V600_K601delinsEN", "BRAF V600_K601delinsEN contains V600E"),
        ("KRAS G12/G13", "KRAS G13_V14delinsDI", "KRAS G13_V14delinsDI contains G13D"),
        ("IDH1 R132", "IDH1 I130_R132delinsVGH", "IDH1 I130_R132delinsVGH contains R132H"),
    ],
)
def test_the_answer_says_what_a_complex_allele_holds(profile: str, alteration: str, note: str) -> None:
    option = Clinic([claim(1, profile)]).option(alteration)
    assert option is not None
    assert (option.variant_match, option.notes) == ("POSITION", (note,))


def test_a_pathogenic_call_of_a_source_makes_an_unlisted_missense_change_a_loss() -> None:
    clinic = Clinic([claim(1, "PTEN Loss-of-function")], [fact("PTEN", "G132D", "pathogenic")])
    assert clinic.status("PTEN G132D") == MATCHED
    assert clinic.status("PTEN G127V") == NONE


def test_the_laboratory_overrules_a_source() -> None:
    clinic = Clinic([claim(1, "PTEN Loss-of-function")], [fact("PTEN", "G132D", "benign")])
    assert clinic.status("PTEN G132D") == NONE
    assert clinic.status(change("PTEN", "G132D", pathogenicity="pathogenic")) == MATCHED


def test_a_splice_change_known_by_its_coding_name_only() -> None:
    clinic = Clinic([claim(1, "PTEN c.209+1G>A"), claim(2, "PTEN Loss-of-function", "Olaparib")])
    answer = clinic.ask({"gene": "PTEN", "hgvs": "c.209+1G>A"})
    assert {(option.profile, option.variant_match) for option in answer.options} == {
        ("PTEN c.209+1G>A", "EXACT"),
        ("PTEN loss of function mutation", "CATEGORY"),
    }


@pytest.mark.parametrize(
    ("gene", "exon", "coding"), [("MET", 14, "c.100+1G>T"), ("EGFR", 18, "c.2061+1G>A"), ("KIT", 9, "c.1346-2A>G")]
)
def test_a_splice_change_of_an_unknown_exon_leaves_skipping_open(gene: str, exon: int, coding: str) -> None:
    clinic = Clinic(
        [
            claim(1, f"{gene} Exon {exon} Skipping"),
            claim(2, f"NOT {gene} Exon {exon} Mutation", "Cetuximab"),
            claim(3, f"NOT {gene} Mutation", "Imatinib"),
            claim(4, f"NOT {gene} X{exon * 70}_splice", "Erlotinib"),
            claim(5, f"NOT {gene} R100W", "Olaparib"),
        ]
    )
    missing = (f"exon skipped by {gene} {coding}",)
    answer = clinic.ask({"gene": gene, "hgvs": coding})
    assert {option.regimen.label: (option.status, option.missing_tests) for option in answer.options} == {
        "Vemurafenib": (UNDECIDED, missing),
        "Cetuximab": (UNDECIDED, missing),
        "Imatinib": (UNDECIDED, missing),
        "Erlotinib": (UNDECIDED, missing),
        "Olaparib": (MATCHED, ()),
    }
    skipping = next(option for option in answer.options if option.regimen.label == "Vemurafenib")
    assert skipping.because == (f"{gene} {coding}",)
    assert skipping.variant_match == "CATEGORY"


def test_a_harmless_splice_change_skips_nothing() -> None:
    clinic = Clinic([claim(1, "MET Exon 14 Skipping"), claim(2, "NOT MET Exon 14 Mutation", "Cetuximab")])
    for more in ({"hgvs": "c.100+1G>T"}, {"protein": "X1010_splice"}):
        answer = clinic.ask({"gene": "MET", "pathogenicity": "benign", **more})
        assert {option.regimen.label: option.status for option in answer.options} == {"Cetuximab": MATCHED}


BIALLELIC = "BRCA2 Biallelic Inactivating Mutation"


@pytest.mark.parametrize(
    ("alterations", "status"),
    [
        ([change("BRCA2", "S1982fs")], UNDECIDED),
        ([change("BRCA2", "S1982fs", zygosity="homozygous")], MATCHED),
        ([change("BRCA2", "S1982fs", zygosity="hemizygous")], MATCHED),
        ([change("BRCA2", "S1982fs"), {"gene": "BRCA2", "copyNumber": "loss"}], MATCHED),
        ([change("BRCA2", "S1982fs"), {"gene": "BRCA1", "copyNumber": "loss"}], UNDECIDED),
        ([change("BRCA2", "V1183G", pathogenicity="uncertain"), {"gene": "BRCA2", "copyNumber": "loss"}], NONE),
        ([{"gene": "BRCA2", "copyNumber": "deep_deletion"}], MATCHED),
    ],
)
def test_biallelic_loss_asks_for_the_second_hit(alterations: list[Any], status: str) -> None:
    option = Clinic([claim(1, BIALLELIC)]).option(*alterations)
    assert (option.status if option else NONE) == status
    if option and status == UNDECIDED:
        assert option.missing_tests == ("second allele of BRCA2",)


@pytest.mark.parametrize(
    ("more", "status", "missing"),
    [
        ({"tested": {"genes": ["KRAS"]}}, MATCHED, ()),
        ({"tested": {"genes": [{"gene": "KRAS", "kinds": ["mutation"]}]}}, MATCHED, ()),
        ({"tested": {"genes": [{"gene": "KRAS", "kinds": ["fusion"]}]}}, UNDECIDED, ("KRAS mutation status",)),
        ({"tested": {"genes": ["NRAS"]}}, UNDECIDED, ("KRAS mutation status",)),
        ({"alterations": ["KRAS R151G"]}, UNDECIDED, ("significance of KRAS R151G",)),
        ({"alterations": [change("KRAS", "R151G", pathogenicity="benign")]}, MATCHED, ()),
        ({"alterations": ["KRAS R151="]}, MATCHED, ()),
        ({"alterations": ["KRAS G12D"]}, NONE, ()),
        ({"alterations": [{"gene": "KRAS", "copyNumber": "amplification"}]}, UNDECIDED, ("KRAS mutation status",)),
    ],
)
def test_wild_type_is_tested_and_absent(more: dict[str, Any], status: str, missing: tuple[str, ...]) -> None:
    clinic = Clinic([claim(1, "KRAS Wildtype", "Cetuximab", "Colorectal Carcinoma")])
    option = clinic.option(*more.pop("alterations", []), tumor="COADREAD", **more)
    assert (option.status if option else NONE) == status
    assert (option.missing_tests if option else ()) == missing


def test_a_change_without_protein_effect_leaves_criteria_open_and_is_no_wild_type() -> None:
    clinic = Clinic([claim(1, "KRAS Wildtype", "Cetuximab"), claim(2, "KRAS G12D", "Panitumumab")])
    answer = clinic.ask({"gene": "KRAS", "hgvs": "c.450T>C"})
    assert [item.code for item in answer.warnings] == ["UNPARSED"]
    assert "NO_SEQUENCE" in answer.warnings[0].message
    assert {option.regimen.label: option.status for option in answer.options} == {"Cetuximab": UNDECIDED}
