"""The points of the oncogenicity standard that the release can give to a small variant, each with its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pmkg.model.oncogenicity import Point
from pmkg.model.variant import TRUNCATING, ChangeKind, Consequence, Mutation, ProteinChange
from pmkg.model.views import GeneKnowledge, Hotspot
from pmkg.vocabulary.exons import ExonTable
from pmkg.vocabulary.oncogenicity import activating_truncations, no_milder, standard

_IN_FRAME = frozenset({Consequence.IN_FRAME_DELETION, Consequence.IN_FRAME_INSERTION})
_HOTSPOTS = "cancerhotspots"
_SUPPRESSING = frozenset({"suppressor", "both"})
_DRIVING = frozenset({"oncogene", "both"})
_GAINS = frozenset({"gain of function", "neomorphic"})
_LOSSES = frozenset({"loss of function", "dominant negative"})


def points_of(mutation: Mutation, knowledge: GeneKnowledge) -> tuple[Point, ...]:
    """List the codes that apply to a variant, less those that another one leaves out, in the order of the standard."""
    found = {point.code: point for point in _applying(mutation, knowledge)}
    out = {code for applied in found for code in standard().leaves_out.get(applied, ())}
    return tuple(found[code] for code in standard().points if code in found and code not in out)


def is_null(mutation: Mutation) -> bool:
    """Say whether a variant takes the protein away: stop, frameshift, canonical splice site, lost start."""
    change = mutation.protein
    if mutation.splice:
        return True
    return change is not None and (
        change.consequence in TRUNCATING or change.consequence in (Consequence.SPLICE, Consequence.START_LOSS)
    )


def activates_by_truncation(mutation: Mutation) -> bool:
    """Say whether a truncation lies where it activates the gene instead of ending its function (CLINICAL rule 4)."""
    known, change = activating_truncations().get(mutation.gene.symbol), mutation.protein
    return (
        known is not None
        and change is not None
        and change.consequence in TRUNCATING
        and known.first <= change.start <= known.last
    )


def singles(change: ProteinChange, knowledge: GeneKnowledge) -> tuple[ProteinChange, ...]:
    """Give the single substitutions of a delins of equal length, named by the residues that the release knows; else the change."""
    parts = change.substitutions
    if change.kind is not ChangeKind.DELINS or not parts:
        return (change,)
    named = (part if part.first else _named(part, knowledge) for part in parts)
    return tuple(part for part in named if part.first != part.alternate)


def _named(change: ProteinChange, knowledge: GeneKnowledge) -> ProteinChange:
    residue = knowledge.residues.get(str(change.start), "")
    return replace(change, first=residue, last=residue) if len(residue) == 1 else change


def _applying(mutation: Mutation, knowledge: GeneKnowledge) -> Iterator[Point]:
    change = mutation.protein
    if is_null(mutation) and knowledge.role in _SUPPRESSING and not activates_by_truncation(mutation):
        constrained = f"; pLI {knowledge.pli:g} (gnomAD)" if knowledge.pli is not None else ""
        yield _point("OVS1", f"{_effect(mutation)} in a suppressor{constrained}", "intogen")
    if change is None:
        return
    yield from _functional(change, knowledge)
    for single in singles(change, knowledge):
        yield from _recurrent(single, knowledge)
        yield from _beside(single, knowledge)
    yield from _length(mutation, change, knowledge)


def _point(code: str, reason: str, source: str) -> Point:
    return Point(code, standard().points[code], reason, source)


def _effect(mutation: Mutation) -> str:
    change = mutation.protein
    return "canonical splice change" if mutation.splice or change is None else f"{change.consequence}"


def _functional(change: ProteinChange, knowledge: GeneKnowledge) -> Iterator[Point]:
    """Take functional studies: a gain counts for a driver, a loss for a suppressor; an unaltered function speaks against."""
    effect, _, record = knowledge.functional.get(change.text, "").partition("|")
    fits = (effect in _GAINS and knowledge.role != "suppressor") or (
        effect in _LOSSES and knowledge.role in _SUPPRESSING
    )
    if fits:
        yield _point("OS2", f"functional study: {effect}", record)
    elif effect == "unaltered function":
        yield _point("SBS2", f"functional study: {effect}", record)


def _recurrent(change: ProteinChange, knowledge: GeneKnowledge) -> Iterator[Point]:
    """Take the hotspots: strong, moderate or weak by the tumors at the residue and those with this very change."""
    rules = standard()
    for hotspot in knowledge.hotspots:
        if not hotspot.start <= change.start <= hotspot.end or not _of_its_kind(change, hotspot):
            continue
        same = _tumors(change, hotspot)
        if not same and hotspot.kind == "single residue":
            continue
        told = f"{hotspot.kind} hotspot: {hotspot.count} tumors, {same} with this change"
        strong = hotspot.count >= rules.residue_tumors
        if same >= rules.change_tumors:
            yield _point("OS3" if strong else "OM3", told, _HOTSPOTS)
        else:
            yield _point("OP3", told, _HOTSPOTS)
            if hotspot.kind == "single residue" and is_strong(hotspot):
                yield _point("OM1", f"the residue is a strong hotspot: {hotspot.count} tumors", _HOTSPOTS)


def is_strong(hotspot: Hotspot) -> bool:
    """Say whether a residue recurs in enough tumors, one change of it among them, to make a strong hotspot."""
    rules = standard()
    return hotspot.count >= rules.residue_tumors and max(hotspot.seen.values(), default=0) >= rules.change_tumors


def _of_its_kind(change: ProteinChange, hotspot: Hotspot) -> bool:
    match hotspot.kind:
        case "single residue":
            return change.consequence in (Consequence.MISSENSE, Consequence.NONSENSE)
        case "in-frame indel":
            return change.consequence in _IN_FRAME
        case "splice":
            return change.consequence is Consequence.SPLICE
    return False


def _tumors(change: ProteinChange, hotspot: Hotspot) -> int:
    """Count the tumors of a hotspot with this very change."""
    match hotspot.kind:
        case "single residue":
            return hotspot.seen.get("*" if change.consequence is Consequence.NONSENSE else change.alternate, 0)
        case "splice":
            return hotspot.count
    return hotspot.seen.get(change.text, 0)


def _beside(change: ProteinChange, knowledge: GeneKnowledge) -> Iterator[Point]:
    """Take another substitution of the residue that is known to be oncogenic, if this one is no milder."""
    if change.consequence is not Consequence.MISSENSE or not change.first:
        return
    called = set(knowledge.harmful_at.get(str(change.start), ""))
    recurrent = {
        letter
        for hotspot in knowledge.hotspots
        if hotspot.kind == "single residue" and hotspot.start == change.start and is_strong(hotspot)
        for letter, count in hotspot.seen.items()
        if count >= standard().change_tumors
    }
    for known in sorted((called | recurrent) - {change.alternate, change.first, "*"}):
        if no_milder(change.first, change.alternate, known):
            source = "a source's call" if known in called else _HOTSPOTS
            yield _point("OM4", f"{change.first}{change.start}{known} is known to be oncogenic", source)
            return


def _length(mutation: Mutation, change: ProteinChange, knowledge: GeneKnowledge) -> Iterator[Point]:
    """Take changes of the protein's length that keep the frame, and lost stops of a suppressor."""
    if change.consequence in _IN_FRAME and knowledge.role:
        yield _point("OM2", f"{change.consequence} in a known cancer gene ({knowledge.role})", "intogen")
        table, symbol = ExonTable.load(), mutation.gene.symbol
        exon = next((exon for exon in table.exons_of(symbol, change.start) if table.is_small(symbol, exon)), None)
        if exon is not None and knowledge.role in _DRIVING:
            yield _point("OM1", f"exon {exon}, known for activating in-frame changes", table.genes[symbol].citation)
    if change.consequence is Consequence.EXTENSION and knowledge.role in _SUPPRESSING:
        yield _point("OM2", "lost stop of a suppressor", "intogen")
