"""From claims to statements: every part resolved, or the reason why not in the ledger.

A claim is never lost. One whose profile, tumor or drugs do not all resolve keeps its Evidence node with the source's words; one
whose profile and regimen resolve is matched, with its tumor UNRESOLVED where that is what failed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pmkg.errors import InvalidText
from pmkg.ingest.diseases import DiseaseIndex
from pmkg.ingest.drugs import DrugFailure, DrugIndex
from pmkg.ingest.gene_families import with_family
from pmkg.ingest.population import phases_asked, population_of, with_hormone_receptors
from pmkg.ingest.reasons import reason_of
from pmkg.ingest.source_conflicts import conflict_of
from pmkg.ingest.tumor_criteria import with_criteria
from pmkg.ingest.tumor_text import TumorText, read_tumor
from pmkg.model.criterion import Criterion, ExpressionClass, Marker, Score
from pmkg.model.curie import Curie
from pmkg.model.kinds import Effect, Origin, StatementKind, TumorScope
from pmkg.model.ledger import Loss, Reason
from pmkg.model.phase import Phase
from pmkg.model.profile import AllOf, Leaf, Profile, conjunction, disjunction, profile_id
from pmkg.model.records import Claim
from pmkg.model.regimen import Agent, Regimen
from pmkg.model.source import Source
from pmkg.model.statement import Statement
from pmkg.vocabulary.phase_text import phases_of
from pmkg.vocabulary.population_text import courses_of, grades_of

_EFFECTS = {
    "sensitivity/response": Effect.SENSITIVITY,
    "sensitivity": Effect.SENSITIVITY,
    "resistance": Effect.RESISTANCE,
    "adverse response": Effect.ADVERSE_RESPONSE,
    "reduced sensitivity": Effect.REDUCED_SENSITIVITY,
}
_ORIGINS = {
    "somatic": Origin.SOMATIC,
    "rare germline": Origin.GERMLINE,
    "common germline": Origin.GERMLINE,
    "germline": Origin.GERMLINE,
}
_BESIDE = frozenset({Reason.SOURCE_CONFLICT, Reason.UNKNOWN_REFERENCE})


@dataclass(frozen=True, slots=True)
class Normalized:
    """Hold a claim after normalization: its profile tree and statement where they exist, and what was lost."""

    claim: Claim
    source: Source
    profile: Profile | None
    statement: Statement | None
    losses: tuple[Loss, ...]

    @property
    def complete(self) -> bool:
        """Whether gene, variant, disease and every drug were normalized.

        A record may still contradict itself, or give its tumor an unknown code beside a known name.
        """
        return all(loss.reason in _BESIDE for loss in self.losses)


class StatementNormalizer:
    """Turn claims into statements with the identities of this release."""

    def __init__(
        self,
        parse: Callable[[str], Profile],
        diseases: DiseaseIndex,
        drugs: DrugIndex,
        role: Callable[[str], str] = lambda symbol: "",
    ) -> None:
        self._parse = parse
        self._diseases = diseases
        self._drugs = drugs
        self._role = role

    def normalize(self, source: Source, claim: Claim) -> Normalized:
        """Normalize one claim."""
        losses: list[Loss] = []
        tumor = self._tumor(source, claim, losses)
        profile = self._profile(source, claim, tumor, losses)
        regimen = self._regimen(source, claim, losses)
        effect = _EFFECTS.get(claim.significance.casefold(), Effect.OTHER)
        conflict = conflict_of(claim, profile, regimen, effect, self._role, self._drugs.known, self._parse)
        if conflict:
            losses.append(Loss(source.id, claim.record, "record", conflict, Reason.SOURCE_CONFLICT))
        therapeutic = claim.kind is StatementKind.PREDICTIVE
        if profile is None or (therapeutic and regimen is None):
            return Normalized(claim, source, profile, None, tuple(losses))
        excluded = self._excluded(source, claim, losses)
        population = (
            *population_of(claim, profile, tumor.scope, source.scale),
            *phases_asked(profile, claim.studied),
        )
        statement = self._statement(source, claim, tumor, profile_id(profile), regimen, excluded, conflict, population)
        return Normalized(claim, source, profile, statement, tuple(losses))

    def _tumor(self, source: Source, claim: Claim, losses: list[Loss]) -> TumorText:
        tumor = read_tumor(claim.disease, source.scale, claim.level, self._diseases)
        if tumor.scope is TumorScope.UNRESOLVED and claim.disease.text:
            losses.append(Loss(source.id, claim.record, "disease", claim.disease.text, Reason.UNKNOWN_DISEASE))
        elif tumor.disease is not None and not self._diseases.knows_code(claim.disease):
            codes = ", ".join(claim.disease.ids)
            losses.append(Loss(source.id, claim.record, "disease", codes, Reason.UNKNOWN_REFERENCE))
        return tumor

    def _profile(self, source: Source, claim: Claim, tumor: TumorText, losses: list[Loss]) -> Profile | None:
        try:
            profile = self._parse(claim.profile)
        except InvalidText as error:
            losses.append(Loss(source.id, claim.record, "profile", claim.profile, reason_of(error)))
            return None
        criteria = self._criteria(source, claim, tumor, losses)
        if criteria is None:
            return None
        if _ORIGINS.get(claim.origin.casefold()) is Origin.GERMLINE:
            profile = _in_germline(profile)
        if claim.kind is StatementKind.PREDICTIVE:
            profile = with_family(profile, claim.sentence or claim.studied, self._parse)
        return with_hormone_receptors(with_criteria(profile, criteria), claim.sentence)

    def _criteria(self, source: Source, claim: Claim, tumor: TumorText, losses: list[Loss]) -> list[Profile] | None:
        """Read what the tumor's words ask; None where one cannot be read, for without it the claim would reach too far."""
        try:
            return [self._parse(text) for text in tumor.leaves]
        except InvalidText as error:
            losses.append(Loss(source.id, claim.record, "disease", claim.disease.text, reason_of(error)))
            return None

    def _regimen(self, source: Source, claim: Claim, losses: list[Loss]) -> Regimen | None:
        agents: list[Agent] = []
        therapies = self._drugs.rejoin(claim.therapies)
        for therapy in therapies:
            agent = self._drugs.resolve_or_create(therapy, source.id)
            if isinstance(agent, DrugFailure):
                losses.append(Loss(source.id, claim.record, "therapy", therapy.text, agent.reason))
            else:
                agents.append(agent)
        if len(agents) < len(therapies) or not agents:
            if claim.kind is StatementKind.PREDICTIVE and not claim.therapies:
                losses.append(Loss(source.id, claim.record, "therapy", "", Reason.UNKNOWN_DRUG))
            return None
        return Regimen.of(tuple(agents), claim.operator)

    def _excluded(self, source: Source, claim: Claim, losses: list[Loss]) -> tuple[Curie, ...]:
        """Resolve the tumors that a claim leaves out; one that does not resolve would silently be let in, so it is a loss."""
        found: set[Curie] = set()
        for reference in claim.excluded_diseases:
            disease = self._diseases.resolve(reference)
            if disease is None:
                losses.append(Loss(source.id, claim.record, "excluded disease", reference.text, Reason.UNKNOWN_DISEASE))
            else:
                found.add(disease)
        return tuple(sorted(found))

    def _statement(
        self,
        source: Source,
        claim: Claim,
        tumor: TumorText,
        profile: Curie,
        regimen: Regimen | None,
        excluded: tuple[Curie, ...],
        conflict: str,
        population: tuple[str, ...],
    ) -> Statement:
        effect = _EFFECTS.get(claim.significance.casefold(), Effect.OTHER)
        courses = courses_of(claim.studied) if effect is Effect.RESISTANCE else ()
        described = (
            *_phases(claim, population),
            *grades_of(claim.studied),
            *(f"described as {course.lower()} resistance" for course in courses),
        )
        return Statement(
            id=claim.id,
            kind=claim.kind,
            source=source.id,
            profile=profile,
            regimen=regimen,
            effect=effect,
            significance=claim.significance,
            direction=claim.direction,
            scale=source.scale,
            level=claim.level,
            disease=tumor.disease,
            disease_label=claim.disease.text,
            scope=tumor.scope,
            excluded=excluded,
            lineage=tumor.lineage,
            origin=_ORIGINS.get(claim.origin.casefold(), Origin.UNKNOWN),
            conditions=tuple(sorted({*claim.conditions, *tumor.conditions, *population, *described})),
            population=population,
            courses=courses,
            citation=claim.citation,
            url=claim.url,
            license=source.license.name,
            status=claim.status,
            date=claim.date,
            conflict=conflict,
        )


def _phases(claim: Claim, population: tuple[str, ...]) -> tuple[str, ...]:
    """Give what a claim's text says of a phase that its profile does not ask for; the other one is the population's."""
    told = phases_of(claim.studied)
    return (
        told
        if told and not any(state.endswith(tuple(f" in {phase}" for phase in Phase)) for state in population)
        else ()
    )


def _in_germline(profile: Profile) -> Profile:
    """Ask for a germline origin of every gene variant in a profile; markers and expression have none.

    The origin is part of a leaf's text, by which parts are sorted and repeats found, so the canonical form is made anew.
    """
    if isinstance(profile, Leaf):
        criterion: Criterion = profile.criterion
        if isinstance(criterion, (Marker, Score, ExpressionClass)) or profile.negative:
            return profile
        return Leaf(replace(criterion, origin=Origin.GERMLINE), profile.negated)
    parts = [_in_germline(part) for part in profile.parts]
    return conjunction(parts) if isinstance(profile, AllOf) else disjunction(parts)
