"""What publications report of finding the dose of drugs given together: of the very set, of supersets, of pairs within it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby

from pmkg.model.codec import decode
from pmkg.model.curie import Curie
from pmkg.model.dose_finding import (
    DoseFindingStudy,
    LevelReport,
    SetRelation,
    ToleratedDose,
    Toxicity,
    members_of,
    names_of,
    set_key,
    unresolved_of,
)
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind, NodeKind, Operator
from pmkg.model.reads import Way
from pmkg.model.regimen import Agent, Regimen
from pmkg.model.views import DOSE_FINDING_BY_SET
from pmkg.ports.reader import GraphReader

Drugs = frozenset[Curie]
_ORDER = {relation: place for place, relation in enumerate(SetRelation)}


def dose_finding(reader: GraphReader, sets: Iterable[Drugs]) -> dict[Drugs, tuple[DoseFindingStudy, ...]]:
    """Give, for each set of two or more drugs, the studies of just these, of these and more, and of two or more of these.

    Each study is one combination of one publication; nothing is summed across them. A set without any has an empty tuple.
    """
    asked = {drugs for drugs in sets if len(drugs) > 1}
    holders = _holders(reader, frozenset().union(*asked))
    candidates = {drugs: _candidates(drugs, holders) for drugs in asked}
    studies = _Studies(reader, frozenset().union(*candidates.values()))
    return {drugs: studies.related(drugs, found) for drugs, found in candidates.items()}


def dose_finding_of(reader: GraphReader, regimens: Iterable[Regimen]) -> dict[Curie, tuple[DoseFindingStudy, ...]]:
    """Give the dose finding of each regimen whose drugs are given together; substitutes and sequences have none."""
    together = {regimen.id: _drugs(regimen) for regimen in regimens if regimen.operator is Operator.COMBINATION}
    found = dose_finding(reader, together.values())
    return {id: found.get(drugs, ()) for id, drugs in together.items()}


def count_publications(reader: GraphReader, regimens: Iterable[Regimen]) -> dict[Curie, int]:
    """Count the publications on finding the dose of just the drugs of each combination, by one read of a view."""
    keys = {regimen.id: set_key(_drugs(regimen)) for regimen in regimens if regimen.operator is Operator.COMBINATION}
    rows = reader.rows(DOSE_FINDING_BY_SET, sorted(set(keys.values()))) if keys else {}
    return {id: len({row.publication for row in rows.get(key, ())}) for id, key in keys.items()}


def _drugs(regimen: Regimen) -> Drugs:
    return frozenset(drug.id for drug in regimen.drugs)


def _holders(reader: GraphReader, drugs: Drugs) -> Mapping[Curie, frozenset[Curie]]:
    """Give what studies each drug: trials and their arms among them, which the kind of the node tells apart later."""
    edges = reader.edges(sorted(drugs), (EdgeKind.STUDIES_DRUG,), Way.IN)
    return {drug: frozenset(edge.subject for edge in found) for drug, found in edges.items()}


def _candidates(drugs: Drugs, holders: Mapping[Curie, frozenset[Curie]]) -> frozenset[Curie]:
    """Give what holds at least two of the drugs."""
    held = Counter(study for drug in drugs for study in holders[drug])
    return frozenset(study for study, count in held.items() if count > 1)


class _Studies:
    """Hold the studies of one question with their drugs, read in batches."""

    def __init__(self, reader: GraphReader, ids: frozenset[Curie]) -> None:
        nodes = reader.nodes(ids)
        self._nodes = {id: node for id, node in nodes.items() if node.kind is NodeKind.DOSE_FINDING}
        self._edges = reader.edges(sorted(self._nodes), (EdgeKind.STUDIES_DRUG,))
        self._made: dict[Curie, DoseFindingStudy] = {}
        drugs = {edge.object for found in self._edges.values() for edge in found}
        self._licenses = {source.id: source.license for source in reader.manifest().sources} if self._nodes else {}
        self._agents = {id: Agent(id, node.label) for id, node in reader.nodes(drugs).items()}

    def related(self, asked: Drugs, studies: Iterable[Curie]) -> tuple[DoseFindingStudy, ...]:
        """Give the studies that relate to the asked drugs, in a total order."""
        found = []
        for id in studies:
            if id in self._nodes:
                node, edges = self._nodes[id], self._edges[id]
                relation = _relation(asked, members_of(edges), bool(unresolved_of(node, edges)))
                if relation is not None:
                    study = self._made.get(id) or self._made.setdefault(id, self._study(node, edges))
                    partners = tuple(drug for drug in study.drugs if drug.id not in asked)
                    found.append(replace(study, relation=relation, partners=partners))
        return tuple(sorted(found, key=_place))

    def _study(self, node: Node, edges: list[Edge]) -> DoseFindingStudy:
        """Give a study as one of its own drugs; sets that share it take it from here."""
        drugs = sorted(
            (self._agents[drug] for drug in members_of(edges)), key=lambda drug: (drug.label.casefold(), drug.id)
        )
        facts = node.properties
        return DoseFindingStudy(
            id=node.id,
            relation=SetRelation.EXACT,
            drugs=tuple(drugs),
            partners=(),
            named=names_of(node),
            unresolved=unresolved_of(node, edges),
            publication=str(facts["publication"]),
            trials=_texts(facts.get("trials")),
            registered=str(facts.get("registered", "")),
            population=str(facts.get("population", "")),
            window=str(facts.get("window", "")),
            toxicities=summed(facts.get("toxicities")),
            tolerated=tuple(decode(ToleratedDose, dose) for dose in _items(facts.get("tolerated"))),
            source=", ".join(node.sources),
            license=", ".join(self._licenses.get(source, "") for source in node.sources),
        )


def _relation(asked: Drugs, given: Drugs, partial: bool) -> SetRelation | None:
    if asked <= given:
        return SetRelation.EXACT if asked == given and not partial else SetRelation.SUPERSET
    return SetRelation.SUBSET if given < asked and len(given) > 1 and not partial else None


def _place(study: DoseFindingStudy) -> tuple[object, ...]:
    """Put nearer sets first, then fewer partners, then later publications: PubMed counts upward."""
    number = study.publication.partition(":")[2]
    return _ORDER[study.relation], len(study.drugs), -int(number) if number.isdigit() else 0, study.id


def summed(reports: object) -> tuple[Toxicity, ...]:
    """Sum the toxicities of one study by name and grade over its dose levels, most patients first."""
    grouped: dict[tuple[str, str], list[tuple[str, LevelReport]]] = defaultdict(list)
    for item in _items(reports):
        name, grade = str(item.get("toxicity", "")), str(item.get("grade", ""))
        level = {key: value for key, value in item.items() if key not in ("toxicity", "grade")}
        grouped[name.casefold(), grade].append((name, decode(LevelReport, level)))
    found = [
        _toxicity(min(name for name, _ in rows), grade, [report for _, report in rows])
        for (_, grade), rows in grouped.items()
    ]
    return tuple(sorted(found, key=lambda item: (-(item.patients or 0), item.toxicity.casefold(), item.grade)))


def _toxicity(name: str, grade: str, reports: list[LevelReport]) -> Toxicity:
    counts = [report.patients for report in reports if report.patients is not None]
    patients = sum(counts) if len(counts) == len(reports) else None
    treated = _treated(reports)
    overlapping = treated is not None and patients is not None and patients > treated
    ordered = sorted(reports, key=lambda report: (report.level, report.doses, report.note))
    return Toxicity(name, grade, patients, None if overlapping else treated, tuple(ordered))


def _treated(reports: list[LevelReport]) -> int | None:
    """Add up the patients of the levels, each cohort once; None where rows of one level may speak of two cohorts."""
    total = 0
    ordered = sorted(reports, key=lambda report: (report.level, report.doses))
    for _, rows in groupby(ordered, key=lambda report: (report.level, report.doses)):
        cohorts = {(report.treated, report.note) for report in rows}
        treated, _ = next(iter(cohorts))
        if len(cohorts) > 1 or treated is None:
            return None
        total += treated
    return total


def _items(value: object) -> list[dict[str, object]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()
