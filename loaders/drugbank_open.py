"""DrugBank open vocabulary: names, synonyms and identifiers of drugs, as the owner's CSV, plain or in its ZIP archive."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TextIO

from pmkg.errors import MalformedSource
from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole
from pmkg.model.kinds import NodeKind
from pmkg.model.records import Concept, Record, Rejected
from pmkg.model.source import Files

IDENTIFIERS = {"UNII": "UNII", "CAS": "CAS", "Standard InChI Key": "INCHIKEY"}
COLUMNS = {"DrugBank ID", "Common name", "Synonyms", *IDENTIFIERS}
SEPARATOR = " | "


def load(files: Files) -> Iterator[Record]:
    """Yield one drug per row; accession numbers are DrugBank's own former identifiers."""
    for row in _rows(files):
        drug, label = (row["DrugBank ID"] or "").strip(), (row["Common name"] or "").strip()
        if not (drug.startswith("DB") and drug[2:].isdigit()):
            yield Rejected(drug, "DrugBank ID", drug, "MALFORMED")
        elif not label:
            yield Rejected(drug, "Common name", "", "MALFORMED")
        else:
            yield _drug(row, drug, label)


def _drug(row: dict[str, str], drug: str, label: str) -> Concept:
    synonyms = sorted(set(_items(row["Synonyms"])) - {label})
    former = sorted(set(_items(row.get("Accession Numbers"))) - {drug})
    names = (
        *(Name(text, NameRole.ALIAS) for text in synonyms),
        *(Name(f"DRUGBANK:{text}", NameRole.PREVIOUS) for text in former),
    )
    exact = tuple(
        Curie.of(prefix, value)
        for column, prefix in IDENTIFIERS.items()
        if (value := (row[column] or "").strip()) and " " not in value
    )
    return Concept(NodeKind.DRUG, Curie.of("DRUGBANK", drug), label, drug, names, exact)


def _items(text: str | None) -> list[str]:
    return [item.strip() for item in (text or "").split(SEPARATOR) if item.strip()]


def _open(files: Files) -> TextIO:
    with files.binary("vocabulary") as file:
        raw = file.read()
    if raw[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            raw = archive.read(archive.namelist()[0])
    return io.StringIO(raw.decode("utf-8-sig"), newline="")


def _rows(files: Files) -> Iterator[dict[str, str]]:
    file = files.path("vocabulary").name
    try:
        reader = csv.DictReader(_open(files))
        missing = COLUMNS - set(reader.fieldnames or ())
        if missing:
            problem = (
                f"columns {', '.join(sorted(missing))} are missing; use the open vocabulary, not the full database"
            )
            raise MalformedSource(files.source, file, problem)
        yield from reader
    except (EOFError, OSError, zlib.error, zipfile.BadZipFile, csv.Error, UnicodeDecodeError) as error:
        raise MalformedSource(files.source, file, f"cannot be read to its end ({error}); fetch it again") from error
