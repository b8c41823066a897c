"""The way from a tumor type up to an ancestor: shortest, the same each time, each step with those who state it."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.questions.explained_tumor import TumorPaths
from pmkg.store.memory import MemoryGraph

STATED: tuple[tuple[str, str, str], ...] = (
    # narrow, wide, source: two short ways from lung adenocarcinoma to neoplasm, and a long one
    ("luad", "nsclc", "mondo"),
    ("luad", "adenocarcinoma", "mondo"),
    ("nsclc", "carcinoma", "oncotree"),
    ("nsclc", "carcinoma", "mondo"),
    ("adenocarcinoma", "carcinoma", "mondo"),
    ("adenocarcinoma", "glandular", "mondo"),
    ("glandular", "carcinoma", "mondo"),
    ("carcinoma", "neoplasm", "mondo"),
)


def curie(name: str) -> Curie:
    return Curie.of("MONDO", name)


def paths(stated: Sequence[tuple[str, str, str]] = STATED, start: str = "luad") -> TumorPaths:
    names = sorted({name for narrow, wide, _ in stated for name in (narrow, wide)})
    nodes = [Node(curie(name), NodeKind.DISEASE, name) for name in names]
    edges = [
        Edge(curie(narrow), EdgeKind.IS_A, curie(wide), source, f"{source} {narrow}") for narrow, wide, source in stated
    ]
    return TumorPaths(MemoryGraph(nodes, edges), [curie(start)])


def way(found: TumorPaths, narrow: str, wide: str) -> list[tuple[str, str]]:
    rises = found.rise(curie(narrow), curie(wide))
    return [(rise.narrow.partition(":")[2], rise.wide.partition(":")[2]) for rise in rises]


def test_the_shortest_way_is_taken_and_of_equal_ones_the_first_by_identifier() -> None:
    assert way(paths(), "luad", "neoplasm") == [
        ("luad", "adenocarcinoma"),
        ("adenocarcinoma", "carcinoma"),
        ("carcinoma", "neoplasm"),
    ]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_edges_is_irrelevant(seed: int) -> None:
    shuffled = random.Random(seed).sample(STATED, len(STATED))
    assert way(paths(shuffled), "luad", "neoplasm") == way(paths(), "luad", "neoplasm")


def test_a_step_names_every_source_that_states_it() -> None:
    (rise,) = paths(start="nsclc").rise(curie("nsclc"), curie("carcinoma"))
    assert rise.stated == "mondo (mondo nsclc); oncotree (oncotree nsclc)"


@pytest.mark.parametrize(("narrow", "wide"), [("luad", "luad"), ("luad", "melanoma"), ("melanoma", "luad")])
def test_there_is_no_way_to_itself_or_to_what_is_no_ancestor(narrow: str, wide: str) -> None:
    assert way(paths(), narrow, wide) == []
