"""The tree of tumor types: one parent each, and what the release holds of every kind of it."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node, Properties
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.questions.tumor_tree import TumorTreeNode, tumor_tree
from pmkg.store.memory import MemoryGraph

SKIN, STOMACH = Curie("ONCOTREE:SKIN"), Curie("ONCOTREE:STOMACH")


def tumor(number: int) -> Curie:
    return Curie(f"MONDO:{number}")


def _tissue(id: Curie) -> Node:
    return Node(id, NodeKind.TISSUE, id.local.capitalize(), (), {"oncotree": id.local})


def _tumor(number: int, level: int = 2, code: bool = True) -> Node:
    facts: Properties = {"oncotree": f"T{number}", "oncotree_level": level} if code else {}
    return Node(tumor(number), NodeKind.DISEASE, f"tumor {number}", (), facts)


def _is_a(narrow: int, wide: int) -> Edge:
    return Edge(tumor(narrow), EdgeKind.IS_A, tumor(wide), "mondo", "row")


def _site(number: int, tissue: Curie) -> Edge:
    return Edge(tumor(number), EdgeKind.ARISES_IN, tissue, "oncotree", "row")


def _statement(number: int, about: int, status: str = "accepted") -> tuple[Node, Edge]:
    id = Curie(f"civic.eid:{number}")
    node = Node(id, NodeKind.EVIDENCE, "claim", (), {"statement": {"status": status}})
    return node, Edge(id, EdgeKind.ABOUT_DISEASE, tumor(about), "civic", id)


def _tree(nodes: list[Node], edges: list[Edge]) -> dict[str, TumorTreeNode]:
    return {each.code: each for each in tumor_tree(MemoryGraph(nodes, edges))}


def test_the_parent_is_the_narrowest_tumor_type_of_the_tissue_and_else_the_tissue() -> None:
    nodes = [_tissue(SKIN), _tissue(STOMACH), *(_tumor(number) for number in (1, 2, 3, 4)), _tumor(9, code=False)]
    # 3 is a 2 by way of a disease without a code; 4 is a 1 too, and arises elsewhere
    edges = [_is_a(2, 1), _is_a(3, 9), _is_a(9, 2), _is_a(3, 1), _is_a(4, 1)]
    edges += [_site(1, SKIN), _site(2, SKIN), _site(3, SKIN), _site(4, STOMACH)]
    found = _tree(nodes, edges)
    assert {code: each.parent for code, each in found.items()} == {
        "SKIN": None, "STOMACH": None, "T1": SKIN, "T2": tumor(1), "T3": tumor(2), "T4": STOMACH,
    }  # fmt: skip


def test_a_statement_or_trial_of_two_kinds_is_counted_once_and_only_accepted_ones_are() -> None:
    said = [_statement(1, 1), _statement(2, 2), _statement(3, 3), _statement(4, 3, "submitted")]
    both = Edge(said[1][0].id, EdgeKind.ABOUT_DISEASE, tumor(3), "civic", "again")
    trial = Node(Curie("NCT:NCT1"), NodeKind.TRIAL, "trial")
    arm = Node(Curie("pmkg.arm:1"), NodeKind.TRIAL_ARM, "arm")
    studies = [Edge(id, EdgeKind.STUDIES_DISEASE, tumor(3), "ctml", "row") for id in (trial.id, arm.id)]
    of_arm = Node(Curie("NCT:NCT2"), NodeKind.TRIAL, "a trial of which one arm studies the tumor")
    arms = [Edge(of_arm.id, EdgeKind.HAS_ARM, arm.id, "ctml", "row")]
    studies.append(Edge(trial.id, EdgeKind.STUDIES_DISEASE, tumor(2), "ctml", "row"))
    nodes = [_tissue(SKIN), *(_tumor(number) for number in (1, 2)), _tumor(3, code=False), trial, of_arm, arm]
    edges = [
        _is_a(2, 1),
        _is_a(3, 2),
        _site(1, SKIN),
        _site(2, SKIN),
        both,
        *studies,
        *arms,
        *(edge for _, edge in said),
    ]
    found = _tree([*nodes, *(node for node, _ in said)], edges)
    assert {code: (each.statements, each.trials) for code, each in found.items()} == {
        "SKIN": (3, 2), "T1": (3, 2), "T2": (2, 2),
    }  # fmt: skip


NUMBERS = range(1, 7)


@given(st.sets(st.sampled_from([*combinations(reversed(NUMBERS), 2)])), st.sets(st.sampled_from(NUMBERS)))
def test_every_tumor_type_stands_once_under_its_tissue_and_holds_no_less_than_its_kinds(
    stated: set[tuple[int, int]], about: set[int]
) -> None:
    said = [_statement(number, number) for number in about]
    nodes = [_tissue(SKIN), *(_tumor(number) for number in NUMBERS), *(node for node, _ in said)]
    edges = [_is_a(*pair) for pair in stated] + [_site(number, SKIN) for number in NUMBERS] + [edge for _, edge in said]
    found = tumor_tree(MemoryGraph(nodes, edges))
    by_id = {each.id: each for each in found}
    assert len(by_id) == len(found) == len(NUMBERS) + 1
    for each in found:
        way = [each]
        while way[-1].parent:
            way.append(by_id[way[-1].parent])
            assert way[-1].statements >= way[-2].statements
        assert way[-1].id == SKIN
    assert by_id[SKIN].statements == len(about)


def test_a_circle_of_the_hierarchy_makes_no_circle_of_the_tree() -> None:
    nodes = [_tissue(SKIN), _tumor(1), _tumor(2)]
    found = _tree(nodes, [_is_a(1, 2), _is_a(2, 1), _site(1, SKIN), _site(2, SKIN)])
    assert {found["T1"].parent, found["T2"].parent} == {SKIN}


def test_a_tissue_has_what_is_said_of_a_wider_disease_whose_tumor_types_all_arise_there() -> None:
    # 8 and its kind 6 have no code; all coded kinds of 8 arise in the skin, those of 9 do not
    nodes = [_tissue(SKIN), _tissue(STOMACH), *(_tumor(number) for number in (1, 2, 3))]
    nodes += [_tumor(number, code=False) for number in (6, 8, 9)]
    said = [_statement(number, about) for number, about in enumerate((1, 6, 8, 9))]
    edges = [_is_a(1, 8), _is_a(2, 8), _is_a(6, 8), _is_a(8, 9), _is_a(3, 9)]
    edges += [_site(1, SKIN), _site(2, SKIN), _site(3, STOMACH), *(edge for _, edge in said)]
    found = _tree([*nodes, *(node for node, _ in said)], edges)
    assert (found["SKIN"].statements, found["STOMACH"].statements, found["T1"].statements) == (3, 0, 1)
