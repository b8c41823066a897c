"""Read a source's JSON lists of rows with identifiers, by which its other files point to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pmkg.errors import MalformedSource
from pmkg.model.ledger import Reason
from pmkg.model.records import Rejected
from pmkg.model.source import Files
from pmkg.model.table import document

_SHOWN = 200


def keyed_rows(files: Files, name: str, table: dict[Any, Mapping[str, Any]]) -> Iterator[Rejected]:
    """Put the rows of a file into a table by their ``id``, and reject each that has none.

    Raises :class:`MalformedSource` where the file is not whole, no list, or no row of it has an identifier.
    """
    for number, row in enumerate(_rows(files, name)):
        if _has_id(row):
            table[row["id"]] = row
        else:
            yield Rejected(f"{name} row {number}", "id", str(row)[:_SHOWN], Reason.MALFORMED)


def _has_id(row: object) -> bool:
    return isinstance(row, Mapping) and isinstance(row.get("id"), (str, int))


def _rows(files: Files, name: str) -> list[Any]:
    rows = document(files, files.path(name))
    if not isinstance(rows, list) or (rows and not any(_has_id(row) for row in rows)):
        raise MalformedSource(files.source, files.path(name).name, "is no list of rows with an id; fetch it again")
    return rows
