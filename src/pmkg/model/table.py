"""Read the tables and documents that sources publish, and say plainly when a file is not in its documented form."""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path
from typing import TextIO

from pmkg.errors import MalformedSource
from pmkg.model.ledger import Reason
from pmkg.model.records import Rejected
from pmkg.model.source import Files, open_binary

_PREAMBLE = 30
"""The header of a table is looked for among this many rows: some owners put a title, a date and a license above it."""


@contextmanager
def reading(files: Files, path: Path) -> Iterator[TextIO]:
    """Open a file of a source for text; whatever shows that it is cut off or not text becomes :class:`MalformedSource`."""
    try:
        with open_binary(path) as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:
            yield text
    except (EOFError, zlib.error, OSError) as error:
        problem = f"the file is truncated or not what its name says ({error}); fetch it again"
        raise MalformedSource(files.source, path.name, problem) from error
    except UnicodeDecodeError as error:
        raise MalformedSource(files.source, path.name, f"the file is not UTF-8 text ({error}); fetch it again") from error


def table(
    files: Files, name: str, required: Sequence[str], optional: Sequence[str] = (), *, delimiter: str = "\t", quoted: bool = True
) -> Iterator[tuple[int, tuple[str, ...]] | Rejected]:
    """Read the named columns of every row, with the row's number (the header is row 0).

    A row gives its ``required`` then its ``optional`` values in the order asked, stripped; an optional column that the file
    lacks gives "". A row whose width differs from the header's becomes :class:`Rejected`. ``quoted`` is false where quotation
    marks are plain text. Raises :class:`MalformedSource` when a required column is missing or the file is cut off.
    """
    path = files.path(name)
    quoting = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    with reading(files, path) as text:
        try:
            rows = csv.reader(text, delimiter=delimiter, quoting=quoting)
            header, body = _header(files, path, rows, required)
            pick = _picker(header, (*required, *optional))
            for number, row in enumerate(body, 1):
                if len(row) == len(header):
                    yield number, pick(row)
                elif any(row):
                    yield Rejected(f"row {number}", "row", delimiter.join(row)[:200], Reason.MALFORMED)
        except csv.Error as error:
            raise MalformedSource(files.source, path.name, f"the table cannot be read ({error}); fetch it again") from error


def _header(
    files: Files, path: Path, rows: Iterator[list[str]], required: Sequence[str]
) -> tuple[list[str], Iterator[list[str]]]:
    first = list(islice(rows, _PREAMBLE))
    best: list[str] = []
    for position, row in enumerate(first):
        names = [cell.strip() for cell in row]
        if names and names[0].startswith("#"):
            names[0] = names[0].lstrip("#").strip()
        if set(required) <= set(names):
            return names, chain(first[position + 1 :], rows)
        if len(set(required) & set(names)) > len(set(required) & set(best)):
            best = names
    missing = ", ".join(column for column in required if column not in best)
    raise MalformedSource(files.source, path.name, f"no header has the columns {missing}; compare the file with its owner's documentation")


class _Row(list[str]):
    """Hold a row with one more cell, empty, for columns that the file lacks."""


def _picker(header: list[str], columns: Sequence[str]):  # type: ignore[no-untyped-def]
    return header, columns, itemgetter
