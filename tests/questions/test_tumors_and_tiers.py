"""Which tumor a statement speaks of, and the tier that follows (AMP/ASCO/CAP 2017)."""

from __future__ import annotations

from typing import Any

import pytest
from made_release import Clinic, claim

from pmkg.model.kinds import Direction, Effect
from pmkg.model.records import Reference
from pmkg.ports.reader import LedgerFilter

CASES: list[tuple[str, str, str | None, str | None, str | None]] = [
    # disease of the statement, level, tumor of the patient, tumor match (None: no answer), tier
    ("Cutaneous Melanoma", "A", "SKCM", "EXACT", "IA"),
    ("Cutaneous Melanoma", "B", "SKCM", "EXACT", "IB"),
    ("Cutaneous Melanoma", "C", "SKCM", "EXACT", "IIC"),
    ("Cutaneous Melanoma", "D", "SKCM", "EXACT", "IID"),
    ("Cutaneous Melanoma", "E", "SKCM", "EXACT", "III"),
    ("Melanoma", "A", "SKCM", "ANCESTOR", "IA"),
    ("Cutaneous Melanoma", "A", "MEL", "DESCENDANT", "IIC"),
    ("Cutaneous Melanoma", "C", "MEL", "DESCENDANT", "IID"),
    ("Cutaneous Melanoma", "D", "MEL", "DESCENDANT", "IID"),
    ("Lung Adenocarcinoma", "C", "LUSC", "OTHER", "IID"),
    ("Lung Adenocarcinoma", "C", "NSCLC", "DESCENDANT", "IID"),
    ("Colorectal Carcinoma", "A", "SKCM", "OTHER", "IIC"),
    ("Colorectal Carcinoma", "B", "SKCM", "OTHER", "IIC"),
    ("Colorectal Carcinoma", "C", "SKCM", "OTHER", "IID"),
    ("Colorectal Carcinoma", "D", "SKCM", "OTHER", "IID"),
    ("Cancer", "A", "SKCM", "TUMOR_AGNOSTIC", "IIC"),
    ("Solid Tumor", "A", "SKCM", "TUMOR_AGNOSTIC", "IIC"),
    ("Cancer", "D", "SKCM", "TUMOR_AGNOSTIC", "IID"),
    ("Solid Tumor", "A", "AML", None, None),
    ("Melanoma", "A", "AML", None, None),
    ("Acute Myeloid Leukemia", "A", "SKCM", None, None),
    ("Cancer", "A", "AML", "TUMOR_AGNOSTIC", "IIC"),
    ("Melanoma", "A", None, "UNRESOLVED", None),
    ("Melanoma", "A", "Breast", "UNRESOLVED", None),
    ("Melanoma", "A", "no such tumor", "UNRESOLVED", None),
    ("Zebra disease", "A", "SKCM", "UNRESOLVED", None),
]


@pytest.mark.parametrize("effect", ["Sensitivity/Response", "Resistance"])
@pytest.mark.parametrize(("disease", "level", "tumor", "match", "tier"), CASES)
def test_a_statement_is_tiered_for_this_tumor(
    disease: str, level: str, tumor: str | None, match: str | None, tier: str | None, effect: str
) -> None:
    option = Clinic([claim(1, "BRAF V600E", disease=disease, level=level, significance=effect)]).option(
        "BRAF V600E", tumor=tumor
    )
    assert (option.tumor_match if option else None, option.tier if option else None) == (match, tier)


def test_an_option_stands_by_its_best_supporting_statement_and_each_item_by_itself() -> None:
    clinic = Clinic(
        [
            claim(1, "BRAF V600E", disease="Colorectal Carcinoma", level="A"),
            claim(2, "BRAF V600E", disease="Melanoma", level="B"),
            claim(3, "BRAF V600E", disease="Cutaneous Melanoma", level="D"),
        ]
    )
    option = clinic.option("BRAF V600E")
    assert option is not None
    assert (option.tier, option.tumor_match) == ("IB", "ANCESTOR")
    assert [(item.evidence, item.tier) for item in option.supporting] == [
        ("civic.eid:2", "IB"),
        ("civic.eid:1", "IIC"),
        ("civic.eid:3", "IID"),
    ]


def test_molecular_words_of_a_disease_are_a_criterion() -> None:
    clinic = Clinic([claim(1, "PIK3CA Mutation", "Olaparib", "HER2-negative Breast Carcinoma")])
    assert clinic.status("PIK3CA H1047R", tumor="BRCA", biomarkers={"her2Ihc": "0"}) == "MATCHED"
    assert clinic.status("PIK3CA H1047R", tumor="BRCA", biomarkers={"her2Ihc": "3+"}) == ""
    option = clinic.option("PIK3CA H1047R", tumor="BRCA")
    assert option is not None
    assert (option.status, option.missing_tests) == ("UNDECIDED", ("HER2 status",))


def test_an_excluded_tumor_and_its_subtypes_are_left_out_by_name() -> None:
    excluded = (Reference("Colorectal Carcinoma"),)
    clinic = Clinic([claim(1, "BRAF V600E", disease="Solid Tumor", excluded_diseases=excluded)])
    assert clinic.status("BRAF V600E", tumor="SKCM") == "MATCHED"
    assert clinic.status("BRAF V600E", tumor="COAD") == ""


def test_an_exclusion_that_names_no_known_tumor_is_in_the_ledger() -> None:
    excluded = (Reference("Zebra disease"),)
    clinic = Clinic([claim(1, "BRAF V600E", disease="Solid Tumor", excluded_diseases=excluded)])
    (loss,) = clinic.reader.ledger(LedgerFilter()).losses
    assert (loss.record, loss.field, loss.text) == ("civic.eid:1", "excluded disease", "Zebra disease")
    assert loss.reason == "UNKNOWN_DISEASE"


def test_unknown_is_offered_only_where_the_statement_speaks_of_this_tumor() -> None:
    clinic = Clinic([claim(1, "BRAF V600E AND NOT KRAS Mutation", disease="Melanoma")])
    assert clinic.status("BRAF V600E", tumor="SKCM") == "UNDECIDED"
    assert clinic.status("BRAF V600E", tumor="LUAD") == ""
    assert clinic.status("BRAF V600E", tumor="LUAD", tested={"genes": ["KRAS"]}) == "MATCHED"


def test_wholly_positive_and_wholly_untested_profiles_are_counted_as_tests() -> None:
    clinic = Clinic([claim(1, "KRAS G12C", "Sotorasib"), claim(2, "KRAS G12C", "Imatinib"), claim(3, "BRAF V600E")])
    answer = clinic.ask("BRAF V600E")
    assert {option.profile for option in answer.options} == {"BRAF V600E"}
    assert [(test.test, test.decides) for test in answer.tests_to_consider] == [("KRAS mutation status", 2)]
    assert clinic.ask("BRAF V600E", tested={"genes": ["KRAS"]}).tests_to_consider == ()


ORIGINS: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    # origin of the statement, the alteration, what else is known, status
    ("Somatic", {"origin": "somatic"}, {}, "MATCHED"),
    ("Somatic", {}, {}, "MATCHED"),
    ("Somatic", {"origin": "germline"}, {}, ""),
    ("Combined", {"origin": "germline"}, {}, "MATCHED"),
    ("", {"origin": "germline"}, {}, "MATCHED"),
    ("Unknown", {"origin": "somatic"}, {}, "MATCHED"),
    ("Rare Germline", {"origin": "germline"}, {}, "MATCHED"),
    ("Rare Germline", {}, {}, "UNDECIDED"),
    ("Rare Germline", {"origin": "somatic"}, {}, ""),
    ("Rare Germline", {"origin": "somatic"}, {"tested": {"germline": ["BRCA2"]}}, ""),
    ("Rare Germline", {}, {"tested": {"germline": ["BRCA2"]}}, ""),
    ("Rare Germline", {}, {"origin": "germline"}, "MATCHED"),
    ("Rare Germline", {"origin": "somatic"}, {"origin": "germline"}, ""),
]


@pytest.mark.parametrize(("origin", "detail", "more", "status"), ORIGINS)
def test_origin_counts(origin: str, detail: dict[str, Any], more: dict[str, Any], status: str) -> None:
    clinic = Clinic([claim(1, "BRCA2 Mutation", "Olaparib", "Breast Carcinoma", origin=origin)])
    option = clinic.option({"gene": "BRCA2", "protein": "S1982fs", **detail}, tumor="BRCA", **more)
    assert (option.status if option else "") == status
    if option and status == "UNDECIDED":
        assert option.missing_tests == ("BRCA2 germline test",)


def test_a_tumor_only_truncation_of_unknown_origin_meets_a_germline_statement_only_after_the_germline_test() -> None:
    clinic = Clinic([claim(1, "BRCA2 Germline Pathogenic Mutation", "Olaparib", "Breast Carcinoma")])
    assert clinic.status("BRCA2 S1982fs", tumor="BRCA") == "UNDECIDED"
    assert clinic.status("BRCA2 S1982fs germline", tumor="BRCA") == "MATCHED"


def test_evidence_against_stands_beside_evidence_for_and_is_never_netted() -> None:
    clinic = Clinic(
        [
            claim(1, "BRAF V600E", level="B"),
            claim(2, "BRAF V600E", level="A", direction=Direction.DOES_NOT_SUPPORT),
            claim(3, "BRAF V600E", level="B", significance="Resistance", direction=Direction.DOES_NOT_SUPPORT),
        ]
    )
    sensitivity, resistance = clinic.ask("BRAF V600E").options
    assert (sensitivity.effect, sensitivity.tier) == ("SENSITIVITY", "IB")
    assert [item.evidence for item in sensitivity.against] == ["civic.eid:2"]
    assert (resistance.effect, resistance.tier, resistance.supporting) == ("RESISTANCE", None, ())
    assert [(item.evidence, item.tier) for item in resistance.against] == [("civic.eid:3", None)]


def test_resistance_is_shown_beside_sensitivity_and_first_at_equal_tier() -> None:
    clinic = Clinic([claim(1, "BRAF V600E"), claim(2, "BRAF V600E", significance="Resistance")])
    assert [option.effect for option in clinic.ask("BRAF V600E").options] == ["RESISTANCE", "SENSITIVITY"]


def test_a_combination_is_not_its_members() -> None:
    clinic = Clinic(
        [
            claim(1, "BRAF V600E", "Dabrafenib, Trametinib", level="A"),
            claim(2, "BRAF V600E", "Dabrafenib", level="D", significance="Resistance"),
        ]
    )
    found = {(option.regimen.label, option.effect): option.tier for option in clinic.ask("BRAF V600E").options}
    assert found == {("Dabrafenib + Trametinib", "SENSITIVITY"): "IA", ("Dabrafenib", "RESISTANCE"): "IID"}


@pytest.mark.parametrize(
    ("class_level", "specific_level", "tier", "noted"),
    [("A", "B", "IB", True), ("B", "A", "IB", True), ("A", "A", "IA", True), ("A", "D", "IA", False)],
)
def test_a_more_specific_statement_outranks_a_class_unless_it_is_preclinical(
    class_level: str, specific_level: str, tier: str, noted: bool
) -> None:
    clinic = Clinic(
        [
            claim(1, "EGFR Mutation", "Erlotinib", level=class_level, disease="Lung Adenocarcinoma"),
            claim(2, "EGFR L858R", "Erlotinib", "Lung Adenocarcinoma", level=specific_level, significance="Resistance"),
        ]
    )
    (option,) = [item for item in clinic.ask("EGFR L858R", tumor="LUAD").options if item.effect == "SENSITIVITY"]
    assert option.tier == tier
    assert any("EGFR L858R" in note for note in option.notes) is noted


def test_conditions_of_the_statements_that_carry_an_option_are_kept() -> None:
    clinic = Clinic(
        [
            claim(1, "BRAF V600E", disease="Cutaneous Melanoma"),
            claim(2, "BRAF V600E", conditions=("unresectable or metastatic",)),
            claim(3, "BRAF V600E", disease="Stage III Melanoma", conditions=("adjuvant", "Unresectable or metastatic")),
            claim(4, "BRAF V600E", level="D", conditions=("in mice",)),
            claim(5, "BRAF V600E", disease="Lung Adenocarcinoma", conditions=("after platinum",)),
            claim(6, "BRAF V600E", disease="Solid Tumor", conditions=("no alternative",)),
        ]
    )
    option = clinic.option("BRAF V600E")
    assert option is not None
    assert option.conditions == ("adjuvant", "stage III", "unresectable or metastatic")


def test_a_record_that_contradicts_itself_is_shown_and_not_tiered() -> None:
    clinic = Clinic([claim(1, "BRAF V600E", fields={"conflict": "disease: the label says another"})])
    option = clinic.option("BRAF V600E")
    assert option is not None
    assert (option.tier, option.supporting[0].conflict) == (None, "disease: the label says another")
    assert [(loss.record, loss.reason) for loss in clinic.reader._losses] == [("civic.eid:1", "SOURCE_CONFLICT")]


@pytest.mark.parametrize(
    ("placed", "wide", "alteration"),
    [
        ("EGFR Exon 20 Insertion", "EGFR Oncogenic Mutation", "EGFR D770_N771insG"),
        ("KIT Exon 11 Mutation", "KIT Activating Mutation", "KIT V559_V560del"),
        ("BRAF Kinase Domain Mutation", "BRAF Activating Mutation", "BRAF V600E"),
    ],
)
def test_a_place_in_a_gene_outranks_a_class_over_the_whole_gene(placed: str, wide: str, alteration: str) -> None:
    """Rule 3: both stand on the rung of classes, and the one that names where is the more specific."""
    claims = [claim(1, wide, level="A"), claim(2, placed, level="B", significance="Resistance")]
    options = {option.effect: option for option in Clinic(claims).ask(alteration).options}
    assert options[Effect.SENSITIVITY].tier == "IB"
    assert "capped at IB" in options[Effect.SENSITIVITY].tier_rule
    assert options[Effect.RESISTANCE].tier == "IB"
    swapped = [claim(1, placed, level="A"), claim(2, wide, level="B", significance="Resistance")]
    kept = {option.effect: option for option in Clinic(swapped).ask(alteration).options}
    assert kept[Effect.SENSITIVITY].tier == "IA"
