"""DrugBank open vocabulary: names, synonyms and identifiers of drugs, as the owner's CSV, plain or in its ZIP archive."""

from __future__ import annotations

from collections.abc import Iterator

from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole
from pmkg.model.kinds import NodeKind
from pmkg.model.records import Concept, Record, Rejected
from pmkg.model.source import Files
from pmkg.model.table import Row, rows

IDENTIFIERS = {"UNII": "UNII", "CAS": "CAS", "Standard InChI Key": "INCHIKEY"}
COLUMNS = {"DrugBank ID", "Common name", "Synonyms", *IDENTIFIERS}
SEPARATOR = " | "
REMEDY = "use the open vocabulary, not the full database"


def load(files: Files) -> Iterator[Record]:
    """Yield one drug per row; accession numbers are DrugBank's own former identifiers."""
    lost: list[Rejected] = []
    for _, row in rows(files, "vocabulary", COLUMNS, lost=lost, remedy=REMEDY, delimiter=",", member="*.csv"):
        drug, label = row["DrugBank ID"].strip(), row["Common name"].strip()
        if not (drug.startswith("DB") and drug[2:].isdigit()):
            yield Rejected(drug, "DrugBank ID", drug, "MALFORMED")
        elif not label:
            yield Rejected(drug, "Common name", "", "MALFORMED")
        else:
            yield _drug(row, drug, label)
    yield from lost


def _drug(row: Row, drug: str, label: str) -> Concept:
    synonyms = sorted(set(_items(row["Synonyms"])) - {label})
    former = sorted(set(_items(row.get("Accession Numbers", ""))) - {drug})
    names = (
        *(Name(text, NameRole.ALIAS) for text in synonyms),
        *(Name(f"DRUGBANK:{text}", NameRole.PREVIOUS) for text in former),
    )
    exact = tuple(
        Curie.of(prefix, value)
        for column, prefix in IDENTIFIERS.items()
        if (value := row[column].strip()) and " " not in value
    )
    return Concept(NodeKind.DRUG, Curie.of("DRUGBANK", drug), label, drug, names, exact)


def _items(text: str) -> list[str]:
    return [item.strip() for item in text.split(SEPARATOR) if item.strip()]
