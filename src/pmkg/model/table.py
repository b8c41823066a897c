"""Read the tables and documents that sources publish, and say plainly when a file is not in its documented form."""

from __future__ import annotations

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatch
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any, TextIO

from pmkg.errors import MalformedSource
from pmkg.model.ledger import Reason
from pmkg.model.records import Rejected
from pmkg.model.source import Files, open_binary

Values = tuple[str, ...]

_PREAMBLE = 30
"""The header is looked for among this many rows: some owners put a title, a date and a license above it."""


@contextmanager
def reading(files: Files, path: Path, member: str = "*") -> Iterator[TextIO]:
    """Open a file of a source for text, or the ``member`` (a glob) of a ``.zip``, decompressed.

    Whatever shows that the file is cut off or not text raises :class:`MalformedSource`.
    """
    try:
        with _binary(files, path, member) as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:
            yield text
    except (EOFError, zlib.error, OSError, zipfile.BadZipFile) as error:
        problem = f"the file is truncated or not what its name says ({error}); fetch it again"
        raise MalformedSource(files.source, path.name, problem) from error
    except UnicodeDecodeError as error:
        raise MalformedSource(
            files.source, path.name, f"the file is not UTF-8 text ({error}); fetch it again"
        ) from error


@contextmanager
def _binary(files: Files, path: Path, member: str) -> Iterator[IO[bytes]]:
    if path.suffix != ".zip":
        with open_binary(path) as raw:
            yield raw
        return
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if fnmatch(name, member) and not name.endswith("/")]
        if len(names) != 1:
            found = f"{len(names)} files named {member}"
            raise MalformedSource(
                files.source, path.name, f"the archive holds {found}, one is expected; fetch it again"
            )
        with archive.open(names[0]) as raw:
            yield raw


def document(files: Files, path: Path) -> Any:
    """Read a JSON document. Raises :class:`MalformedSource` when it is not whole."""
    with reading(files, path) as text:
        try:
            return json.load(text)
        except json.JSONDecodeError as error:
            raise MalformedSource(files.source, path.name, f"is not whole JSON ({error}); fetch it again") from error


def table(
    files: Files,
    path: Path,
    required: Sequence[str],
    optional: Sequence[str] = (),
    *,
    delimiter: str = "\t",
    quoted: bool = True,
    member: str = "*",
) -> Iterator[tuple[int, Values] | Rejected]:
    """Read the named columns of every row, with the row's number (the header is row 0).

    A row gives its ``required`` then its ``optional`` values in the order asked; an optional column that the file lacks
    gives "". A row whose width is not the header's becomes :class:`Rejected`. ``quoted`` is false where quotation marks are
    plain text; ``member`` picks the table out of a ``.zip``. Raises :class:`MalformedSource` when a required column is
    missing or the file is cut off.
    """
    with reading(files, path, member) as text:
        try:
            rows = csv.reader(text, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
            header, body = _split(files, path, rows, required)
            pick = _picker(header, (*required, *optional))
            for number, row in enumerate(body, 1):
                if len(row) == len(header):
                    yield number, pick(row)
                elif any(row):
                    yield Rejected(f"row {number}", "row", delimiter.join(row)[:200], Reason.MALFORMED)
        except csv.Error as error:
            problem = f"the table cannot be read ({error}); fetch it again"
            raise MalformedSource(files.source, path.name, problem) from error


def _split(
    files: Files, path: Path, rows: Iterator[list[str]], required: Sequence[str]
) -> tuple[list[str], Iterator[list[str]]]:
    first = list(islice(rows, _PREAMBLE))
    missing = set(required)
    for position, row in enumerate(first):
        names = [cell.strip().lstrip("#") for cell in row]
        if set(required) <= set(names):
            return names, chain(first[position + 1 :], rows)
        missing = min(missing, set(required) - set(names), key=len)
    problem = (
        f"no header names the columns {', '.join(sorted(missing))}; compare the file with its owner's documentation"
    )
    raise MalformedSource(files.source, path.name, problem)


def _picker(header: list[str], columns: Sequence[str]) -> Callable[[list[str]], Values]:
    places = [header.index(column) if column in header else len(header) for column in columns]

    def pick(row: list[str]) -> Values:
        row.append("")
        return tuple([row[place] for place in places])

    return pick
