"""Sources as the catalog declares them, and their files as a loader sees them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

from pmkg.model.bounded import bounded_gzip


@dataclass(frozen=True, slots=True)
class License:
    """Name a license and what it allows."""

    name: str
    redistribution: bool
    commercial_use: bool
    url: str = ""


@dataclass(frozen=True, slots=True)
class FileRule:
    """Say under which names a file of a source is found, and where its owner publishes it.

    ``patterns`` are glob patterns relative to the source's folder in a mirror, best first; ``url`` is the owner's own
    address, "" where there is none; ``confirmed`` says where the owner documents it. ``sha256`` is the checksum of a file
    that never changes, and ``max_bytes`` what a download may not exceed.
    """

    name: str
    patterns: tuple[str, ...]
    url: str = ""
    confirmed: str = ""
    required: bool = True
    many: bool = False
    sha256: str = ""
    max_bytes: int = 1 << 30


@dataclass(frozen=True, slots=True)
class Source:
    """Hold one entry of ``loaders/catalog.toml``."""

    id: str
    title: str
    owner: str
    license: License
    citation: str
    homepage: str
    module: str
    folder: str
    files: tuple[FileRule, ...]
    version_rule: str
    schedule: str
    prefixes: tuple[str, ...]
    kinds: tuple[str, ...]
    minimum: int
    maximum: int
    loss_bound: float
    mirror_only: bool = False
    essential: bool = False
    scale: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Files:
    """Give a loader its source's files by the names that the catalog declares.

    Compressed files (``.gz``) are opened transparently. A file that is declared optional and absent is not in ``paths``.
    ``origin`` says where the files were found: mirror, owners, cache or starter.
    """

    source: str
    paths: Mapping[str, tuple[Path, ...]]
    version: str = ""
    origin: str = ""

    def __contains__(self, name: str) -> bool:
        return bool(self.paths.get(name))

    def path(self, name: str) -> Path:
        """The one path of a file."""
        return self.paths[name][0]

    def all(self, name: str) -> tuple[Path, ...]:
        """Every path of a file that the catalog declares as many, sorted by name."""
        return self.paths.get(name, ())

    def binary(self, name: str) -> BinaryIO:
        """Open a file for bytes, decompressed."""
        return open_binary(self.path(name))

    def text(self, name: str) -> TextIO:
        """Open a file for text (UTF-8, a byte order mark dropped), decompressed."""
        return io.TextIOWrapper(self.binary(name), encoding="utf-8-sig", newline="")


def open_binary(path: Path) -> BinaryIO:
    """Open a path for bytes; ``.gz`` and ``.bgz`` (blocked gzip) are decompressed, within :mod:`pmkg.model.bounded`."""
    if path.suffix in {".gz", ".bgz"}:
        return bounded_gzip(path)
    return path.open("rb")
