"""How an option follows from a signature: every step of the derivation, and laws that hold for all of them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_release import Clinic, claim, fact
from strategies import claim_lists, patients

from pmkg.model.curie import Curie
from pmkg.model.explanation import Explanation, ExplanationEdge, ExplanationNode, StepKind
from pmkg.model.kinds import Direction, EdgeKind, Effect, TumorMatch
from pmkg.model.records import Claim, Reference
from pmkg.questions.explanation import explain

law = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

Facts = Mapping[str, Any]


def explained(clinic: Clinic, *alterations: Any, tumor: str | None = "SKCM", **more: Any) -> Explanation:
    """Derive the one option there is."""
    signature = clinic.signatures.read({"tumorType": tumor, "alterations": [*alterations], **more})
    (found,) = explain(clinic.reader, signature, clinic.question.ask(signature).options)
    return found


def steps(found: Explanation, kind: StepKind) -> list[ExplanationNode]:
    return [node for node in found.nodes if node.kind is kind]


def step(found: Explanation, kind: StepKind) -> ExplanationNode:
    (node,) = steps(found, kind)
    return node


def edge(found: Explanation, label: str) -> ExplanationEdge:
    """Give the one edge that leads to the step with a label."""
    ids = {node.id for node in found.nodes if node.label == label}
    (way,) = [way for way in found.edges if way.object in ids]
    return way


def reached(found: Explanation) -> list[str]:
    """Walk from the root, each step once; a cycle would never end the walk along one path."""
    below, seen = found.below(), [found.root]

    def walk(id: str, above: tuple[str, ...]) -> None:
        assert id not in above
        for way in below[id]:
            if way.object not in seen:
                seen.append(way.object)
            walk(way.object, (*above, id))

    walk(found.root, ())
    return seen


@law
@given(claim_lists(), patients(), st.sampled_from(["SKCM", "LUAD", "MEL", "COADREAD", None]))
def test_a_derivation_holds_all_evidence_and_all_that_met_it_and_every_step_is_reached(
    claims: list[Claim], facts: Facts, tumor: str | None
) -> None:
    clinic = Clinic(claims)
    signature = clinic.signatures.read({**facts, "tumorType": tumor})
    options = clinic.question.ask(signature).options
    for option, found in zip(options, explain(clinic.reader, signature, options), strict=True):
        ids = [node.id for node in found.nodes]
        assert len(ids) == len(set(ids))
        assert set(reached(found)) == set(ids)
        statements = {node.id for node in steps(found, StepKind.STATEMENT)}
        assert statements == {item.evidence for item in (*option.supporting, *option.against)}
        facts_shown = {node.label for node in steps(found, StepKind.ALTERATION)}
        facts_shown |= {node.id.partition(":")[2] for node in steps(found, StepKind.FINDING)}
        assert facts_shown >= set(option.because)
        assert {node.label for node in steps(found, StepKind.TEST)} >= set(option.missing_tests)
        assert step(found, StepKind.TIER).reason == option.tier_rule
        said = " ".join(node.label + node.reason for node in found.nodes)
        assert all(note in said for note in option.notes)
        assert all(node.label for node in found.nodes)


@law
@given(claim_lists(), patients(), st.randoms(use_true_random=False))
def test_a_derivation_is_the_same_in_any_order_of_alterations(
    claims: list[Claim], facts: Facts, shuffle: random.Random
) -> None:
    mixed = {**facts, "alterations": shuffle.sample(facts["alterations"], len(facts["alterations"]))}
    found = []
    for given_facts, clinic in ((facts, Clinic(claims)), (mixed, Clinic(claims))):
        signature = clinic.signatures.read({**given_facts, "tumorType": "LUAD"})
        found.append(explain(clinic.reader, signature, clinic.question.ask(signature).options))
    assert found[0] == found[1]


@law
@given(claim_lists(), st.sampled_from(["SKCM", "MEL", "COAD", "COADREAD", "LUAD", "NSCLC"]))
def test_every_step_of_the_tumor_is_stated_in_the_graph(claims: list[Claim], tumor: str) -> None:
    clinic = Clinic(claims)
    signature = clinic.signatures.read({"tumorType": tumor, "alterations": ["BRAF V600E", "EGFR L858R", "KRAS G12D"]})
    options = clinic.question.ask(signature).options
    for option, found in zip(options, explain(clinic.reader, signature, options), strict=True):
        for way in found.edges:
            narrow, wide = (way.subject, way.object) if way.relation == "is a" else (way.object, way.subject)
            if way.relation in ("is a", "has the subtype"):
                stated = clinic.reader.edges([Curie(narrow)], [EdgeKind.IS_A])[Curie(narrow)]
                assert wide in {edge.object for edge in stated}
                assert way.reason
        above = {way.object: way.subject for way in found.edges if way.relation in ("supported by", "contradicted by")}
        for item in (*option.supporting, *option.against):
            if item.tumor_match is TumorMatch.EXACT:
                assert above[item.evidence] == signature.tumor.id
            if item.tumor_match in (TumorMatch.ANCESTOR, TumorMatch.DESCENDANT):
                (about,) = clinic.reader.edges([Curie(item.evidence)], [EdgeKind.ABOUT_DISEASE])[Curie(item.evidence)]
                assert above[item.evidence] == about.object


def test_the_path_names_each_ancestor_and_who_states_it() -> None:
    found = explained(Clinic([claim(1, "EGFR L858R", "Erlotinib", "Lung Carcinoma")]), "EGFR L858R", tumor="LUAD")
    assert [node.label for node in steps(found, StepKind.DISEASE)] == [
        "non-small cell lung carcinoma",
        "lung carcinoma",
    ]
    assert edge(found, "lung carcinoma").reason == "mondo (MONDO:0005233)"
    assert edge(found, "lung carcinoma").subject == "MONDO:0005233"
    assert {way.subject for way in found.edges if way.object == "civic.eid:1"} == {"MONDO:0005138", "tier:tier IA"}


TUMORS: list[tuple[str, str | None, str, str]] = [
    # disease of the statement, tumor of the patient, the relation that leads to it, kind of the step that carries it
    ("Cutaneous Melanoma", "SKCM", "in", "TUMOR"),
    ("Melanoma", "SKCM", "is a", "DISEASE"),
    ("Cutaneous Melanoma", "MEL", "has the subtype", "DISEASE"),
    ("Colorectal Carcinoma", "SKCM", "is not", "DISEASE"),
    ("Solid Tumor", "SKCM", "is within", "SCOPE"),
    ("Melanoma", None, "not compared with", "DISEASE"),
    ("Zebra disease", "SKCM", "not compared with", "DISEASE"),
]


@pytest.mark.parametrize(("disease", "tumor", "relation", "kind"), TUMORS)
def test_each_relation_of_the_tumors_is_named(disease: str, tumor: str | None, relation: str, kind: str) -> None:
    found = explained(Clinic([claim(1, "BRAF V600E", disease=disease)]), "BRAF V600E", tumor=tumor)
    (home,) = [way.subject for way in found.edges if way.relation == "supported by"]
    (way,) = [way for way in found.edges if way.object == home]
    assert (way.relation, found.by_id()[home].kind) == (relation, kind)


CLASSES: list[tuple[str, str, str, str, str]] = [
    # profile, alteration, rung in words, verdict, a part of its reason
    ("BRAF Mutation", "BRAF V600E", "gene", "activating, oncogenic", "hotspot"),
    ("EGFR Oncogenic Mutation", "EGFR L858R", "category", "activating, oncogenic", "hotspot"),
    (
        "PTEN Loss-of-function",
        "PTEN R130*",
        "category",
        "loss of function, oncogenic",
        "OVS1: nonsense in a suppressor",
    ),
    ("PTEN Loss", "PTEN R130*", "category", "loss of function, oncogenic", "truncating"),
    ("KIT Mutation", "KIT A829P", "gene", "activating, pathogenic", "pathogenic"),
]


@pytest.mark.parametrize(("profile", "alteration", "rung", "verdict", "reason"), CLASSES)
def test_a_class_match_says_why_the_change_counts(
    profile: str, alteration: str, rung: str, verdict: str, reason: str
) -> None:
    clinic = Clinic([claim(1, profile)], [fact("KIT", "A829P", "pathogenic")])
    found = explained(clinic, alteration)
    assert f"rung {rung}" in step(found, StepKind.CRITERION).reason
    judged = step(found, StepKind.ONCOGENICITY)
    assert judged.label == verdict
    assert reason in judged.reason


@pytest.mark.parametrize(
    ("profile", "alteration"),
    [("BRAF V600E", "BRAF V600E"), ("BRAF V600", "BRAF V600E"), ("EGFR Exon 19 Deletion", "EGFR E746_A750del")],
)
def test_a_criterion_that_asks_for_no_effect_gives_no_verdict(profile: str, alteration: str) -> None:
    assert steps(explained(Clinic([claim(1, profile)]), alteration), StepKind.ONCOGENICITY) == []


def test_a_region_says_its_residues_and_the_alteration_its_consequence() -> None:
    found = explained(Clinic([claim(1, "EGFR Exon 19 Deletion")]), "EGFR E746_A750del")
    assert "residues 729-761" in step(found, StepKind.CRITERION).label
    assert step(found, StepKind.ALTERATION).reason == "in-frame deletion; origin unknown"


@pytest.mark.parametrize("gene", ["BRCA1", "BRCA2", "TP53"])
def test_an_unknown_origin_is_named_with_the_test_that_decides_it(gene: str) -> None:
    clinic = Clinic([claim(1, f"{gene} Germline Pathogenic Mutation", "Olaparib", "Breast Carcinoma")])
    found = explained(clinic, f"{gene} R100*", tumor="BRCA")
    assert "germline origin" in step(found, StepKind.CRITERION).reason
    assert step(found, StepKind.TEST).label == f"{gene} germline test"
    assert edge(found, f"{gene} R100*").relation == "possibly met by"


def test_an_open_absence_names_its_test_and_what_is_present() -> None:
    clinic = Clinic([claim(1, "BRAF V600E AND NOT KRAS Mutation")])
    found = explained(clinic, "BRAF V600E")
    reasons = {node.id: node.reason for node in steps(found, StepKind.CRITERION)}
    assert reasons["criterion:NOT KRAS mutation"] == "open: its absence is not shown"
    assert reasons["criterion:BRAF V600E"].startswith("present")
    assert edge(found, "KRAS mutation status").subject == "criterion:NOT KRAS mutation"


def test_a_change_of_unknown_significance_questions_a_wild_type() -> None:
    clinic = Clinic([claim(1, "BRAF V600E AND KRAS Wildtype")])
    found = explained(clinic, "BRAF V600E", "KRAS R151G")
    assert edge(found, "KRAS R151G").relation == "questioned by"
    assert step(found, StepKind.ONCOGENICITY).label == "uncertain"
    assert step(found, StepKind.TEST).label == "significance of KRAS R151G"


def test_a_tested_and_absent_gene_says_how_it_was_examined() -> None:
    found = explained(
        Clinic([claim(1, "KRAS Wildtype", disease="Colorectal Carcinoma")]), tumor="COAD", tested={"genes": ["KRAS"]}
    )
    assert step(found, StepKind.FINDING).reason == "examined, as the request says"
    assert step(found, StepKind.CRITERION).reason == "tested and absent, as asked"


def test_a_reversed_fusion_keeps_its_note_at_its_criterion() -> None:
    found = explained(Clinic([claim(1, "EML4::ALK Fusion")]), "ALK::EML4")
    assert "partner order is reversed" in step(found, StepKind.CRITERION).reason
    assert steps(found, StepKind.NOTE) == []


def test_a_cap_by_a_more_specific_statement_is_noted_at_the_tier() -> None:
    clinic = Clinic(
        [
            claim(1, "EGFR Mutation", "Erlotinib", "Lung Adenocarcinoma"),
            claim(2, "EGFR L858R", "Erlotinib", "Lung Adenocarcinoma", level="B", significance="Resistance"),
        ]
    )
    signature = clinic.signatures.read({"tumorType": "LUAD", "alterations": ["EGFR L858R"]})
    options = clinic.question.ask(signature).options
    found = {
        option.effect: derived
        for option, derived in zip(options, explain(clinic.reader, signature, options), strict=True)
    }[Effect.SENSITIVITY]
    assert "capped at IB" in step(found, StepKind.TIER).reason
    note = step(found, StepKind.NOTE)
    assert note.label == "a more specific statement (EGFR L858R) says resistance"
    assert edge(found, note.label).subject == step(found, StepKind.TIER).id


def test_a_statement_says_its_rule_its_conditions_what_it_excludes_and_where_it_is_published() -> None:
    more: dict[str, Any] = {
        "excluded_diseases": (Reference("Colorectal Carcinoma"),),
        "conditions": ("after platinum",),
    }
    clinic = Clinic(
        [
            claim(1, "BRAF V600E", disease="Solid Tumor", origin="Somatic", **more),
            claim(2, "BRAF V600E", disease="Solid Tumor", level="B", direction=Direction.DOES_NOT_SUPPORT),
        ]
    )
    found = explained(clinic, "BRAF V600E")
    reasons = {node.id: node.reason for node in steps(found, StepKind.STATEMENT)}
    assert reasons["civic.eid:1"].startswith("tier IIC: civic A")
    for part in ("somatic alterations", "not for colorectal carcinoma", "conditions after platinum"):
        assert part in reasons["civic.eid:1"]
    assert reasons["civic.eid:2"] == "evidence against, civic B"
    assert edge(found, "civic.eid:2").relation == "contradicted by"
    assert step(found, StepKind.CITATION).id == "PMID:1"


@pytest.mark.parametrize("gene", ["BRCA1", "BRCA2", "MLH1"])
def test_a_germline_exon_deletion_is_open_for_what_it_does_and_not_for_its_origin(gene: str) -> None:
    deletion = {"gene": gene, "event": "exon 3 deletion", "origin": "germline"}
    found = explained(Clinic([claim(1, f"{gene} Germline Pathogenic Mutation")]), deletion)
    assert step(found, StepKind.CRITERION).reason == "open: it would be met but for a missing fact"
    assert step(found, StepKind.TEST).label == f"pathogenicity of {gene} exon 3 deletion"
