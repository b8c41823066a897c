"""Which trials a patient may join, why, and which facts would decide the rest."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from pmkg.model.codec import encode, encode_union
from pmkg.model.curie import Curie
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.reads import Way
from pmkg.model.signature import Signature, Tumor
from pmkg.model.trial import Protocol
from pmkg.model.trial_answer import Eligibility, NearSite, ProtocolMatch, TrialAnswer, TrialMatch
from pmkg.model.trial_criteria import PriorTherapyCriterion
from pmkg.model.trial_subjects import ANY_TUMOR, EVERY_TRIAL, group_subject
from pmkg.model.views import GENE_KNOWLEDGE, PROTOCOLS, TRIALS_BY_SUBJECT, GeneKnowledge
from pmkg.ports.reader import GraphReader
from pmkg.questions.patient import Patient
from pmkg.questions.targeted_drugs import DrugQuestion
from pmkg.questions.trial_evidence import EvidenceOnArms
from pmkg.questions.trial_facts import TrialPatient, TumorPlace, age_on
from pmkg.questions.trial_filter import RELEVANT, TrialFilter
from pmkg.questions.trial_joining import joined, missing_facts, place_in_answer, together
from pmkg.questions.trial_places import near_sites
from pmkg.questions.trial_protocols import LeafNumbers, ProtocolMatcher, is_read_from_text, ruled_out
from pmkg.questions.trial_states import LeafStates, States
from pmkg.questions.tumor_context import tumor_context

_KEPT_TUMORS = 512
_KEPT_SORTED = 64
"""For how many tumor types and days the trials are kept sorted into those ruled out and those open."""
_KEPT_MATCHES = 1 << 13
_KEPT_OF_A_TRIAL = 12
"""How many matches of a trial are kept on the average; what is kept is then in step with the release, and flat."""
_USED = frozenset({"ageYears", "sex", "lineOfTherapy", "birthDate", "ecog", "diseaseStatus", "location"})
"""What other questions do not use of a signature, and this one does."""

Matchers = tuple[ProtocolMatcher, ...]


@dataclass(frozen=True, slots=True)
class _SortedTrials:
    """Hold the trials that a tumor type rules out, whatever else is known of the patient, and those that it leaves open."""

    ruled_out: tuple[TrialMatch, ...]
    names: frozenset[Curie]
    numbers: tuple[str, ...]
    open: tuple[tuple[Curie, Matchers], ...]


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
        self._sorted = lru_cache(maxsize=_KEPT_SORTED)(self._sort_trials)
        numbers = LeafNumbers()
        self._matchers: dict[Curie, Matchers] = {
            trial: tuple(
                ProtocolMatcher(protocol, numbers, coded_beside=not all(map(is_read_from_text, protocols)))
                for protocol in protocols
            )
            for trial, protocols in read_protocols(reader).items()
        }
        self._given = {
            trial: frozenset().union(*(matcher.drugs for matcher in matchers))
            for trial, matchers in self._matchers.items()
        }
        self._of_other_subject = frozenset(
            trial for trial, matchers in self._matchers.items() if all(matcher.of_other_subject for matcher in matchers)
        )
        self._sites = {trial: _sites(matchers, None) for trial, matchers in self._matchers.items()}
        self._states = LeafStates(numbers.leaves)
        self._members = _members(reader, numbers)
        self._kept = max(_KEPT_MATCHES, _KEPT_OF_A_TRIAL * len(self._matchers))
        self._matches: dict[tuple[int, object], ProtocolMatch] = {}
        self._trials: dict[tuple[object, ...], TrialMatch] = {}

    @property
    def trials(self) -> Mapping[Curie, tuple[Protocol, ...]]:
        """The protocols of every trial of the release."""
        return {trial: tuple(item.protocol for item in matchers) for trial, matchers in self._matchers.items()}

    @property
    def of_other_subject(self) -> frozenset[Curie]:
        """The trials whose registered conditions name no tumor and whose criteria ask for no tumor, gene or biomarker."""
        return self._of_other_subject

    def ask(
        self, signature: Signature, day: date, wanted: TrialFilter = RELEVANT, *, most: int | None = None
    ) -> TrialAnswer:
        """Match one signature; ``counts`` and missing facts are of all trials, whatever the filter and ``most`` show.

        All trials are those about tumors; the others count where the filter asks for them.
        """
        patient = self._patient(signature, day)
        board = self._sorted(patient.place.context.tumor, day)
        states = self._states.of(patient)
        found = [
            self._made(trial, self._match(matchers, states), signature.place, day)
            for trial, matchers in board.open
            if trial not in self._of_other_subject or wanted.other_subjects or trial in wanted.trials
        ]
        counts = Counter(match.eligibility for match in found)
        shown = [match for match in found if wanted.takes(match)]
        out = tuple(self._ruled_out(board, signature, wanted)) if wanted.asks_for_other_tumors else ()
        on_arms = self._evidence(signature)
        shown = sorted(self._with_evidence(on_arms, shown), key=place_in_answer)
        out = tuple(self._with_evidence(on_arms, out))
        counts[Eligibility.NOT] += len(board.ruled_out)
        return TrialAnswer(
            id=signature.id,
            release=self._release,
            as_of_date=day.isoformat(),
            tumor=signature.tumor,
            matched=tuple(shown if most is None else shown[:most]),
            other_tumors=out if most is None else out[: max(most - len(shown), 0)],
            total=len(shown) + len(out),
            ruled_out=board.numbers,
            missing_facts=missing_facts(found),
            counts={one: counts[one] for one in Eligibility},
            of_other_subject=len(self._of_other_subject),
            warnings=tuple(item for item in signature.warnings if item.input not in _USED or item.code != "NOT_USED"),
        )

    def eligibilities(
        self, signature: Signature, day: date, trials: Iterable[Curie] | None = None
    ) -> dict[Curie, Eligibility]:
        """Give how a patient stands to each trial and no reasons: what a run over many patients keeps.

        Without ``trials`` these are all that are about tumors.
        """
        patient = self._patient(signature, day)
        board = self._sorted(patient.place.context.tumor, day)
        states = self._states.of(patient)
        asked = self._matchers.keys() - self._of_other_subject if trials is None else trials
        return {
            trial: Eligibility.NOT if trial in board.names else together(self._match(self._matchers[trial], states))
            for trial in asked
            if trial in self._matchers
        }

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

    def _match(self, matchers: Matchers, states: States) -> tuple[ProtocolMatch, ...]:
        return tuple([self._one(matcher, states) for matcher in matchers])

    def _one(self, matcher: ProtocolMatcher, states: States) -> ProtocolMatch:
        key = (id(matcher), matcher.key(states.numbers))
        known = self._matches.get(key)
        if known is None:
            if len(self._matches) >= self._kept:
                self._matches.clear()
            known = self._matches[key] = matcher.match(states)
        return known

    def _sort_trials(self, tumor: Curie | None, day: date) -> _SortedTrials:
        """Sort the trials for a tumor type: what it rules out, no other fact can bring back."""
        patient = TrialPatient(Patient(Signature("", Tumor(tumor, "")), {}), self._place(tumor), day, self._members)
        states = self._states.of_tumor(patient)
        out: list[TrialMatch] = []
        open_: list[tuple[Curie, Matchers]] = []
        for trial, matchers in self._matchers.items():
            found = tuple(matcher.match(states) for matcher in matchers)
            if together(found) is Eligibility.NOT:
                out.append(joined(trial, tuple(map(ruled_out, found)), self._sites[trial], day))
            else:
                open_.append((trial, matchers))
        names = [match.trial for match in out]
        return _SortedTrials(tuple(out), frozenset(names), tuple(name.local for name in names), tuple(open_))

    def _ruled_out(self, board: _SortedTrials, signature: Signature, wanted: TrialFilter) -> Iterable[TrialMatch]:
        """Give the trials that the tumor type rules out and the filter takes, their sites placed where it asks for a distance."""
        for match in board.ruled_out:
            near = wanted.within_km is not None
            placed = replace(match, sites=_sites(match.by_source, signature.place)) if near else match
            if wanted.takes(placed):
                yield placed

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

    def _made(
        self, trial: Curie, matches: tuple[ProtocolMatch, ...], place: tuple[float, float] | None, day: date
    ) -> TrialMatch:
        """Join what the sources' criteria come to, once for equal facts; what is kept holds the matches, so no id is reused."""
        key = (tuple([id(match) for match in matches]), place, day)
        known = self._trials.get(key)
        if known is None:
            if len(self._trials) >= self._kept:
                self._trials.clear()
            sites = self._sites[trial] if place is None else _sites(matches, place)
            known = self._trials[key] = joined(trial, matches, sites, day)
        return known

    def _evidence(self, signature: Signature) -> EvidenceOnArms | None:
        known = signature.found or signature.markers
        return EvidenceOnArms(self._drugs.ask(signature).options) if known else None

    def _with_evidence(self, on_arms: EvidenceOnArms | None, shown: Iterable[TrialMatch]) -> Iterable[TrialMatch]:
        """Set the evidence of the graph beside the arms, of those that do not fit too: it is of the drug, not of the trial."""
        for match in shown:
            if on_arms is None or self._given[match.trial].isdisjoint(on_arms.drugs):
                yield match
            else:
                evidence = on_arms.of(match.arms)
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


def _sites(
    matches: Iterable[ProtocolMatch | ProtocolMatcher], place: tuple[float, float] | None
) -> tuple[NearSite, ...]:
    return near_sites((site for match in matches for site in match.protocol.sites), place)
