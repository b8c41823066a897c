"""Diagnostic, prognostic and predisposing statements: the rules of drugs, tiers of their own kind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from made_release import claim, normalized

from pmkg.clinic.signature import SignatureReader
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import Direction, EdgeKind, NodeKind, StatementKind, TumorMatch, TumorScope
from pmkg.model.other_evidence import Finding, OtherAnswer, Significance
from pmkg.model.records import Claim
from pmkg.questions.other_evidence import OtherEvidenceQuestion
from pmkg.store.memory import MemoryGraph
from pmkg.vocabulary.beside_therapy import significance, tier_beside_therapy
from pmkg.vocabulary.kinds import facets_by_kind

DIAGNOSTIC, PROGNOSTIC, PREDISPOSING = StatementKind.DIAGNOSTIC, StatementKind.PROGNOSTIC, StatementKind.PREDISPOSING
SYNDROME = Curie("MONDO:0700269")


def said(number: int, kind: StatementKind, words: str, profile: str = "BRAF V600E", **more: Any) -> Claim:
    """Make one claim beside therapy."""
    return replace(claim(number, profile, significance=words, **more), kind=kind, therapies=())


def validity(gene: str, classification: str, disease: Curie = SYNDROME, inheritance: str = "AD") -> Edge:
    """Make what ClinGen says of a gene and a disease."""
    facts = {"validity": classification, "inheritance": inheritance, "date": "2024-08-29", "panel": "a panel"}
    record = f"{gene} {disease} {inheritance}"
    page = ("https://search.clinicalgenome.org/kb/gene-validity/1",)
    return Edge(Curie(gene), EdgeKind.GENE_ASSOCIATED_WITH, disease, "clingen", record, page, facts)


class Clinic:
    """Ask a made release."""

    def __init__(self, *claims: Claim, curations: tuple[Edge, ...] = ()) -> None:
        made = normalized(claims)
        ends = {edge.object for edge in curations} - {node.id for node in made.nodes()}
        extra = [Node(id, NodeKind.DISEASE, f"disease {id}") for id in sorted(ends)]
        graph = MemoryGraph([*made.nodes(), *extra], [*made.edges(), *curations], made.losses, facets=facets_by_kind())
        self.signatures = SignatureReader(graph)
        self.question = OtherEvidenceQuestion(graph)

    def ask(self, kind: StatementKind, *alterations: Any, tumor: str | None = "SKCM", **more: Any) -> OtherAnswer:
        read = self.signatures.read({"tumorType": tumor, "alterations": [*alterations], **more})
        return self.question.ask(kind, read)

    def findings(self, kind: StatementKind, *alterations: Any, **more: Any) -> list[Finding]:
        return list(self.ask(kind, *alterations, **more).findings)


def test_each_question_answers_from_statements_of_its_own_kind() -> None:
    clinic = Clinic(
        said(1, DIAGNOSTIC, "Positive"),
        said(2, PROGNOSTIC, "Poor Outcome"),
        said(3, PREDISPOSING, "Predisposition"),
        claim(4, "BRAF V600E"),
    )
    for kind, evidence in ((DIAGNOSTIC, 1), (PROGNOSTIC, 2), (PREDISPOSING, 3)):
        (found,) = clinic.findings(kind, "BRAF V600E")
        assert [item.evidence for item in found.supporting] == [f"civic.eid:{evidence}"]


def test_better_and_poor_outcome_stand_side_by_side_and_are_never_netted() -> None:
    clinic = Clinic(said(1, PROGNOSTIC, "Better Outcome", level="B"), said(2, PROGNOSTIC, "Poor Outcome", level="A"))
    found = clinic.findings(PROGNOSTIC, "BRAF V600E")
    assert [(item.significance, item.tier) for item in found] == [
        (Significance.POOR_OUTCOME, "IA"),
        (Significance.BETTER_OUTCOME, "IB"),
    ]


def test_evidence_that_does_not_support_stands_against_the_same_significance() -> None:
    clinic = Clinic(
        said(1, DIAGNOSTIC, "Positive", level="B"),
        said(2, DIAGNOSTIC, "Positive", level="A", direction=Direction.DOES_NOT_SUPPORT),
    )
    (found,) = clinic.findings(DIAGNOSTIC, "BRAF V600E")
    assert ([item.evidence for item in found.supporting], [item.evidence for item in found.against]) == (
        ["civic.eid:1"],
        ["civic.eid:2"],
    )
    assert (found.tier, found.against[0].tier) == ("IB", None)


def test_evidence_against_alone_has_no_tier() -> None:
    (found,) = Clinic(said(1, DIAGNOSTIC, "Positive", direction=Direction.DOES_NOT_SUPPORT)).findings(
        DIAGNOSTIC, "BRAF V600E"
    )
    assert (found.tier, found.tier_rule, found.supporting) == (None, "evidence against only", ())


@pytest.mark.parametrize(
    ("disease", "tumor", "match", "tier"),
    [
        ("Cutaneous Melanoma", "SKCM", "EXACT", "IB"),
        ("Melanoma", "SKCM", "ANCESTOR", "IB"),
        ("Cutaneous Melanoma", "MEL", "DESCENDANT", "IIC"),
        ("Cancer", "SKCM", "TUMOR_AGNOSTIC", "IIC"),
        ("Colorectal Carcinoma", "SKCM", "OTHER", None),
        ("Melanoma", None, "UNRESOLVED", None),
    ],
)
@pytest.mark.parametrize(("kind", "words"), [(DIAGNOSTIC, "Positive"), (PROGNOSTIC, "Poor Outcome")])
def test_a_statement_is_tiered_for_this_tumor_and_another_tumors_has_no_tier(
    kind: StatementKind, words: str, disease: str, tumor: str | None, match: str, tier: str | None
) -> None:
    (found,) = Clinic(said(1, kind, words, disease=disease, level="B")).findings(kind, "BRAF V600E", tumor=tumor)
    assert (found.tumor_match, found.tier) == (match, tier)


def test_a_leukemias_statement_does_not_answer_for_a_solid_tumor() -> None:
    clinic = Clinic(said(1, PROGNOSTIC, "Poor Outcome", disease="Acute Myeloid Leukemia"))
    assert clinic.findings(PROGNOSTIC, "BRAF V600E", tumor="SKCM") == []
    assert len(clinic.findings(PROGNOSTIC, "BRAF V600E", tumor="AML")) == 1


def test_an_untested_part_leaves_a_finding_undecided_and_a_tested_absence_decides_it() -> None:
    clinic = Clinic(said(1, PROGNOSTIC, "Poor Outcome", "BRAF V600E AND NOT KRAS Mutation"))
    (found,) = clinic.findings(PROGNOSTIC, "BRAF V600E")
    assert (found.status, found.missing_tests) == ("UNDECIDED", ("KRAS mutation status",))
    (found,) = clinic.findings(PROGNOSTIC, "BRAF V600E", tested={"genes": ["KRAS"]})
    assert found.status == "MATCHED"
    assert clinic.findings(PROGNOSTIC, "BRAF V600E", "KRAS G12D") == []


def test_the_order_of_alterations_changes_nothing() -> None:
    clinic = Clinic(said(1, PROGNOSTIC, "Poor Outcome"), said(2, PROGNOSTIC, "Better Outcome", "KRAS G12C"))
    assert clinic.ask(PROGNOSTIC, "BRAF V600E", "KRAS G12C") == clinic.ask(PROGNOSTIC, "KRAS G12C", "BRAF V600E")


def test_the_sources_words_stay_beside_the_one_word_that_joins_them() -> None:
    assert significance(PROGNOSTIC, "unfavorable prognosis") is significance(PROGNOSTIC, "Poor Outcome")
    (found,) = Clinic(said(1, PROGNOSTIC, "Poor Outcome")).findings(PROGNOSTIC, "BRAF V600E")
    assert (found.significance, found.words) == (Significance.POOR_OUTCOME, ("Poor Outcome",))


@pytest.mark.parametrize(
    ("scale", "level", "tier"),
    [
        ("civic", "A", "IA"),
        ("civic", "B", "IB"),
        ("civic", "C", "IID"),
        ("civic", "D", "IID"),
        ("civic", "E", "III"),
        ("moalmanac", "Guideline", "IA"),
        ("moalmanac", "Clinical trial", "IB"),
        ("moalmanac", "Clinical evidence", "IIC"),
        ("moalmanac", "Preclinical", "IID"),
        ("moalmanac", "Inferential", "III"),
        ("civic", "Z", None),
        ("regulatory", "FDA", None),
    ],
)
@pytest.mark.parametrize("kind", [DIAGNOSTIC, PROGNOSTIC])
def test_levels_follow_table_three_of_amp_asco_cap(
    kind: StatementKind, scale: str, level: str, tier: str | None
) -> None:
    found, rule = tier_beside_therapy(kind, scale, level, TumorMatch.EXACT, TumorScope.SPECIFIC)
    assert found == tier
    assert ("table 3" in rule) is (tier is not None)


def test_predisposition_has_no_tier_and_says_why() -> None:
    (found,) = Clinic(said(1, PREDISPOSING, "Predisposition")).findings(PREDISPOSING, "BRAF V600E")
    assert found.tier is None
    assert "somatic" in found.tier_rule


GERMLINE = {"gene": "BRCA2", "protein": "S1982fs", "origin": "germline"}
UNKNOWN = {"gene": "BRCA2", "protein": "S1982fs"}
SOMATIC = {"gene": "BRCA2", "protein": "S1982fs", "origin": "somatic"}


@pytest.mark.parametrize(
    ("alteration", "tested", "status"),
    [
        (GERMLINE, {}, "MATCHED"),
        (UNKNOWN, {}, "UNDECIDED"),
        (UNKNOWN, {"germline": ["BRCA2"]}, ""),
        (SOMATIC, {}, ""),
    ],
)
@pytest.mark.parametrize("disease", ["Breast Carcinoma", "Cutaneous Melanoma"])
def test_predisposition_and_validity_are_asked_of_germline_or_unknown_origin_only(
    alteration: dict[str, str], tested: dict[str, Any], status: str, disease: str
) -> None:
    clinic = Clinic(
        said(1, PREDISPOSING, "Predisposition", "BRCA2 Mutation", disease=disease, origin="Rare Germline"),
        curations=(validity("HGNC:1101", "Definitive"),),
    )
    answer = clinic.ask(PREDISPOSING, alteration, tumor="BRCA", tested=tested)
    wanted = [status] if status else []
    assert [found.status for found in answer.findings] == wanted
    assert [row.status for row in answer.validity] == wanted
    if status == "UNDECIDED":
        assert answer.findings[0].missing_tests == answer.validity[0].missing_tests == ("BRCA2 germline test",)


def test_a_somatic_alteration_meets_no_predisposing_statement_even_where_the_source_names_no_origin() -> None:
    clinic = Clinic(said(1, PREDISPOSING, "Predisposition", "BRCA2 Mutation"))
    assert clinic.findings(PREDISPOSING, SOMATIC) == []
    assert len(clinic.findings(PREDISPOSING, GERMLINE)) == 1


def test_validity_shows_classification_inheritance_date_and_what_is_known_of_the_variant() -> None:
    clinic = Clinic(curations=(validity("HGNC:1101", "Limited"), validity("HGNC:1101", "Definitive", inheritance="AR")))
    rows = clinic.ask(PREDISPOSING, GERMLINE).validity
    assert [(row.classification, row.inheritance) for row in rows] == [("Definitive", "AR"), ("Limited", "AD")]
    assert (rows[0].symbol, rows[0].date, rows[0].disease) == ("BRCA2", "2024-08-29", SYNDROME)
    assert rows[0].url.startswith("https://search.clinicalgenome.org/")
    assert "loss of function" in rows[0].variants[0]


@pytest.mark.parametrize(("zygosity", "noted"), [("heterozygous", True), (None, True), ("homozygous", False)])
def test_a_recessive_disease_is_noted_unless_both_alleles_are_altered(zygosity: str | None, noted: bool) -> None:
    clinic = Clinic(curations=(validity("HGNC:1101", "Definitive", inheritance="AR"),))
    (row,) = clinic.ask(PREDISPOSING, {**GERMLINE, "zygosity": zygosity}).validity
    assert bool(row.notes) is noted
    (row,) = clinic.ask(PREDISPOSING, {"gene": "BRCA2", "copyNumber": "deep_deletion", "origin": "germline"}).validity
    assert row.notes == ()
    (dominant,) = Clinic(curations=(validity("HGNC:1101", "Definitive"),)).ask(PREDISPOSING, GERMLINE).validity
    assert dominant.notes == ()


def test_a_benign_variant_or_an_amplification_raises_no_question_of_validity() -> None:
    clinic = Clinic(curations=(validity("HGNC:1101", "Definitive"),))
    assert clinic.ask(PREDISPOSING, {**GERMLINE, "pathogenicity": "benign"}).validity == ()
    assert clinic.ask(PREDISPOSING, {"gene": "BRCA2", "copyNumber": "amplification"}).validity == ()
    assert len(clinic.ask(PREDISPOSING, {"gene": "BRCA2", "copyNumber": "deep_deletion"}).validity) == 1


def test_other_questions_show_no_validity() -> None:
    clinic = Clinic(curations=(validity("HGNC:1101", "Definitive"),))
    assert clinic.ask(DIAGNOSTIC, GERMLINE).validity == ()
