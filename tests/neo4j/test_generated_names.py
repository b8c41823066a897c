"""Neo4j finds and orders generated names as the plainest store does."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from neo4j_database import Database

from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole, Node
from pmkg.model.kinds import NodeKind
from pmkg.model.reads import LookupMode
from pmkg.store.memory import MemoryGraph
from pmkg.store.neo4j_releases import Neo4jReleases

pytestmark = pytest.mark.neo4j
NAMES = st.text(alphabet="aA bB-+/β é1(\U0001f9ec\uffee", min_size=1, max_size=8)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(labels=st.lists(NAMES, min_size=1, max_size=12), asked=st.lists(NAMES, min_size=1, max_size=6))
def test_stores_agree_on_any_names(neo4j: Database, labels: list[str], asked: list[str]) -> None:
    roles, kinds = list(NameRole), (NodeKind.DRUG, NodeKind.GENE, NodeKind.DISEASE)
    nodes = [
        Node(Curie(f"X:{place}"), kinds[place % 3], label, (Name(label[::-1], roles[place % len(roles)]),))
        for place, label in enumerate(labels)
    ]
    with Neo4jReleases(neo4j.settings).draft("names") as writer:
        writer.nodes(nodes)
        writer.index()
        found, plain = writer.reader(), MemoryGraph(nodes)
        for mode in LookupMode:
            assert found.lookup(asked, mode=mode) == plain.lookup(asked, mode=mode)
            assert found.lookup(asked, kinds[:1], mode, 2) == plain.lookup(asked, kinds[:1], mode, 2)
        for order in ("id", "label"):
            first, same = (reader.find(NodeKind.DRUG, order=order, limit=2) for reader in (found, plain))
            assert first == same
            rest = (reader.find(NodeKind.DRUG, order=order, after=first.next, limit=3) for reader in (found, plain))
            assert next(rest) == next(rest)
