"""What curated evidence about one change tells of its effect: a response to an inhibitor of its own product, a diagnosis.

Few knowledge bases classify every change that they have evidence about: JAK2 V617F and EGFR G719S stand in the mirror's
releases as biomarkers and not as oncogenic. What is learned here counts provisionally (``ontology/oncogenicity.toml``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pmkg.ingest.statements import Normalized
from pmkg.model.criterion import Allele
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge
from pmkg.model.kinds import Direction, EdgeKind, Effect, StatementKind
from pmkg.model.profile import Leaf
from pmkg.model.statement import Statement
from pmkg.vocabulary.oncogenicity import evidence_rules, inhibits
from pmkg.vocabulary.scales import levels


class Told(StrEnum):
    """Name what evidence tells of a change, as its node keeps it."""

    RESPONSE = "response"
    DIAGNOSIS = "diagnosis"


@dataclass(frozen=True, slots=True)
class EffectEvidence:
    """Say that a record tells of an allele's effect; ``basis`` is the kind of evidence (approved, clinical, case ...)."""

    allele: Allele
    told: Told
    basis: str
    record: Curie


def effect_evidence(read: Iterable[Normalized], edges: Iterable[Edge]) -> Iterator[EffectEvidence]:
    """Give, per allele and kind, the strongest accepted record that tells of its effect."""
    inhibited = inhibited_genes(edges)
    best: dict[tuple[Allele, Told], tuple[int, Curie, EffectEvidence]] = {}
    for item in read:
        found = _told(item, inhibited)
        if found is not None:
            rank, evidence = found
            ranked = (rank, evidence.record, evidence)
            key = (evidence.allele, evidence.told)
            best[key] = min(best.get(key, ranked), ranked, key=lambda entry: entry[:2])
    for _, _, evidence in best.values():
        yield evidence


def inhibited_genes(edges: Iterable[Edge]) -> Mapping[Curie, frozenset[Curie]]:
    """Give, per drug, the genes whose products it inhibits."""
    found: dict[Curie, set[Curie]] = defaultdict(set)
    for edge in edges:
        if edge.kind is EdgeKind.TARGETS and inhibits(str(edge.properties.get("action", ""))):
            found[edge.subject].add(edge.object)
    return {drug: frozenset(genes) for drug, genes in found.items()}


def _told(item: Normalized, inhibited: Mapping[Curie, frozenset[Curie]]) -> tuple[int, EffectEvidence] | None:
    statement, profile = item.statement, item.profile
    if statement is None or not isinstance(profile, Leaf) or not isinstance(profile.criterion, Allele):
        return None
    if profile.negated or not statement.stands or statement.direction is not Direction.SUPPORTS:
        return None
    allele, rules = profile.criterion, evidence_rules()
    level = levels().get((statement.scale, statement.level.casefold()))
    if level is None or level.basis not in rules.telling | rules.supporting:
        return None
    told = _kind_of(statement, allele.gene.id, inhibited)
    return (level.rank, EffectEvidence(allele, told, level.basis, statement.id)) if told else None


def _kind_of(statement: Statement, gene: Curie, inhibited: Mapping[Curie, frozenset[Curie]]) -> Told | None:
    if statement.kind is StatementKind.DIAGNOSTIC:
        return Told.DIAGNOSIS if statement.significance.casefold() in evidence_rules().diagnosis else None
    if statement.kind is not StatementKind.PREDICTIVE or statement.effect is not Effect.SENSITIVITY:
        return None
    drugs = statement.regimen.drugs if statement.regimen is not None else ()
    return Told.RESPONSE if any(gene in inhibited.get(drug.id, ()) for drug in drugs) else None
