"""What the name of an arm demands beside its criteria: registries write "Cohort A: ROS1 fusion" where nothing is coded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pmkg.model.curie import Curie
from pmkg.model.trial_criteria import AllAsked, Asked, CriteriaTree, PersonCheck
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
    check = Asked(PersonCheck(f"the arm is named {label!r}"))
    parts = tree.parts if isinstance(tree, AllAsked) else (tree,)
    return AllAsked((*parts, check))
