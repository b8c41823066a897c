"""Join the states of leaves along a tree of criteria, in three values (Kleene)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pmkg.model.trial_answer import CheckedCriterion, CriterionState, Eligibility
from pmkg.model.trial_criteria import AllAsked, Asked, Confidence, CriteriaTree, asked_in
from pmkg.questions.trial_facts import Held

_MOST_FACTS = 3
Hold = Callable[[Asked], Held]


def hold_tree(tree: CriteriaTree, hold: Hold) -> Held:
    """Evaluate a tree.

    All must be met: one that is not decides, else one that is unknown leaves it open. Of alternatives one must be met: one that
    is decides. The fact is that of what decided, the missing facts are those of what is open.
    """
    if isinstance(tree, Asked):
        return hold(tree)
    parts = [hold_tree(part, hold) for part in tree.parts]
    deciding = CriterionState.NOT_MET if isinstance(tree, AllAsked) else CriterionState.MET
    decided = [part for part in parts if part.state is deciding]
    if decided:
        return Held(deciding, decided[0].fact)
    opened = [part for part in parts if part.state is CriterionState.UNKNOWN]
    if opened:
        missing = dict.fromkeys(fact for part in opened for fact in part.missing)
        return Held(CriterionState.UNKNOWN, "", tuple(missing))
    rest = CriterionState.MET if isinstance(tree, AllAsked) else CriterionState.NOT_MET
    return Held(rest, _facts(part.fact for part in parts))


def _facts(facts: Iterable[str]) -> str:
    told = [fact for fact in dict.fromkeys(facts) if fact]
    more = f"; and {len(told) - _MOST_FACTS} more" if len(told) > _MOST_FACTS else ""
    return "; ".join(told[:_MOST_FACTS]) + more


def conjuncts(tree: CriteriaTree) -> Iterator[CriteriaTree]:
    """Walk the criteria that bind each for itself: the parts of a conjunction, else the tree."""
    if isinstance(tree, AllAsked):
        for part in tree.parts:
            yield from conjuncts(part)
    else:
        yield tree


def checked(tree: CriteriaTree, held: Held) -> CheckedCriterion:
    """Show one criterion with its state; its sentence and confidence are those of its leaves, the lowest confidence of them."""
    sentences = dict.fromkeys(leaf.sentence for leaf in asked_in(tree) if leaf.sentence)
    found = {leaf.confidence for leaf in asked_in(tree)}
    confidence = next((one for one in (Confidence.LOW, Confidence.HIGH) if one in found), Confidence.CODED)
    return CheckedCriterion(tree.text, held.state, held.fact, held.missing, " ".join(sentences), confidence)


def eligibility(states: Iterable[CriterionState]) -> Eligibility:
    """Give what criteria that all bind come to."""
    found = set(states)
    if CriterionState.NOT_MET in found:
        return Eligibility.NOT
    return Eligibility.POSSIBLE if CriterionState.UNKNOWN in found else Eligibility.ELIGIBLE
