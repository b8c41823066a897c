"""What changed between two releases: nothing that a decision may rest on passes unseen, and nothing else is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_release import claim, normalized
from strategies import claim_lists

from pmkg.errors import RequestError
from pmkg.model.codec import encode
from pmkg.model.curie import Curie
from pmkg.model.difference import Change, ChangeType, Item, Values, Wanted
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import Course, Direction, Effect, NodeKind, Origin, StatementKind, TumorScope
from pmkg.model.records import Claim
from pmkg.model.statement import Statement
from pmkg.model.views import statement_of
from pmkg.questions.release_difference import changes, check_kind, counted, cursor_of
from pmkg.store.contents import ReadContents
from pmkg.store.memory import MemoryGraph

BEFORE = next(node for node in normalized([claim(1, "BRAF V600E")]).nodes() if node.kind is NodeKind.EVIDENCE)
OTHERS: dict[str, Any] = {
    "kind": StatementKind.PROGNOSTIC,
    "regimen": None,
    "effect": Effect.RESISTANCE,
    "direction": Direction.DOES_NOT_SUPPORT,
    "disease": Curie("MONDO:0005233"),
    "scope": TumorScope.AGNOSTIC,
    "origin": Origin.SOMATIC,
    "excluded": (Curie("MONDO:0024331"), Curie("MONDO:0005008")),
    "conditions": ("second line", "after a platinum"),
    "courses": (Course.PRIMARY, Course.ACQUIRED),
}
COMPARED = [field.name for field in fields(Statement) if field.name != "id"]


def changed(name: str, value: object) -> Node:
    statement = replace(statement_of(BEFORE), **{name: value})  # type: ignore[arg-type]
    return replace(BEFORE, properties={**BEFORE.properties, "statement": encode(statement)})


def walk(before: Iterable[Node], after: Iterable[Node], **more: Any) -> list[Change]:
    return list(changes(ReadContents(MemoryGraph(before)), ReadContents(MemoryGraph(after)), **more))


@pytest.mark.parametrize("name", COMPARED)
def test_a_change_of_any_field_of_a_statement_is_seen(name: str) -> None:
    (found,) = walk([BEFORE], [changed(name, OTHERS.get(name, "another"))])
    assert (found.item, found.thing.sources) == (Item.STATEMENT, BEFORE.sources)  # type: ignore[union-attr]
    assert list(found.fields) == [name]
    assert found.type is (ChangeType.RELEVELED if name in ("level", "scale") else ChangeType.CHANGED)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("conditions", ("second line", "after a platinum"), Values("", "second line; after a platinum")),
        ("excluded", (Curie("MONDO:0024331"),), Values("", "MONDO:0024331")),
        ("regimen", None, Values("Vemurafenib", "")),
    ],
)
def test_a_change_is_shown_before_and_after(name: str, value: object, shown: Values) -> None:
    (found,) = walk([BEFORE], [changed(name, value)])
    assert found.fields == {name: shown}


def test_a_change_of_a_node_beside_its_statement_is_seen() -> None:
    more = replace(BEFORE, label="another", properties={**BEFORE.properties, "note": ["a", 1]})
    (found,) = walk([BEFORE], [more])
    assert found.fields == {"label": Values(BEFORE.label, "another"), "note": Values("", '["a",1]')}


def test_an_unknown_kind_is_refused_with_near_names() -> None:
    with pytest.raises(RequestError, match="'target' is no kind of node or edge; near names: targets"):
        check_kind("target")


# laws

law = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Things = Mapping[object, Node | Edge]


def content(claims: Iterable[Claim]) -> tuple[ReadContents, Things]:
    """Give a release of these claims, and all that it holds by what identifies it."""
    graph = normalized(claims)
    nodes, edges = list(graph.nodes()), list(graph.edges())
    things: list[Node | Edge] = [*nodes, *edges]
    return ReadContents(MemoryGraph(nodes, edges)), {key(thing): thing for thing in things}


def key(thing: Node | Edge) -> object:
    return (
        thing.id if isinstance(thing, Node) else (thing.subject, thing.kind, thing.object, thing.source, thing.record)
    )


def whole(thing: Node | Edge | None) -> object:
    """Give all of a thing in a form that does not tell a tuple from a list, which JSON does not."""
    return None if thing is None else encode(thing)


@law
@given(claim_lists())
def test_a_release_does_not_differ_from_itself(claims: list[Claim]) -> None:
    found, _ = content(claims)
    assert list(changes(found, content(claims)[0])) == []


@law
@given(claim_lists(), claim_lists())
def test_the_difference_applied_to_a_release_gives_the_other(old: list[Claim], new: list[Claim]) -> None:
    (before, things), (after, others) = content(old), content(new)
    applied = {at: whole(thing) for at, thing in things.items()}
    for change in changes(before, after):
        at = key(change.thing)
        assert applied.pop(at, None) == whole(change.before)
        if change.after is not None:
            applied[at] = whole(change.after)
    assert applied == {at: whole(thing) for at, thing in others.items()}


@law
@given(claim_lists(), claim_lists())
def test_the_way_back_is_the_way_forth_inverted(old: list[Claim], new: list[Claim]) -> None:
    (before, _), (after, _) = content(old), content(new)
    turned = {ChangeType.ADDED: ChangeType.WITHDRAWN, ChangeType.WITHDRAWN: ChangeType.ADDED}
    inverted = [
        Change(
            change.item,
            turned.get(change.type, change.type),
            change.after,
            change.before,
            {name: Values(each.after, each.before) for name, each in change.fields.items()},
        )
        for change in changes(after, before)
    ]
    assert inverted == list(changes(before, after))


@law
@given(claim_lists(), claim_lists(), st.data())
def test_a_walk_goes_on_behind_any_change(old: list[Claim], new: list[Claim], data: st.DataObject) -> None:
    (before, _), (after, _) = content(old), content(new)
    found = list(changes(before, after))
    if found:
        at = data.draw(st.integers(0, len(found) - 1))
        assert list(changes(before, after, behind=cursor_of(found[at]))) == found[at + 1 :]


@law
@given(claim_lists(), claim_lists(), st.data())
def test_limits_take_what_they_say_and_counts_add_up(old: list[Claim], new: list[Claim], data: st.DataObject) -> None:
    (before, _), (after, _) = content(old), content(new)
    found = list(changes(before, after))
    wanted = Wanted(
        data.draw(st.sampled_from([None, *Item])),
        data.draw(st.sampled_from([None, *ChangeType])),
        data.draw(st.sampled_from(["", "Evidence", "Regimen", "about_regimen"])),
        data.draw(st.sampled_from(["", "civic", "hgnc"])),
    )
    limited = list(changes(before, after, wanted))
    assert limited == [
        change
        for change in found
        if wanted.item in (None, change.item)
        and wanted.type in (None, change.type)
        and wanted.kind in ("", change.kind)
        and (not wanted.source or wanted.source in change.sources)
    ]
    assert sum(each.count for each in counted(limited)) == len(limited)
    assert [each for each in counted(found) if wanted.takes(each.item, each.type, each.kind, each.sources)] == list(
        counted(limited)
    )
