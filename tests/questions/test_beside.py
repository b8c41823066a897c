"""What stands beside a node: all of it, each neighbor once in each group, with the statements that speak of both."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given, settings
from made_release import claim, normalized
from strategies import claim_lists

from pmkg.model.curie import Curie
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.profile import leaves
from pmkg.model.reads import Way, all_nodes
from pmkg.model.records import Claim
from pmkg.model.statement import ACCEPTED
from pmkg.model.views import statement_of, tree_of
from pmkg.questions.beside import beside
from pmkg.store.memory import MemoryGraph

KINDS = (NodeKind.GENE, NodeKind.DRUG, NodeKind.DISEASE, NodeKind.MOLECULAR_PROFILE)


def _graph(claims: Iterable[Claim]) -> MemoryGraph:
    built = normalized(list(claims))
    return MemoryGraph(built.nodes(), built.edges())


def _counted(reader: MemoryGraph, kind: NodeKind, label: str) -> dict[tuple[str, str], dict[str, int]]:
    center = next(node for node in all_nodes(reader, kind) if node.label == label)
    return {
        (group.relation.value if group.relation else "", group.kind.value): {
            each.node.label: each.statements for each in group.neighbors
        }
        for group in beside(reader, center)
    }


def test_statements_lead_from_a_gene_to_drugs_diseases_and_profiles_with_counts() -> None:
    reader = _graph([claim(1, "BRAF V600E"), claim(2, "BRAF V600E"), claim(3, "BRAF V600K")])
    found = _counted(reader, NodeKind.GENE, "BRAF")
    assert found["", "MolecularProfile"] == {"BRAF V600E": 2, "BRAF V600K": 1}
    assert set(found["", "Drug"].values()) == {3}
    assert ("", "Gene") not in found


@settings(deadline=None, max_examples=25)
@given(claim_lists())
def test_every_relation_and_every_accepted_statement_is_beside_a_node_and_nothing_else_is(claims: list[Claim]) -> None:
    reader = _graph(claims)
    statements = [statement_of(node) for node in all_nodes(reader, NodeKind.EVIDENCE) if "statement" in node.properties]
    profiles = {node.id: tree_of(node) for node in all_nodes(reader, NodeKind.MOLECULAR_PROFILE)}

    def spoken(number: int) -> set[Curie]:
        """Read from the tree of the profile itself which genes it asks for."""
        said = statements[number]
        genes = {Curie(subject) for leaf in leaves(profiles[said.profile]) for subject in leaf.criterion.subjects}
        drugs = {drug.id for drug in said.regimen.drugs} if said.regimen else set()
        return {*genes, *drugs, said.profile, *([said.disease] if said.disease else [])}

    accepted = [spoken(number) for number, said in enumerate(statements) if said.status == ACCEPTED]
    for center in (node for kind in KINDS for node in all_nodes(reader, kind)):
        groups = beside(reader, center)
        direct = {
            (str(g.relation), g.reversed, str(each.node.id)) for g in groups if g.relation for each in g.neighbors
        }
        edges = {
            (str(edge.kind), way is Way.IN, str(edge.subject if way is Way.IN else edge.object))
            for way in (Way.OUT, Way.IN)
            for edge in reader.edges([center.id], (), way).get(center.id, [])
        }
        known = reader.nodes({Curie(end) for *_, end in edges})
        assert direct == {edge for edge in edges if edge[2] in known}
        shared = {each.node.id: each.statements for g in groups if not g.relation for each in g.neighbors}
        if center.kind in KINDS:
            about = [each for each in accepted if center.id in each]
            for id, count in shared.items():
                assert count == sum(id in each for each in about), (center.label, id)
            others = {id for each in about for id in each} - {center.id}
            assert set(reader.nodes(others)) == set(shared)


def test_members_of_a_group_stand_in_order_of_common_statements_then_label() -> None:
    reader = _graph([claim(1, "BRAF V600K"), claim(2, "BRAF V600E"), claim(3, "BRAF V600E")])
    (center,) = (node for node in all_nodes(reader, NodeKind.GENE) if node.label == "BRAF")
    for group in beside(reader, center):
        ranks = [(-each.statements, each.node.label.casefold()) for each in group.neighbors]
        assert ranks == sorted(ranks)
        assert group.relation is None or isinstance(group.relation, EdgeKind)
