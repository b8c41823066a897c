"""Export a release in a standard form, as ``pmkg export`` does."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from pmkg.clinic.kgx import write_kgx
from pmkg.clinic.va_spec import write_va_spec
from pmkg.errors import RequestError
from pmkg.ports.reader import GraphReader
from pmkg.store.rdf import write_jsonld, write_turtle
from pmkg.store.rdf_resources import resources


@dataclass(frozen=True, slots=True)
class Exported:
    """Say what an export wrote: its files (over which it iterates), and how many things of each sort."""

    files: tuple[Path, ...]
    counts: Mapping[str, int]

    def __iter__(self) -> Iterator[Path]:
        return iter(self.files)


def export(reader: GraphReader, format: str, out: Path) -> Exported:
    """Write a release to ``out``: a folder for kgx, a file for the other formats; an export cut short leaves no file.

    Raise :class:`RequestError` for an unknown format or a place that cannot be written.
    """
    write = _WRITERS.get(format)
    if write is None:
        raise RequestError(f"{format!r} is no export format; choose one of {', '.join(FORMATS)}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        return write(reader, out)
    except OSError as error:
        raise RequestError(f"{out} cannot be written: {error.strerror or error}; choose another --out") from error


def _kgx(reader: GraphReader, out: Path) -> Exported:
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as draft:
        nodes, edges = write_kgx(reader, Path(draft))
        out.mkdir(exist_ok=True)
        files = tuple(Path(shutil.move(file, out / file.name)) for file in sorted(Path(draft).iterdir()))
    return Exported(files, {"nodes": nodes, "edges": edges})


def _turtle(reader: GraphReader, out: Path) -> Exported:
    with _draft(out) as file:
        count = write_turtle(resources(reader), file)
    return Exported((out,), {"resources": count})


def _jsonld(reader: GraphReader, out: Path) -> Exported:
    with _draft(out) as file:
        count = write_jsonld(resources(reader), file)
    return Exported((out,), {"resources": count})


def _va_spec(reader: GraphReader, out: Path) -> Exported:
    with _draft(out) as file:
        written, left_out = write_va_spec(reader, file)
    return Exported((out,), {"statements": written, "without a VA-Spec profile": left_out})


@contextmanager
def _draft(out: Path) -> Iterator[TextIO]:
    """Write beside the target and move into place at the end."""
    part = out.with_name(f".{out.name}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            yield file
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


_WRITERS: Mapping[str, Callable[[GraphReader, Path], Exported]] = {
    "kgx": _kgx,
    "turtle": _turtle,
    "jsonld": _jsonld,
    "va-spec": _va_spec,
}
FORMATS = tuple(_WRITERS)
