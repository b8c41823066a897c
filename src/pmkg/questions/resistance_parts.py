"""What of a resistance profile is the background driver, and whether the rest lies in the drug's target or around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pmkg.model.criterion import FusionClass
from pmkg.model.curie import Curie
from pmkg.model.profile import AllOf, Leaf, Profile, leaves
from pmkg.model.resistance import Mechanism

IN_FUSED_GENE = "the other alteration lies in the fused gene"


@dataclass(frozen=True, slots=True)
class Parts:
    """Divide a profile: what defeats the drug, and the drivers it needs, each with the ground for calling it one."""

    defeating: tuple[Profile, ...]
    drivers: tuple[tuple[Profile, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """Hold the texts of profiles that are said to sensitize to the asked drugs, and to defeat them, each with a statement."""

    sensitizing: Mapping[str, str]
    defeating: Mapping[str, str]


def divide(tree: Profile, spoken: Spoken) -> Parts:
    """Divide a conjunction; anything else is what defeats the drug as a whole.

    A part is a driver where the drug is described as active on that part alone and not as defeated by it, or where it is a
    fusion and another part lies in a fused gene. Where that would leave nothing that defeats, no part is called a driver.
    """
    if not isinstance(tree, AllOf):
        return Parts((tree,))
    grounds = {part: ground for part in tree.parts if (ground := _ground(part, tree, spoken))}
    strict = {part: ground for part, ground in grounds.items() if part.text not in spoken.defeating}
    chosen = strict or grounds
    if len(chosen) == len(tree.parts):
        return Parts(tree.parts)
    return Parts(
        tuple(part for part in tree.parts if part not in chosen),
        tuple((part, chosen[part]) for part in tree.parts if part in chosen),
    )


def _ground(part: Profile, tree: AllOf, spoken: Spoken) -> str:
    if part.text in spoken.sensitizing:
        return f"the drug is described as active on it ({spoken.sensitizing[part.text]})"
    if isinstance(part, Leaf) and isinstance(part.criterion, FusionClass) and not part.negative:
        fused = set(part.criterion.subjects)
        others = [leaf for other in tree.parts if other != part for leaf in leaves(other)]
        small = [leaf for leaf in others if not isinstance(leaf.criterion, FusionClass)]
        if any(fused & set(leaf.criterion.subjects) for leaf in small):
            return IN_FUSED_GENE
    return ""


def mechanism(
    parts: Iterable[Profile], targets: Mapping[Curie, str], labels: Mapping[str, str], drug: str
) -> tuple[Mechanism, str]:
    """Tell on-target from bypass by the drug's targets; say why.

    ``targets`` maps the genes that the drug targets to their symbols, ``labels`` every gene of the parts to its symbol.
    """
    asked = [leaf for part in parts for leaf in leaves(part) if not leaf.negative]
    groups = [genes for leaf in asked if (genes := [gene for gene in leaf.criterion.subjects if gene in labels])]
    if not targets:
        return Mechanism.UNKNOWN, f"no source of this release tells the targets of {drug}"
    if not groups:
        return Mechanism.UNKNOWN, "it speaks of no altered gene"
    inside = sorted({labels[gene] for genes in groups for gene in genes if Curie(gene) in targets})
    outside = sorted({labels[gene] for genes in groups if not _hit(genes, targets) for gene in genes})
    if inside and outside:
        return Mechanism.UNKNOWN, f"{', '.join(inside)}: a target of {drug}; {', '.join(outside)}: not"
    if inside:
        return Mechanism.ON_TARGET, f"{', '.join(inside)}: a target of {drug}"
    return Mechanism.BYPASS, f"{', '.join(outside)}: no target of {drug} ({', '.join(sorted(targets.values()))})"


def _hit(genes: Iterable[str], targets: Mapping[Curie, str]) -> bool:
    return any(Curie(gene) in targets for gene in genes)
