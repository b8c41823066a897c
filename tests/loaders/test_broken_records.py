"""A record that is not in its documented form costs that record and no other: it is rejected, and the load goes on."""

from __future__ import annotations

import copy
import importlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pmkg.errors import MalformedSource
from pmkg.model.ledger import Reason
from pmkg.model.records import Record, Rejected
from pmkg.model.source import Files

FilesOf = Callable[[str, Path], Files]
Keys = tuple[Any, ...]
ODD: tuple[Any, ...] = (None, 99999, ["odd"], {"odd": None})
ROWS = 2
"""How many rows of a list are spoiled, each at every place: the guard is around a row, whatever the row is about."""

INDICATIONS = (
    "biomarkers", "diseases", "documents", "genes", "indications", "propositions", "statements", "therapies",
    "therapy_groups", "urls",
)  # fmt: skip
LISTS = [
    ("drugcentral", "structures"),
    ("gene-panels", "panels"),
    ("moalmanac", "assertions"),
    *(("moalmanac-indications", table) for table in INDICATIONS),
]


def places(document: Any, above: Keys = ()) -> Iterator[Keys]:
    """Walk every place of a document that holds a value, the document itself left out."""
    items = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for key, value in items:
        if not above and isinstance(key, int) and key >= ROWS:
            return
        yield (*above, key)
        yield from places(value, (*above, key))


def spoiled(document: Any, place: Keys, odd: Any) -> Any:
    """Give a copy of a document with another value at a place."""
    result = copy.deepcopy(document)
    home = result
    for key in place[:-1]:
        home = home[key]
    home[place[-1]] = copy.deepcopy(odd)
    return result


def load_with(files: Files, name: str, path: Path) -> list[Record]:
    module = importlib.import_module(f"pmkg.loaders.{files.source.replace('-', '_')}")
    return list(module.load(Files(files.source, {**files.paths, name: (path, *files.all(name)[1:])})))


@pytest.mark.parametrize(("source", "name"), [("ctml", "trials"), ("oncotree", "versions"), *LISTS])
def test_an_odd_value_costs_a_record_or_names_the_file(
    source: str, name: str, files_of: FilesOf, fixtures: Path, tmp_path: Path
) -> None:
    files = files_of(source, fixtures / source)
    document = json.loads(files.path(name).read_text(encoding="utf-8"))
    path = tmp_path / files.path(name).name
    for place in places(document):
        for odd in ODD:
            path.write_text(json.dumps(spoiled(document, place, odd)), encoding="utf-8")
            try:
                load_with(files, name, path)
            except MalformedSource:
                continue
            except Exception as error:
                raise AssertionError(f"{source} {name} {place} = {odd!r}: {error!r}") from error


@pytest.mark.parametrize(("source", "name"), LISTS)
def test_one_odd_row_costs_no_other_row(
    source: str, name: str, files_of: FilesOf, fixtures: Path, tmp_path: Path
) -> None:
    files = files_of(source, fixtures / source)
    document = json.loads(files.path(name).read_text(encoding="utf-8"))
    rows = document["graphs"][0]["nodes"] if source == "drugcentral" else document
    path = tmp_path / files.path(name).name
    path.write_text(json.dumps(document), encoding="utf-8")
    whole = load_with(files, name, path)
    rows.append(5)
    path.write_text(json.dumps(document), encoding="utf-8")
    broken = load_with(files, name, path)
    added = [record for record in broken if record not in whole]
    assert [record for record in whole if record not in broken] == []
    (rejected,) = added
    assert isinstance(rejected, Rejected)
    assert rejected.reason == Reason.MALFORMED
