"""The derivation of one option: which facts of the patient met which words of which statement, and what graded it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class StepKind(StrEnum):
    """Name what a step of a derivation stands for.

    A CRITERION is one leaf of the PROFILE; an ALTERATION or a FINDING (a measured marker, a tested and normal gene) is the
    patient's; SCOPE is what a statement says in place of a tumor type ("any solid tumor").
    """

    OPTION = "OPTION"
    PROFILE = "PROFILE"
    CRITERION = "CRITERION"
    ALTERATION = "ALTERATION"
    FINDING = "FINDING"
    ONCOGENICITY = "ONCOGENICITY"
    TEST = "TEST"
    TUMOR = "TUMOR"
    DISEASE = "DISEASE"
    SCOPE = "SCOPE"
    STATEMENT = "STATEMENT"
    CITATION = "CITATION"
    TIER = "TIER"
    NOTE = "NOTE"


@dataclass(frozen=True, slots=True)
class ExplanationNode:
    """Hold one step: ``id`` is the graph's identifier where the step is a node of the graph, ``reason`` says why it counts."""

    id: str
    kind: StepKind
    label: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ExplanationEdge:
    """Lead from one step to the next; ``reason`` names the source and record that state the relation, where one does."""

    subject: str
    relation: str
    object: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Hold a derivation as a graph without cycles: every step is reached from ``root``, which stands for the option.

    Edges lie in the order in which a reader takes them; a step that two others lead to (a statement that also set the
    tier) is there once.
    """

    root: str
    nodes: tuple[ExplanationNode, ...]
    edges: tuple[ExplanationEdge, ...]

    def by_id(self) -> Mapping[str, ExplanationNode]:
        """Give the steps by identifier."""
        return {node.id: node for node in self.nodes}

    def below(self) -> Mapping[str, tuple[ExplanationEdge, ...]]:
        """Give the edges that leave each step, in reading order."""
        found: dict[str, list[ExplanationEdge]] = {node.id: [] for node in self.nodes}
        for edge in self.edges:
            found[edge.subject].append(edge)
        return {id: tuple(edges) for id, edges in found.items()}
