"""Things that one source defines are found by every identifier that the source gives them."""

from __future__ import annotations

import pytest

from pmkg.ingest.relations import Things
from pmkg.model.curie import Curie
from pmkg.model.kinds import NodeKind
from pmkg.model.records import Concept

ROOT, SEIZURE, FEVER = Curie("HP:0000118"), Curie("HP:0001250"), Curie("HP:0001945")


def phenotype(
    id: Curie, label: str, *parents: str, exact: tuple[str, ...] = (), record: str = ""
) -> tuple[str, Concept]:
    ids, above = tuple(Curie(one) for one in exact), tuple(Curie(one) for one in parents)
    return "hpo", Concept(NodeKind.PHENOTYPE, id, label, record or id, exact=ids, parents=above)


def test_a_retired_identifier_finds_the_term_that_took_its_place() -> None:
    things = Things([phenotype(ROOT, "abnormality", exact=("HP:1",)), phenotype(SEIZURE, "seizure", "HP:1")])
    assert (things.find(Curie("HP:1")), things.find(ROOT)) == (ROOT, ROOT)
    assert [(edge.subject, edge.object) for edge in things.edges()] == [(SEIZURE, ROOT)]
    assert things.losses == []


def test_an_identifier_of_two_things_finds_neither() -> None:
    things = Things([phenotype(SEIZURE, "seizure", exact=("HP:1",)), phenotype(FEVER, "fever", exact=("HP:1",))])
    assert things.find(Curie("HP:1")) is None


def test_a_parent_that_nobody_defines_is_reported() -> None:
    things = Things([phenotype(SEIZURE, "seizure", "HP:9")])
    assert list(things.edges()) == []
    assert [(loss.field, loss.text, loss.reason) for loss in things.losses] == [("parent", "HP:9", "UNKNOWN_REFERENCE")]


@pytest.mark.parametrize("order", [("row 1", "row 2"), ("row 2", "row 1")])
def test_a_second_definition_is_reported_and_the_first_record_counts(order: tuple[str, ...]) -> None:
    things = Things([phenotype(SEIZURE, f"seizure of {record}", record=record) for record in order])
    assert [node.label for node in things.nodes()] == ["seizure of row 1"]
    assert [(loss.record, loss.reason) for loss in things.losses] == [("row 2", "DUPLICATE")]
