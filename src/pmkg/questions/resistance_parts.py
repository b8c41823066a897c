"""What of a resistance profile is the background driver, and whether the rest lies in the drug's target or around it."""

from __future__ import annotations

from collections.abc import Mapping
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


@dataclass(frozen=True, slots=True)
class Aims:
    """Hold what a drug acts on: its targets with their symbols, and genes that a source lists as inhibited or the like."""

    drug: str
    targets: Mapping[Curie, str]
    acted_on: Mapping[Curie, str]


def mechanism(parts: Parts, aims: Aims, symbols: Mapping[str, str]) -> tuple[Mechanism, str]:
    """Tell on-target from bypass by the drug's targets, and say why; ``symbols`` names every gene of the parts.

    Lists of targets are not complete. A gene that another source says the drug acts on, or that is the driver itself, is
    therefore no bypass: it is on target where both hold, and not known where one does.
    """
    asked = [leaf for part in parts.defeating for leaf in leaves(part) if not leaf.negative]
    groups = [genes for leaf in asked if (genes := [gene for gene in leaf.criterion.subjects if gene in symbols])]
    if not aims.targets:
        return Mechanism.UNKNOWN, f"no source of this release tells the targets of {aims.drug}"
    if not groups:
        return Mechanism.UNKNOWN, "it speaks of no altered gene"
    driving = {gene for part, _ in parts.drivers for leaf in leaves(part) for gene in leaf.criterion.subjects}
    found = [min((_place(gene, driving, aims, symbols) for gene in genes), key=_nearest) for genes in groups]
    places = {place for place, _ in found}
    reasons = "; ".join(dict.fromkeys(reason for _, reason in found))
    return (places.pop() if len(places) == 1 else Mechanism.UNKNOWN), reasons


_NEAREST = (Mechanism.ON_TARGET, Mechanism.UNKNOWN, Mechanism.BYPASS)


def _nearest(found: tuple[Mechanism, str]) -> int:
    return _NEAREST.index(found[0])


def _place(gene: str, driving: set[str], aims: Aims, symbols: Mapping[str, str]) -> tuple[Mechanism, str]:
    """Place one gene, with the reason in words."""
    id, symbol = Curie(gene), symbols[gene]
    if id in aims.targets:
        return Mechanism.ON_TARGET, f"{symbol}: a target of {aims.drug}"
    source = aims.acted_on.get(id, "")
    if gene in driving:
        if source:
            return Mechanism.ON_TARGET, f"{symbol}: the driver itself, which {aims.drug} acts on ({source})"
        return Mechanism.UNKNOWN, f"{symbol}: the driver itself, not listed as a target of {aims.drug}"
    if source:
        return Mechanism.UNKNOWN, f"{symbol}: no listed target of {aims.drug}, which acts on it by {source}"
    return Mechanism.BYPASS, f"{symbol}: no target of {aims.drug} ({', '.join(sorted(aims.targets.values()))})"
