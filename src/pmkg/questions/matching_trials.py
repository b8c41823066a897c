"""Which trials a patient may join, why, and which facts would decide the rest."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from pmkg.model.codec import encode, encode_union
from pmkg.model.curie import Curie
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.reads import Way
from pmkg.model.signature import Signature
from pmkg.model.trial import Protocol, Recruitment
from pmkg.model.trial_answer import (
    Eligibility,
    MissingFact,
    NearSite,
    ProtocolMatch,
    TrialAnswer,
    TrialMatch,
)
from pmkg.model.trial_criteria import PriorTherapyCriterion
from pmkg.model.trial_subjects import ANY_TUMOR, EVERY_TRIAL, group_subject
from pmkg.model.views import GENE_KNOWLEDGE, PROTOCOLS, TRIALS_BY_SUBJECT, GeneKnowledge
from pmkg.ports.reader import GraphReader
from pmkg.questions.patient import Patient
from pmkg.questions.targeted_drugs import DrugQuestion
from pmkg.questions.trial_evidence import EvidenceOnArms
from pmkg.questions.trial_facts import TrialPatient, TumorPlace, age_on
from pmkg.questions.trial_places import near_sites
from pmkg.questions.trial_protocols import LeafNumbers, ProtocolMatcher, States
from pmkg.questions.trial_states import LeafStates
from pmkg.questions.tumor_context import tumor_context

_KEPT_TUMORS = 512
_KEPT_MATCHES = 1 << 14
_KEPT_OF_A_TRIAL = 24
"""How many matches of a trial are kept on the average; what is kept is then in step with the release, and flat."""
_STALE_DAYS = 365
_USED = frozenset({"ageYears", "sex", "lineOfTherapy", "birthDate", "ecog", "diseaseStatus", "location"})
"""What other questions do not use of a signature, and this one does."""
_RANK = {rank: index for index, rank in enumerate(Eligibility)}


@dataclass(frozen=True, slots=True)
class TrialFilter:
    """Limit which trials are shown; empty limits restrict nothing.

    ``offered`` shows only trials with an open arm that fits. ``country`` and ``within_km`` ask for one such site.
    """

    trials: frozenset[Curie] = frozenset()
    eligibility: frozenset[Eligibility] = frozenset()
    recruitment: frozenset[Recruitment] = frozenset()
    phases: frozenset[str] = frozenset()
    country: str = ""
    within_km: float | None = None
    offered: bool = False


EVERY = TrialFilter()


class TrialQuestion:
    """Answer ``matching trials`` on one release; it remembers what does not depend on the patient, and within bounds."""

    def __init__(self, reader: GraphReader, drugs: DrugQuestion | None = None) -> None:
        self._reader = reader
        self._release = reader.manifest().release
        self._drugs = drugs or DrugQuestion(reader)
        self._knowledge: dict[str, GeneKnowledge | None] = {}
        self._digests: dict[str, str] = {}
        self._place = lru_cache(maxsize=_KEPT_TUMORS)(self._read_place)
        self._within_reach = lru_cache(maxsize=_KEPT_TUMORS)(self._read_reach)
        numbers = LeafNumbers()
        self._matchers: dict[Curie, tuple[ProtocolMatcher, ...]] = {
            trial: tuple(ProtocolMatcher(protocol, numbers) for protocol in protocols)
            for trial, protocols in read_protocols(reader).items()
        }
        self._states = LeafStates(numbers.leaves)
        self._members = _members(reader, numbers)
        self._kept = max(_KEPT_MATCHES, _KEPT_OF_A_TRIAL * len(self._matchers))
        self._matches: dict[tuple[int, object], ProtocolMatch] = {}
        self._trials: dict[tuple[object, ...], TrialMatch] = {}

    @property
    def trials(self) -> Mapping[Curie, tuple[Protocol, ...]]:
        """The protocols of every trial of the release."""
        return {trial: tuple(item.protocol for item in matchers) for trial, matchers in self._matchers.items()}

    def ask(
        self, signature: Signature, day: date, wanted: TrialFilter = EVERY, *, most: int | None = None
    ) -> TrialAnswer:
        """Match one signature; ``counts`` and missing facts are of all trials, whatever the filter and ``most`` show."""
        patient = self._patient(signature, day)
        numbers = self._states.of(patient)
        found = {trial: self._match(matchers, numbers) for trial, matchers in self._matchers.items()}
        counts = Counter(_together(matches) for matches in found.values())
        shown = [
            match
            for trial, matches in found.items()
            if (match := self._shown(trial, matches, signature, day, wanted)) is not None
        ]
        shown = [*self._with_evidence(signature, shown)]
        shown.sort(key=_place_in_answer)
        return TrialAnswer(
            id=signature.id,
            release=self._release,
            as_of_date=day.isoformat(),
            tumor=signature.tumor,
            trials=tuple(shown if most is None else shown[:most]),
            total=len(shown),
            missing_facts=_missing_facts(found.values()),
            counts={one: counts[one] for one in Eligibility},
            warnings=tuple(item for item in signature.warnings if item.input not in _USED or item.code != "NOT_USED"),
        )

    def eligibilities(
        self, signature: Signature, day: date, trials: Iterable[Curie] | None = None
    ) -> dict[Curie, Eligibility]:
        """Give how a patient stands to each trial and no reasons: what a run over many patients keeps."""
        numbers = self._states.of(self._patient(signature, day))
        asked = self._matchers if trials is None else [trial for trial in trials if trial in self._matchers]
        return {trial: _together(self._match(self._matchers[trial], numbers)) for trial in asked}

    @property
    def release(self) -> str:
        """The release that is asked."""
        return self._release

    def digest(self, trial: Curie) -> str:
        """Give a digest of all that settles who fits a trial: its criteria, and the members of the classes that they name."""
        protocols = [encode(matcher.protocol) for matcher in self._matchers[trial]]
        classes = {
            drug: sorted(self._members[drug])
            for matcher in self._matchers[trial]
            for drug in matcher.therapies
            if drug in self._members
        }
        return digest_of([protocols, classes])

    def facts(self, signature: Signature, day: date) -> object:
        """Give, as plain values, all that a trial can see of a patient on a day, with what the release knows of it."""
        patient = self._patient(signature, day)
        place, tested = patient.place, signature.tested
        genes = sorted(patient.patient.by_gene)
        known = [self._known(gene) for gene in genes]
        found = [
            [encode_union(item.alteration), item.label] for gene in genes for item in patient.patient.by_gene[gene]
        ]
        context = place.context
        return [
            [
                context.tumor,
                sorted(context.ancestors),
                sorted(context.descendants),
                context.lineage,
                sorted(place.tissues),
            ],
            [genes, known, found],
            [
                sorted(part)
                for part in (tested.small, tested.copies, tested.fusions, tested.expression, tested.germline)
            ],
            sorted((name, str(value)) for name, value in signature.markers.items()),
            [sorted(signature.prior_therapies), signature.line_of_therapy, age_on(signature, day), signature.sex],
            [signature.ecog, sorted(signature.disease_states)],
        ]

    def _known(self, gene: str) -> str:
        """Give a digest of what the release knows of a gene, made once."""
        digest = self._digests.get(gene)
        if digest is None:
            knowledge = self._knowledge.get(gene)
            digest = self._digests[gene] = digest_of(encode(knowledge) if knowledge is not None else None)
        return digest

    def _match(self, matchers: Sequence[ProtocolMatcher], numbers: Sequence[int]) -> tuple[ProtocolMatch, ...]:
        return tuple([self._one(matcher, numbers) for matcher in matchers])

    def _one(self, matcher: ProtocolMatcher, numbers: Sequence[int]) -> ProtocolMatch:
        key = (id(matcher), matcher.key(numbers))
        known = self._matches.get(key)
        if known is None:
            if len(self._matches) >= self._kept:
                self._matches.clear()
            known = self._matches[key] = matcher.match(States(numbers, self._states.held))
        return known

    def _patient(self, signature: Signature, day: date) -> TrialPatient:
        patient = Patient(signature, self._knowledge)
        missing = [gene for gene in patient.by_gene if gene not in self._knowledge]
        if missing:
            rows = self._reader.rows(GENE_KNOWLEDGE, sorted(missing))
            self._knowledge.update({gene: (rows[gene][0] if gene in rows else None) for gene in missing})
        return TrialPatient(patient, self._place(signature.tumor.id), day, self._members)

    def _read_place(self, tumor: Curie | None) -> TumorPlace:
        context = tumor_context(self._reader, tumor)
        nodes = self._reader.nodes(context.ancestors)
        named = nodes.get(tumor) if tumor is not None else None
        tissues = {str(node.properties["tissue"]) for node in nodes.values() if node.properties.get("tissue")}
        tissues |= {node.label for node in nodes.values() if node.kind is NodeKind.TISSUE}
        return TumorPlace(context, named.label if named else str(tumor or ""), frozenset(tissues))

    def within_reach(self, tumor: Curie | None) -> frozenset[Curie]:
        """Give the trials whose demands on the tumor type this one can meet, from the index alone."""
        return self._within_reach(tumor)

    def _read_reach(self, tumor: Curie | None) -> frozenset[Curie]:
        if tumor is None:
            return frozenset(self._matchers)
        place = self._place(tumor)
        lineages = [place.context.lineage] if place.context.lineage else ["solid", "liquid"]
        groups = [group_subject(name) for name in (*lineages, "any")]
        tissues = [node for name in place.tissues for node in self._tissue(name)]
        keys = [ANY_TUMOR, *groups, *place.context.ancestors, *place.context.descendants, *tissues]
        rows = self._reader.rows(TRIALS_BY_SUBJECT, sorted(set(keys)))
        return frozenset(row.trial for found in rows.values() for row in found)

    def _tissue(self, name: str) -> list[Curie]:
        hits = self._reader.lookup([name], (NodeKind.TISSUE,)).get(name, [])
        return [hit.id for hit in hits]

    def _shown(
        self, trial: Curie, matches: tuple[ProtocolMatch, ...], signature: Signature, day: date, wanted: TrialFilter
    ) -> TrialMatch | None:
        if wanted.trials and trial not in wanted.trials:
            return None
        match = self._made(trial, matches, signature.place, day)
        if wanted is EVERY or _takes(wanted, match):
            return match
        return None

    def _made(
        self, trial: Curie, matches: tuple[ProtocolMatch, ...], place: tuple[float, float] | None, day: date
    ) -> TrialMatch:
        """Join what the sources' criteria come to, once for equal facts; what is kept holds the matches, so no id is reused."""
        key = (tuple([id(match) for match in matches]), place, day)
        known = self._trials.get(key)
        if known is None:
            if len(self._trials) >= self._kept:
                self._trials.clear()
            known = self._trials[key] = _joined(trial, matches, place, day)
        return known

    def _with_evidence(self, signature: Signature, shown: Sequence[TrialMatch]) -> Iterable[TrialMatch]:
        """Set the evidence of the graph beside the arms of trials that are not ruled out."""
        if not signature.found and not signature.markers:
            yield from shown
            return
        on_arms = EvidenceOnArms(self._drugs.ask(signature).options)
        for match in shown:
            evidence = on_arms.of(match.arms) if match.eligibility is not Eligibility.NOT else None
            yield replace(match, evidence=evidence) if evidence else match


def digest_of(value: object) -> str:
    """Give a digest of plain values."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:24]


def read_protocols(reader: GraphReader) -> dict[Curie, tuple[Protocol, ...]]:
    """Read every trial of a release."""
    rows = reader.rows(TRIALS_BY_SUBJECT, [EVERY_TRIAL]).get(EVERY_TRIAL, ())
    found = reader.rows(PROTOCOLS, sorted({row.trial for row in rows}))
    return {Curie(trial): tuple(protocols) for trial, protocols in sorted(found.items())}


def _members(reader: GraphReader, numbers: LeafNumbers) -> Mapping[Curie, frozenset[Curie]]:
    """Read the drugs of each class that a criterion on earlier therapy names."""
    asked = {
        therapy.id
        for leaf in numbers.leaves
        if isinstance(leaf.criterion, PriorTherapyCriterion)
        for therapy in leaf.criterion.therapies
    }
    edges = reader.edges(asked, (EdgeKind.HAS_MEMBER,), Way.OUT)
    return {drug: frozenset(edge.object for edge in found) for drug, found in edges.items() if found}


def _together(matches: Sequence[ProtocolMatch]) -> Eligibility:
    """Join what several sources' criteria come to: where they do not agree, the trial stays possible."""
    found = {match.eligibility for match in matches}
    return next(iter(found)) if len(found) == 1 else Eligibility.POSSIBLE


def _joined(
    trial: Curie, matches: tuple[ProtocolMatch, ...], place: tuple[float, float] | None, day: date
) -> TrialMatch:
    together = _together(matches)
    latest = max(matches, key=lambda match: (match.protocol.status.date, match.protocol.source))
    protocol = latest.protocol
    missing = tuple(dict.fromkeys(fact for match in matches for fact in match.missing))
    possible = together is Eligibility.POSSIBLE
    return TrialMatch(
        trial=trial,
        title=protocol.title,
        phase=protocol.phase,
        sponsor=protocol.sponsor,
        url=protocol.url,
        eligibility=together,
        offered=any(match.offered for match in matches) and _takes_patients(protocol),
        status=protocol.status,
        statuses=tuple(match.protocol.status for match in matches),
        stale=_stale(protocol, day),
        by_source=matches,
        missing=missing if possible else (),
        near_miss=f"only {missing[0]} unknown" if possible and len(missing) == 1 else "",
        to_check=tuple(dict.fromkeys(line for match in matches for line in match.to_check)),
        because=tuple(dict.fromkeys(fact for match in matches for fact in match.because)),
        sites=near_sites((site for match in matches for site in match.protocol.sites), place),
    )


def _takes(wanted: TrialFilter, match: TrialMatch) -> bool:
    """Say whether a filter takes a trial."""
    return (
        (not wanted.eligibility or match.eligibility in wanted.eligibility)
        and (not wanted.recruitment or match.status.recruitment in wanted.recruitment)
        and (not wanted.phases or match.phase in wanted.phases)
        and (match.offered or not wanted.offered)
        and _has_site(match.sites, wanted)
    )


def _takes_patients(protocol: Protocol) -> bool:
    return protocol.status.recruitment is Recruitment.OPEN


def _stale(protocol: Protocol, day: date) -> str:
    """Say that a status was stated too long before the day of the run to be relied on, or that nobody says when."""
    stated = protocol.status.date
    if not stated:
        return f"{protocol.source} does not say on which day its status held"
    try:
        since = (day - date.fromisoformat(stated[:10])).days
    except ValueError:
        return f"{protocol.source} gives {stated!r} as the day of its status"
    return f"the status is of {stated}, {since} days before" if since > _STALE_DAYS else ""


def _has_site(sites: Sequence[NearSite], wanted: TrialFilter) -> bool:
    if not wanted.country and wanted.within_km is None:
        return True
    return any(
        (not wanted.country or item.site.country.casefold() == wanted.country.casefold())
        and (wanted.within_km is None or (item.kilometers is not None and item.kilometers <= wanted.within_km))
        for item in sites
    )


def _missing_facts(found: Iterable[Sequence[ProtocolMatch]]) -> tuple[MissingFact, ...]:
    """Rank the facts that possible trials lack: those that decide most trials alone first."""
    alone: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for matches in found:
        if _together(matches) is Eligibility.POSSIBLE:
            missing = {fact for match in matches for fact in match.missing}
            named.update(missing)
            if len(missing) == 1:
                alone.update(missing)
    ranked = sorted(named, key=lambda fact: (-alone[fact], -named[fact], fact))
    return tuple(MissingFact(fact, alone[fact], named[fact]) for fact in ranked)


def _place_in_answer(match: TrialMatch) -> tuple[object, ...]:
    """Order trials: what fits before what may, about tumors before the rest, offered before not, near before far; then the id.

    Before the id: those that ask for a finding of the patient, those for whose drugs there is evidence, fewer missing facts first.
    """
    nearest = next((item.kilometers for item in match.sites if item.kilometers is not None), None)
    return (
        _RANK[match.eligibility],
        not any(one.about_tumors for one in match.by_source),
        not match.offered,
        nearest is None,
        nearest or 0.0,
        not match.because,
        not any(evidence.supporting for evidence in match.evidence.values()),
        len(match.missing),
        match.trial,
    )
