"""Whether every node and edge of a draft has the shape that ``ontology/kinds.toml`` gives its kind."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pmkg.model.content import node_of
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.ports.contents import Contents
from pmkg.vocabulary.kinds import check_edge, check_node

_NAMED = 20
"""How many misshapen nodes and edges a report names; the rest are counted."""


def check_shapes(contents: Contents) -> Iterator[str]:
    """Report what is misshapen: the first by name, the rest by their number.

    What the SHACL shapes of the RDF export say is held here of the release itself: labels, required properties and their
    form, and the kinds that may stand at the ends of an edge.
    """
    problems = _problems(contents)
    yield from islice(problems, _NAMED)
    rest = sum(1 for _ in problems)
    if rest:
        yield f"and {rest:,} more nodes and edges are misshapen"


def _problems(contents: Contents) -> Iterator[str]:
    kinds: dict[str, NodeKind] = {}
    for id, kind, label, body in contents.nodes():
        kinds[id] = NodeKind(kind)
        yield from check_node(node_of(id, kinds[id], label, body))
    right: set[tuple[str, NodeKind, NodeKind]] = set()
    for (subject, edge_kind, object, source, record), _ in contents.edges():
        ends = (edge_kind, kinds[subject], kinds[object])
        if ends in right:
            continue
        edge = Edge(Curie(subject), EdgeKind(edge_kind), Curie(object), source, record)
        problems = check_edge(edge, *ends[1:])
        if problems:
            yield from problems
        else:
            right.add(ends)
