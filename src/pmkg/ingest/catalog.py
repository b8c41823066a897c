"""Read ``loaders/catalog.toml``, the only list of sources."""

from __future__ import annotations

import importlib
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pmkg.loaders
from pmkg.errors import NotFound
from pmkg.model.records import Record
from pmkg.model.source import FileRule, Files, License, Source

Load = Callable[[Files], Iterator[Record]]


@cache
def loaders_folder() -> Path:
    """Give the folder that holds the loaders, the catalog and the starter."""
    return next(Path(place) for place in pmkg.loaders.__path__ if (Path(place) / "catalog.toml").is_file())


@cache
def catalog() -> Mapping[str, Source]:
    """Give every source of the catalog by its id, in the catalog's order."""
    with (loaders_folder() / "catalog.toml").open("rb") as file:
        return {name: _source(name, entry) for name, entry in tomllib.load(file)["source"].items()}


def select(names: Iterable[str] = (), open_only: bool = False) -> tuple[Source, ...]:
    """Choose sources by id, all when none is named; ``open_only`` leaves out those whose license forbids reuse.

    Open means that the license allows both redistribution and commercial use. Raises :class:`NotFound` for an unknown id.
    """
    known = catalog()
    wanted = tuple(names) or tuple(known)
    for name in wanted:
        if name not in known:
            raise NotFound(f"source {name!r}", tuple(known))
    chosen = [known[name] for name in wanted]
    return tuple(
        source
        for source in chosen
        if not open_only or (source.license.redistribution and source.license.commercial_use)
    )


def loader_of(source: Source) -> Load:
    """Import a source's loader."""
    load: Load = importlib.import_module(f"pmkg.loaders.{source.module}").load
    return load


def _source(name: str, entry: dict[str, Any]) -> Source:
    rest = {key: value for key, value in entry.items() if key not in ("files", "license")}
    rest.setdefault("module", name.replace("-", "_"))
    rest.setdefault("folder", name)
    for key in ("prefixes", "kinds"):
        rest[key] = tuple(rest.get(key, ()))
    return Source(
        id=name,
        license=License(**entry["license"]),
        files=tuple(_file(file, rule) for file, rule in entry.get("files", {}).items()),
        **rest,
    )


def _file(name: str, rule: dict[str, Any]) -> FileRule:
    return FileRule(name=name, **{**rule, "patterns": tuple(rule["patterns"])})
