from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.vocabulary.kinds import check_edge, check_node, facet_values, facets_by_kind, load_kinds

BRAF = Curie("HGNC:1097")
V600E = Curie("pmkg.variant:1")


def test_every_kind_of_the_model_has_a_meaning_and_no_other() -> None:
    kinds = load_kinds()
    assert set(kinds.nodes) == set(NodeKind)
    assert set(kinds.edges) == set(EdgeKind)


def test_links_and_required_identifiers_agree() -> None:
    for meaning in load_kinds().nodes.values():
        identifiers = {name for name, form in meaning.required.items() if form == "curie"}
        assert identifiers <= meaning.links, meaning.kind


def test_every_kind_but_the_outermost_can_be_reached_by_an_edge() -> None:
    ends = {kind for edge in load_kinds().edges.values() for kind in edge.subjects | edge.objects}
    assert set(NodeKind) - ends == set()


def test_evidence_can_be_filtered_by_what_a_reader_asks() -> None:
    assert {"kind", "level", "direction", "effect", "genes", "drugs", "disease"} <= set(
        facets_by_kind()[NodeKind.EVIDENCE]
    )


def test_a_list_is_several_facet_values_and_an_empty_text_is_none() -> None:
    node = Node(Curie("civic.eid:1"), NodeKind.EVIDENCE, "x", (), {"genes": ["HGNC:1", "HGNC:2"], "level": "", "a": 1})
    assert facet_values(node) == {"genes": ("HGNC:1", "HGNC:2")}


def test_a_variant_without_its_gene_is_reported() -> None:
    assert check_node(Node(V600E, NodeKind.VARIANT, "BRAF V600E", (), {"symbol": "BRAF"})) == [
        "pmkg.variant:1: a Variant without 'gene'"
    ]


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        (NodeKind.VARIANT, {"gene": "BRAF", "symbol": "BRAF"}),
        (NodeKind.VARIANT, {"gene": "HGNC:1097", "symbol": ""}),
        (NodeKind.MOLECULAR_PROFILE, {"tree": "BRAF V600E"}),
        (NodeKind.REGIMEN, {"operator": "SINGLE", "drugs": "NCIT:C1"}),
    ],
)
def test_a_required_property_of_another_form_is_reported(kind: NodeKind, properties: dict[str, str]) -> None:
    assert len(check_node(Node(V600E, kind, "x", (), properties))) == 1


def test_a_node_without_a_label_is_reported() -> None:
    assert check_node(Node(BRAF, NodeKind.GENE, " ")) == ["HGNC:1097: a Gene without a label"]


def test_an_edge_between_the_wrong_kinds_is_reported_at_both_ends() -> None:
    edge = Edge(V600E, EdgeKind.IN_GENE, BRAF, "clinvar")
    assert check_edge(edge, NodeKind.VARIANT, NodeKind.GENE) == []
    assert len(check_edge(edge, NodeKind.GENE, NodeKind.VARIANT)) == 2


class Biolink:
    """Read classes and slots with their parents and mixins from the model's YAML, whose layout is regular."""

    def __init__(self, text: str) -> None:
        self.classes = self._section(text, "classes")
        self.slots = self._section(text, "slots")

    @staticmethod
    def _section(text: str, name: str) -> dict[str, dict[str, list[str]]]:
        body = re.split(r"^(?=\w)", text.split(f"\n{name}:\n")[1], maxsplit=1, flags=re.MULTILINE)[0]
        found: dict[str, dict[str, list[str]]] = {}
        for match in re.finditer(r"^  (\S.*?):[ ]*\n((?:^(?:    .*|\s*#.*|)\n)*)", body, re.MULTILINE):
            facts = {
                key: [value] for key, value in re.findall(r"^    (is_a|domain|range): (.+)$", match[2], re.MULTILINE)
            }
            mixins = re.search(r"^    mixins:\n((?:      .*\n)+)", match[2], re.MULTILINE)
            facts["mixins"] = re.findall(r"- ([^#\n]+?)\s*(?:#.*)?$", mixins[1], re.MULTILINE) if mixins else []
            found[match[1]] = facts
        return found

    def kinds_of(self, name: str) -> set[str]:
        seen, stack = set(), [name]
        while stack:
            current = stack.pop()
            if current not in seen:
                seen.add(current)
                facts = self.classes.get(current, {})
                stack += [*facts.get("is_a", []), *facts.get("mixins", [])]
        return seen

    def bound(self, slot: str, end: str) -> str:
        facts = self.slots[slot]
        if end in facts:
            return facts[end][0]
        return self.bound(facts["is_a"][0], end) if "is_a" in facts else "named thing"


def _slot(predicate: str) -> str:
    return predicate.removeprefix("biolink:").replace("_", " ")


def _class(category: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", category.removeprefix("biolink:")).lower()


@pytest.fixture(scope="module")
def biolink(mirror: Path) -> Biolink:
    with gzip.open(mirror / "biolink" / "biolink-model.yaml.gz", "rt", encoding="utf-8") as file:
        return Biolink(file.read())


@pytest.mark.mirror
def test_categories_and_predicates_exist_in_the_biolink_model(biolink: Biolink) -> None:
    kinds = load_kinds()
    assert {_class(node.biolink) for node in kinds.nodes.values()} <= set(biolink.classes)
    assert {_slot(edge.biolink) for edge in kinds.edges.values()} <= set(biolink.slots)


@pytest.mark.mirror
def test_edges_keep_to_the_domain_and_range_of_their_predicate(biolink: Biolink) -> None:
    kinds = load_kinds()
    for edge in kinds.edges.values():
        beyond = set()
        for end, allowed in (("domain", edge.subjects), ("range", edge.objects)):
            bound = biolink.bound(_slot(edge.biolink), end)
            beyond |= {kind for kind in allowed if bound not in biolink.kinds_of(_class(kinds.nodes[kind].biolink))}
        assert beyond == edge.beyond_biolink, edge.kind
