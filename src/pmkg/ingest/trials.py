"""From trial records to the graph: one Trial node per registry number, its arms, and what they study.

A trial that several sources describe is one node; each source's criteria, arms and status are kept apart under its name, and the
status that was said last is the trial's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pmkg.ingest.arm_names import with_name, with_tumor_of_name
from pmkg.ingest.trial_criteria import CriteriaCoder
from pmkg.ingest.trial_titles import held_against_title
from pmkg.model.codec import encode
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Name, NameRole, Node, Value
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.ledger import Loss, Reason
from pmkg.model.profile import leaves
from pmkg.model.source import Source
from pmkg.model.trial import Arm, DoseLevel, Protocol, Recruitment, StatedStatus, Step
from pmkg.model.trial_criteria import (
    AgeCriterion,
    AllAsked,
    Asked,
    Confidence,
    CriteriaTree,
    GenomicCriterion,
    PersonCheck,
    TumorCriterion,
    asked_in,
)
from pmkg.model.trial_records import Said, SaidAll, SaidArm, SaidStep, TrialRecord
from pmkg.vocabulary.eligibility_participation import earlier_study
from pmkg.vocabulary.trial_status import recruitment


def _with_earlier_study(record: TrialRecord) -> TrialRecord:
    """Ask for the earlier study that a record asks its patients to come from; no signature tells, so a person decides."""
    words = earlier_study((record.title, *record.other_titles), record.eligibility)
    if not words:
        return record
    asked = Said(PersonCheck(words), words=words, sentence=words, confidence=Confidence.HIGH)
    return replace(record, criteria=SaidAll((record.criteria, asked)))


class TrialGraph:
    """Gather the trials of all sources."""

    def __init__(self, records: Iterable[tuple[Source, TrialRecord]], coder: CriteriaCoder) -> None:
        self._coder = coder
        self._protocols: dict[Curie, list[Protocol]] = defaultdict(list)
        self._records: dict[Curie, list[TrialRecord]] = defaultdict(list)
        self._edges: dict[tuple[str, ...], Edge] = {}
        self.losses: list[Loss] = []
        seen: set[tuple[str, Curie]] = set()
        for source, record in sorted(records, key=lambda item: (item[1].id, item[0].id, item[1].record)):
            if (source.id, record.id) in seen:
                self.losses.append(Loss(source.id, record.record, "id", record.id, Reason.DUPLICATE))
                continue
            seen.add((source.id, record.id))
            protocol = self._protocol(source, _with_earlier_study(record))
            self._protocols[record.id].append(protocol)
            self._records[record.id].append(record)
            self._relate(protocol, record)
        self.losses.extend(coder.losses)

    def _protocol(self, source: Source, record: TrialRecord) -> Protocol:
        status = StatedStatus(source.id, record.status, recruitment(record.status), record.status_date)
        protocol = Protocol(
            trial=record.id,
            source=source.id,
            record=record.record,
            title=record.title,
            status=status,
            phase=record.phase,
            sponsor=record.sponsor,
            kind=record.kind,
            start_date=record.start_date,
            completion_date=record.completion_date,
            updated=record.updated,
            url=record.url,
            license=source.license.name,
            criteria=self._coder.code(record.criteria, source.id, record.record),
            steps=tuple(self._step(source, record, step, status) for step in record.steps),
            sites=record.sites,
            eligibility=record.eligibility,
            to_check=record.to_check,
        )
        titles = (record.title, *record.other_titles)
        protocol, conflicts = held_against_title(protocol, titles, self._coder.parse)
        for conflict in conflicts:
            loss = Loss(source.id, record.record, "title", conflict.text, Reason.SOURCE_CONFLICT)
            self.losses.append(loss)
        return protocol

    def _step(self, source: Source, record: TrialRecord, step: SaidStep, status: StatedStatus) -> Step:
        criteria = self._coder.code(step.criteria, source.id, record.record)
        return Step(step.code, step.kind, criteria, tuple(self._arm(source, record, arm, status) for arm in step.arms))

    def _arm(self, source: Source, record: TrialRecord, arm: SaidArm, status: StatedStatus) -> Arm:
        doses = (
            DoseLevel(
                dose.code,
                dose.description,
                recruitment(dose.status) if dose.status else status.recruitment,
                self._coder.code(dose.criteria, source.id, record.record),
            )
            for dose in arm.doses
        )
        criteria = self._coder.code(arm.criteria, source.id, record.record)
        own = (gene for asked in asked_in(criteria) for gene in genes_asked(asked))
        named = with_name(criteria, arm.label, own, self._coder.gene)
        return Arm(
            id=arm.id,
            label=arm.label,
            description=arm.description,
            kind=arm.kind,
            recruitment=recruitment(arm.status) if arm.status else status.recruitment,
            drugs=self._coder.drugs_of(arm.drugs, source.id, record.record, f"arm {arm.label} drug"),
            interventions=arm.interventions,
            criteria=with_tumor_of_name(named, arm.label, self._coder.tumors_in(arm.label)),
            doses=tuple(doses),
        )

    def _relate(self, protocol: Protocol, record: TrialRecord) -> None:
        source, trial = protocol.source, protocol.trial
        for drug in self._coder.drugs_of(record.drugs, source, record.record, "drug"):
            self._edge(trial, EdgeKind.STUDIES_DRUG, drug.id, source, record.record)
        for condition in record.conditions:
            tumor = self._coder.tumor(condition)
            if tumor is not None:
                self._edge(trial, EdgeKind.STUDIES_DISEASE, tumor.id, source, record.record)
            else:
                loss = Loss(source, record.record, "condition", condition.text, Reason.UNKNOWN_DISEASE)
                self.losses.append(loss)
        self._about(trial, [protocol.criteria, *(step.criteria for step in protocol.steps)], source, record.record)
        for arm in (arm for step in protocol.steps for arm in step.arms):
            self._edge(trial, EdgeKind.HAS_ARM, arm.id, source, record.record)
            for drug in arm.drugs:
                self._edge(arm.id, EdgeKind.STUDIES_DRUG, drug.id, source, record.record)
            self._about(arm.id, [arm.criteria, *(dose.criteria for dose in arm.doses)], source, record.record)

    def _about(self, subject: Curie, trees: Iterable[CriteriaTree], source: str, record: str) -> None:
        """Relate a trial or arm to the genes that its criteria name and the tumors that it takes; an excluded tumor is none."""
        for asked in (leaf for tree in trees for leaf in asked_in(tree)):
            for gene in genes_asked(asked):
                self._edge(subject, EdgeKind.STUDIES_GENE, gene, source, record)
            if isinstance(asked.criterion, TumorCriterion) and not asked.negated:
                for tumor in asked.criterion.tumors:
                    self._edge(subject, EdgeKind.STUDIES_DISEASE, tumor.id, source, record)

    def _edge(self, subject: Curie, kind: EdgeKind, target: Curie, source: str, record: str) -> None:
        self._edges.setdefault((subject, kind, target, source), Edge(subject, kind, target, source, record))

    def nodes(self) -> Iterator[Node]:
        """Give one node per trial, and one per arm."""
        for trial, protocols in self._protocols.items():
            yield self._trial(trial, protocols)
            for protocol in protocols:
                for step in protocol.steps:
                    yield from (_arm_node(protocol, step, arm) for arm in step.arms)

    def _trial(self, trial: Curie, protocols: list[Protocol]) -> Node:
        latest = max(protocols, key=lambda protocol: (protocol.status.date, protocol.source))
        records = self._records[trial]
        titles = dict.fromkeys(title for record in records for title in (record.title, *record.other_titles))
        properties: dict[str, Value] = {
            "phase": latest.phase,
            "status": latest.status.words,
            "recruitment": latest.status.recruitment.value,
            "status_date": latest.status.date,
            "sponsor": latest.sponsor,
            "age_group": ", ".join(_ages(protocols)),
            "start_date": latest.start_date,
            "completion_date": latest.completion_date,
            "last_updated": latest.updated,
            "summary": next((record.summary for record in records if record.summary), ""),
            "url": latest.url,
            "sites": max(len(protocol.sites) for protocol in protocols),
            "protocols": [encode(protocol) for protocol in protocols],
        }
        kept = {name: value for name, value in properties.items() if value not in ("", [], None)}
        names = tuple(Name(title, NameRole.EXACT) for title in titles if title != latest.title)
        return Node(trial, NodeKind.TRIAL, latest.title, names, kept, tuple(sorted(item.source for item in protocols)))

    def edges(self) -> Iterator[Edge]:
        """Give the edges of trials and arms."""
        yield from self._edges.values()


def _binding(tree: CriteriaTree) -> Iterator[Asked]:
    """Walk the leaves that bind each for itself."""
    if isinstance(tree, Asked):
        yield tree
    elif isinstance(tree, AllAsked):
        for part in tree.parts:
            yield from _binding(part)


def _ages(protocols: Iterable[Protocol]) -> Iterator[str]:
    """Give the bounds of age that bind the whole trial, as its sources code them."""
    found: dict[str, None] = {}
    for protocol in protocols:
        trees = (protocol.criteria, *(step.criteria for step in protocol.steps if len(protocol.steps) == 1))
        for asked in (leaf for tree in trees for leaf in _binding(tree)):
            if isinstance(asked.criterion, AgeCriterion) and not asked.negated and asked.confidence is Confidence.CODED:
                found[asked.criterion.text.removeprefix("age ")] = None
    yield from found


def genes_asked(asked: Asked) -> Iterator[Curie]:
    """Give the genes that a criterion names, wanted or not."""
    if isinstance(asked.criterion, GenomicCriterion):
        for leaf in leaves(asked.criterion.profile):
            yield from (Curie(subject) for subject in leaf.criterion.subjects if not subject.startswith("marker:"))


def _arm_node(protocol: Protocol, step: Step, arm: Arm) -> Node:
    properties: dict[str, Value] = {
        "trial": protocol.trial,
        "step": step.code,
        "step_type": step.kind,
        "description": arm.description,
        "status": arm.recruitment.value if arm.recruitment is not Recruitment.UNKNOWN else "",
        "interventions": [*arm.interventions],
        "criteria": arm.criteria.text,
    }
    kept = {name: value for name, value in properties.items() if value not in ("", [], None)}
    return Node(arm.id, NodeKind.TRIAL_ARM, arm.label, (), kept, (protocol.source,))
