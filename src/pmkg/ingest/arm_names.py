"""What the name of an arm demands beside its criteria: registries write "ROS1 fusion" or "NSCLC" where nothing is coded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pmkg.model.curie import Curie
from pmkg.model.trial_criteria import (
    AllAsked,
    AnyAsked,
    Asked,
    CriteriaTree,
    Named,
    PersonCheck,
    TumorCriterion,
    asked_in,
)
from pmkg.model.variant import Gene

_SYMBOL = re.compile(r"\b[A-Z][A-Z0-9]{2,9}\b")
_ALTERATION = re.compile(
    r"\b(?:mutat\w*|mutant|fusions?|rearrange\w*|translocat\w*|amplif\w*|delet\w*|insertions?|exon|skip\w*|alter\w*|"
    r"positive|wild[- ]?type|p?\.?[A-Z]\d{2,4}[A-Z]?)\b",
    re.IGNORECASE,
)


def with_name(
    tree: CriteriaTree, label: str, asked: Iterable[Curie], gene: Callable[[str], Gene | None]
) -> CriteriaTree:
    """Add a check for a person where an arm's name speaks of an alteration of a gene that its own criteria do not name.

    Without it the arm would be as open as its trial: a "ROS1 cohort" would take every patient that the trial takes.
    """
    if not _ALTERATION.search(label):
        return tree
    known = set(asked)
    named = (gene(symbol) for symbol in _SYMBOL.findall(label))
    if all(found is None or found.id in known for found in named):
        return tree
    return _also(tree, _by_name(label))


def with_tumor_of_name(tree: CriteriaTree, label: str, tumors: Iterable[Named]) -> CriteriaTree:
    """Ask for the tumor that an arm's name speaks of and its own criteria do not: who has it fits, of others a person decides.

    "Drug + docetaxel - NSCLC" is hardly an arm for every solid tumor, and a name may also be of a cohort that was opened wider.
    """
    coded = {
        tumor.id
        for asked in asked_in(tree)
        if isinstance(asked.criterion, TumorCriterion)
        for tumor in asked.criterion.tumors
    }
    named = tuple(tumor for tumor in tumors if tumor.id not in coded)
    return _also(tree, AnyAsked((Asked(TumorCriterion(named)), _by_name(label)))) if named and not coded else tree


def _by_name(label: str) -> Asked:
    return Asked(PersonCheck(f"the arm is named {label!r}"))


def _also(tree: CriteriaTree, more: CriteriaTree) -> CriteriaTree:
    parts = tree.parts if isinstance(tree, AllAsked) else (tree,)
    return AllAsked((*parts, more))
