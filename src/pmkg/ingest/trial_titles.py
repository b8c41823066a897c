"""Hold the criteria of a trial against its title: "KRAS G12C" there, and any mutation of KRAS among the criteria, do not agree.

Criteria that were mapped by machine lose the change at times. The named change then meets what is coded, any other mutation of the
gene leaves the trial to a person, and the ledger tells the conflict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from pmkg.errors import InvalidText
from pmkg.model.criterion import Allele, Codon, Function, MutationClass, Region
from pmkg.model.curie import Curie
from pmkg.model.profile import Leaf, Profile, leaves
from pmkg.model.trial import Protocol
from pmkg.model.trial_criteria import (
    AllAsked,
    AnyAsked,
    Asked,
    CriteriaTree,
    GenomicCriterion,
    PersonCheck,
    asked_in,
)

_NAMED = re.compile(r"(?<!non-)\b([A-Z][A-Z0-9]{1,7})[\s-]*\(?(?:p\.)?([A-Z]\d{1,4}[A-Z])\b")
_WITHOUT = re.compile(r"\b(?:without|except|excluding|other than|wild[- ]?type|non)\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TitleConflict:
    """Tell which change the title names, of which gene the criteria take any mutation."""

    change: str
    coded: str

    @property
    def text(self) -> str:
        """The conflict in words."""
        return f"the title names {self.change}, the criteria ask for {self.coded}"


def held_against_title(
    protocol: Protocol, titles: Iterable[str], parse: Callable[[str], Profile]
) -> tuple[Protocol, tuple[TitleConflict, ...]]:
    """Give the protocol with what its title narrows, and the conflicts."""
    named = _named(titles, parse)
    trees = [
        protocol.criteria,
        *(step.criteria for step in protocol.steps),
        *(arm.criteria for step in protocol.steps for arm in step.arms),
    ]
    told = {gene: wanted for gene, wanted in named.items() if not any(_narrow(tree, gene) for tree in trees)}
    conflicts: dict[TitleConflict, None] = {}

    def narrowed(tree: CriteriaTree) -> CriteriaTree:
        if not isinstance(tree, Asked):
            return replace(tree, parts=tuple(narrowed(part) for part in tree.parts))
        gene = _any_mutation_of(tree)
        if gene is None or gene not in told:
            return tree
        change = " or ".join(profile.text for profile in told[gene])
        conflict = TitleConflict(change, tree.text)
        conflicts[conflict] = None
        exact = (Asked(GenomicCriterion(profile)) for profile in told[gene])
        return AllAsked((tree, AnyAsked((*exact, Asked(PersonCheck(conflict.text))))))

    steps = tuple(
        replace(
            step,
            criteria=narrowed(step.criteria),
            arms=tuple(replace(arm, criteria=narrowed(arm.criteria)) for arm in step.arms),
        )
        for step in protocol.steps
    )
    return replace(protocol, criteria=narrowed(protocol.criteria), steps=steps), tuple(conflicts)


def _named(titles: Iterable[str], parse: Callable[[str], Profile]) -> dict[Curie, list[Profile]]:
    """Give the protein changes that titles name, by gene; what a title takes out is none."""
    found: dict[Curie, list[Profile]] = {}
    for title in titles:
        for match in _NAMED.finditer(title):
            if _WITHOUT.search(title[: match.start()]):
                continue
            with suppress(InvalidText):
                profile = parse(f"{match[1]} {match[2]}")
                if isinstance(profile, Leaf) and isinstance(profile.criterion, Allele):
                    known = found.setdefault(profile.criterion.gene.id, [])
                    if profile not in known:
                        known.append(profile)
    return found


def _any_mutation_of(asked: Asked) -> Curie | None:
    """Give the gene of which a leaf takes any mutation or variation, None where it asks for something narrower."""
    if asked.negated or not isinstance(asked.criterion, GenomicCriterion):
        return None
    for leaf in leaves(asked.criterion.profile):
        criterion = leaf.criterion
        if isinstance(criterion, MutationClass) and criterion.function is Function.ANY and not criterion.consequences:
            return criterion.gene.id
    return None


def _narrow(tree: CriteriaTree, gene: Curie) -> bool:
    return any(
        isinstance(leaf.criterion, (Allele, Codon, Region)) and leaf.criterion.gene.id == gene
        for asked in asked_in(tree)
        if isinstance(asked.criterion, GenomicCriterion) and not asked.negated
        for leaf in leaves(asked.criterion.profile)
    )
