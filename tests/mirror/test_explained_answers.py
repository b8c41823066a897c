"""Derivations on real sources, each read by hand once: what a pathologist should find in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pmkg.clinic.signature import SignatureReader
from pmkg.model.answer import Option
from pmkg.model.explanation import Explanation, StepKind
from pmkg.ports.reader import GraphReader
from pmkg.questions.explanation import explain
from pmkg.questions.targeted_drugs import DrugQuestion

pytestmark = pytest.mark.mirror
Derived = list[tuple[Option, Explanation]]
Derive = Callable[..., Derived]


@pytest.fixture(scope="module")
def derive(release: GraphReader) -> Derive:
    signatures, question = SignatureReader(release), DrugQuestion(release)

    def ask(tumor: str | None, *alterations: Any, **more: Any) -> Derived:
        signature = signatures.read({"tumorType": tumor, "alterations": [*alterations], **more})
        options = question.ask(signature).options
        return list(zip(options, explain(release, signature, options), strict=True))

    return ask


def the_one(derived: Derived, regimen: str, profile: str, effect: str = "SENSITIVITY") -> Explanation:
    """Take the derivation of one option."""
    (found,) = [
        explanation
        for option, explanation in derived
        if (option.regimen.label, option.profile, option.effect) == (regimen, profile, effect)
    ]
    return found


def line(found: Explanation, kind: StepKind) -> str:
    """Give the first step of a kind in words."""
    node = next(node for node in found.nodes if node.kind is kind)
    return f"{node.label}: {node.reason}"


def way_to(found: Explanation, evidence: str) -> list[str]:
    """Give the labels from the root to a statement, along the tumor."""
    above = {edge.object: edge.subject for edge in reversed(found.edges) if edge.relation != "by"}
    path = [evidence]
    while path[-1] != found.root:
        path.append(above[path[-1]])
    labels = found.by_id()
    return [labels[id].label for id in reversed(path)][1:]


def test_braf_v600e_in_cutaneous_melanoma_is_carried_by_melanoma(derive: Derive) -> None:
    derived = derive("SKCM", "BRAF V600E")
    found = the_one(derived, "Dabrafenib + Trametinib", "BRAF V600E")
    assert "exact" in line(found, StepKind.CRITERION)
    assert line(found, StepKind.ALTERATION) == "BRAF V600E: missense; origin unknown"
    assert way_to(found, "civic.eid:6940") == ["cutaneous melanoma", "melanoma", "civic.eid:6940"]
    assert way_to(found, "civic.eid:3758") == ["cutaneous melanoma", "civic.eid:3758"]
    step_up = next(edge for edge in found.edges if edge.object == "MONDO:0005105")
    assert (step_up.relation, step_up.reason) == ("is a", "mondo (MONDO:0005012)")
    assert found.by_id()["PMID:23020132"].kind is StepKind.CITATION
    agnostic = next(node for node in found.nodes if node.kind is StepKind.SCOPE and node.label == "Any solid tumor")
    assert agnostic.reason.startswith("tumor-agnostic")
    assert "not for colorectal cancer" in found.by_id()["moalmanac.assertion:811"].reason


def test_an_egfr_exon_19_deletion_is_met_by_its_residues_and_carried_by_nsclc(derive: Derive) -> None:
    found = the_one(derive("LUAD", "EGFR E746_A750del"), "Osimertinib", "EGFR exon 19 in-frame deletion")
    assert line(found, StepKind.CRITERION).startswith(
        "EGFR exon 19 in-frame deletion; residues 729-761: present, rung category"
    )
    assert line(found, StepKind.ALTERATION) == "EGFR E746_A750del: in-frame deletion; origin unknown"
    assert not [node for node in found.nodes if node.kind is StepKind.ONCOGENICITY]
    carriers = {edge.object for edge in found.edges if edge.relation == "is a"}
    assert "MONDO:0005233" in carriers


def test_a_germline_brca2_truncation_is_pathogenic_by_its_reasons(derive: Derive) -> None:
    call = {"gene": "BRCA2", "protein": "S1982fs", "origin": "germline", "pathogenicity": "pathogenic"}
    found = the_one(derive("BRCA", call), "Olaparib", "BRCA2 germline pathogenic mutation")
    assert line(found, StepKind.ALTERATION) == "BRCA2 S1982fs: frameshift; reported pathogenic; origin germline"
    for reason in ("reported pathogenic", "CLINVAR:", "OVS1: frameshift in a suppressor"):
        assert reason in line(found, StepKind.ONCOGENICITY)
    assert line(found, StepKind.TIER).startswith("tier IA")


def test_the_same_brca2_call_of_unknown_origin_waits_for_the_germline_test(derive: Derive) -> None:
    found = the_one(derive("BRCA", "BRCA2 S1982fs"), "Olaparib", "BRCA2 germline pathogenic mutation")
    assert "germline origin" in line(found, StepKind.CRITERION)
    assert line(found, StepKind.TEST) == "BRCA2 germline test: "


@pytest.mark.parametrize(
    ("tumor", "alterations"),
    [
        ("SKCM", ["BRAF V600E", "NRAS Q61R", "TP53 R175H"]),
        ("NSCLC", ["EGFR L858R", "EGFR T790M", "MET amplification", "ERBB2 amplification"]),
        ("COADREAD", ["KRAS G12D", "PIK3CA H1047R", "MSI-H", "TMB 40"]),
        ("AML", ["FLT3 ITD", "NPM1 W288fs", "IDH1 R132H", "KIT D816V"]),
        (None, ["EML4::ALK", "CDKN2A loss", "BRCA1 R1443*"]),
    ],
)
def test_every_derivation_is_whole(derive: Derive, tumor: str | None, alterations: list[str]) -> None:
    for option, found in derive(tumor, *alterations):
        below = found.below()
        seen, waiting = set(), [found.root]
        while waiting:
            here = waiting.pop()
            seen.add(here)
            waiting += [edge.object for edge in below[here] if edge.object not in seen]
        assert seen == {node.id for node in found.nodes}
        assert {item.evidence for item in (*option.supporting, *option.against)} <= seen
        labels = {node.label for node in found.nodes} | {node.id.partition(":")[2] for node in found.nodes}
        assert set(option.because) <= labels
        assert set(option.missing_tests) <= labels
