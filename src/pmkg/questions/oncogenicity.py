"""What a concrete small variant does to its gene, as far as the release knows.

Sources of a verdict, strongest first: the request's own classification, ClinVar and other curated classifications, an exact
recurrent hotspot allele, an oncogenic call of a source, and truncation of a suppressor (CLINICAL rules 4 and 22).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pmkg.model.variant import TRUNCATING, Consequence, Mutation, Pathogenicity, ProteinChange
from pmkg.model.views import GeneKnowledge, Hotspot


class Verdict(StrEnum):
    """Name what is known of a variant's effect."""

    ACTIVATING = "activating"
    ONCOGENIC = "oncogenic"
    LOSS = "loss of function"
    PATHOGENIC = "pathogenic"
    UNCERTAIN = "uncertain"
    BENIGN = "benign"


@dataclass(frozen=True, slots=True)
class Assessment:
    """Hold the verdicts that hold for one variant and the reason of each, for the derivation shown to the reader."""

    verdicts: frozenset[Verdict]
    reasons: tuple[str, ...] = ()

    @property
    def oncogenic(self) -> bool:
        """Whether the variant counts as an "oncogenic mutation"."""
        return bool(self.verdicts & {Verdict.ACTIVATING, Verdict.ONCOGENIC, Verdict.PATHOGENIC})

    @property
    def loss(self) -> bool:
        """Whether the variant is a loss of function."""
        return Verdict.LOSS in self.verdicts

    @property
    def benign(self) -> bool:
        """Whether the variant is known to be harmless."""
        return Verdict.BENIGN in self.verdicts


BENIGN = Assessment(frozenset({Verdict.BENIGN}), ("classified benign",))
UNCERTAIN = Assessment(frozenset({Verdict.UNCERTAIN}))
_HARMFUL = {Pathogenicity.PATHOGENIC, Pathogenicity.LIKELY_PATHOGENIC}
_HARMLESS = {Pathogenicity.BENIGN, Pathogenicity.LIKELY_BENIGN}


def assess(mutation: Mutation, knowledge: GeneKnowledge) -> Assessment:
    """Judge one small variant with what the release knows of its gene."""
    if mutation.pathogenicity in _HARMLESS:
        return BENIGN
    change = mutation.protein
    name = change.text if change else ""
    if mutation.pathogenicity is None and (
        name in knowledge.benign or knowledge.coding.get(mutation.coding) == "benign"
    ):
        return BENIGN
    if change is not None and change.consequence is Consequence.SYNONYMOUS and not mutation.splice:
        return BENIGN
    verdicts: set[Verdict] = set()
    reasons: list[str] = []
    if mutation.pathogenicity in _HARMFUL:
        _add(verdicts, reasons, Verdict.PATHOGENIC, f"reported {str(mutation.pathogenicity).replace('_', ' ')}")
    if name in knowledge.pathogenic or knowledge.coding.get(mutation.coding) == "pathogenic":
        _add(verdicts, reasons, Verdict.PATHOGENIC, f"pathogenic ({knowledge.pathogenic.get(name, 'coding change')})")
    if name in knowledge.oncogenic:
        _add(verdicts, reasons, Verdict.ONCOGENIC, f"oncogenic ({knowledge.oncogenic[name]})")
    if change is not None and (hotspot := _hotspot(change, knowledge.hotspots)):
        _add(verdicts, reasons, Verdict.ONCOGENIC, f"{hotspot.kind} hotspot seen in {hotspot.count} tumors")
    _judge_function(mutation, knowledge, verdicts, reasons)
    return Assessment(frozenset(verdicts or {Verdict.UNCERTAIN}), tuple(reasons))


def _add(verdicts: set[Verdict], reasons: list[str], verdict: Verdict, reason: str) -> None:
    verdicts.add(verdict)
    reasons.append(reason)


def _judge_function(mutation: Mutation, knowledge: GeneKnowledge, verdicts: set[Verdict], reasons: list[str]) -> None:
    """Add activation or loss of function, from the consequence and the gene's role.

    Of a gene without a known role, a change that is pathogenic for an inherited disease is not thereby activating.
    """
    change = mutation.protein
    known = bool(verdicts)
    suppressor = knowledge.role in ("suppressor", "both")
    truncating = mutation.splice or (
        change is not None and (change.consequence in TRUNCATING or change.consequence is Consequence.SPLICE)
    )
    activating_truncation = truncating and knowledge.role == "oncogene" and Verdict.ONCOGENIC in verdicts
    if truncating and not activating_truncation and knowledge.role != "oncogene":
        _add(verdicts, reasons, Verdict.LOSS, "truncating or canonical splice change")
        if suppressor:
            _add(verdicts, reasons, Verdict.ONCOGENIC, "truncation of a suppressor")
    elif known and not truncating and suppressor:
        _add(verdicts, reasons, Verdict.LOSS, "known harmful change of a suppressor")
    activating = knowledge.role in ("oncogene", "both") or (not knowledge.role and Verdict.ONCOGENIC in verdicts)
    if known and activating and (not truncating or activating_truncation):
        verdicts.add(Verdict.ACTIVATING)


def _hotspot(change: ProteinChange, hotspots: tuple[Hotspot, ...]) -> Hotspot | None:
    """Find the recurrent allele or in-frame region that a change belongs to.

    A single-residue hotspot counts for the residues seen there, a stop only where stops are recurrent; structural (3D)
    clusters are weaker evidence and do not count on their own.
    """
    for hotspot in hotspots:
        if change.start < hotspot.start or change.start > hotspot.end:
            continue
        if hotspot.kind == "single residue":
            if change.consequence is Consequence.MISSENSE and change.alternate in hotspot.alternates:
                return hotspot
            if change.consequence is Consequence.NONSENSE and "*" in hotspot.alternates:
                return hotspot
        elif (
            hotspot.kind == "in-frame indel"
            and change.consequence
            in (
                Consequence.IN_FRAME_DELETION,
                Consequence.IN_FRAME_INSERTION,
            )
        ) or (hotspot.kind == "splice" and change.consequence is Consequence.SPLICE):
            return hotspot
    return None
