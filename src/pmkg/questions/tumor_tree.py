"""The tumor types as a tree under the tissues they arise in, with what the release holds for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pmkg.model.curie import Curie
from pmkg.model.graph import Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.reads import Reads, Way, all_nodes
from pmkg.model.statement import ACCEPTED


@dataclass(frozen=True, slots=True)
class TumorTreeNode:
    """Hold a tissue or a tumor type; ``statements`` (accepted) and ``trials`` count it and all kinds of it, each once."""

    id: Curie
    code: str
    label: str
    parent: Curie | None
    statements: int
    trials: int


def tumor_tree(reader: Reads, breathe: Callable[[], None] = lambda: None) -> tuple[TumorTreeNode, ...]:
    """Give every tissue and every tumor type with an OncoTree code, by label; a tumor type stands under one parent.

    The parent is the narrowest tumor type of the same tissue that the disease hierarchy makes it a kind of, where there is none
    the tissue. Counts follow the disease hierarchy, as answers do: a kind of melanoma that arises in the esophagus stands under
    its tissue, and is counted under melanoma too. A tissue also has what is said of a wider disease all of whose tumor types
    arise there: "colorectal cancer" has no code of its own. ``breathe`` is called between reads.
    """
    tissues = [node for node in all_nodes(reader, NodeKind.TISSUE) if node.properties.get("oncotree")]
    tumors = [node for node in all_nodes(reader, NodeKind.DISEASE) if node.properties.get("oncotree")]
    ids = [node.id for node in tumors]
    breathe()
    sites = _sites(reader, ids, {node.id for node in tissues})
    above = reader.closure(ids, EdgeKind.IS_A, Way.OUT)
    parents = _parents({node.id: node for node in tumors}, above, sites)
    breathe()
    below = {id: set(kinds) for id, kinds in reader.closure(ids, EdgeKind.IS_A, Way.IN).items()}
    homes = _homes(above, sites)
    below.update({id: set(kinds) for id, kinds in reader.closure(homes.keys() - below, EdgeKind.IS_A, Way.IN).items()})
    for tissue in tissues:
        below[tissue.id] = {kind for id, home in homes.items() if home == tissue.id for kind in below[id]}
    breathe()
    every = {id for kinds in below.values() for id in kinds}
    statements, trials = _statements(reader, every), _trials(reader, every)
    found = [
        TumorTreeNode(
            node.id,
            str(node.properties["oncotree"]),
            node.label,
            parents.get(node.id),
            _joined(statements, below[node.id]),
            _joined(trials, below[node.id]),
        )
        for node in (*tissues, *tumors)
    ]
    return tuple(sorted(found, key=lambda each: (each.label.casefold(), each.id)))


def _joined(found: Mapping[Curie, set[Curie]], kinds: Iterable[Curie]) -> int:
    return len(set().union(*(found.get(id, ()) for id in kinds)))


def _sites(reader: Reads, ids: Iterable[Curie], tissues: set[Curie]) -> dict[Curie, Curie]:
    edges = reader.edges(ids, [EdgeKind.ARISES_IN])
    places = {id: sorted(edge.object for edge in own if edge.object in tissues) for id, own in edges.items()}
    return {id: own[0] for id, own in places.items() if own}


def _homes(above: Mapping[Curie, Mapping[Curie, int]], sites: Mapping[Curie, Curie]) -> dict[Curie, Curie]:
    """Give the tissue of each tumor type, and of each wider disease whose tumor types all arise in one."""
    found: dict[Curie, set[Curie | None]] = defaultdict(set)
    for id, wider in above.items():
        for each in {id, *wider}:
            found[each].add(sites.get(id))
    homes = {id: next(iter(places)) for id, places in found.items() if len(places) == 1}
    return {id: home for id, home in homes.items() if home is not None} | dict(sites)


def _parents(
    tumors: Mapping[Curie, Node], above: Mapping[Curie, Mapping[Curie, int]], sites: Mapping[Curie, Curie]
) -> dict[Curie, Curie]:
    parents: dict[Curie, Curie] = dict(sites)
    for id in tumors:
        wider = {
            each for each in above.get(id, ()) if each != id and each in tumors and sites.get(each) == sites.get(id)
        }
        # an ancestor of an ancestor is no parent; a circle of the hierarchy, of which each is above the other, is none either
        nearest = [
            each
            for each in wider
            if id not in above.get(each, ()) and not any(each in above[other] for other in wider if other != each)
        ]
        if nearest:
            parents[id] = min(nearest, key=lambda each: (-_level(tumors[each]), above[id][each], each))
    return parents


def _level(node: Node) -> int:
    level = node.properties.get("oncotree_level")
    return level if isinstance(level, int) else 0


def _statements(reader: Reads, ids: Iterable[Curie]) -> dict[Curie, set[Curie]]:
    edges = reader.edges(ids, [EdgeKind.ABOUT_DISEASE], Way.IN)
    found = {id: {edge.subject for edge in own} for id, own in edges.items()}
    nodes = reader.nodes({statement for own in found.values() for statement in own})
    accepted = {id for id, node in nodes.items() if _status(node) == ACCEPTED}
    return {id: own & accepted for id, own in found.items()}


def _status(node: Node) -> str:
    """Read the status from the encoded statement: to decode thousands whole would take most of the time."""
    said = node.properties.get("statement") or node.properties
    return str(said.get("status", ACCEPTED)) if isinstance(said, Mapping) else ""


def _trials(reader: Reads, ids: Iterable[Curie]) -> dict[Curie, set[Curie]]:
    """Give the trials that study each disease, as a whole or in one of their arms."""
    edges = reader.edges(ids, [EdgeKind.STUDIES_DISEASE], Way.IN)
    studies = {id: {edge.subject for edge in own} for id, own in edges.items()}
    nodes = reader.nodes({study for own in studies.values() for study in own})
    arms = [id for id, node in nodes.items() if node.kind is NodeKind.TRIAL_ARM]
    trials = {id: {id} for id, node in nodes.items() if node.kind is NodeKind.TRIAL}
    for arm, own in reader.edges(arms, [EdgeKind.HAS_ARM], Way.IN).items():
        trials[arm] = {edge.subject for edge in own}
    return {id: set().union(*(trials.get(study, set()) for study in own)) for id, own in studies.items()}
