"""Explain options: from the patient's alterations and tumor to the statements, their citations and the tier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pmkg.model.answer import EvidenceItem, Option
from pmkg.model.curie import Curie
from pmkg.model.explanation import Explanation, ExplanationNode, StepKind
from pmkg.model.kinds import Direction, Origin, TumorMatch, TumorScope
from pmkg.model.profile import Profile
from pmkg.model.signature import Signature, Tumor
from pmkg.model.statement import Statement
from pmkg.model.variant import genes_of
from pmkg.model.views import GENE_KNOWLEDGE, statement_of, tree_of
from pmkg.ports.reader import GraphReader
from pmkg.questions.derivation import Derivation, step
from pmkg.questions.explained_profile import explain_profile
from pmkg.questions.explained_tumor import TumorPaths
from pmkg.questions.options import EvidenceItems
from pmkg.questions.patient import Patient

_SCOPES = {
    TumorScope.AGNOSTIC: "tumor-agnostic: approved or recommended whatever the tumor type, less what it excludes",
    TumorScope.BASKET: "basket evidence: many tumor types together, so no ancestor that gives tier I",
}
_NEAREST = {match: rank for rank, match in enumerate(TumorMatch)}


@dataclass(frozen=True, slots=True)
class _Facts:
    """Hold what the derivations of one patient read, once for all options."""

    patient: Patient
    tumor: Tumor
    statements: Mapping[Curie, Statement]
    trees: Mapping[Curie, Profile]
    labels: Mapping[Curie, str]
    paths: TumorPaths
    items: EvidenceItems


def explain(reader: GraphReader, signature: Signature, options: Sequence[Option]) -> tuple[Explanation, ...]:
    """Derive each option of the signature's answer; a pure function of the release, in a handful of batched reads.

    ``options`` are those of the answer to this signature on this release, or a part of them.
    """
    facts = _read(reader, signature, options)
    return tuple(_derive(option, facts) for option in options)


def _read(reader: GraphReader, signature: Signature, options: Sequence[Option]) -> _Facts:
    ids = {Curie(item.evidence) for option in options for item in (*option.supporting, *option.against)}
    statements = {id: statement_of(node) for id, node in reader.nodes(sorted(ids)).items()}
    profiles = sorted({statement.profile for statement in statements.values()})
    trees = {id: tree_of(node) for id, node in reader.nodes(profiles).items()}
    here = signature.tumor.id
    diseases = {statement.disease for statement in statements.values() if statement.disease is not None}
    excluded = {id for statement in statements.values() for id in statement.excluded}
    narrow = diseases | {here} if here is not None else set()
    paths = TumorPaths(reader, narrow)
    named = {id for disease in diseases if here is not None for id in _on_path(paths, here, disease)}
    nodes = reader.nodes(sorted(diseases | excluded | named))
    labels = {id: node.label for id, node in nodes.items()}
    patient = _patient(reader, signature)
    return _Facts(patient, signature.tumor, statements, trees, labels, paths, EvidenceItems())


def _patient(reader: GraphReader, signature: Signature) -> Patient:
    genes = sorted({gene.id for found in signature.found for gene in genes_of(found.alteration)})
    rows = reader.rows(GENE_KNOWLEDGE, genes)
    return Patient(signature, {gene: rows[gene][0] if gene in rows else None for gene in genes})


def _on_path(paths: TumorPaths, here: Curie, disease: Curie) -> Iterable[Curie]:
    for rise in (*paths.rise(here, disease), *paths.rise(disease, here)):
        yield from (rise.narrow, rise.wide)


def _derive(option: Option, facts: _Facts) -> Explanation:
    effect = option.effect.lower().replace("_", " ")
    items = (*option.supporting, *option.against)
    profile = facts.statements[Curie(items[0].evidence)].profile
    state = f"{option.status.lower()}, {_grade(option.tier)}"
    name = f"{option.regimen.id} {option.effect} {profile}"
    root = step(StepKind.OPTION, name, f"{option.regimen.label}, {effect}", state)
    derivation = Derivation(root)
    explained = explain_profile(derivation, option, profile, facts.trees[profile], facts.patient)
    tumor = derivation.follow(root.id, "in", _tumor(facts.tumor))
    for item in sorted(items, key=lambda item: _NEAREST[item.tumor_match]):
        home = _place(derivation, tumor, item, facts)
        _add_statement(derivation, home, item, facts)
    _add_tier(derivation, option, explained)
    return derivation.finished()


def _tumor(tumor: Tumor) -> ExplanationNode:
    if tumor.id is None:
        reason = "not given" if not tumor.label else "not resolved to a tumor type, so no statement is compared with it"
        return step(StepKind.TUMOR, "unresolved", tumor.label or "no tumor type", reason)
    reason = f"OncoTree {tumor.oncotree}" if tumor.oncotree else "the patient's tumor type"
    return ExplanationNode(tumor.id, StepKind.TUMOR, tumor.label, reason)


def _place(derivation: Derivation, tumor: str, item: EvidenceItem, facts: _Facts) -> str:
    """Add what leads from the patient's tumor to a statement's, and give the step that the statement hangs on."""
    statement = facts.statements[Curie(item.evidence)]
    disease, here = statement.disease, facts.tumor.id
    match item.tumor_match:
        case TumorMatch.EXACT:
            return tumor
        case TumorMatch.TUMOR_AGNOSTIC:
            scope = step(StepKind.SCOPE, statement.disease_label, "", _SCOPES.get(statement.scope, ""))
            return derivation.follow(tumor, "is within", scope)
        case TumorMatch.ANCESTOR | TumorMatch.DESCENDANT if disease is not None and here is not None:
            return _walk(derivation, tumor, here, disease, facts)
        case TumorMatch.OTHER if disease is not None:
            return derivation.follow(tumor, "is not", _disease(disease, facts))
        case _:
            named = _disease(disease, facts) if disease is not None else step(StepKind.DISEASE, statement.disease_label)
            return derivation.follow(tumor, "not compared with", named)


def _walk(derivation: Derivation, tumor: str, here: Curie, disease: Curie, facts: _Facts) -> str:
    """Walk up to an ancestor, or down to a subtype."""
    at = tumor
    for rise in facts.paths.rise(here, disease):
        at = derivation.follow(at, "is a", _disease(rise.wide, facts), rise.stated)
    for rise in reversed(facts.paths.rise(disease, here)):
        at = derivation.follow(at, "has the subtype", _disease(rise.narrow, facts), rise.stated)
    return at


def _disease(id: Curie, facts: _Facts) -> ExplanationNode:
    return ExplanationNode(id, StepKind.DISEASE, facts.labels.get(id, id))


def _add_statement(derivation: Derivation, home: str, item: EvidenceItem, facts: _Facts) -> None:
    statement = facts.statements[Curie(item.evidence)]
    node = _statement(item, "; ".join(_said(item, statement, facts)))
    supports = item.direction is Direction.SUPPORTS
    derivation.follow(home, "supported by" if supports else "contradicted by", node)
    if item.citation:
        id = item.citation if item.citation.startswith("PMID:") else f"citation:{item.citation}"
        derivation.follow(node.id, "cites", ExplanationNode(id, StepKind.CITATION, item.citation))


def _statement(item: EvidenceItem, reason: str) -> ExplanationNode:
    return ExplanationNode(item.evidence, StepKind.STATEMENT, item.evidence, reason)


def _grade(tier: str | None) -> str:
    return f"tier {tier}" if tier else "no tier"


def _said(item: EvidenceItem, statement: Statement, facts: _Facts) -> Iterable[str]:
    """Say what a statement weighs and what it asks for besides its profile."""
    _, rule = facts.items.item(statement, item.tumor_match, item.variant_match)
    if item.direction is Direction.SUPPORTS:
        yield f"{_grade(item.tier)}: {rule}" if item.tier else f"{item.source} {item.level}, no tier: {rule}"
    else:
        yield f"evidence against, {item.source} {item.level}"
    if statement.disease and facts.labels.get(statement.disease, "").casefold() != item.disease.casefold():
        yield f"tumor in its words: {item.disease}"
    if statement.origin is not Origin.UNKNOWN:
        yield f"for {statement.origin} alterations"
    if statement.excluded:
        yield f"not for {', '.join(sorted(facts.labels.get(id, id) for id in statement.excluded))}"
    if statement.conditions:
        yield f"under the conditions {', '.join(statement.conditions)}"


def _add_tier(derivation: Derivation, option: Option, explained: set[str]) -> None:
    tier = derivation.follow(derivation.root, "has", step(StepKind.TIER, _grade(option.tier), "", option.tier_rule))
    if option.supporting:
        derivation.follow(tier, "by", _statement(option.supporting[0], ""))
    for note in option.notes:
        if note not in explained:
            derivation.follow(tier, "because", step(StepKind.NOTE, note))
