"""Rows under several symbols of one gene: the gene's own row counts, words are united, the rest is in the ledger."""

from __future__ import annotations

from itertools import permutations

import pytest

from pmkg.ingest.genes import GeneIndex
from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole, Value
from pmkg.model.kinds import NodeKind
from pmkg.model.ledger import Loss
from pmkg.model.records import Annotation, Concept, Reference

ZFHX3 = Concept(
    NodeKind.GENE,
    Curie("HGNC:777"),
    "ZFHX3",
    "HGNC:777",
    (Name("C16orf47", NameRole.PREVIOUS), Name("ATBF1", NameRole.ALIAS)),
    (Curie("NCBIGene:463"),),
)


def note(symbol: str, *, ids: tuple[str, ...] = (), record: str = "", **properties: Value) -> Annotation:
    return Annotation(Reference(symbol, tuple(Curie(id) for id in ids)), record or symbol, properties)


def settled(*notes: Annotation) -> tuple[dict[str, Value], list[Loss]]:
    """Give the gene's properties and the losses; the same in every order of the notes."""
    outcomes = []
    for order in permutations(notes):
        index = GeneIndex([("hgnc", ZFHX3)])
        assert [index.annotate("gnomad", one) for one in order] == [None] * len(notes)
        losses = index.settle()
        (node,) = index.nodes()
        outcomes.append((dict(node.properties), losses))
    assert all(outcome == outcomes[0] for outcome in outcomes)
    return outcomes[0]


@pytest.mark.parametrize("own", [note("ZFHX3", pli=1.0), note("", ids=("NCBIGene:463",), record="own", pli=1.0)])
@pytest.mark.parametrize("other", ["C16orf47", "ATBF1"])
def test_the_approved_symbol_or_an_identifier_beats_another_symbol(own: Annotation, other: str) -> None:
    properties, losses = settled(own, note(other, pli=0.447))
    assert properties == {"pli": 1.0}
    assert losses == [Loss("gnomad", other, "annotation", f"{other}: pli", "SOURCE_CONFLICT")]


def test_a_previous_symbol_beats_an_alias() -> None:
    assert settled(note("ATBF1", pli=0.1), note("C16orf47", pli=0.4))[0] == {"pli": 0.4}


def test_what_the_own_row_does_not_say_is_taken_from_another() -> None:
    assert settled(note("ZFHX3", pli=1.0), note("ATBF1", loeuf=0.2)) == ({"pli": 1.0, "loeuf": 0.2}, [])


def test_lists_of_words_are_united() -> None:
    found = settled(note("ZFHX3", categories=["KINASE"]), note("ATBF1", categories=["DRUGGABLE GENOME", "KINASE"]))
    assert found == ({"categories": ["DRUGGABLE GENOME", "KINASE"]}, [])


def test_positions_of_another_protein_are_not_mixed_in() -> None:
    one: list[Value] = [{"start": 1}]
    other: list[Value] = [{"start": 2}]
    properties, losses = settled(note("ZFHX3", hotspots=one), note("C16orf47", hotspots=other))
    assert properties == {"hotspots": one}
    assert [loss.record for loss in losses] == ["C16orf47"]


def test_equal_names_with_different_values_are_a_conflict_and_the_first_record_counts() -> None:
    properties, losses = settled(note("ZFHX3", record="row 1", pli=1.0), note("ZFHX3", record="row 2", pli=0.5))
    assert properties == {"pli": 1.0}
    assert [(loss.record, loss.reason) for loss in losses] == [("row 2", "SOURCE_CONFLICT")]
