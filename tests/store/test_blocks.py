"""What two releases are compared by: every difference shows, and what they share is not read."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.ports.contents import Block, Mark
from pmkg.questions.release_difference import changes
from pmkg.questions.unlike_marks import unlike_marks
from pmkg.store.blocks import EdgeSums, in_blocks, marks_of, short
from pmkg.store.contents import ReadContents
from pmkg.store.memory import MemoryGraph

law = settings(max_examples=60, deadline=None)
IDS = st.lists(st.integers(1, 900), unique=True, max_size=300)
LETTERS = st.text(string.ascii_lowercase, max_size=3)
DIGESTS = st.integers(0, (1 << 256) - 1)


def marks(numbers: Iterable[int]) -> list[Mark]:
    return sorted(Mark(f"HGNC:{number}", "Gene", f"{number:032x}", "") for number in numbers)


@law
@given(IDS)
def test_blocks_hold_every_mark_once_and_in_order(numbers: list[int]) -> None:
    given = marks(numbers)
    blocks = list(in_blocks(given))
    assert [mark for _, text in blocks for mark in marks_of(text)] == given
    assert [block.first for block, _ in blocks] == [next(marks_of(text)).id for _, text in blocks]


@law
@given(IDS, st.integers(901, 1_000))
def test_what_is_added_changes_the_blocks_where_it_stands_and_no_other(numbers: list[int], more: int) -> None:
    before, after = ({block for block, _ in in_blocks(marks(each))} for each in (numbers, [*numbers, more]))
    assert len(before - after) <= 1
    assert 1 <= len(after - before) <= 2


@law
@given(st.lists(st.tuples(st.integers(1, 5), DIGESTS)), st.randoms(use_true_random=False))
def test_edges_add_up_in_any_order(edges: list[tuple[int, int]], random: object) -> None:
    sums, again = EdgeSums(5), EdgeSums(5)
    for subject, digest in edges:
        sums.add(subject, digest)
    for subject, digest in sorted(edges, reverse=True):
        again.add(subject, digest)
    assert [sums.of(subject) for subject in range(1, 6)] == [again.of(subject) for subject in range(1, 6)]
    for subject in range(1, 6):
        lanes = [sum(digest >> shift for at, digest in edges if at == subject) % (1 << 64) for shift in (192, 128)]
        assert sums.of(subject) == ("".join(f"{lane:016x}" for lane in lanes) if any(lanes) else "")


def test_a_mark_holds_the_first_half_of_a_digest() -> None:
    assert short(int("ab" * 16 + "cd" * 16, 16)) == "ab" * 16


# two releases

LABELS = st.dictionaries(st.integers(1, 400), LETTERS, max_size=250)
LINKS = st.dictionaries(st.tuples(st.integers(1, 400), st.integers(1, 400)), LETTERS, max_size=60)


class Counting(ReadContents):
    """Know which blocks were read, and which nodes."""

    def __init__(self, reader: MemoryGraph) -> None:
        super().__init__(reader)
        self.read: list[str] = []

    def marks(self, firsts: Iterable[str]) -> Iterator[Mark]:
        asked = list(firsts)
        self.read += asked
        return super().marks(asked)


def release(labels: dict[int, str], links: dict[tuple[int, int], str]) -> tuple[Counting, dict[object, object]]:
    """Give a release of genes, and each thing in it by what identifies it."""
    nodes = [Node(Curie.of("HGNC", number), NodeKind.GENE, label) for number, label in labels.items()]
    edges = [
        Edge(Curie.of("HGNC", one), EdgeKind.IS_A, Curie.of("HGNC", other), "hgnc", "", (note,))
        for (one, other), note in links.items()
        if one in labels and other in labels
    ]
    things: dict[object, object] = {node.id: node.label for node in nodes}
    things.update({(edge.subject, edge.object): edge.citations for edge in edges})
    return Counting(MemoryGraph(nodes, edges)), things


@law
@given(LABELS, LABELS, LINKS, LINKS)
def test_all_that_differs_is_found_and_nothing_else(
    old: dict[int, str], new: dict[int, str], links: dict[tuple[int, int], str], others: dict[tuple[int, int], str]
) -> None:
    (before, things), (after, rest) = release(old, links), release(new, others)
    found = [
        change.thing.id if isinstance(change.thing, Node) else (change.thing.subject, change.thing.object)
        for change in changes(before, after)
    ]
    differs = {key for key in things.keys() | rest.keys() if things.get(key) != rest.get(key)}
    assert sorted(map(str, found)) == sorted(map(str, differs))
    nodes = [id for id in found if isinstance(id, str)]
    assert nodes == sorted(nodes)
    assert all(isinstance(id, str) for id in found[: len(nodes)])


def test_of_two_releases_that_differ_in_one_node_hardly_anything_is_read() -> None:
    labels = {number: "a" for number in range(1, 5_000)}
    (before, _), (after, _) = release(labels, {}), release({**labels, 777: "b"}, {})
    blocks: list[Block] = before.blocks()
    assert len(blocks) > 50
    assert [each.id for each in unlike_marks(before, after, "", lambda: None)] == ["HGNC:777"]
    assert len(before.read) == len(after.read) == 1
    assert list(unlike_marks(before, after, "HGNC:778", lambda: None)) == []
    assert len(before.read) <= 2
