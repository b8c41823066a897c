"""The global search: what a tired person means comes first."""

from __future__ import annotations

from made_release import against, claim, release

from pmkg.api.names import search_names
from pmkg.api.types.vocabulary import SearchMode
from pmkg.model.kinds import NodeKind
from pmkg.store.memory import MemoryGraph

CLAIMS = [
    claim(1, "BRAF V600E"),
    claim(2, "BRAF V600E", "Dabrafenib"),
    against(3, "BRAF V600E AND PTEN Loss"),
    claim(4, "BRAF Amplification"),
    claim(5, "BRAF A598V", status="rejected"),
    claim(6, "ERBB2 Amplification"),
]


def labels(reader: MemoryGraph, text: str, *kinds: NodeKind, mode: SearchMode = SearchMode.ANY) -> list[str]:
    return [hit.label for hit in search_names(reader, text, kinds, mode, 60)]


def test_a_gene_is_followed_by_what_of_it_is_spoken_of_most() -> None:
    reader = release(CLAIMS)
    assert labels(reader, "braf", NodeKind.GENE, NodeKind.VARIANT, NodeKind.VARIANT_CLASS) == [
        "BRAF",
        "BRAF V600E",
        "BRAF amplification",
        "BRAF A598V",
    ]
    assert labels(reader, "HER2")[:2] == ["ERBB2", "ERBB2 amplification"]


def test_only_what_was_asked_for_is_found_and_each_thing_once() -> None:
    reader = release(CLAIMS)
    assert labels(reader, "braf", NodeKind.GENE) == ["BRAF"]
    assert labels(reader, "BRAF", mode=SearchMode.EXACT) == ["BRAF"]
    assert labels(reader, "BRAF V600E", NodeKind.VARIANT) == ["BRAF V600E"]
    assert search_names(reader, "braf", (), SearchMode.ANY, 2)[1].label == "BRAF V600E"
