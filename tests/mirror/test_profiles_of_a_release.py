"""The profiles of a full release."""

from __future__ import annotations

import pytest

from pmkg.model.criterion import Criterion
from pmkg.model.kinds import NodeKind
from pmkg.model.profile import Leaf, leaves
from pmkg.model.reads import all_nodes
from pmkg.model.views import tree_of
from pmkg.ports.reader import GraphReader

pytestmark = pytest.mark.mirror


def test_no_two_criteria_share_a_canonical_text(release: GraphReader) -> None:
    known: dict[str, Criterion] = {}
    for node in all_nodes(release, NodeKind.MOLECULAR_PROFILE):
        for leaf in leaves(tree_of(node)):
            text = Leaf(leaf.criterion).text
            assert known.setdefault(text, leaf.criterion) == leaf.criterion
    assert known
