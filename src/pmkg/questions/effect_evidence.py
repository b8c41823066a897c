"""What curated evidence about a change, which is no classification, tells of its effect (``ontology/oncogenicity.toml``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pmkg.model.oncogenicity import Point
from pmkg.model.variant import Mutation
from pmkg.model.views import GeneKnowledge
from pmkg.questions.oncogenicity_points import is_null, singles
from pmkg.vocabulary.oncogenicity import evidence_rules


@dataclass(frozen=True, slots=True)
class ToldEffect:
    """Hold what evidence tells of a change, in words with the record; "" where it tells nothing.

    ``response`` says that the change answers to an inhibitor of its gene's product, which is active then: it gains, and does not
    lose the function. ``oncogenic`` holds the evidence that makes the change likely oncogenic, provisionally.
    """

    response: str = ""
    oncogenic: str = ""


_NOTHING = ToldEffect()


def told_effect(mutation: Mutation, knowledge: GeneKnowledge, points: Iterable[Point]) -> ToldEffect:
    """Say what evidence tells of a change, or of a single one that it is made of.

    Evidence from patients tells by itself; a case or an experiment does where the points of the standard speak for the change.
    Nothing is told of a change that takes the protein away, nor against points that speak of no effect.
    """
    change = mutation.protein
    if change is None or not (knowledge.responses or knowledge.diagnoses):
        return _NOTHING
    total = sum(point.points for point in points)
    if total < 0 or is_null(mutation):
        return _NOTHING
    names = (change.text, *(single.text for single in singles(change, knowledge)))
    response = next((knowledge.responses[name] for name in names if name in knowledge.responses), "")
    diagnosis = next((knowledge.diagnoses[name] for name in names if name in knowledge.diagnoses), "")
    told = []
    if _counts(response, total):
        told.append(f"answers to an inhibitor of {knowledge.symbol} ({_shown(response)})")
    if _counts(diagnosis, total):
        told.append(f"speaks for a diagnosis ({_shown(diagnosis)})")
    return ToldEffect(_shown(response) if response else "", "; ".join(told))


def _counts(evidence: str, points: int) -> bool:
    basis, rules = evidence.partition("|")[0], evidence_rules()
    return basis in rules.telling or (basis in rules.supporting and points > 0)


def _shown(evidence: str) -> str:
    basis, _, record = evidence.partition("|")
    return f"{basis} evidence, {record}"
