"""What is known to defeat a regimen, whether this patient has it, and which matched options remain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pmkg.model.answer import Option
from pmkg.model.curie import Curie
from pmkg.model.kinds import Direction, Effect, Origin, Truth, TumorMatch
from pmkg.model.profile import Profile
from pmkg.model.regimen import Regimen
from pmkg.model.regimen_search import RegimenRelation, partners, relation_of
from pmkg.model.resistance import Defeat, Driver, Ground, Remaining, Resistance
from pmkg.model.signature import Signature
from pmkg.model.statement import Statement
from pmkg.ports.reader import GraphReader
from pmkg.questions.match import ABSENT, Match
from pmkg.questions.options import MATCHED, Candidate, EvidenceItems, build_option
from pmkg.questions.patient import Patient, read_patient
from pmkg.questions.populations import lacking, phase_notes
from pmkg.questions.prior_therapies import course_in_patient, given_before, given_notes
from pmkg.questions.profiles import evaluate
from pmkg.questions.regimen_evidence import agents, publications
from pmkg.questions.resistance_parts import Parts, divide, mechanism
from pmkg.questions.resistance_scope import DEFEATS, Scope, read_scope, together
from pmkg.questions.targeted_drugs import DrugQuestion
from pmkg.questions.tumor_context import tumor_context
from pmkg.vocabulary.scales import tier_rank

_STATES = {state: rank for rank, state in enumerate((Truth.PRESENT, Truth.UNKNOWN, Truth.ABSENT))}
_RELATIONS = {relation: rank for rank, relation in enumerate(RegimenRelation)}
_TUMORS = {match: rank for rank, match in enumerate(TumorMatch)}


class ResistanceQuestion:
    """Answer ``resistance`` on one release; give it a :class:`DrugQuestion` to share what that remembers."""

    def __init__(self, reader: GraphReader, drugs: DrugQuestion | None = None) -> None:
        self._reader = reader
        self._drugs = drugs or DrugQuestion(reader)
        self._items = EvidenceItems()

    def ask(self, drugs: Iterable[Curie], signature: Signature) -> Resistance:
        """Say what defeats the drugs given together; an empty signature leaves every state open.

        Statements about the regimen, about regimens that share a member and about a class of a member stay apart, each
        under its own regimen (rules 15 and 16). A statement that excludes this tumor or its lineage is only counted.
        """
        scope = read_scope(self._reader, frozenset(drugs))
        patient = read_patient(self._reader, signature)
        context = tumor_context(self._reader, signature.tumor.id, lacking(signature.markers, signature.phases))
        outcomes = {id: evaluate(tree, patient) for id, tree in scope.trees.items()}
        candidates: dict[tuple[Curie, Effect, Curie, Match], Candidate] = {}
        elsewhere = 0
        for statement in scope.statements:
            if statement.effect not in DEFEATS or statement.regimen is None:
                continue
            match = context.match(statement)
            if match is None:
                elsewhere += 1
                continue
            outcome = _outcome(statement, outcomes[statement.profile])
            key = (statement.regimen.id, statement.effect, statement.profile, outcome)
            if key not in candidates:
                text = scope.trees[statement.profile].text
                candidates[key] = Candidate(statement.regimen, statement.effect, text, outcome)
            candidates[key].statements.append((statement, match))
        found = [self._defeat(key[2], item, scope, patient) for key, item in candidates.items()]
        return Resistance(
            id=signature.id,
            release=self._reader.manifest().release,
            tumor=signature.tumor,
            drugs=agents(self._reader, scope.asked),
            defeated_by=tuple(sorted(found, key=_place)),
            remaining=self._remaining(signature, scope),
            elsewhere=elsewhere,
            warnings=signature.warnings,
        )

    def _defeat(self, profile: Curie, candidate: Candidate, scope: Scope, patient: Patient) -> Defeat:
        option = build_option(candidate, self._items)
        prior = frozenset(patient.signature.prior_therapies)
        had = given_before(candidate.regimen, prior)
        relation, drug_class, class_sources = scope.relations[candidate.regimen.id]
        parts = divide(scope.trees[profile], scope.spoken)
        states = [(part, evaluate(part, patient), basis) for part, basis in parts.drivers]
        drivers = tuple(Driver(part.text, state.truth, basis) for part, state, basis in states)
        members = {drug.id for drug in candidate.regimen.drugs}
        shared = sorted(scope.asked & members) or sorted(scope.asked)
        way, reason = mechanism(parts, together([scope.aims[drug] for drug in shared]), scope.symbols)
        known_as = () if drug_class is None else (drug_class.id,)
        ground, applies = _relative(parts, states, scope, patient)
        supporting = [statement for statement, _ in candidate.statements if statement.direction is Direction.SUPPORTS]
        return Defeat(
            relation=relation,
            regimen=candidate.regimen,
            partners=partners({*scope.asked, *known_as}, candidate.regimen),
            drug_class=drug_class,
            class_sources=class_sources,
            effect=candidate.effect,
            profile=candidate.profile,
            state=candidate.match.truth,
            because=candidate.match.because,
            missing_tests=candidate.match.missing if candidate.match.truth is Truth.UNKNOWN else (),
            mechanism=way,
            mechanism_reason=reason,
            drivers=drivers,
            tumor_match=option.tumor_match,
            tier=option.tier,
            tier_rule=option.tier_rule,
            statements=len(supporting),
            publications=publications(supporting),
            courses=option.courses,
            course=course_in_patient(candidate.effect, bool(had or scope.asked & prior), prior),
            given_before=had,
            applies_by=ground,
            conditions=option.conditions,
            notes=(
                *option.notes,
                *given_notes(had),
                *_apart(relation, candidate.regimen, scope),
                *applies,
                *phase_notes((*option.supporting, *option.against), patient.signature.phases),
            ),
            supporting=option.supporting,
            against=option.against,
        )

    def _remaining(self, signature: Signature, scope: Scope) -> tuple[Remaining, ...]:
        """Keep the patient's matched options without an asked drug, each with what is matched against it in turn."""
        options = [option for option in self._drugs.ask(signature).options if option.status == MATCHED]
        defeating = [option for option in options if option.effect in DEFEATS and option.supporting]
        return tuple(
            Remaining(
                replace(option, notes=(*option.notes, *_class_note(option.regimen, scope))),
                _resisted_by(option.regimen, defeating),
            )
            for option in options
            if option.effect is Effect.SENSITIVITY
            and option.supporting
            and not any(drug.id in scope.asked for drug in option.regimen.drugs)
        )


def _resisted_by(regimen: Regimen, defeating: Iterable[Option]) -> tuple[str, ...]:
    """Give the profiles of matched resistance to this very regimen, or to substitutes of which it is one."""
    drugs = frozenset(drug.id for drug in regimen.drugs)
    same = [
        option
        for option in defeating
        if option.regimen.id == regimen.id or relation_of(drugs, option.regimen) is RegimenRelation.ALTERNATIVE
    ]
    return tuple(dict.fromkeys(option.profile for option in same))


def _outcome(statement: Statement, outcome: Match) -> Match:
    """A somatic statement is not met by an alteration known to be germline (rule 7)."""
    return ABSENT if statement.origin is Origin.SOMATIC and outcome.germline else outcome


def _relative(
    parts: Parts, states: list[tuple[Profile, Match, str]], scope: Scope, patient: Patient
) -> tuple[Ground | None, list[str]]:
    """Say why a statement relative to a driver applies: the driver is present, or the drug was given (rule 19)."""
    present = [part.text for part, state, _ in states if state.truth is Truth.PRESENT]
    open_ = [part.text for part, state, _ in states if state.truth is Truth.UNKNOWN]
    if not states or any(evaluate(part, patient).truth is not Truth.PRESENT for part in parts.defeating):
        return None, []
    if len(present) == len(states):
        return Ground.DRIVER, [f"applies because the driver is present: {', '.join(present)}"]
    given = sorted(scope.asked & set(patient.signature.prior_therapies))
    if open_ and len(present) + len(open_) == len(states) and given:
        names = " and ".join(scope.labels.get(drug, drug) for drug in given)
        told = f"{names} was given before, which speaks for the driver, not tested: {', '.join(open_)}"
        return Ground.PRIOR_THERAPY, [told]
    return None, []


def _apart(relation: RegimenRelation, regimen: Regimen, scope: Scope) -> list[str]:
    """Say of evidence on a part of the asked combination that it is no verdict on the whole (rule 15)."""
    if relation is not RegimenRelation.MEMBER or len(scope.asked) == 1:
        return []
    lacking = sorted(scope.labels.get(drug, drug) for drug in scope.asked - {drug.id for drug in regimen.drugs})
    without = f" without {' and '.join(lacking)}" if lacking else ""
    return [f"said of {regimen.label}{without}: no verdict on the combination that was asked for"]


def _class_note(regimen: Regimen, scope: Scope) -> list[str]:
    relation = scope.relations.get(regimen.id)
    if relation is None or relation[1] is None:
        return []
    names = " and ".join(scope.labels[drug] for drug in sorted(scope.asked) if drug in scope.labels)
    return [f"the class {relation[1].label} holds {names} too"]


def _place(found: Defeat) -> tuple[object, ...]:
    """Order: what the patient has before what is open before what is absent; then for this tumor, by tier and count."""
    return (
        _STATES[found.state],
        not found.because,
        not found.supporting,
        _RELATIONS[found.relation],
        tier_rank(found.tier),
        _TUMORS[found.tumor_match],
        -found.statements,
        found.profile,
        found.effect,
        found.regimen.label.casefold(),
        found.regimen.id,
    )
