"""What a concrete small variant does to its gene, as far as the release knows.

Strongest first: the request's own classification, a source's call of this very change (ClinVar, CIViC), the points of the
ClinGen / CGC / VICC standard of 2022 (CLINICAL rules 4 and 22), provisionally curated evidence that tells of the effect, and
points that fall short only for want of data.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pmkg.model.oncogenicity import Basis, OncogenicityClass, Point
from pmkg.model.variant import Consequence, Mutation, Pathogenicity
from pmkg.model.views import GeneKnowledge
from pmkg.questions.effect_evidence import ToldEffect, told_effect
from pmkg.questions.oncogenicity_points import activates_by_truncation, is_null, points_of, singles
from pmkg.vocabulary.oncogenicity import activating_truncations, only_other_conditions, standard


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
    """Hold the verdicts that hold for one variant and the reason of each, for the derivation shown to the reader.

    ``calls`` are the laboratory's and the sources' classifications, ``points`` the codes of the standard that apply.
    """

    verdicts: frozenset[Verdict]
    reasons: tuple[str, ...] = ()
    classification: OncogenicityClass = OncogenicityClass.UNCERTAIN
    basis: Basis = Basis.POINTS
    calls: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()

    @property
    def oncogenic(self) -> bool:
        """Whether the variant counts as an "oncogenic mutation"."""
        return bool(self.verdicts & {Verdict.ACTIVATING, Verdict.ONCOGENIC, Verdict.PATHOGENIC})

    @property
    def open(self) -> bool:
        """Whether the points speak for an effect of what nobody called, and fall short: its significance is to be found out."""
        uncalled = self.basis is Basis.POINTS and self.verdicts == {Verdict.UNCERTAIN}
        speaking = any(point.code in standard().speaking for point in self.points)
        return uncalled and speaking and sum(point.points for point in self.points) > 0

    @property
    def loss(self) -> bool:
        """Whether the variant is a loss of function."""
        return Verdict.LOSS in self.verdicts

    @property
    def benign(self) -> bool:
        """Whether the variant is known to be harmless."""
        return Verdict.BENIGN in self.verdicts


_STATED = {
    Pathogenicity.PATHOGENIC: OncogenicityClass.ONCOGENIC,
    Pathogenicity.LIKELY_PATHOGENIC: OncogenicityClass.LIKELY_ONCOGENIC,
    Pathogenicity.UNCERTAIN: OncogenicityClass.UNCERTAIN,
    Pathogenicity.LIKELY_BENIGN: OncogenicityClass.LIKELY_BENIGN,
    Pathogenicity.BENIGN: OncogenicityClass.BENIGN,
}
_HARMLESS = frozenset({OncogenicityClass.BENIGN, OncogenicityClass.LIKELY_BENIGN})
_HARMING = frozenset({OncogenicityClass.ONCOGENIC, OncogenicityClass.LIKELY_ONCOGENIC})


@dataclass(frozen=True, slots=True)
class _Called:
    """Hold what the release's sources call one change: the record of each call, "" where there is none.

    ``elsewhere`` says that the conditions of the call are all other ones than tumors.
    """

    pathogenic: str
    oncogenic: str
    benign: str
    elsewhere: bool

    @property
    def texts(self) -> tuple[str, ...]:
        named = (("pathogenic", self.pathogenic), ("oncogenic", self.oncogenic), ("benign", self.benign))
        return tuple(f"{name} ({record})" for name, record in named if record)


def assess(mutation: Mutation, knowledge: GeneKnowledge) -> Assessment:
    """Judge one small variant with what the release knows of its gene."""
    called = _called(mutation, knowledge)
    stated = mutation.pathogenicity
    points = points_of(mutation, knowledge)
    if stated is not None and not stated.harmful:
        verdict = Verdict.UNCERTAIN if stated is Pathogenicity.UNCERTAIN else Verdict.BENIGN
        reason = f"reported {stated.replace('_', ' ')}"
        calls = (reason, *called.texts)
        return Assessment(frozenset({verdict}), (reason,), _STATED[stated], Basis.LABORATORY, calls, points)
    if stated is None and called.benign:
        reason = f"benign ({called.benign})"
        benign = OncogenicityClass.BENIGN
        return Assessment(frozenset({Verdict.BENIGN}), (reason,), benign, Basis.SOURCE, called.texts, points)
    harmful = stated is not None or bool(called.pathogenic or called.oncogenic)
    if not harmful and _silent(mutation):
        benign = OncogenicityClass.LIKELY_BENIGN
        return Assessment(frozenset({Verdict.BENIGN}), ("silent",), benign, Basis.POINTS, (), points)
    return _harmful(mutation, knowledge, called, points)


def _called(mutation: Mutation, knowledge: GeneKnowledge) -> _Called:
    """Gather the sources' calls of a change; a complex change of single ones is what its worst single one is."""
    change = mutation.protein
    names = [change.text, *(one.text for one in singles(change, knowledge))] if change else []

    def record(calls: dict[str, str], group: str) -> str:
        known = next((calls[name] for name in names if name in calls), "")
        return known or (mutation.coding if knowledge.coding.get(mutation.coding) == group else "")

    pathogenic = record(knowledge.pathogenic, "pathogenic")
    benign = knowledge.benign.get(change.text, "") if change else ""
    return _Called(
        pathogenic,
        record(knowledge.oncogenic, "oncogenic"),
        benign or (mutation.coding if knowledge.coding.get(mutation.coding) == "benign" else ""),
        any(only_other_conditions(knowledge.conditions.get(name, "")) for name in names),
    )


def _silent(mutation: Mutation) -> bool:
    change = mutation.protein
    return change is not None and change.consequence is Consequence.SYNONYMOUS and not mutation.splice


def _harmful(mutation: Mutation, knowledge: GeneKnowledge, called: _Called, points: tuple[Point, ...]) -> Assessment:
    """Judge a variant that nobody calls harmless: by the laboratory, the sources, the points, and what it does to its gene."""
    verdicts: set[Verdict] = set()
    reasons: list[str] = []
    calls = list(called.texts)
    if mutation.pathogenicity is not None:
        verdicts.add(Verdict.PATHOGENIC)
        reasons.append(f"reported {mutation.pathogenicity.replace('_', ' ')}")
        calls.insert(0, reasons[0])
    if called.pathogenic:
        verdicts.add(Verdict.PATHOGENIC)
        reasons.append(f"pathogenic ({called.pathogenic})")
    if called.oncogenic:
        verdicts.add(Verdict.ONCOGENIC)
        reasons.append(f"oncogenic ({called.oncogenic})")
    told = told_effect(mutation, knowledge, points)
    by_points, _ = _by_points(points, told)
    if by_points in _HARMING:
        verdicts.add(Verdict.ONCOGENIC)
    classification, basis = _classified(mutation, called, points, told)
    if told.oncogenic:
        reasons.append(told.oncogenic)
        calls.append(told.oncogenic)
    reasons.extend(f"{point.code}: {point.reason}" for point in points)
    if activates_by_truncation(mutation):
        verdicts |= {Verdict.ONCOGENIC, Verdict.ACTIVATING}
        known = activating_truncations()[mutation.gene.symbol]
        reasons.append(f"activating truncation: {known.meaning} ({known.citation})")
        classification = max(classification, OncogenicityClass.LIKELY_ONCOGENIC, key=_rank)
    else:
        _judge_function(mutation, knowledge, called, told, verdicts, reasons)
    if classification in _HARMLESS and not verdicts:
        verdicts.add(Verdict.BENIGN)
    return Assessment(
        frozenset(verdicts or {Verdict.UNCERTAIN}), tuple(reasons), classification, basis, tuple(calls), points
    )


def _classified(
    mutation: Mutation, called: _Called, points: tuple[Point, ...], told: ToldEffect
) -> tuple[OncogenicityClass, Basis]:
    """Give the class and what it rests on: the request, else a source's call, else the points or evidence."""
    if mutation.pathogenicity is not None:
        return _STATED[mutation.pathogenicity], Basis.LABORATORY
    if called.pathogenic or called.oncogenic:
        return OncogenicityClass.ONCOGENIC, Basis.SOURCE
    return _by_points(points, told)


def _by_points(points: tuple[Point, ...], told: ToldEffect) -> tuple[OncogenicityClass, Basis]:
    """Give the class by points, else by evidence that tells of an effect.

    The codes for computational evidence and for absence from controls need data that no source of the graph holds, and few
    functional studies are in it. A variant that only the former part from "likely oncogenic", or that recurs in tumors, counts
    as such, and is marked provisional.
    """
    rules = standard()
    total = sum(point.points for point in points)
    classification = rules.classify(total)
    if classification is OncogenicityClass.UNCERTAIN and told.oncogenic:
        return OncogenicityClass.LIKELY_ONCOGENIC, Basis.EVIDENCE
    if classification is OncogenicityClass.UNCERTAIN and total > 0:
        hoped = rules.classify(total + rules.open) is not OncogenicityClass.UNCERTAIN
        if hoped or not rules.recurrent.isdisjoint(point.code for point in points):
            return OncogenicityClass.LIKELY_ONCOGENIC, Basis.PROVISIONAL
    return classification, Basis.POINTS


def _rank(classification: OncogenicityClass) -> int:
    return -list(OncogenicityClass).index(classification)


def _judge_function(
    mutation: Mutation,
    knowledge: GeneKnowledge,
    called: _Called,
    told: ToldEffect,
    verdicts: set[Verdict],
    reasons: list[str],
) -> None:
    """Add activation or loss of function: from a response to an inhibitor of the product, else consequence and the gene's role.

    A change that is only called pathogenic, for inherited diseases that are no tumors, does not thereby activate an oncogene:
    those of KIT in piebaldism lose the function. Of a gene without a known role it is not thereby activating either.
    """
    known, null = bool(verdicts), is_null(mutation)
    if known and told.response:
        verdicts.add(Verdict.ACTIVATING)
        if not told.oncogenic:
            reasons.append(f"answers to an inhibitor of {knowledge.symbol} ({told.response})")
        return
    suppressor = knowledge.role in ("suppressor", "both")
    if null and knowledge.role != "oncogene":
        verdicts.add(Verdict.LOSS)
        reasons.append("truncating or canonical splice change")
    elif known and not null and suppressor:
        verdicts.add(Verdict.LOSS)
        reasons.append("known harmful change of a suppressor")
    of_tumors = Verdict.ONCOGENIC in verdicts or mutation.pathogenicity is not None or not called.elsewhere
    driver = knowledge.role in ("oncogene", "both") or (not knowledge.role and Verdict.ONCOGENIC in verdicts)
    if (
        known
        and driver
        and of_tumors
        and (not null or (knowledge.role == "oncogene" and Verdict.ONCOGENIC in verdicts))
    ):
        verdicts.add(Verdict.ACTIVATING)
