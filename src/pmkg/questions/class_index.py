"""The reverse index of a release: which classes hold each known variant, on which rung."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from pmkg.errors import InvalidText
from pmkg.model.codec import decode_union
from pmkg.model.criterion import Criterion
from pmkg.model.curie import Curie
from pmkg.model.graph import Node
from pmkg.model.kinds import NodeKind, Truth, VariantMatch
from pmkg.model.profile import Leaf
from pmkg.model.reads import Reads, all_nodes
from pmkg.model.signature import Found, Signature, Tumor
from pmkg.model.variant import Gene, Mutation
from pmkg.model.views import GENE_KNOWLEDGE, VIEWS, View
from pmkg.questions.patient import Patient
from pmkg.questions.profiles import evaluate
from pmkg.vocabulary.coding import parse_coding
from pmkg.vocabulary.protein import parse_protein


@dataclass(frozen=True, slots=True)
class Membership:
    """Say that a class holds a variant: the class's node, its canonical text, the rung, and what a reader must know of it."""

    id: Curie
    text: str
    rung: VariantMatch
    note: str = ""


def criterion_of(node: Node) -> Criterion:
    """Read the criterion that a VariantClass node stands for."""
    criterion: Criterion = decode_union(Criterion, node.properties["criterion"])
    return criterion


def _classes_by_variant(reader: Reads) -> Iterator[tuple[str, Membership]]:
    """Hold every known variant of a gene that some class names, alone and with what the release knows, against those classes."""
    classes = _classes_by_gene(reader)
    knowledge = {gene: rows[0] for gene, rows in reader.rows(GENE_KNOWLEDGE, classes).items()}
    for node in all_nodes(reader, NodeKind.VARIANT):
        gene = str(node.properties["gene"])
        mutation = mutation_of(node) if gene in classes else None
        if mutation is not None:
            found = Found(mutation, mutation.text)
            patient = Patient(Signature("", Tumor(None, ""), (found,)), {gene: knowledge.get(gene)})
            for membership in memberships(classes[gene], patient):
                yield node.id, membership


def _classes_by_gene(reader: Reads) -> dict[str, list[tuple[Node, Criterion]]]:
    found: dict[str, list[tuple[Node, Criterion]]] = defaultdict(list)
    for node in all_nodes(reader, NodeKind.VARIANT_CLASS):
        criterion = criterion_of(node)
        for gene in criterion.subjects:
            found[gene].append((node, criterion))
    return found


def memberships(classes: Iterable[tuple[Node, Criterion]], patient: Patient) -> Iterator[Membership]:
    """Give the classes that a patient's findings meet."""
    for node, criterion in classes:
        outcome = evaluate(Leaf(criterion), patient)
        if outcome.truth is Truth.PRESENT:
            yield Membership(node.id, node.label, outcome.rung, "; ".join(outcome.notes))


def mutation_of(node: Node) -> Mutation | None:
    """Read the small variant that a Variant node stands for; None where its protein change follows no known form."""
    facts = node.properties
    gene = Gene(Curie(str(facts["gene"])), str(facts["symbol"]))
    codings, protein, splice = facts.get("coding"), None, False
    coding = str(codings[0]) if isinstance(codings, list) and codings else ""
    with suppress(InvalidText):
        splice = bool(coding) and parse_coding(coding).splice
    try:
        protein = parse_protein(str(facts["protein"])) if facts.get("protein") else None
    except InvalidText:
        return None
    return Mutation(gene, protein, coding, splice=splice) if protein or splice else None


CLASSES_BY_VARIANT = View("classes_by_variant", Membership, _classes_by_variant, lambda row: f"{row.text} {row.id}")

RELEASE_VIEWS = (*VIEWS, CLASSES_BY_VARIANT)
"""All that a store materializes."""
