"""Every operator of CTML is met, not met or unknown, by the facts of the patient."""

from __future__ import annotations

from typing import Any

import pytest
from made_trials import TrialClinic, ctml

from pmkg.model.trial_answer import CriterionState


def genomic(symbol: str, category: str = "Mutation", **more: Any) -> dict[str, Any]:
    return {"genomic": {"hugo_symbol": symbol, "variant_category": category, **more}}


def clinical(**fields: Any) -> dict[str, Any]:
    return {"clinical": fields}


def found(*alterations: Any, **more: Any) -> dict[str, Any]:
    return {"alterations": [*alterations], **more}


def examined(*genes: Any, **more: Any) -> dict[str, Any]:
    return {"tested": {"genes": [*genes]}, **more}


def measured(**biomarkers: Any) -> dict[str, Any]:
    return {"biomarkers": biomarkers}


EVERY_KIND = {"gene": "ALK", "kinds": ["mutation", "copy_number", "fusion"]}
MUTATED, LOOKED_AT = found("EGFR L858R"), examined("EGFR")
AMPLIFIED = found({"gene": "MET", "copyNumber": "amplification"})
DEEPLY_LOST = found({"gene": "CDKN2A", "copyNumber": "deep_deletion"})
NOTHING: dict[str, Any] = {}

CASES: list[tuple[str, dict[str, Any], dict[str, Any] | None, dict[str, Any] | None, dict[str, Any] | None]] = [
    # leaf, facts that meet it, facts that do not, facts that leave it open
    ("a gene is mutated", genomic("EGFR"), MUTATED, LOOKED_AT, NOTHING),
    ("a gene is not mutated", genomic("KRAS", "!Mutation"), examined("KRAS"), found("KRAS G12D"), NOTHING),
    ("the gene is negated", genomic("!KRAS"), examined("KRAS"), found("KRAS G12D"), NOTHING),
    ("a protein change", genomic("BRAF", protein_change="p.V600E"), found("BRAF V600E"), found("BRAF V600K"), NOTHING),
    (
        "not that protein change",
        genomic("BRAF", protein_change="!p.V600E"),
        found("BRAF V600K"),
        found("BRAF V600E"),
        NOTHING,
    ),
    (
        "a protein change without p.",
        genomic("BRAF", protein_change="V600E"),
        found("BRAF V600E"),
        examined("BRAF"),
        NOTHING,
    ),
    ("X is any residue", genomic("NRAS", protein_change="p.Q61X"), found("NRAS Q61K"), found("NRAS G12D"), NOTHING),
    (
        "a codon wildcard",
        genomic("IDH1", wildcard_protein_change="p.R132"),
        found("IDH1 R132C"),
        found("IDH1 R132fs"),
        NOTHING,
    ),
    ("a wildcard is no prefix", genomic("IDH1", wildcard_protein_change="p.R13"), None, found("IDH1 R132C"), NOTHING),
    (
        "not a codon",
        genomic("IDH1", wildcard_protein_change="!p.R132"),
        found("IDH1 P33S"),
        found("IDH1 R132C"),
        NOTHING,
    ),
    (
        "an exon and a class",
        genomic("EGFR", exon=19, variant_classification="In_Frame_Del"),
        found("EGFR E746_A750del"),
        found("EGFR E746fs"),
        NOTHING,
    ),
    ("an exon", genomic("EGFR", exon="19"), found("EGFR E746_A750del"), found("EGFR L858R"), NOTHING),
    (
        "missense",
        genomic("TP53", variant_classification="Missense_Mutation"),
        found("TP53 R175H"),
        found("TP53 R196*"),
        NOTHING,
    ),
    (
        "nonsense",
        genomic("TP53", variant_classification="Nonsense_Mutation"),
        found("TP53 R196*"),
        found("TP53 R175H"),
        NOTHING,
    ),
    (
        "frameshift",
        genomic("TP53", variant_classification="Frame_Shift_Del"),
        found("TP53 P72fs"),
        found("TP53 R175H"),
        NOTHING,
    ),
    (
        "in frame",
        genomic("KIT", variant_classification="In_Frame_Del"),
        found("KIT V560del"),
        found("KIT V560fs"),
        NOTHING,
    ),
    (
        "splice site of a skipped exon",
        genomic("MET", exon=14, variant_classification="Splice_Site"),
        found({"gene": "MET", "event": "exon 14 skipping"}),
        examined("MET"),
        NOTHING,
    ),
    ("wild type", genomic("KRAS", wildtype=True), examined("KRAS"), found("KRAS G12D"), NOTHING),
    (
        "any variation: a mutation",
        genomic("ALK", "Any Variation"),
        found("ALK F1174L"),
        examined(EVERY_KIND),
        examined("ALK"),
    ),
    ("any variation: a fusion", genomic("ALK", "Any Variation"), found("EML4::ALK"), examined(EVERY_KIND), NOTHING),
    ("any variation: copies", genomic("MET", "Any Variation"), AMPLIFIED, None, NOTHING),
    (
        "no variation at all",
        genomic("ALK", "!Any Variation"),
        examined(EVERY_KIND),
        found("EML4::ALK"),
        examined("ALK"),
    ),
    (
        "a rearrangement",
        genomic("ALK", "Structural Variation"),
        found("EML4::ALK"),
        examined(EVERY_KIND),
        examined("ALK"),
    ),
    (
        "no rearrangement",
        genomic("ALK", "!Structural Variation"),
        examined(EVERY_KIND),
        found("EML4::ALK"),
        examined("ALK"),
    ),
    (
        "a named partner",
        genomic("EML4", "Structural Variation", fusion_partner_hugo_symbol="ALK"),
        found("EML4::ALK"),
        found("KLC1::ALK"),
        NOTHING,
    ),
    (
        "high amplification",
        genomic("MET", "Copy Number Variation", cnv_call="High Amplification"),
        AMPLIFIED,
        examined("MET"),
        NOTHING,
    ),
    (
        "low amplification is a gain",
        genomic("MET", "Copy Number Variation", cnv_call="Low Amplification"),
        found({"gene": "MET", "copyNumber": "gain"}),
        examined("MET"),
        NOTHING,
    ),
    (
        "homozygous deletion",
        genomic("CDKN2A", "Copy Number Variation", cnv_call="Homozygous Deletion"),
        DEEPLY_LOST,
        found({"gene": "CDKN2A", "copyNumber": "loss"}),
        NOTHING,
    ),
    (
        "heterozygous deletion",
        genomic("CDKN2A", "Copy Number Variation", cnv_call="Heterozygous Deletion"),
        found({"gene": "CDKN2A", "copyNumber": "loss"}),
        examined("CDKN2A"),
        NOTHING,
    ),
    ("any change of copies", genomic("CDKN2A", "Copy Number Variation"), DEEPLY_LOST, examined("CDKN2A"), NOTHING),
    ("no change of copies", genomic("CDKN2A", "!Copy Number Variation"), examined("CDKN2A"), DEEPLY_LOST, NOTHING),
    ("MMR", {"genomic": {"mmr_status": "MMR-Deficient"}}, measured(mmr="deficient"), measured(msi="MSS"), NOTHING),
    (
        "MMR in a clinical leaf",
        clinical(mmr_status="MMR-Proficient"),
        measured(msi="MSS"),
        measured(msi="MSI-H"),
        NOTHING,
    ),
    ("MSI", clinical(ms_status="MSI-H"), measured(msi="MSI-H"), measured(msi="MSI-L"), NOTHING),
    ("MSS", clinical(ms_status="MSS"), measured(mmr="proficient"), measured(msi="MSI-H"), NOTHING),
    ("not MSI-H", clinical(ms_status="!MSI-H"), measured(msi="MSS"), measured(msi="MSI-H"), NOTHING),
    ("TMB at least", clinical(tmb_numerical=">=10"), measured(tmb=10), measured(tmb=9.9), measured(msi="MSS")),
    ("TMB below", clinical(tmb_numerical="<10"), measured(tmb=9.9), measured(tmb=10), NOTHING),
    ("TMB above", clinical(tmb_numerical=">10"), measured(tmb=10.1), measured(tmb=10), NOTHING),
    ("TMB at most", clinical(tmb_numerical="<=10"), measured(tmb=10), measured(tmb=10.1), NOTHING),
    ("TMB exactly", clinical(tmb_numerical="=10"), measured(tmb=10), measured(tmb=11), NOTHING),
    (
        "a signature",
        {"genomic": {"apobec_status": "Yes"}},
        found("APOBEC signature present"),
        found("APOBEC signature absent"),
        NOTHING,
    ),
    (
        "no signature",
        {"genomic": {"tobacco_status": "No"}},
        found("tobacco signature absent"),
        found("tobacco signature present"),
        NOTHING,
    ),
    ("age at least", clinical(age_numerical=">=18"), {"ageYears": 18}, {"ageYears": 17.9}, NOTHING),
    ("age at most", clinical(age_numerical="<=75"), {"ageYears": 75.9}, {"ageYears": 76}, NOTHING),
    ("age below", clinical(age_numerical="<18"), {"ageYears": 17.9}, {"ageYears": 18}, NOTHING),
    ("age above", clinical(age_numerical=">17"), {"ageYears": 18}, {"ageYears": 17.9}, NOTHING),
    ("age in a part of a year", clinical(age_numerical=">=0.5"), {"ageYears": 0.5}, {"ageYears": 0.4}, NOTHING),
    ("sex", clinical(gender="Female"), {"sex": "female"}, {"sex": "male"}, {"sex": "unknown"}),
    ("HER2", clinical(her2_status="Positive"), measured(her2Ihc="3+"), measured(her2Ihc="0"), measured(her2Ihc="2+")),
    (
        "HER2 negative takes low",
        clinical(her2_status="Negative"),
        measured(her2Ihc="1+"),
        measured(her2Ihc="3+"),
        NOTHING,
    ),
    ("not HER2 positive", clinical(her2_status="!Positive"), measured(her2Ihc="0"), measured(her2Ihc="3+"), NOTHING),
    ("ER", clinical(er_status="Positive"), measured(er="positive"), measured(er="negative"), NOTHING),
    ("PR", clinical(pr_status="Negative"), measured(pr="negative"), measured(pr="positive"), NOTHING),
    ("PD-L1 without a cut-off", clinical(pdl1_status="High"), None, None, measured(pdl1Tps=90)),
    (
        "disease status",
        clinical(disease_status=["Locally Advanced", "Metastatic"]),
        {"diseaseStatus": ["metastatic"]},
        {"diseaseStatus": ["localized"]},
        {"diseaseStatus": ["recurrent"]},
    ),
    (
        "advanced takes metastatic",
        clinical(disease_status=["Advanced"]),
        {"diseaseStatus": ["metastatic"]},
        {"diseaseStatus": ["early stage"]},
        NOTHING,
    ),
    (
        "untreated",
        clinical(disease_status=["Untreated"]),
        {"diseaseStatus": ["untreated"]},
        {"priorTherapies": ["Osimertinib"]},
        NOTHING,
    ),
    (
        "a tumor type",
        clinical(oncotree_primary_diagnosis="NSCLC"),
        {"tumorType": "LUAD"},
        {"tumorType": "SKCM"},
        {"tumorType": None},
    ),
    (
        "a subtype of the tumor",
        clinical(oncotree_primary_diagnosis="LUAD"),
        {"tumorType": "LUAD"},
        {"tumorType": "LUSC"},
        {"tumorType": "NSCLC"},
    ),
    (
        "not a tumor type",
        clinical(oncotree_primary_diagnosis="!LUSC"),
        {"tumorType": "LUAD"},
        {"tumorType": "LUSC"},
        {"tumorType": "NSCLC"},
    ),
    (
        "solid",
        clinical(oncotree_primary_diagnosis="_SOLID_"),
        {"tumorType": "BRCA"},
        {"tumorType": "AML"},
        {"tumorType": None},
    ),
    (
        "liquid",
        clinical(oncotree_primary_diagnosis="_LIQUID_"),
        {"tumorType": "AML"},
        {"tumorType": "BRCA"},
        {"tumorType": None},
    ),
    (
        "a tissue takes its tumors",
        clinical(oncotree_primary_diagnosis="Breast"),
        {"tumorType": "BRCA"},
        {"tumorType": "AML"},
        {"tumorType": None},
    ),
    (
        "an earlier drug",
        {"prior_treatment": {"treatment_category": "Medical Therapy", "agent": "Osimertinib"}},
        {"priorTherapies": ["Osimertinib"]},
        {"lineOfTherapy": 1},
        {"priorTherapies": ["Erlotinib"]},
    ),
    (
        "no earlier drug",
        {"prior_treatment": {"agent": "!Osimertinib"}},
        {"lineOfTherapy": 1},
        {"priorTherapies": ["Osimertinib"]},
        NOTHING,
    ),
    ("another treatment", {"prior_treatment": {"treatment_category": "Surgery"}}, None, None, {"lineOfTherapy": 1}),
]


@pytest.mark.parametrize(
    ("leaf", "met", "not_met", "unknown"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_criterion_is_met_not_met_or_unknown(
    leaf: dict[str, Any], met: dict[str, Any] | None, not_met: dict[str, Any] | None, unknown: dict[str, Any] | None
) -> None:
    clinic = TrialClinic(ctml(1, [leaf]))
    wanted = ((CriterionState.MET, met), (CriterionState.NOT_MET, not_met), (CriterionState.UNKNOWN, unknown))
    for state, facts in wanted:
        if facts is not None:
            criterion = clinic.criterion(**facts)
            assert criterion.state is state, (criterion, facts)
            assert bool(criterion.missing) == (state is CriterionState.UNKNOWN)
            assert bool(criterion.fact) == (state is not CriterionState.UNKNOWN)
    assert not clinic.losses or "UNKNOWN" not in str(clinic.losses)


def test_a_disjunction_takes_one_and_a_negated_one_none() -> None:
    either = {"or": [genomic("EGFR"), genomic("KRAS")]}
    clinic = TrialClinic(ctml(1, [either]))
    assert clinic.criterion(**MUTATED).state is CriterionState.MET
    assert clinic.criterion(**examined("EGFR", "KRAS")).state is CriterionState.NOT_MET
    assert clinic.criterion(**LOOKED_AT).missing == ("KRAS mutation status",)
    neither = TrialClinic(ctml(1, [{"not": [either]}]))
    assert [item.state for item in neither.arm(**MUTATED).criteria] == [CriterionState.NOT_MET, CriterionState.UNKNOWN]
    assert {item.state for item in neither.arm(**examined("EGFR", "KRAS")).criteria} == {CriterionState.MET}


def test_what_a_tree_says_twice_is_said_once() -> None:
    clinic = TrialClinic(
        ctml(1, [{"or": [genomic("EGFR"), genomic("KRAS"), genomic("EGFR")]}, {"or": [genomic("ALK")] * 2}])
    )
    assert [one.text for one in clinic.arm().criteria] == ["EGFR any mutation OR KRAS any mutation", "ALK any mutation"]


def test_a_family_of_genes_is_met_by_any_member_and_excluded_by_none() -> None:
    clinic = TrialClinic(ctml(1, [genomic("BRCA")]))
    brca2 = found("BRCA2 S1982fs", origin="somatic")
    assert clinic.criterion(**brca2).state is CriterionState.MET
    assert clinic.criterion(**brca2).text == "BRCA any mutation"
    assert clinic.criterion(**examined("BRCA1", "BRCA2")).state is CriterionState.NOT_MET
    assert clinic.criterion(**examined("BRCA1")).state is CriterionState.UNKNOWN
    without = TrialClinic(ctml(1, [genomic("BRCA", "!Mutation")]))
    assert without.criterion(**brca2).state is CriterionState.NOT_MET
    assert without.criterion(**examined("BRCA1", "BRCA2")).state is CriterionState.MET
    assert not clinic.losses
