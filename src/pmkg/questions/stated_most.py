"""What of a gene is spoken of most: the alterations and classes that its profiles ask for, by their accepted statements."""

from __future__ import annotations

from collections import Counter

from pmkg.model.curie import Curie
from pmkg.model.graph import Node
from pmkg.model.kinds import EdgeKind
from pmkg.model.reads import Reads
from pmkg.model.views import PROFILES_BY_SUBJECT, STATEMENTS_BY_PROFILE


def stated_most(reader: Reads, gene: Curie, limit: int) -> list[Node]:
    """Give the variants and classes of a gene with the most accepted statements on profiles that ask for them, most first."""
    profiles = {row.id for row in reader.rows(PROFILES_BY_SUBJECT, [gene]).get(gene, ())}
    statements = reader.rows(STATEMENTS_BY_PROFILE, profiles)
    count = Counter[Curie]()
    for profile, edges in reader.edges(profiles, [EdgeKind.HAS_CRITERION]).items():
        said = sum(statement.stands for statement in statements.get(profile, ()))
        for criterion in {edge.object for edge in edges}:
            count[criterion] += said
    places = reader.edges(count, [EdgeKind.IN_GENE])
    own = {id for id, edges in places.items() if any(edge.object == gene for edge in edges)}
    best = sorted((id for id, said in count.items() if said and id in own), key=lambda id: (-count[id], id))[:limit]
    nodes = reader.nodes(best)
    return [nodes[id] for id in best if id in nodes]
