"""What curated evidence about one change tells of its effect, and what stays open where only the points speak for it."""

from __future__ import annotations

from typing import Any

import pytest
from made_release import Clinic, acts, claim, fact

from pmkg.model.kinds import Direction, NodeKind, StatementKind
from pmkg.model.oncogenicity import Basis, Oncogenicity, OncogenicityClass
from pmkg.model.reads import all_nodes
from pmkg.model.records import Claim, Relation, VariantFact
from pmkg.questions.variant_oncogenicity import OncogenicityQuestion

LIKELY, UNCERTAIN = OncogenicityClass.LIKELY_ONCOGENIC, OncogenicityClass.UNCERTAIN
INHIBITED = (acts("Vemurafenib", "BRAF"), acts("Imatinib", "KIT"), acts("Erlotinib", "JAK1"))
NEIGHBOR = fact("KIT", "V559A", "pathogenic")


def classed(
    alteration: Any, *claims: Claim, facts: tuple[VariantFact, ...] = (), actions: tuple[Relation, ...] = INHIBITED
) -> Oncogenicity:
    clinic = Clinic(claims, facts, actions)
    (found,) = OncogenicityQuestion(clinic.reader).ask(clinic.signatures.read({"alterations": [alteration]})).variants
    return found


def response(profile: str, drug: str, level: str = "B", **more: Any) -> Claim:
    return claim(1, profile, drug, level=level, **more)


def diagnosis(profile: str, significance: str = "Positive", level: str = "B") -> Claim:
    return claim(1, profile, level=level, significance=significance, kind=StatementKind.DIAGNOSTIC)


@pytest.mark.parametrize(
    ("alteration", "evidence"),
    [
        ("BRAF K601T", response("BRAF K601T", "Vemurafenib")),
        ("KIT V559G", response("KIT V559G", "Imatinib", "A")),
        ("JAK1 S703I", response("JAK1 S703I", "Erlotinib")),
    ],
)
def test_a_change_that_answers_to_an_inhibitor_of_its_product_is_activating_provisionally(
    alteration: str, evidence: Claim
) -> None:
    found = classed(alteration, evidence)
    assert (found.classification, found.basis) == (LIKELY, Basis.EVIDENCE)
    assert found.effect == ("activating", "oncogenic")
    assert found.calls == (f"answers to an inhibitor of {alteration.split()[0]} ({found.calls[0].partition('(')[2]}",)
    assert "civic.eid:1" in found.calls[0]


@pytest.mark.parametrize(
    ("evidence", "actions"),
    [
        (response("KIT V559G", "Vemurafenib"), INHIBITED),
        (response("KIT V559G", "Imatinib"), (acts("Imatinib", "KIT", "agonist"),)),
        (response("KIT V559G", "Imatinib"), ()),
        (response("KIT V559G", "Imatinib", significance="Resistance"), INHIBITED),
        (response("KIT V559G", "Imatinib", direction=Direction.DOES_NOT_SUPPORT), INHIBITED),
        (response("KIT V559G", "Imatinib", status="rejected"), INHIBITED),
        (response("KIT V559G", "Imatinib", "E"), INHIBITED),
        (response("KIT V559G AND KIT D816V", "Imatinib"), INHIBITED),
        (response("KIT V559A", "Imatinib"), INHIBITED),
    ],
    ids=["other drug", "agonist", "no action", "resistance", "against", "rejected", "inferred", "pair", "sibling"],
)
def test_other_evidence_tells_nothing_of_the_effect(evidence: Claim, actions: tuple[Relation, ...]) -> None:
    found = classed("KIT V559G", evidence, actions=actions)
    assert (found.classification, found.basis, found.calls) == (UNCERTAIN, Basis.POINTS, ())


@pytest.mark.parametrize("level", ["C", "D"])
def test_a_case_or_an_experiment_tells_only_beside_points(level: str) -> None:
    evidence = response("KIT V559G", "Imatinib", level)
    assert classed("KIT V559G", evidence).classification is UNCERTAIN
    known = classed("KIT V559G", evidence, facts=(NEIGHBOR,))
    assert (known.classification, known.basis, known.points) == (LIKELY, Basis.EVIDENCE, 2)


def test_what_supports_a_diagnosis_is_oncogenic_and_does_to_the_gene_what_its_role_says() -> None:
    assert classed("BRCA1 C61G", diagnosis("BRCA1 C61G")).effect == ("loss of function", "oncogenic")
    assert classed("KIT V559G", diagnosis("KIT V559G")).effect == ("activating", "oncogenic")
    for other in (diagnosis("KIT V559G", "Negative"), diagnosis("KIT V559G", level="D")):
        assert classed("KIT V559G", other).classification is UNCERTAIN


def test_the_laboratory_and_a_call_of_benign_stand_above_evidence() -> None:
    evidence = response("KIT V559G", "Imatinib")
    reported = {"gene": "KIT", "protein": "V559G", "pathogenicity": "uncertain"}
    assert classed(reported, evidence).classification is UNCERTAIN
    benign = classed("KIT V559G", evidence, facts=(fact("KIT", "V559G", "benign"),))
    assert benign.classification is OncogenicityClass.BENIGN


def test_a_suppressor_that_answers_to_its_inhibitor_drives_too_and_loses_no_function() -> None:
    clinic = Clinic([response("JAK1 S703I", "Erlotinib")], (), INHIBITED)
    (gene,) = (node for node in all_nodes(clinic.reader, NodeKind.GENE) if node.label == "JAK1")
    assert (gene.properties["role"], gene.properties["role_evidence"]) == ("both", "civic.eid:1")
    called = classed("JAK1 S703I", response("JAK1 S703I", "Erlotinib"), facts=(fact("JAK1", "S703I", "pathogenic"),))
    assert called.effect == ("activating", "oncogenic", "pathogenic")


@pytest.mark.parametrize(
    ("profile", "known", "alteration", "mildest"),
    [
        ("KIT Exon 11 Mutation", NEIGHBOR, "KIT V559G", "KIT V559I"),
        ("EGFR Mutation", fact("EGFR", "G719A", "pathogenic"), "EGFR G719R", "EGFR G719="),
        ("PTEN Loss-of-function", fact("PTEN", "G132D", "pathogenic"), "PTEN G132V", "PTEN G127V"),
        ("PIK3CA Oncogenic Mutation", fact("PIK3CA", "C420R", "pathogenic"), "PIK3CA C420W", "PIK3CA C604R"),
    ],
)
def test_a_class_is_open_for_what_nobody_called_and_the_points_speak_for(
    profile: str, known: VariantFact, alteration: str, mildest: str
) -> None:
    clinic = Clinic([claim(1, profile)], [known])
    option = clinic.option(alteration)
    assert option is not None
    assert (option.status, option.missing_tests) == ("UNDECIDED", (f"significance of {alteration}",))
    assert clinic.status(mildest) == ""
    gene, change = alteration.split()
    reported = {"gene": gene, "protein": change, "pathogenicity": "uncertain"}
    assert clinic.status(reported) == ""


def test_a_pathogenic_mutation_is_one_that_was_called_so() -> None:
    clinic = Clinic([claim(1, "PTEN Pathogenic Mutation")], [fact("PTEN", "G132D", "pathogenic")])
    assert clinic.status("PTEN G132D") == "MATCHED"
    assert clinic.status("PTEN G132V") == ""
