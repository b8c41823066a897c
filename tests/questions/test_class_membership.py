"""The classes of a finding, and the release's index of them."""

from __future__ import annotations

import pytest
from made_release import Clinic, claim, fact

from pmkg.model.class_membership import ClassMembership
from pmkg.model.kinds import NodeKind, VariantMatch
from pmkg.model.reads import all_nodes
from pmkg.questions.class_index import CLASSES_BY_VARIANT
from pmkg.questions.class_membership import ClassesQuestion

PROFILES = (
    "BRAF V600E",
    "BRAF V600",
    "BRAF Exon 15 Mutation",
    "BRAF Oncogenic Mutation",
    "BRAF Mutation",
    "BRAF Non-V600",
    "BRAF Wildtype",
    "v::BRAF Fusion",
    "NOT BRAF K601E",
    "BRAF V600E AND PTEN Loss",
)


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    claims = [claim(number, text) for number, text in enumerate(PROFILES, start=1)]
    return Clinic(claims, [fact("BRAF", "K601E", "oncogenic"), fact("BRAF", "V600E", "oncogenic")])


def classes(clinic: Clinic, *alterations: str) -> list[list[ClassMembership]]:
    answer = ClassesQuestion(clinic.reader).ask(clinic.signatures.read({"alterations": [*alterations]}))
    return [list(found.classes) for found in answer.findings]


def test_a_finding_belongs_to_its_allele_codon_region_and_functions_narrowest_first(clinic: Clinic) -> None:
    (found,) = classes(clinic, "BRAF V600E")
    texts = [item.text for item in found]
    assert texts[:2] == ["BRAF V600E", "BRAF V600"]
    assert set(texts[2:]) == {"BRAF exon 15 mutation", "BRAF mutation", "BRAF oncogenic mutation"}
    for place, item in enumerate(found):
        assert not set(item.within) & set(texts[:place])
    assert found[0].within == ("BRAF V600",)
    assert found[0].rung is VariantMatch.EXACT


def test_statements_are_counted_wherever_a_profile_asks_for_the_class(clinic: Clinic) -> None:
    (found,) = classes(clinic, "BRAF V600E")
    assert {item.text: item.statements for item in found}["BRAF V600E"] == 2


def test_each_finding_is_held_alone(clinic: Clinic) -> None:
    first, second = classes(clinic, "BRAF K601E", "PTEN deep deletion")
    assert {item.text for item in first} == {
        "BRAF exon 15 mutation",
        "BRAF mutation",
        "BRAF non-600 mutation",
        "BRAF oncogenic mutation",
    }
    assert [item.text for item in second] == ["PTEN loss"]


def test_the_index_of_a_release_holds_each_known_variant_under_its_classes(clinic: Clinic) -> None:
    variants = {node.label: node.id for node in all_nodes(clinic.reader, NodeKind.VARIANT)}
    rows = clinic.reader.rows(CLASSES_BY_VARIANT, [variants["BRAF V600E"], variants["BRAF K601E"]])
    texts = {label: [row.text for row in rows[variants[label]]] for label in ("BRAF V600E", "BRAF K601E")}
    assert "BRAF V600" in texts["BRAF V600E"]
    assert "BRAF non-600 mutation" not in texts["BRAF V600E"]
    assert "BRAF non-600 mutation" in texts["BRAF K601E"]
    nodes = clinic.reader.nodes([row.id for row in rows[variants["BRAF K601E"]]])
    assert all(node.kind is NodeKind.VARIANT_CLASS for node in nodes.values())
    assert texts["BRAF K601E"] == sorted(texts["BRAF K601E"])


def test_the_index_agrees_with_the_question(clinic: Clinic) -> None:
    variants = {node.label: node.id for node in all_nodes(clinic.reader, NodeKind.VARIANT)}
    for label in ("BRAF V600E", "BRAF K601E"):
        indexed = {row.text for row in clinic.reader.rows(CLASSES_BY_VARIANT, [variants[label]])[variants[label]]}
        (found,) = classes(clinic, label)
        assert indexed == {item.text for item in found} - {label}
