"""The immunotherapy panel: three states of each marker, evidence beside it, contradictions, no score."""

from __future__ import annotations

from typing import Any

import pytest
from made_release import claim, normalized

from pmkg.clinic.signature import SignatureReader
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.immunotherapy import ImmunotherapyPanel, MarkerSide, MarkerState, PanelMarker
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.records import Claim
from pmkg.questions.immunotherapy import ImmunotherapyQuestion
from pmkg.store.memory import MemoryGraph
from pmkg.vocabulary.immunotherapy import checkpoint_inhibitor_classes, marker_rules, opposed_pairs
from pmkg.vocabulary.kinds import facets_by_kind

INHIBITOR = checkpoint_inhibitor_classes()[0]
PEMBROLIZUMAB = Curie("NCIT:C106432")
PRESENT, ABSENT, NOT_TESTED = MarkerState.PRESENT, MarkerState.ABSENT, MarkerState.NOT_TESTED


class Clinic:
    """Ask a made release in which pembrolizumab is a checkpoint inhibitor."""

    def __init__(self, *claims: Claim) -> None:
        made = normalized(claims)
        known = {node.id for node in made.nodes()}
        extra = [] if INHIBITOR in known else [Node(INHIBITOR, NodeKind.DRUG_CLASS, "Immune Checkpoint Inhibitor")]
        member = Edge(INHIBITOR, EdgeKind.HAS_MEMBER, PEMBROLIZUMAB, "pharmoncox", "row 1", (), {"rule": "flag"})
        graph = MemoryGraph([*made.nodes(), *extra], [*made.edges(), member], made.losses, facets=facets_by_kind())
        self.signatures = SignatureReader(graph)
        self.question = ImmunotherapyQuestion(graph)

    def ask(self, *alterations: Any, tumor: str | None = "LUAD", **more: Any) -> ImmunotherapyPanel:
        return self.question.ask(self.signatures.read({"tumorType": tumor, "alterations": [*alterations], **more}))

    def marker(self, id: str, *alterations: Any, **more: Any) -> PanelMarker:
        (found,) = (marker for marker in self.ask(*alterations, **more).markers if marker.id == id)
        return found


def test_what_was_not_examined_is_not_tested_for_every_marker() -> None:
    panel = Clinic().ask("BRAF V600E")
    assert len(panel.markers) == len(marker_rules())
    assert {marker.state for marker in panel.markers} == {NOT_TESTED}
    assert all(marker.missing for marker in panel.markers)
    assert panel.contradictions == ()


STATES: list[tuple[str, tuple[Any, ...], dict[str, Any], MarkerState]] = [
    ("msi", (), {"biomarkers": {"msi": "MSI-H"}}, PRESENT),
    ("msi", (), {"biomarkers": {"mmr": "deficient"}}, PRESENT),
    ("msi", (), {"biomarkers": {"msi": "MSS"}}, ABSENT),
    ("tmb", (), {"biomarkers": {"tmb": 14}}, PRESENT),
    ("tmb", (), {"biomarkers": {"tmb": 9.9}}, ABSENT),
    ("pdl1-tps", (), {"biomarkers": {"pdl1Tps": 60}}, PRESENT),
    ("pdl1-tps", (), {"biomarkers": {"pdl1Tps": 0}}, ABSENT),
    ("pdl1-tps", (), {"biomarkers": {"pdl1Cps": 10}}, NOT_TESTED),
    ("pdl1-cps", (), {"biomarkers": {"pdl1Cps": 10}}, PRESENT),
    ("pole-pold1", ("POLE P286R",), {}, PRESENT),
    ("pole-pold1", ("POLE L424I",), {}, PRESENT),
    ("pole-pold1", ("POLE A300T",), {"tested": {"genes": ["POLD1"]}}, ABSENT),
    ("pole-pold1", ({"gene": "POLE", "protein": "A300T", "pathogenicity": "pathogenic"},), {}, PRESENT),
    (
        "pole-pold1",
        ({"gene": "POLE", "protein": "R1826W", "pathogenicity": "pathogenic"},),
        {"tested": {"genes": ["POLD1"]}},
        ABSENT,
    ),
    ("pole-pold1", ({"gene": "POLD1", "protein": "S478N", "pathogenicity": "pathogenic"},), {}, PRESENT),
    ("hla", ("HLA-A loss",), {}, PRESENT),
    ("hla", ("HLA-A LOH",), {}, PRESENT),
    ("hla", ("HLA-A copy-neutral loss of heterozygosity",), {}, PRESENT),
    ("hla", ("BRAF V600E",), {"tested": {"genes": ["HLA-A"]}}, NOT_TESTED),
    ("hla", ("BRAF V600E",), {"tested": {"genes": ["HLA-A", "HLA-B", "HLA-C"]}}, ABSENT),
    ("b2m", ("B2M S14fs",), {}, PRESENT),
    ("b2m", ({"gene": "B2M", "copyNumber": "deep_deletion"},), {}, PRESENT),
    ("b2m", ("BRAF V600E",), {"tested": {"genes": ["B2M"]}}, ABSENT),
    ("jak1-jak2", ("JAK1 Q503*",), {}, PRESENT),
    ("jak1-jak2", ("JAK2 V617F",), {"tested": {"genes": ["JAK1", "JAK2"]}}, ABSENT),
    ("stk11", ("STK11 Q37*",), {}, PRESENT),
    ("stk11", ("STK11 F354L",), {"tested": {"genes": ["STK11"]}}, ABSENT),
    ("keap1", ("KEAP1 loss",), {}, PRESENT),
    ("mdm2-mdm4", ("MDM2 amplification",), {}, PRESENT),
    ("mdm2-mdm4", ({"gene": "MDM2", "copyNumber": "gain"},), {}, NOT_TESTED),
]  # fmt: skip


@pytest.mark.parametrize(("id", "alterations", "more", "state"), STATES)
def test_a_marker_has_one_of_three_states(
    id: str, alterations: tuple[Any, ...], more: dict[str, Any], state: MarkerState
) -> None:
    assert Clinic().marker(id, *alterations, **more).state is state


def test_a_finding_that_does_not_count_is_still_shown() -> None:
    marker = Clinic().marker("stk11", "STK11 F354L", tested={"genes": ["STK11"]})
    assert (marker.state, marker.because, marker.findings) == (ABSENT, (), ("STK11 F354L",))


def test_mutational_burden_is_shown_with_its_assay_or_with_the_want_of_it() -> None:
    stated = Clinic().marker("tmb", biomarkers={"tmb": 14, "tmbAssay": "exome"})
    assert (stated.findings, stated.notes[0]) == (("TMB 14 mutations/Mb",), "assay: exome")
    assert Clinic().marker("tmb", biomarkers={"tmb": 14}).notes[0] == "the assay is not stated"


def test_what_an_absence_does_not_rule_out_is_said() -> None:
    marker = Clinic().marker("hla", "BRAF V600E", tested={"genes": ["HLA-A", "HLA-B", "HLA-C"]})
    assert any("copy-neutral" in note.lower() for note in marker.notes)


def test_a_positive_pd_l1_without_a_score_is_shown_and_decides_no_score() -> None:
    marker = Clinic().marker("pdl1-tps", "PD-L1 positive")
    assert (marker.state, marker.findings) == (NOT_TESTED, ("PD-L1 positive",))


def test_sensitivity_and_resistance_stand_with_their_marker_and_only_those_of_checkpoint_inhibitors() -> None:
    clinic = Clinic(
        claim(1, "STK11 Mutation", "Pembrolizumab", "Lung Adenocarcinoma", significance="Resistance"),
        claim(2, "STK11 Mutation", "Trametinib", "Lung Adenocarcinoma"),
        claim(3, "TMB >= 10", "Pembrolizumab", "Lung Adenocarcinoma"),
    )
    panel = clinic.ask("STK11 Q37*", biomarkers={"tmb": 14})
    markers = {marker.id: marker for marker in panel.markers}
    assert [item.evidence for option in markers["stk11"].resistance for item in option.supporting] == ["civic.eid:1"]
    assert markers["stk11"].sensitivity == ()
    assert [item.evidence for option in markers["tmb"].sensitivity for item in option.supporting] == ["civic.eid:3"]


def test_evidence_of_another_tumor_type_stands_apart() -> None:
    clinic = Clinic(claim(1, "B2M Loss", "Pembrolizumab", "Cutaneous Melanoma", significance="Resistance"))
    marker = clinic.marker("b2m", "B2M S14fs", tumor="COADREAD")
    assert (marker.sensitivity, marker.resistance, len(marker.elsewhere)) == ((), (), 1)
    assert len(clinic.marker("b2m", "B2M S14fs", tumor="SKCM").resistance) == 1
    assert len(clinic.marker("b2m", "B2M S14fs", tumor=None).elsewhere) == 1


def test_evidence_that_rests_on_no_marker_of_the_panel_is_not_lost() -> None:
    panel = Clinic(claim(1, "KRAS G12C", "Pembrolizumab", "Lung Adenocarcinoma")).ask("KRAS G12C")
    assert [option.profile for option in panel.other_sensitivity] == ["KRAS G12C"]
    assert all(not marker.sensitivity for marker in panel.markers)


def test_a_combination_that_holds_a_checkpoint_inhibitor_counts() -> None:
    panel = Clinic(claim(1, "KRAS G12C", "Pembrolizumab, Trametinib", "Lung Adenocarcinoma")).ask("KRAS G12C")
    assert len(panel.other_sensitivity) == 1


def test_expression_belongs_to_the_score_that_was_measured() -> None:
    clinic = Clinic(claim(1, "CD274 Expression", "Pembrolizumab", "Lung Adenocarcinoma"))
    panel = clinic.ask(biomarkers={"pdl1Cps": 10})
    markers = {marker.id: marker for marker in panel.markers}
    assert (len(markers["pdl1-cps"].sensitivity), markers["pdl1-tps"].sensitivity) == (1, ())


def test_response_and_resistance_that_are_both_present_are_set_side_by_side() -> None:
    panel = Clinic().ask("B2M S14fs", "STK11 Q37*", tumor="COADREAD", biomarkers={"msi": "MSI-H"})
    pairs = {(item.response, item.opposed): item for item in panel.contradictions}
    assert set(pairs) == {("msi", "b2m"), ("msi", "stk11")}
    assert pairs["msi", "b2m"].citations
    assert pairs["msi", "b2m"].side is MarkerSide.RESISTANCE


def test_an_absent_or_untested_marker_contradicts_nothing() -> None:
    clinic = Clinic()
    assert clinic.ask(biomarkers={"msi": "MSI-H"}).contradictions == ()
    assert clinic.ask(biomarkers={"msi": "MSI-H"}, tested={"genes": ["B2M", "STK11"]}).contradictions == ()
    assert clinic.ask("B2M S14fs", biomarkers={"msi": "MSS"}).contradictions == ()


def test_every_marker_is_cited_and_every_known_pair_names_opposite_markers() -> None:
    rules = {rule.id: rule for rule in marker_rules()}
    assert all(rule.citations and rule.meaning and rule.asked for rule in rules.values())
    for pair, known in opposed_pairs().items():
        sides = {rules[id].side for id in pair}
        assert MarkerSide.RESPONSE in sides
        assert len(sides) == 2
        assert known.citations
