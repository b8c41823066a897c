"""One allele of the genome is one variant, whatever its sources call it and in whatever order they are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import permutations
from typing import Any

import made_release
import pytest
from made_release import claim

from pmkg.clinic.signature import SignatureReader
from pmkg.ingest.catalog import catalog
from pmkg.ingest.load import Loaded
from pmkg.ingest.normalize import Normalization
from pmkg.ingest.vrs import vrs_allele_id
from pmkg.model.curie import Curie
from pmkg.model.graph import Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.reads import Way, all_nodes
from pmkg.model.records import Claim, Concept, Reference, VariantFact
from pmkg.model.source import Files
from pmkg.questions.targeted_drugs import DrugQuestion
from pmkg.store.memory import MemoryGraph
from pmkg.vocabulary.kinds import facets_by_kind

FGFR3, RUNX1, VHL = Curie("HGNC:3690"), Curie("HGNC:10471"), Curie("HGNC:12687")
GENES = (
    Concept(
        NodeKind.GENE, FGFR3, "FGFR3", "HGNC:3690", properties={"mane_select": ["ENST00000440486.8", "NM_000142.5"]}
    ),
    Concept(NodeKind.GENE, RUNX1, "RUNX1", "HGNC:10471", properties={"mane_select": ["NM_001754.5"]}),
    Concept(NodeKind.GENE, VHL, "VHL", "HGNC:12687"),
)
ALLELE = "GRCh37:4:1806099:A:G"


def known(
    gene: str, protein: str, coding: str = "", genomic: str = ALLELE, record: str = "", **more: Any
) -> VariantFact:
    """Say what a source knows of an allele."""
    name = record or f"{gene} {protein} {coding}"
    return VariantFact(Reference(gene), name, protein, (coding,) if coding else (), genomic, properties=more)


def normalized(claims: Iterable[Claim], facts: Mapping[str, Iterable[VariantFact]]) -> Normalization:
    """Normalize claims, and facts of several sources, with three genes more."""
    loaded = made_release.loaded(claims)
    next(item for item in loaded if item.source.id == "hgnc").concepts.extend(GENES)
    loaded += [Loaded(catalog()[source], Files(source, {}), facts=[*rows]) for source, rows in facts.items()]
    return Normalization(loaded, vrs_allele_id)


def release(claims: Iterable[Claim], facts: Mapping[str, Iterable[VariantFact]]) -> MemoryGraph:
    """Give a release of claims and facts."""
    graph = normalized(claims, facts)
    return MemoryGraph(graph.nodes(), graph.edges(), graph.losses, facets=facets_by_kind())


def allele(reader: MemoryGraph) -> Node:
    """Give the one variant with coordinates."""
    (found,) = [node for node in all_nodes(reader, NodeKind.VARIANT) if node.properties["genomic"]]
    return found


def profiles(reader: MemoryGraph, alteration: str) -> dict[str, tuple[str, str]]:
    """Give, by profile, the rung and the drug of every option for an alteration."""
    answer = DrugQuestion(reader).ask(
        SignatureReader(reader).read({"tumorType": "BRCA", "alterations": [{"text": alteration}]})
    )
    return {option.profile: (option.variant_match, option.regimen.label) for option in answer.options}


ISOFORMS = {
    "civic-coordinates": [known("FGFR3", "A393E", "NM_001163213.1:c.1124A>G")],
    "clinvar": [known("FGFR3", "p.Ala391Glu", "NM_000142.4:c.1118A>G")],
    "moalmanac": [known("FGFR3", "p.A391E", "c.1118A>G")],
}


def test_an_allele_keeps_every_protein_name_with_its_sources() -> None:
    node = allele(release([claim(1, "FGFR3 A391E")], ISOFORMS))
    assert node.properties["protein"] == "A391E"
    assert node.properties["protein_names"] == {
        "A391E": ["civic", "clinvar", "moalmanac"],
        "A393E": ["civic-coordinates"],
    }
    assert {name.text for name in node.names} >= {"FGFR3 A391E", "FGFR3 A393E"}


def test_each_named_change_has_the_allele_for_a_member_by_the_sources_that_name_it_so() -> None:
    reader = release([claim(1, "FGFR3 A391E"), claim(2, "FGFR3 A393E")], ISOFORMS)
    labels = {node.id: node.label for node in all_nodes(reader, NodeKind.VARIANT)}
    edges = reader.edges([allele(reader).id], [EdgeKind.HAS_MEMBER], Way.IN)[allele(reader).id]
    assert {labels[edge.subject]: edge.source for edge in edges} == {
        "FGFR3 A391E": "clinvar",
        "FGFR3 A393E": "civic-coordinates",
    }


def test_coordinates_give_the_options_of_the_name_and_of_its_names_on_other_transcripts() -> None:
    claims = [claim(1, "FGFR3 A391E", "Imatinib"), claim(2, "FGFR3 A393E", "Crizotinib"), claim(3, "FGFR3 A393T")]
    reader = release(claims, ISOFORMS)
    assert profiles(reader, "FGFR3 A391E") == {"FGFR3 A391E": ("EXACT", "Imatinib")}
    both = {"FGFR3 A391E": ("EXACT", "Imatinib"), "FGFR3 A393E": ("EXACT", "Crizotinib")}
    assert profiles(reader, ALLELE.removeprefix("GRCh37:")) == both
    assert profiles(reader, "NM_000142.4:c.1118A>G") == both


def test_a_position_on_another_transcript_meets_no_class() -> None:
    claims = [claim(1, "FGFR3 A391"), claim(2, "FGFR3 A393")]
    assert list(profiles(release(claims, ISOFORMS), ALLELE)) == ["FGFR3 A391"]


@pytest.mark.parametrize(
    ("facts", "main"),
    [
        # the residue contradicts the expression of MANE Select that stands beside it
        (
            {
                "civic-coordinates": [known("RUNX1", "A107P", "NM_001754.4:c.400G>C")],
                "clinvar": [known("RUNX1", "p.Ala134Pro", "NM_001754.4:c.400G>C")],
            },
            "A134P",
        ),
        # no transcript is MANE Select's: the name of most sources
        (
            {
                "civic-coordinates": [known("FGFR3", "G382R")],
                "clinvar": [known("FGFR3", "G380R")],
                "moalmanac": [known("FGFR3", "G380R")],
            },
            "G380R",
        ),
        # a frameshift names the first residue that changes, behind its codon
        (
            {
                "civic-coordinates": [known("FGFR3", "R60fs", "ENST00000256474.2:c.179delG")],
                "clinvar": [known("FGFR3", "V62fs", "NM_000142.4:c.180delG")],
            },
            "V62fs",
        ),
    ],
)
def test_the_main_name_is_that_of_mane_select_or_of_most_sources(
    facts: Mapping[str, Iterable[VariantFact]], main: str
) -> None:
    assert allele(release([], facts)).properties["protein"] == main


def test_an_allele_without_a_computed_identifier_is_one_node_too() -> None:
    facts = {
        "civic-coordinates": [known("VHL", "R60fs", genomic="GRCh37:3:10183709:CG:C")],
        "clinvar": [known("VHL", "V62fs", genomic="GRCh37:3:10183709:CG:C")],
    }
    assert vrs_allele_id("GRCh37:3:10183709:CG:C") is None
    node = allele(release([claim(1, "VHL R60fs"), claim(2, "VHL V62fs")], facts))
    assert set(dict(node.properties)["protein_names"]) == {"R60fs", "V62fs"}  # type: ignore[arg-type]


def test_facts_of_one_allele_give_one_node_in_every_order() -> None:
    facts = [
        known("FGFR3", "Y373C", record="civic.vid:2", name="Y373C", aliases=["TYR373CYS"], url="two"),
        known("FGFR3", "Y375C", record="civic.vid:1", name="Y375C", aliases=["TYR375CYS"], url="one"),
        known("FGFR3", "Y373C", record="civic.vid:3", aliases=["Y373C"], clinvar_ids=["16342"]),
    ]
    nodes = [allele(release([], {"civic-coordinates": order})) for order in permutations(facts)]
    assert all(node == nodes[0] for node in nodes)
    properties = nodes[0].properties
    assert (properties["name"], properties["url"], properties["record"]) == ("Y375C", "one", "civic.vid:1")
    assert properties["aliases"] == ["TYR373CYS", "TYR375CYS", "Y373C"]
    assert properties["clinvar_ids"] == ["16342"]
