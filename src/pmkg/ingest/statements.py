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
from pmkg.ingest.source_conflicts import conflict_of
from pmkg.ingest.tumor_text import TumorText, read_tumor
from pmkg.model.criterion import Criterion, ExpressionClass, Marker, Score
from pmkg.model.curie import Curie
from pmkg.model.kinds import Effect, Origin, StatementKind, TumorScope
from pmkg.model.ledger import Loss, Reason
from pmkg.model.profile import AllOf, AnyOf, Leaf, Profile, conjunction, leaves, profile_id
from pmkg.model.records import Claim
from pmkg.model.regimen import Agent, Regimen
from pmkg.model.source import Source
from pmkg.model.statement import Statement

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
_RECEPTOR_GENES = {"HER2": "ERBB2", "ER": "ESR1", "PR": "PGR"}


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
        """Whether gene, variant, disease and every drug were normalized; a record may still contradict itself."""
        return all(loss.reason == Reason.SOURCE_CONFLICT for loss in self.losses)


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
        conflict = conflict_of(claim, profile, regimen, effect, self._role, self._drugs.resolve)
        if conflict:
            losses.append(Loss(source.id, claim.record, "record", conflict, Reason.SOURCE_CONFLICT))
        therapeutic = claim.kind is StatementKind.PREDICTIVE
        if profile is None or (therapeutic and regimen is None):
            return Normalized(claim, source, profile, None, tuple(losses))
        excluded = self._excluded(source, claim, losses)
        statement = self._statement(source, claim, tumor, profile_id(profile), regimen, excluded, conflict)
        return Normalized(claim, source, profile, statement, tuple(losses))

    def _tumor(self, source: Source, claim: Claim, losses: list[Loss]) -> TumorText:
        tumor = read_tumor(claim.disease, source.scale, claim.level, self._diseases)
        if tumor.scope is TumorScope.UNRESOLVED and claim.disease.text:
            losses.append(Loss(source.id, claim.record, "disease", claim.disease.text, Reason.UNKNOWN_DISEASE))
        return tumor

    def _profile(self, source: Source, claim: Claim, tumor: TumorText, losses: list[Loss]) -> Profile | None:
        try:
            profile = self._parse(claim.profile)
        except InvalidText as error:
            reason = Reason.UNKNOWN_GENE if "GENE" in error.reason else Reason.UNPARSED_VARIANT
            losses.append(Loss(source.id, claim.record, "profile", claim.profile, reason))
            return None
        if _ORIGINS.get(claim.origin.casefold()) is Origin.GERMLINE:
            profile = _in_germline(profile)
        added = [leaf for text in tumor.leaves for leaf in [self._parse(text)] if not _implied(leaf, profile)]
        return conjunction([profile, *added]) if added else profile

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
    ) -> Statement:
        return Statement(
            id=claim.id,
            kind=claim.kind,
            source=source.id,
            profile=profile,
            regimen=regimen,
            effect=_EFFECTS.get(claim.significance.casefold(), Effect.OTHER),
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
            conditions=tuple(sorted({*claim.conditions, *tumor.conditions})),
            citation=claim.citation,
            url=claim.url,
            license=source.license.name,
            status=claim.status,
            date=claim.date,
            conflict=conflict,
        )


def _in_germline(profile: Profile) -> Profile:
    """Ask for a germline origin of every gene variant in a profile; markers and expression have none."""
    if isinstance(profile, Leaf):
        criterion: Criterion = profile.criterion
        if isinstance(criterion, (Marker, Score, ExpressionClass)) or profile.negative:
            return profile
        return Leaf(replace(criterion, origin=Origin.GERMLINE), profile.negated)
    parts = tuple(_in_germline(part) for part in profile.parts)
    return AllOf(parts) if isinstance(profile, AllOf) else AnyOf(parts)


def _implied(added: Profile, profile: Profile) -> bool:
    """Say whether a criterion from the disease's words repeats what the profile itself asks of the receptor's gene.

    "ERBB2 amplification" in "HER2-positive breast cancer" is one finding, stated twice.
    """
    for leaf in leaves(added):
        criterion = leaf.criterion
        symbol = _RECEPTOR_GENES.get(criterion.name) if isinstance(criterion, Marker) else None
        mine = [other.criterion for other in leaves(profile)]
        if criterion in mine:
            continue
        positive = isinstance(criterion, Marker) and criterion.state == "positive"
        named = positive and any(
            symbol and getattr(getattr(other, "gene", None), "symbol", "") == symbol for other in mine
        )
        if not named:
            return False
    return True
