"""Show what stands around a molecular profile, as a networkx graph: ``python examples/neighborhood.py "BRAF V600E"``.

In a notebook, the same three calls give the graph to draw or to measure. The release is the current one of ``PMKG_HOME``.
"""

from __future__ import annotations

import sys
from collections import Counter

from pmkg.cli.home import open_releases
from pmkg.clinic.agreement_names import read_profile
from pmkg.clinic.subgraph import neighborhood

reader = open_releases(None).open()
profile = read_profile(sys.argv[1] if len(sys.argv) > 1 else "BRAF V600E", reader)
graph = neighborhood(reader, [profile], hops=2)

print(f"{graph.number_of_nodes()} nodes and {graph.number_of_edges()} edges around {graph.nodes[profile]['label']}")
kinds = Counter(facts["kind"] for _, facts in graph.nodes(data=True))
for kind, count in sorted(kinds.items()):
    print(f"{kind:20} {count}")
