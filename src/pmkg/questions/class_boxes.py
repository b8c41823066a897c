"""The boxes of each kind of criterion: what it lets in, in the same terms for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pmkg.model import criterion as asked
from pmkg.model.criterion import Criterion, Function
from pmkg.model.kinds import Origin
from pmkg.model.variant import ChangeKind, Consequence, CopyCall, ProteinChange
from pmkg.questions.extents import ANY, Box, Interval, Side, all_but, only
from pmkg.questions.markers import states_met
from pmkg.questions.structural_variants import LEVELS_MET

_IN_FRAME = frozenset({Consequence.IN_FRAME_DELETION, Consequence.IN_FRAME_INSERTION})
_GAINS = frozenset({Function.MUTATION, Function.ONCOGENIC, Function.ACTIVATING})
_HARMFUL = "not benign"


def boxes(criterion: Criterion, role: str = "") -> tuple[Box, ...]:
    """Give the boxes of a criterion; ``role`` says what a bare "mutation" of its gene means (CLINICAL rule 4)."""
    return _BOXES[type(criterion)](criterion, role)


def _facts(function: Function, role: str) -> frozenset[str]:
    """Give what a mutation with this function is known to be: the function and all that follows from it."""
    follows: dict[str, tuple[str, ...]] = {
        Function.ACTIVATING: (Function.ONCOGENIC,),
        Function.PATHOGENIC: (Function.ONCOGENIC,),
        Function.ONCOGENIC: (_HARMFUL,),
        Function.LOSS_OF_FUNCTION: (_HARMFUL,),
        Function.MUTATION: (_HARMFUL,),
    }
    if role == "oncogene":
        follows[Function.MUTATION] = (Function.ACTIVATING,)
        follows[Function.ACTIVATING] += (Function.MUTATION,)
    else:
        follows[Function.ONCOGENIC] += (Function.MUTATION,)
        follows[Function.LOSS_OF_FUNCTION] += (Function.MUTATION,)
    known: set[str] = set()
    todo: list[str] = [_HARMFUL if function is Function.ANY else function]
    while todo:
        fact = todo.pop()
        if fact not in known:
            known.add(fact)
            todo.extend(follows.get(fact, ()))
    return frozenset(str(fact) for fact in known)


def _small(criterion: Any, sides: Mapping[str, Side], facts: frozenset[str] = frozenset()) -> Box:
    return Box("small variant", {"gene": only(criterion.gene.id), "origin": _origin(criterion), **sides}, facts)


def _origin(criterion: Any) -> Side:
    return ANY if criterion.origin is Origin.UNKNOWN else only(criterion.origin)


def _allele(criterion: asked.Allele, role: str) -> tuple[Box, ...]:
    change = criterion.change
    sides = {"change": only(_key(change)), "consequence": only(change.consequence)}
    if change.kind is ChangeKind.SUBSTITUTION:
        sides["residue"] = only((change.first, change.start)) if change.first else ANY
        sides["alternate"] = only(change.alternate)
        sides["substitution"] = only(True)
    return (_small(criterion, sides),)


def _key(change: ProteinChange) -> tuple[object, ...]:
    """Give what two changes have in common when they are the same (a frameshift: where it begins)."""
    if change.kind is ChangeKind.FRAMESHIFT:
        return (change.kind, change.start)
    return (change.kind, change.start, change.end, change.alternate)


def _coding(criterion: asked.CodingAllele, role: str) -> tuple[Box, ...]:
    return (_small(criterion, {"coding": only(criterion.coding)}),)


def _codon(criterion: asked.Codon, role: str) -> tuple[Box, ...]:
    listed = frozenset(criterion.alternates) - frozenset(criterion.excluded)
    alternate = Side(listed) if criterion.alternates else all_but(*criterion.excluded)
    sides = {"residue": only(*criterion.residues), "alternate": alternate, "substitution": only(True)}
    return (_small(criterion, {**sides, "consequence": only(Consequence.MISSENSE)}),)


def _region(criterion: asked.Region, role: str) -> tuple[Box, ...]:
    positions = {position for start, end in criterion.residues for position in range(start, end + 1)}
    places = [{"position": only(*positions)}] if positions else []
    events = []
    if criterion.exons is not None:
        exons = only(*range(criterion.exons[0], criterion.exons[1] + 1))
        places.append({"exon": exons})
        events = [_event(criterion, criterion.function, criterion.consequences, {"exon": exons})]
    needs = _needs(criterion.consequences, criterion.function, role, all_but(Consequence.SYNONYMOUS))
    if not criterion.consequences and criterion.function in _GAINS:
        needs.append((Side(frozenset(_IN_FRAME)), frozenset({_HARMFUL})))
    small = [_small(criterion, {**place, "consequence": side}, facts) for place in places for side, facts in needs]
    return (*small, *events)


def _class(criterion: asked.MutationClass, role: str) -> tuple[Box, ...]:
    needs = _needs(criterion.consequences, criterion.function, role, ANY)
    spared = frozenset(f"spares {residue}" for residue in criterion.excluded)
    alleles = only("both") if criterion.biallelic else ANY
    change = all_but(*(_key(exception) for exception in criterion.exceptions)) if criterion.exceptions else ANY
    sides = {"alleles": alleles, "change": change}
    found = [_small(criterion, {**sides, "consequence": side}, facts | spared) for side, facts in needs]
    if not criterion.excluded or criterion.function is Function.LOSS_OF_FUNCTION:
        found.append(_event(criterion, criterion.function, criterion.consequences, {"alleles": alleles}))
    return tuple(found)


def _needs(
    consequences: frozenset[Consequence], function: Function, role: str, otherwise: Side
) -> list[tuple[Side, frozenset[str]]]:
    """Say which consequences are let in on what condition: a missense change has to have the function, others only to harm."""
    if not consequences:
        return [(otherwise, _facts(function, role))]
    plain = consequences - {Consequence.MISSENSE}
    found = [(Side(plain), frozenset({_HARMFUL}))] if plain else []
    if Consequence.MISSENSE in consequences:
        found.append((only(Consequence.MISSENSE), _facts(function, role)))
    return found


def _event(criterion: Any, function: Function, consequences: frozenset[Consequence], sides: dict[str, Side]) -> Box:
    """Give the box of events that are no small variants and do what a class asks for."""
    does = str(function) if function in (Function.LOSS_OF_FUNCTION, Function.PATHOGENIC) else "gain"
    shape = Side(frozenset(consequences)) if consequences else ANY
    gene = {"gene": only(criterion.gene.id), "origin": _origin(criterion)}
    return Box("event", {**gene, "does": only(does), "shape": shape, **sides})


def _exon_event(criterion: asked.ExonEventClass, role: str) -> tuple[Box, ...]:
    what = (criterion.event, criterion.first, criterion.last, criterion.residues)
    return (_of_gene(criterion, "exon event", what=only(what)),)


def _of_gene(criterion: Any, kind: str, **sides: Side) -> Box:
    return Box(kind, {"gene": only(criterion.gene.id), "origin": _origin(criterion), **sides})


def _loss(criterion: asked.Loss, role: str) -> tuple[Box, ...]:
    return (_copies(criterion, CopyCall.DEEP_DELETION), _of_gene(criterion, "loss by other means"))


def _copies(criterion: Any, call: CopyCall) -> Box:
    return _of_gene(criterion, "copy number", call=only(call))


def _copy(criterion: asked.Copy, role: str) -> tuple[Box, ...]:
    return (_copies(criterion, criterion.call),)


def _fusion(criterion: asked.FusionClass, role: str) -> tuple[Box, ...]:
    named = [gene.id for gene in (criterion.five, criterion.three) if gene is not None]
    partners = only(frozenset(named)) if len(named) == 2 else ANY
    facts = frozenset(f"with {gene}" for gene in named) | {f"without {gene.id}" for gene in criterion.excluded}
    exons = only((criterion.five_exon, criterion.three_exon)) if criterion.five_exon and criterion.three_exon else ANY
    return (Box("fusion", {"partners": partners, "exons": exons, "origin": _origin(criterion)}, facts),)


def _rearrangement(criterion: asked.RearrangementClass, role: str) -> tuple[Box, ...]:
    if criterion.detail:
        return (_of_gene(criterion, "rearrangement", detail=only(criterion.detail)),)
    fusion = Box("fusion", {"origin": _origin(criterion)}, frozenset({f"with {criterion.gene.id}"}))
    return (_of_gene(criterion, "rearrangement"), fusion)


def _named_event(criterion: asked.EventClass, role: str) -> tuple[Box, ...]:
    return (_of_gene(criterion, "named event", event=only(criterion.event.casefold())),)


def _expression(criterion: asked.ExpressionClass, role: str) -> tuple[Box, ...]:
    levels = LEVELS_MET.get(criterion.level, (criterion.level,))
    return (_of_gene(criterion, "expression", level=only(*levels)),)


def _wild_type(criterion: asked.WildType, role: str) -> tuple[Box, ...]:
    return (_of_gene(criterion, "wild type"),)


def _marker(criterion: asked.Marker, role: str) -> tuple[Box, ...]:
    return (Box("marker", {"name": only(criterion.name), "state": Side(states_met(criterion))}),)


def _score(criterion: asked.Score, role: str) -> tuple[Box, ...]:
    value, inf = criterion.value, float("inf")
    bounds = {
        ">=": Interval(value, inf),
        ">": Interval(value, inf, above=True),
        "<=": Interval(-inf, value),
        "<": Interval(-inf, value, below=True),
        "=": Interval(value, value),
    }
    return (Box("score", {"name": only(criterion.name), "value": bounds[criterion.comparator]}),)


_BOXES: dict[type, Callable[[Any, str], tuple[Box, ...]]] = {
    asked.Allele: _allele,
    asked.CodingAllele: _coding,
    asked.Codon: _codon,
    asked.Region: _region,
    asked.MutationClass: _class,
    asked.ExonEventClass: _exon_event,
    asked.Loss: _loss,
    asked.Copy: _copy,
    asked.FusionClass: _fusion,
    asked.RearrangementClass: _rearrangement,
    asked.EventClass: _named_event,
    asked.ExpressionClass: _expression,
    asked.WildType: _wild_type,
    asked.Marker: _marker,
    asked.Score: _score,
}
