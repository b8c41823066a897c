"""Diagnosis, prognosis, predisposition and immunotherapy on real sources: relations, never counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pmkg.clinic.signature import SignatureReader
from pmkg.model.curie import Curie
from pmkg.model.immunotherapy import ImmunotherapyPanel, MarkerState, PanelMarker
from pmkg.model.kinds import NodeKind, StatementKind
from pmkg.model.other_evidence import Finding, OtherAnswer, Significance
from pmkg.model.reads import all_nodes
from pmkg.model.views import statement_of
from pmkg.ports.reader import GraphReader
from pmkg.questions.immunotherapy import ImmunotherapyQuestion
from pmkg.questions.other_evidence import OtherEvidenceQuestion
from pmkg.vocabulary.beside_therapy import significance
from pmkg.vocabulary.immunotherapy import checkpoint_inhibitor_classes, marker_rules

pytestmark = pytest.mark.mirror

Panel = Callable[..., ImmunotherapyPanel]
Ask = Callable[..., OtherAnswer]


@pytest.fixture(scope="session")
def panel(release: GraphReader) -> Panel:
    signatures, question = SignatureReader(release), ImmunotherapyQuestion(release)

    def ask(tumor: str, *alterations: Any, **more: Any) -> ImmunotherapyPanel:
        return question.ask(signatures.read({"tumorType": tumor, "alterations": [*alterations], **more}))

    return ask


@pytest.fixture(scope="session")
def ask(release: GraphReader) -> Ask:
    signatures, question = SignatureReader(release), OtherEvidenceQuestion(release)

    def answer(kind: StatementKind, tumor: str, *alterations: Any, **more: Any) -> OtherAnswer:
        return question.ask(kind, signatures.read({"tumorType": tumor, "alterations": [*alterations], **more}))

    return answer


def marker(panel: ImmunotherapyPanel, id: str) -> PanelMarker:
    return next(item for item in panel.markers if item.id == id)


def findings(answer: OtherAnswer, **wanted: Any) -> Iterator[Finding]:
    for item in answer.findings:
        if all(getattr(item, name) == value for name, value in wanted.items()):
            yield item


def test_every_class_of_checkpoint_inhibitors_and_every_gene_of_the_panel_is_in_the_release(
    release: GraphReader,
) -> None:
    asked = {subject for rule in marker_rules() for subject in rule.asked | rule.related}
    genes = {Curie(subject) for subject in asked if subject.startswith("HGNC:")}
    wanted = {*genes, checkpoint_inhibitor_classes()[0]}
    assert wanted == set(release.nodes(sorted(wanted)))


def test_every_word_for_a_significance_is_known_unless_the_source_leaves_it_empty(release: GraphReader) -> None:
    kinds = {StatementKind.DIAGNOSTIC, StatementKind.PROGNOSTIC, StatementKind.PREDISPOSING}
    unknown = set()
    for node in all_nodes(release, NodeKind.EVIDENCE):
        if "statement" in node.properties:
            said = statement_of(node)
            if said.kind in kinds and said.significance:
                sense = significance(said.kind, said.significance)
                unknown |= {said.significance} if sense is Significance.NOT_STATED else set()
    assert unknown == set()


def test_msi_high_colorectal_cancer_is_offered_checkpoint_inhibitors_and_nothing_else_is_called_absent(
    panel: Panel,
) -> None:
    answer = panel("COADREAD", biomarkers={"msi": "MSI-H"})
    msi = marker(answer, "msi")
    assert msi.state is MarkerState.PRESENT
    assert {"Pembrolizumab", "Ipilimumab + Nivolumab"} <= {
        item.regimen.label for item in msi.sensitivity if item.tier == "IA"
    }
    assert {item.state for item in answer.markers if item.id != "msi"} == {MarkerState.NOT_TESTED}


def test_lost_b2m_stands_beside_msi_high_and_melanomas_evidence_stays_with_melanoma(panel: Panel) -> None:
    answer = panel("COADREAD", "B2M S14fs", biomarkers={"msi": "MSI-H"})
    assert [(item.response, item.opposed) for item in answer.contradictions] == [("msi", "b2m")]
    assert not marker(answer, "b2m").resistance
    assert marker(answer, "b2m").elsewhere
    assert (
        marker(answer, "msi").sensitivity == marker(panel("COADREAD", biomarkers={"msi": "MSI-H"}), "msi").sensitivity
    )


def test_stk11_loss_in_lung_adenocarcinoma_brings_its_resistance_beside_the_burden(panel: Panel) -> None:
    answer = panel("LUAD", "STK11 Q37*", biomarkers={"tmb": 14})
    stk11 = marker(answer, "stk11")
    assert (stk11.state, stk11.sensitivity) == (MarkerState.PRESENT, ())
    assert any("Pembrolizumab" in item.regimen.label and item.tier == "IB" for item in stk11.resistance)
    tmb = marker(answer, "tmb")
    assert any(item.regimen.label == "Pembrolizumab" and item.tier == "IA" for item in tmb.sensitivity)
    assert ("tmb", "stk11") in {(item.response, item.opposed) for item in answer.contradictions}


def test_a_burden_of_fourteen_is_present_and_one_of_nine_is_absent(panel: Panel) -> None:
    assert marker(panel("UCEC", biomarkers={"tmb": 14}), "tmb").state is MarkerState.PRESENT
    low = marker(panel("UCEC", biomarkers={"tmb": 9}), "tmb")
    assert low.state is MarkerState.ABSENT
    assert not low.sensitivity


def test_untested_is_not_tested_for_the_whole_panel(panel: Panel) -> None:
    assert {item.state for item in panel("LUAD", "EGFR L858R").markers} == {MarkerState.NOT_TESTED}


def test_kit_exon_eleven_speaks_for_a_gastrointestinal_stromal_tumor(ask: Ask) -> None:
    answer = ask(StatementKind.DIAGNOSTIC, "GIST", "KIT W557_K558del")
    (found,) = findings(answer, tumor_match="EXACT")
    assert (found.significance, found.tier) == (Significance.POSITIVE, "IB")


def test_bcr_abl1_speaks_for_chronic_myeloid_leukemia_and_untiered_for_the_other_leukemias(ask: Ask) -> None:
    answer = ask(StatementKind.DIAGNOSTIC, "CML", "BCR::ABL1")
    assert answer.findings[0].disease_label == "chronic myeloid leukemia"
    assert answer.findings[0].against
    assert {item.tier for item in findings(answer, tumor_match="OTHER")} == {None}


def test_flt3_itd_marks_poor_and_npm1_better_outcome_of_acute_myeloid_leukemia(ask: Ask) -> None:
    answer = ask(StatementKind.PROGNOSTIC, "AML", "FLT3 ITD", "NPM1 W288fs")
    told = {
        (item.because, item.significance) for item in findings(answer, tumor_match="EXACT") if item.tier in ("IA", "IB")
    }
    assert (("FLT3 ITD",), Significance.POOR_OUTCOME) in told
    assert (("NPM1 W288fs",), Significance.BETTER_OUTCOME) in told


def test_braf_v600e_marks_poor_outcome_of_colorectal_cancer_and_no_tier_from_thyroid(ask: Ask) -> None:
    answer = ask(StatementKind.PROGNOSTIC, "COADREAD", "BRAF V600E")
    assert answer.findings[0].significance is Significance.POOR_OUTCOME
    assert answer.findings[0].tier == "IA"
    thyroid = list(findings(answer, disease_label="thyroid gland papillary carcinoma"))
    assert thyroid
    assert {item.tier for item in thyroid} == {None}


@pytest.mark.parametrize(("origin", "status"), [("germline", "MATCHED"), ("unknown", "UNDECIDED"), ("somatic", "")])
@pytest.mark.parametrize(
    ("gene", "protein", "tumor", "disease"),
    [
        ("BRCA2", "S1982fs", "BRCA", "BRCA2-related cancer predisposition"),
        ("VHL", "R167Q", "CCRCC", "von Hippel-Lindau disease"),
        ("TP53", "R175H", "LUAD", "Li-Fraumeni syndrome"),
    ],
)
def test_clingens_validity_stands_beside_germline_and_unknown_origin_only(
    ask: Ask, gene: str, protein: str, tumor: str, disease: str, origin: str, status: str
) -> None:
    answer = ask(StatementKind.PREDISPOSING, tumor, {"gene": gene, "protein": protein, "origin": origin})
    told = {(item.status, item.classification) for item in answer.validity if item.disease_label == disease}
    assert told == ({(status, "Definitive")} if status else set())
    assert {item.status for item in answer.findings} <= {status}
    assert all(item.tier is None for item in answer.findings)


def test_a_variant_of_unknown_origin_leaves_a_hereditary_disease_open_in_any_tumor(ask: Ask) -> None:
    (found,) = findings(ask(StatementKind.PREDISPOSING, "CCRCC", "VHL R167Q"), significance=Significance.PREDISPOSITION)
    assert (found.status, found.missing_tests) == ("UNDECIDED", ("VHL germline test",))
