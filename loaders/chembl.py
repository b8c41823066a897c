"""ChEMBL: compounds that have a name, as the name and synonym tables of an ontology export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole
from pmkg.model.kinds import NodeKind
from pmkg.model.records import Concept, Record, Rejected
from pmkg.model.source import Files
from pmkg.model.table import rows

REMEDY = "use the name tables of one ChEMBL release"


def load(files: Files) -> Iterator[Record]:
    """Yield one drug per named compound. Salts and free bases are compounds of their own in ChEMBL."""
    lost: list[Rejected] = []
    synonyms = _synonyms(files, lost)
    for _, row in rows(files, "names", {"identifier", "name"}, lost=lost, remedy=REMEDY):
        compound, label = row["identifier"].strip(), row["name"].strip()
        if not _is_compound(compound):
            yield Rejected(compound, "identifier", compound, "MALFORMED")
            continue
        if not label:
            yield Rejected(compound, "name", "", "MALFORMED")
            continue
        names = tuple(Name(text, NameRole.ALIAS) for text in sorted(synonyms.get(compound, set()) - {label}))
        yield Concept(NodeKind.DRUG, Curie.of("CHEMBL", compound), label, compound, names)
    yield from lost


def _is_compound(text: str) -> bool:
    return text.startswith("CHEMBL") and text[6:].isdigit()


def _synonyms(files: Files, lost: list[Rejected]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    if "synonyms" in files:
        for _, row in rows(files, "synonyms", {"text", "curie", "predicate"}, lost=lost, remedy=REMEDY):
            if row["predicate"] != "rdfs:label" and row["text"]:
                found[row["curie"].rpartition(":")[2]].add(row["text"].strip())
    return found
