"""What became of one thing from one release to another: all of what a walk over both releases finds about it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from made_release import claim, normalized
from strategies import claim_lists

from pmkg.model.difference import Change, ChangeType, Item
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.reads import all_nodes
from pmkg.model.records import Claim
from pmkg.questions.evidence_about import evidence_about
from pmkg.questions.release_difference import changes
from pmkg.questions.thing_history import stand, thing_changes
from pmkg.store.contents import ReadContents
from pmkg.store.memory import MemoryGraph

OF_STATEMENTS = {EdgeKind.ABOUT_PROFILE, EdgeKind.ABOUT_REGIMEN, EdgeKind.ABOUT_DISEASE}


def _graph(claims: list[Claim]) -> MemoryGraph:
    built = normalized(claims)
    return MemoryGraph(built.nodes(), built.edges())


def _gene(reader: MemoryGraph, label: str = "BRAF") -> Node:
    return next(node for node in all_nodes(reader, NodeKind.GENE) if node.label == label)


def _told(before: MemoryGraph, after: MemoryGraph, node: Node) -> list[tuple[Item, ChangeType, str]]:
    found = thing_changes(stand(before, node.id), stand(after, node.id))
    return [(change.item, change.type, str(change.thing.id)) for change in found if isinstance(change.thing, Node)]


def test_a_statement_that_came_went_or_weighs_otherwise_is_told_with_its_gene() -> None:
    before = _graph([claim(1, "BRAF V600E"), claim(2, "BRAF V600K", level="B"), claim(4, "KRAS G12D")])
    after = _graph([claim(2, "BRAF V600K", level="A"), claim(3, "BRAF V600E")])
    told = _told(before, after, _gene(before))
    assert [(item, type) for item, type, _ in told] == [
        (Item.STATEMENT, ChangeType.WITHDRAWN), (Item.STATEMENT, ChangeType.RELEVELED), (Item.STATEMENT, ChangeType.ADDED),
    ]  # fmt: skip
    assert [id.rpartition(":")[2] for *_, id in told] == ["1", "2", "3"]


def test_a_statement_that_became_one_of_another_gene_has_changed() -> None:
    before, after = _graph([claim(1, "BRAF V600E")]), _graph([claim(1, "KRAS G12D"), claim(2, "BRAF V600E")])
    told = [type for item, type, id in _told(before, after, _gene(before)) if id.endswith(":1")]
    assert told == [ChangeType.CHANGED]


def test_a_thing_that_a_release_does_not_hold_has_come_or_gone_with_all_its_evidence() -> None:
    before, after = _graph([claim(1, "BRAF V600E")]), MemoryGraph([], [])
    gene = _gene(before)
    assert {type for _, type, _ in _told(before, after, gene)} == {ChangeType.WITHDRAWN}
    assert {type for _, type, _ in _told(after, before, gene)} == {ChangeType.ADDED}
    assert _told(after, after, gene) == []


def test_what_the_thing_itself_says_is_told_field_by_field() -> None:
    before = _graph([claim(1, "BRAF V600E")])
    gene = _gene(before)
    other = replace(gene, properties={**gene.properties, "role": "both"})
    rest = [node for kind in NodeKind for node in all_nodes(before, kind) if node.id != gene.id]
    edges = [edge for own in before.edges([node.id for node in rest]).values() for edge in own]
    (change,) = thing_changes(stand(before, gene.id), stand(MemoryGraph([*rest, other], edges), gene.id))
    assert (change.item, change.type, change.fields["role"].after) == (Item.NODE, ChangeType.CHANGED, "both")


def _key(change: Change) -> tuple[str, ...]:
    thing = change.thing
    if isinstance(thing, Edge):
        return (change.type, thing.subject, thing.kind, thing.object, thing.source, thing.record)
    return (change.type, thing.id)


@settings(deadline=None, max_examples=25)
@given(claim_lists(), claim_lists(), st.data())
def test_it_is_what_a_walk_over_both_releases_finds_about_the_thing(
    earlier: list[Claim], later: list[Claim], data: st.DataObject
) -> None:
    before, after = _graph(earlier), _graph(later)
    kinds = (NodeKind.GENE, NodeKind.DRUG, NodeKind.DISEASE, NodeKind.MOLECULAR_PROFILE)
    center = data.draw(st.sampled_from([node for kind in kinds for node in all_nodes(before, kind)]))
    about = {
        id
        for reader in (before, after)
        if center.id in reader.nodes([center.id])
        for id in evidence_about(reader, center.kind, [center.id])[center.id]
    }
    walked = set()
    for change in changes(ReadContents(before), ReadContents(after)):
        thing = change.thing
        if isinstance(thing, Edge):
            own = center.id in (thing.subject, thing.object) and thing.kind not in OF_STATEMENTS
        else:
            own = thing.id == center.id or thing.id in about
        if own:
            walked.add(_key(change))
    assert {_key(change) for change in thing_changes(stand(before, center.id), stand(after, center.id))} == walked
