"""Read the tables and documents that sources publish, and say plainly when a file is not in its documented form."""

from __future__ import annotations

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatch
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any, TextIO

from pmkg.errors import MalformedSource
from pmkg.model.bounded import open_member
from pmkg.model.ledger import Reason
from pmkg.model.records import Rejected
from pmkg.model.source import Files, open_binary

csv.field_size_limit(2**24)
"""Lists of synonyms are longer than the 128 KiB that the parser allows by itself."""

Values = tuple[str, ...]
Row = dict[str, str]

_COMPARE = "compare the file with its owner's documentation"
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
    if not _is_archive(path):
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
        with open_member(archive, archive.getinfo(names[0])) as raw:
            yield raw


def _is_archive(path: Path) -> bool:
    """Say whether a file is a ``.zip``; what an owner's address gives has not always a name that tells."""
    with path.open("rb") as file:
        return path.suffix == ".zip" or file.read(4) == b"PK\x03\x04"


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
    with _opened(files, path, (required,), _COMPARE, delimiter, quoted, member) as (header, body):
        pick = _picker(header, (*required, *optional))
        for number, row in body:
            if len(row) == len(header):
                yield number, pick(row)
            else:
                yield _rejected(f"row {number}", row, delimiter)


def rows(
    files: Files,
    name: str,
    *forms: Collection[str],
    lost: list[Rejected],
    remedy: str = _COMPARE,
    delimiter: str = "\t",
    member: str = "*",
) -> Iterator[tuple[int, Row]]:
    """Read every row of a file by its column names, with the row's number (the header is row 0).

    The file has the columns of at least one of the ``forms`` that its owner has given it over the years; ``remedy`` says what
    to get instead when it has not. A row whose width is not the header's is added to ``lost``, so that a loader may gather
    rows before it yields. Raises :class:`MalformedSource` as :func:`table` does.
    """
    with _opened(files, files.path(name), forms, remedy, delimiter, True, member) as (header, body):
        for number, row in body:
            if len(row) == len(header):
                yield number, dict(zip(header, row, strict=True))
            else:
                lost.append(_rejected(f"{name} row {number}", row, delimiter))


def _rejected(record: str, row: list[str], delimiter: str) -> Rejected:
    return Rejected(record, "row", delimiter.join(row)[:200], Reason.MALFORMED)


@contextmanager
def _opened(
    files: Files,
    path: Path,
    forms: Sequence[Collection[str]],
    remedy: str,
    delimiter: str,
    quoted: bool,
    member: str,
) -> Iterator[tuple[list[str], Iterator[tuple[int, list[str]]]]]:
    """Open a table below its header; empty lines are counted and left out."""
    with reading(files, path, member) as text:
        try:
            cells = csv.reader(text, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
            header, body = _split(files, path, cells, forms, remedy)
            wide = len(header)
            yield header, ((number, row) for number, row in enumerate(body, 1) if len(row) == wide or any(row))
        except csv.Error as error:
            problem = f"the table cannot be read ({error}); fetch it again"
            raise MalformedSource(files.source, path.name, problem) from error


def _split(
    files: Files, path: Path, cells: Iterator[list[str]], forms: Sequence[Collection[str]], remedy: str
) -> tuple[list[str], Iterator[list[str]]]:
    first = list(islice(cells, _PREAMBLE))
    missing = min(map(set, forms), key=len)
    for position, row in enumerate(first):
        names = [cell.strip().lstrip("#") for cell in row]
        missing = min([missing, *(set(form) - set(names) for form in forms)], key=len)
        if not missing:
            return names, chain(first[position + 1 :], cells)
    problem = f"no header names the columns {', '.join(sorted(missing))}; {remedy}"
    raise MalformedSource(files.source, path.name, problem)


def _picker(header: list[str], columns: Sequence[str]) -> Callable[[list[str]], Values]:
    places = [header.index(column) if column in header else len(header) for column in columns]

    def pick(row: list[str]) -> Values:
        row.append("")
        return tuple([row[place] for place in places])

    return pick
