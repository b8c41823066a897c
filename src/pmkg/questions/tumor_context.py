"""Which tumor a statement speaks of, seen from the patient's tumor (CLINICAL rules 9 to 14)."""

from __future__ import annotations

from dataclasses import dataclass, field

from pmkg.model.curie import Curie
from pmkg.model.graph import Node
from pmkg.model.kinds import EdgeKind, NodeKind, TumorMatch, TumorScope
from pmkg.model.reads import Way
from pmkg.model.statement import Statement
from pmkg.ports.reader import GraphReader
from pmkg.questions.populations import NONE


@dataclass(slots=True)
class TumorContext:
    """Hold the patient's tumor with its ancestors and descendants; immutable but for its memory of matches.

    ``lineage`` is solid, liquid, or "" where the ontology does not say. ``lacking`` holds the receptor states that the tumor is
    known not to have: a study of patients who have them does not answer for it.
    """

    tumor: Curie | None
    ancestors: dict[Curie, int]
    descendants: dict[Curie, int]
    lineage: str
    lacking: frozenset[str] = NONE
    lineages: dict[Curie, str] = field(default_factory=dict)
    _memory: dict[Curie, TumorMatch | None] = field(default_factory=dict)

    def match(self, statement: Statement) -> TumorMatch | None:
        """Say how a statement's tumor relates to the patient's; None when it does not answer for it at all."""
        if statement.id not in self._memory:
            self._memory[statement.id] = self._match(statement)
        return self._memory[statement.id]

    def _match(self, statement: Statement) -> TumorMatch | None:
        if statement.population and not self.lacking.isdisjoint(statement.population):
            return None
        if self.tumor is None or statement.scope is TumorScope.UNRESOLVED:
            return TumorMatch.UNRESOLVED
        if any(excluded in self.ancestors for excluded in statement.excluded):
            return None
        if self.lineage and statement.lineage and statement.lineage != self.lineage:
            return None
        if statement.scope in (TumorScope.AGNOSTIC, TumorScope.BASKET):
            return TumorMatch.TUMOR_AGNOSTIC
        disease = statement.disease
        if disease is None:
            return TumorMatch.UNRESOLVED
        if disease == self.tumor:
            return TumorMatch.EXACT
        if disease in self.ancestors:
            return TumorMatch.ANCESTOR
        return TumorMatch.DESCENDANT if disease in self.descendants else TumorMatch.OTHER


def tumor_context(reader: GraphReader, tumor: Curie | None, lacking: frozenset[str] = NONE) -> TumorContext:
    """Read the closure of the patient's tumor; see :func:`pmkg.questions.populations.lacking`."""
    if tumor is None:
        return TumorContext(None, {}, {}, "", lacking)
    up = reader.closure([tumor], EdgeKind.IS_A, Way.OUT).get(tumor, {tumor: 0})
    down = reader.closure([tumor], EdgeKind.IS_A, Way.IN).get(tumor, {tumor: 0})
    node = reader.nodes([tumor]).get(tumor)
    return TumorContext(tumor, up, down, lineage_of(node), lacking)


def lineage_of(node: Node | None) -> str:
    """Give the lineage that the build wrote on a disease node: solid, liquid or unknown ("")."""
    if node is None or node.kind is not NodeKind.DISEASE:
        return ""
    return str(node.properties.get("lineage", ""))
