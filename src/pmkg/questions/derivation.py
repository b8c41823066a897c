"""Put a derivation together, step by step, each step once."""

from __future__ import annotations

from pmkg.model.explanation import Explanation, ExplanationEdge, ExplanationNode, StepKind


class Derivation:
    """Collect the steps of one option in reading order; ``root`` is the step that all others follow from."""

    def __init__(self, root: ExplanationNode) -> None:
        self.root = root.id
        self._nodes = {root.id: root}
        self._edges: dict[tuple[str, str, str], ExplanationEdge] = {}

    def follow(self, subject: str, relation: str, step: ExplanationNode, reason: str = "") -> str:
        """Add a step after another and give its id; a step that is already there gains the new way to it."""
        self._nodes.setdefault(step.id, step)
        self._edges.setdefault((subject, relation, step.id), ExplanationEdge(subject, relation, step.id, reason))
        return step.id

    def finished(self) -> Explanation:
        """Give the derivation."""
        return Explanation(self.root, tuple(self._nodes.values()), tuple(self._edges.values()))


def step(kind: StepKind, name: str, label: str = "", reason: str = "") -> ExplanationNode:
    """Make a step that is no node of the graph: its kind is part of its id, because one text can be several things.

    >>> step(StepKind.TEST, "KRAS mutation status").id
    'test:KRAS mutation status'
    """
    return ExplanationNode(f"{kind.lower()}:{name}", kind, label or name, reason)
