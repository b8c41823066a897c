"""A panel is known by its name only; a name that is near is suggested, never taken."""

from __future__ import annotations

import pytest

from pmkg.clinic.lookup import Lookup, Unresolved
from pmkg.clinic.signature import SignatureReader
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Name, NameRole, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.store.memory import MemoryGraph

LABELS = ("FoundationOne", "GUARDANT_73", "IMPACT-HEME-468", "IMPACT341", "IMPACT468")
KRAS = Curie("HGNC:6407")


@pytest.fixture(scope="module")
def graph() -> MemoryGraph:
    panels = [
        Node(Curie(f"PANEL:{label}"), NodeKind.PANEL, label, (Name("the same", NameRole.EXACT),)) for label in LABELS
    ]
    gene = Node(KRAS, NodeKind.GENE, "KRAS")
    member = Edge(Curie("PANEL:IMPACT468"), EdgeKind.HAS_MEMBER, KRAS, "gene-panels", "IMPACT468")
    return MemoryGraph([*panels, gene], [member], [], facets={})


def test_a_known_panel_gives_its_genes(graph: MemoryGraph) -> None:
    assert Lookup(graph).panel("IMPACT468") == ("IMPACT468, 1 gene (gene-panels)", frozenset({KRAS}))


@pytest.mark.parametrize(
    ("name", "suggestions"),
    [
        ("MSK-IMPACT", ("IMPACT341", "IMPACT468", "IMPACT-HEME-468")),
        ("Foundation One CDx", ("FoundationOne",)),
        ("Guardant360", ("GUARDANT_73",)),
        ("xyz", ()),
    ],
)
def test_an_unknown_panel_is_answered_with_near_ones(
    graph: MemoryGraph, name: str, suggestions: tuple[str, ...]
) -> None:
    assert Lookup(graph).panel(name) == Unresolved("UNKNOWN_PANEL", suggestions)
    (told,) = SignatureReader(graph).read({"tested": {"panel": name}}).warnings
    assert (told.code, told.suggestions) == ("UNKNOWN_PANEL", suggestions)
    assert "tested.genes" in told.message


def test_a_name_of_several_panels_is_none_of_them(graph: MemoryGraph) -> None:
    signature = SignatureReader(graph).read({"tested": {"panel": "the same"}})
    assert [(item.code, item.suggestions) for item in signature.warnings] == [("AMBIGUOUS_NAME", LABELS)]
    assert signature.tested.small == frozenset()
