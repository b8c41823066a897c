"""ChEMBL: compounds that have a name, as the name and synonym tables of an ontology export."""

from __future__ import annotations

import csv
import zlib
from collections import defaultdict
from collections.abc import Iterator

from pmkg.errors import MalformedSource
from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole
from pmkg.model.kinds import NodeKind
from pmkg.model.records import Concept, Record, Rejected
from pmkg.model.source import Files

csv.field_size_limit(2**24)


def load(files: Files) -> Iterator[Record]:
    """Yield one drug per named compound. Salts and free bases are compounds of their own in ChEMBL."""
    synonyms = _synonyms(files)
    for row in _rows(files, "names", {"identifier", "name"}):
        compound, label = (row["identifier"] or "").strip(), (row["name"] or "").strip()
        if not _is_compound(compound):
            yield Rejected(compound, "identifier", compound, "MALFORMED")
            continue
        if not label:
            yield Rejected(compound, "name", "", "MALFORMED")
            continue
        names = tuple(Name(text, NameRole.ALIAS) for text in sorted(synonyms.get(compound, set()) - {label}))
        yield Concept(NodeKind.DRUG, Curie.of("CHEMBL", compound), label, compound, names)


def _is_compound(text: str) -> bool:
    return text.startswith("CHEMBL") and text[6:].isdigit()


def _synonyms(files: Files) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    if "synonyms" in files:
        for row in _rows(files, "synonyms", {"text", "curie", "predicate"}):
            if row["predicate"] != "rdfs:label" and row["text"]:
                found[row["curie"].rpartition(":")[2]].add(row["text"].strip())
    return found


def _rows(files: Files, name: str, columns: set[str]) -> Iterator[dict[str, str]]:
    file = files.path(name).name
    try:
        with files.text(name) as text:
            reader = csv.DictReader(text, delimiter="\t")
            missing = columns - set(reader.fieldnames or ())
            if missing:
                problem = f"columns {', '.join(sorted(missing))} are missing; use the name tables of one ChEMBL release"
                raise MalformedSource(files.source, file, problem)
            yield from reader
    except (EOFError, OSError, zlib.error, csv.Error, UnicodeDecodeError) as error:
        raise MalformedSource(files.source, file, f"cannot be read to its end ({error}); fetch it again") from error
