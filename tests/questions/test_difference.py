"""What changed between two releases: whatever of a statement a decision may rest on is compared."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from made_release import claim, normalized

from pmkg.model.codec import encode
from pmkg.model.curie import Curie
from pmkg.model.graph import Node
from pmkg.model.kinds import Course, Direction, Effect, NodeKind, Origin, StatementKind, TumorScope
from pmkg.model.statement import Statement
from pmkg.model.views import statement_of
from pmkg.questions.difference import difference
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


@pytest.mark.parametrize("name", COMPARED)
def test_a_change_of_any_field_of_a_statement_is_seen(name: str) -> None:
    found = difference(MemoryGraph([BEFORE]), MemoryGraph([changed(name, OTHERS.get(name, "another"))]))
    assert [item.statement for item in found.changed] == [BEFORE.id]
    assert list(found.changed[0].fields) == [name]


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("conditions", ("second line", "after a platinum"), ("", "second line; after a platinum")),
        ("excluded", (Curie("MONDO:0024331"),), ("", "MONDO:0024331")),
        ("regimen", None, ("Vemurafenib", "")),
    ],
)
def test_a_change_is_shown_before_and_after(name: str, value: object, shown: tuple[str, str]) -> None:
    found = difference(MemoryGraph([BEFORE]), MemoryGraph([changed(name, value)]))
    assert found.changed[0].fields == {name: shown}


def test_equal_releases_differ_in_nothing() -> None:
    found = difference(MemoryGraph([BEFORE]), MemoryGraph([BEFORE]))
    assert (found.added, found.withdrawn, found.changed) == ((), (), ())
