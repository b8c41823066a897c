"""What concerns a regimen and its resistance: regimens, statements, profiles and what the drugs act on, read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pmkg.model.curie import Curie
from pmkg.model.graph import Edge
from pmkg.model.kinds import Direction, EdgeKind, Effect
from pmkg.model.marker_criteria import MARKER
from pmkg.model.profile import Profile, leaves
from pmkg.model.regimen import Agent
from pmkg.model.regimen_search import RegimenRelation, relation_of
from pmkg.model.statement import Statement
from pmkg.model.views import tree_of
from pmkg.ports.reader import GraphReader
from pmkg.questions.regimen_evidence import classes_of, regimens_with, statements_about
from pmkg.questions.resistance_parts import Aims, Spoken

DEFEATS = frozenset({Effect.RESISTANCE, Effect.REDUCED_SENSITIVITY})
_ITSELF = frozenset({RegimenRelation.REGIMEN, RegimenRelation.ALTERNATIVE})


@dataclass(frozen=True, slots=True)
class Scope:
    """Hold what was asked, read once: regimens that concern it with their statements, the profiles, genes and targets."""

    asked: frozenset[Curie]
    relations: Mapping[Curie, tuple[RegimenRelation, Agent | None, tuple[str, ...]]]
    statements: tuple[Statement, ...]
    trees: Mapping[Curie, Profile]
    spoken: Spoken
    symbols: Mapping[str, str]
    aims: Mapping[Curie, Aims]
    labels: Mapping[Curie, str]


def read_scope(reader: GraphReader, asked: frozenset[Curie]) -> Scope:
    """Read all that concerns the asked drugs, in a few batched reads."""
    regimens = regimens_with(reader, asked)
    classes = classes_of(reader, asked)
    of_classes = regimens_with(reader, classes)
    relations: dict[Curie, tuple[RegimenRelation, Agent | None, tuple[str, ...]]] = {}
    for id, regimen in of_classes.items():
        held = next(classes[drug.id] for drug in regimen.drugs if drug.id in classes)
        relations[id] = (RegimenRelation.CLASS, *held)
    for id, regimen in regimens.items():
        relation = relation_of(asked, regimen)
        if relation is not None:
            relations[id] = (relation, None, ())
    about = statements_about(reader, relations)
    statements = tuple(statement for id in sorted(about) for statement in about[id])
    profiles = reader.nodes({statement.profile for statement in statements})
    trees = {id: tree_of(node) for id, node in profiles.items()}
    genes = {subject for tree in trees.values() for leaf in leaves(tree) for subject in leaf.criterion.subjects}
    edges = reader.edges(sorted(asked), (EdgeKind.TARGETS, EdgeKind.INTERACTS_WITH))
    aimed = {edge.object for drug in asked for edge in edges[drug] if edge.kind is EdgeKind.TARGETS}
    wanted = {Curie(gene) for gene in genes if not gene.startswith(MARKER)} | aimed | asked
    labels = {id: node.label for id, node in reader.nodes(wanted).items()}
    return Scope(
        asked,
        relations,
        statements,
        trees,
        _spoken(asked, statements, trees),
        {gene: labels[Curie(gene)] for gene in genes if gene in labels},
        {drug: _aims(labels.get(drug, drug), edges[drug], labels) for drug in asked},
        labels,
    )


def _spoken(asked: frozenset[Curie], statements: Iterable[Statement], trees: Mapping[Curie, Profile]) -> Spoken:
    """Gather the profiles that are said to sensitize to the asked regimen itself, or to defeat it."""
    sensitizing: dict[str, str] = {}
    defeating: dict[str, str] = {}
    for statement in statements:
        text, regimen = trees[statement.profile].text, statement.regimen
        if (
            statement.direction is not Direction.SUPPORTS
            or regimen is None
            or relation_of(asked, regimen) not in _ITSELF
        ):
            continue
        if statement.effect is Effect.SENSITIVITY:
            sensitizing.setdefault(text, statement.id)
        elif statement.effect in DEFEATS:
            defeating.setdefault(text, statement.id)
    return Spoken(sensitizing, defeating)


def _aims(drug: str, edges: Iterable[Edge], labels: Mapping[Curie, str]) -> Aims:
    """Gather what a drug acts on; an interaction counts where its source says of which kind it is."""
    listed = list(edges)
    targets = {edge.object: labels.get(edge.object, edge.object) for edge in listed if edge.kind is EdgeKind.TARGETS}
    acted_on = {
        edge.object: edge.source
        for edge in listed
        if edge.kind is EdgeKind.INTERACTS_WITH and edge.properties.get("interaction_types")
    }
    return Aims(drug, targets, acted_on)


def together(aims: Iterable[Aims]) -> Aims:
    """Join what several drugs act on."""
    each = list(aims)
    return Aims(
        " and ".join(one.drug for one in each),
        {gene: symbol for one in each for gene, symbol in one.targets.items()},
        {gene: source for one in each for gene, source in one.acted_on.items()},
    )
