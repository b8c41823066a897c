"""What of a claim normalizes, and what the ledger says of the rest."""

from __future__ import annotations

from dataclasses import replace

import made_release
import pytest
from made_release import SKIN_MELANOMA, claim, fact, normalized

from pmkg.ingest.normalize import Normalization
from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole, Node
from pmkg.model.kinds import NodeKind, StatementKind
from pmkg.model.ledger import Loss, Reason
from pmkg.model.profile import id_of_text
from pmkg.model.records import Claim, Reference


def outcome(claim: Claim) -> tuple[Node, list[Loss]]:
    """Normalize one claim; give its Evidence node and what was lost."""
    graph = normalized([claim])
    (node,) = [node for node in graph.nodes() if node.kind is NodeKind.EVIDENCE]
    return node, graph.losses


def test_a_code_that_no_vocabulary_has_is_reported_though_the_name_resolves() -> None:
    disease = Reference("Cutaneous melanoma", (Curie("DOID:99"), Curie("DOID:0000099")))
    node, losses = outcome(replace(claim(1, "BRAF V600E"), disease=disease))
    assert dict(node.properties)["statement"]["disease"] == SKIN_MELANOMA  # type: ignore[index, call-overload]
    assert losses == [Loss("civic", "civic.eid:1", "disease", "DOID:99, DOID:0000099", "UNKNOWN_REFERENCE")]
    assert node.properties["normalized"] is True


@pytest.mark.parametrize("ids", [(), (Curie("DOID:99"), Curie("ONCOTREE:SKCM"))])
def test_no_code_or_one_known_code_is_no_loss(ids: tuple[Curie, ...]) -> None:
    _, losses = outcome(replace(claim(1, "BRAF V600E"), disease=Reference("Melanoma", ids)))
    assert losses == []


@pytest.mark.parametrize(
    "disease",
    [
        "IGHV-Mutated Melanoma",
        "HRR-mutated Melanoma",
        "FGFR-rearranged Melanoma",
        "IDH-wildtype Melanoma",
        "BRAF-mutated HRR-mutated Melanoma",
    ],
)
def test_a_molecular_word_of_a_tumor_that_is_no_gene_costs_the_claim_its_statement_and_not_the_build(
    disease: str,
) -> None:
    node, losses = outcome(claim(1, "NRAS Q61K", disease=disease))
    assert losses == [Loss("civic", "civic.eid:1", "disease", disease, Reason.UNKNOWN_GENE)]
    assert "statement" not in node.properties
    words = dict(node.properties)["words"]
    assert words["disease"] == disease  # type: ignore[index, call-overload]


def test_a_molecular_word_of_a_tumor_that_is_a_gene_is_asked_of_the_patient() -> None:
    graph = normalized([claim(1, "NRAS Q61K", disease="BRAF-mutated Melanoma")])
    profiles = [node.label for node in graph.nodes() if node.kind is NodeKind.MOLECULAR_PROFILE]
    assert profiles == ["BRAF mutation AND NRAS Q61K"]
    assert graph.losses == []


@pytest.mark.parametrize(
    ("said", "canonical"),
    [
        ("CDKN2A Loss OR CDKN2A Mutation", "CDKN2A germline mutation OR CDKN2A loss (germline)"),
        ("BRCA1 Pathogenic Mutation OR BRCA1 Germline Pathogenic Mutation", "BRCA1 germline pathogenic mutation"),
        (
            "BRCA2 Loss AND BRCA1 Pathogenic Mutation AND BRCA1 Germline Mutation",
            "BRCA1 germline pathogenic mutation AND BRCA2 loss (germline)",
        ),
    ],
)
def test_a_germline_profile_is_in_canonical_form(said: str, canonical: str) -> None:
    graph = normalized([claim(1, said, origin="Rare Germline")])
    profiles = {node.id: node.label for node in graph.nodes() if node.kind is NodeKind.MOLECULAR_PROFILE}
    assert [*profiles.values()] == [canonical]
    assert [*profiles] == [id_of_text(canonical)]


@pytest.mark.parametrize(
    ("kind", "told", "canonical"),
    [
        ("PREDICTIVE", {"sentence": "For adults with H3 K27M mutant glioma."}, "H3-3A K28M OR H3C2 K28M OR H3C3 K28M"),
        ("PREDICTIVE", {"studied": "29 patients with H3K27M glioma."}, "H3-3A K28M OR H3C2 K28M OR H3C3 K28M"),
        ("PREDICTIVE", {"sentence": "For adults with H3 G34R mutant glioma."}, "H3-3A K28M"),
        ("PREDICTIVE", {"studied": "Of 29 gliomas, 7 had H3-3A K27M."}, "H3-3A K28M"),
        ("DIAGNOSTIC", {"studied": "H3 K27M was not found in 22 ependymomas."}, "H3-3A K28M"),
    ],
)
def test_a_drug_for_the_change_of_a_protein_is_for_each_gene_that_makes_it(
    kind: str, told: dict[str, str], canonical: str
) -> None:
    graph = normalized([claim(1, "H3-3A K28M", kind=StatementKind(kind), **told)])
    assert [node.label for node in graph.nodes() if node.kind is NodeKind.MOLECULAR_PROFILE] == [canonical]


def test_a_denied_allele_of_a_protein_stays_one_gene() -> None:
    graph = normalized([claim(1, "BRAF V600E AND NOT H3-3A K28M", sentence="For glioma without H3 K27M.")])
    profiles = [node.label for node in graph.nodes() if node.kind is NodeKind.MOLECULAR_PROFILE]
    assert profiles == ["BRAF V600E AND NOT H3-3A K28M"]


@pytest.mark.parametrize(
    ("profile", "reason"),
    [
        ("SHARED V600E", Reason.AMBIGUOUS_GENE),
        ("ALK::SHARED Fusion", Reason.AMBIGUOUS_GENE),
        ("NOSUCHGENE V600E", Reason.UNKNOWN_GENE),
        ("BRAF doing something", Reason.UNPARSED_VARIANT),
    ],
)
def test_the_ledger_says_whether_a_symbol_is_unknown_or_of_several_genes(profile: str, reason: Reason) -> None:
    loaded = made_release.loaded([claim(1, profile)])
    genes = next(item for item in loaded if item.source.id == "hgnc").concepts
    alias = Name("SHARED", NameRole.ALIAS)
    genes[:] = [replace(gene, names=(alias,)) if gene.label in ("KRAS", "NRAS") else gene for gene in genes]
    assert [(loss.field, loss.reason) for loss in Normalization(loaded, lambda _: None).losses] == [("profile", reason)]


@pytest.mark.parametrize("protein", ["p.?", "G12_G13insX9_strange", "p.A10_A5del"])
def test_a_protein_change_that_is_none_is_in_the_ledger_under_one_word(protein: str) -> None:
    losses = normalized([], [fact("BRAF", protein)]).losses
    assert {loss.reason for loss in losses} == {Reason.UNPARSED_VARIANT}
