"""Find a source's files: in a mirror, in the cache, at their owner's address, or in the starter."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from pmkg.errors import MissingFile, RequestError
from pmkg.ingest.catalog import loaders_folder
from pmkg.ingest.version import newest, version_of
from pmkg.model.source import FileRule, Files, Source

_CHUNK = 1 << 20


class Origin(StrEnum):
    """Say where a build takes its files from."""

    MIRROR = "mirror"
    OWNERS = "owners"
    CACHE = "cache"
    STARTER = "starter"


Fetch = Callable[[Source, FileRule], Path]


@dataclass(frozen=True, slots=True)
class Place:
    """Say where to look: the origin, the mirror's folder, and how to fetch from an owner (None: never).

    ``fetch`` raises :class:`MissingFile` for what is not to be had.
    """

    origin: Origin
    mirror: Path | None = None
    fetch: Fetch | None = None


def find_mirror(given: Path | None = None) -> Path | None:
    """Find the mirror as the contract orders: the option, PMKG_MIRROR, ``./mirror``, ``../shared/data``.

    Raises :class:`RequestError` when one that was named is no folder.
    """
    for name, named in (("--mirror", given), ("PMKG_MIRROR", os.environ.get("PMKG_MIRROR"))):
        if named:
            if not Path(named).is_dir():
                raise RequestError(f"{name} {named}: no such folder")
            return Path(named)
    return next((path for path in (Path("mirror"), Path("../shared/data")) if path.is_dir()), None)


def locate(source: Source, place: Place) -> Files:
    """Find every file of a source, or raise :class:`MissingFile` for a required one."""
    paths: dict[str, tuple[Path, ...]] = {}
    for rule in source.files:
        found, tried = _find(source, rule, place)
        if not found and rule.required:
            raise MissingFile(source.id, rule.name, tried)
        if found:
            paths[rule.name] = found
    files = Files(source.id, paths, origin=place.origin.value)
    return replace(files, version=version_of(source, files))


def _find(source: Source, rule: FileRule, place: Place) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    tried: list[str] = []
    folders = []
    if place.origin is Origin.MIRROR and place.mirror is not None:
        folders.append(place.mirror / source.folder)
    if place.origin is Origin.STARTER:
        folders.append(loaders_folder() / "starter" / source.id)
    for folder in folders:
        for pattern in rule.patterns:
            found = tuple(sorted(folder.glob(pattern)))
            if found:
                return (found if rule.many else (newest(source, rule, found),)), ()
            tried.append(f"{folder.name}/{pattern}")
    if place.fetch is not None and rule.url:
        try:
            return (place.fetch(source, rule),), ()
        except MissingFile as error:
            tried.extend(error.tried)
    return (), tuple(tried)


def checksum(path: Path) -> str:
    """Give the SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def checksums(files: Files) -> dict[str, str]:
    """Give the SHA-256 of every file of a source by its name."""
    return {path.name: checksum(path) for group in files.paths.values() for path in group}


def content_of(sums: Mapping[str, str]) -> str:
    """Give one SHA-256 over the checksums of a source's files, whatever their order; "" of no files."""
    return hashlib.sha256("".join(sums[name] for name in sorted(sums)).encode()).hexdigest() if sums else ""
