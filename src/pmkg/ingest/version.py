"""Read which version of a source its files are, and choose the newest of several."""

from __future__ import annotations

import re
from pathlib import Path

from pmkg.errors import MalformedSource
from pmkg.model.source import FileRule, Files, Source
from pmkg.model.table import document, reading

_HEAD = 4096
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WITH_MONTH = re.compile(rf"(\d{{1,2}})-({'|'.join(_MONTHS)})[a-z]*-(\d{{4}})")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")


def version_of(source: Source, files: Files) -> str:
    """Read a source's version by its rule, from the newest of several files.

    A rule reads the version from a file's name, from its first lines, or from a key of a JSON file. Raises
    :class:`MalformedSource` when that file cannot be read.
    """
    kind, _, rest = source.version_rule.partition(":")
    name, _, rule = rest.partition(":")
    if kind not in ("name", "text", "json"):
        return rest
    versions = (_version(kind, rule, files, path) for path in files.all(name))
    return max(versions, key=lambda version: (rank(version), version), default="")


def newest(source: Source, rule: FileRule, found: tuple[Path, ...]) -> Path:
    """Choose the newest of several files of one rule by the source's version rule.

    Raises :class:`MalformedSource` when a file does not say its version: which one is newer is then anybody's guess.
    """
    if len(found) == 1:
        return found[0]
    kind, _, rest = source.version_rule.partition(":")
    name, _, pattern = rest.partition(":")
    tells = kind == "name" or (kind in ("text", "json") and name == rule.name)
    files = Files(source.id, {rule.name: found})
    ranks = {path: rank(_version(kind, pattern, files, path)) if tells else () for path in found}
    if not all(ranks.values()):
        names = ", ".join(path.name for path in found)
        problem = f"several files match {rule.name!r} and not each says its version; leave only the newest there"
        raise MalformedSource(source.id, names, problem)
    return max(found, key=lambda path: (ranks[path], path.name))


def rank(version: str) -> tuple[int, ...]:
    """Turn a version into what sorts by time: a date as year, month, day, anything else as its numbers; empty without any.

    >>> rank("01-Apr-2026") > rank("01-Sep-2024")
    True
    >>> rank("releases/2024-09-20"), rank("20240920"), rank("v2.10")
    ((2024, 9, 20), (2024, 9, 20), (2, 10))
    """
    if written := _WITH_MONTH.search(version):
        return int(written[3]), _MONTHS.index(written[2]) + 1, int(written[1])
    if compact := _COMPACT.fullmatch(version):
        return int(compact[1]), int(compact[2]), int(compact[3])
    return tuple(int(number) for number in re.findall(r"\d+", version))


def _version(kind: str, rule: str, files: Files, path: Path) -> str:
    if kind == "name":
        found = re.search(rule, path.name)
        return found.group(1) if found else ""
    if kind == "json":
        told = document(files, path)
        return str(told.get(rule, "")) if isinstance(told, dict) else ""
    with reading(files, path) as text:
        found = re.search(rule, text.read(_HEAD))
    return found.group(1) if found else ""
