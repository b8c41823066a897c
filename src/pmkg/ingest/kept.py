"""The source files of past builds, kept by content, so that a source can be reloaded alone and the rest carried over."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path

from pmkg.ingest.locate import checksum
from pmkg.ingest.version import newest, version_of
from pmkg.model.manifest import Manifest
from pmkg.model.source import FileRule, Files, Source


class KeptFiles:
    """Keep files under ``<folder>/<SHA-256>/<name>``; what two releases share is kept once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, files: Files) -> None:
        """Keep every file of a source; a file already kept is left as it is."""
        for path in (path for group in files.paths.values() for path in group):
            home = self._folder / checksum(path)
            if (home / path.name).is_file():
                continue
            home.mkdir(parents=True, exist_ok=True)
            part = home / f"{path.name}.part-{os.getpid()}"
            shutil.copyfile(path, part)
            part.replace(home / path.name)

    def keep_only(self, checksums: frozenset[str]) -> None:
        """Drop every file but those with these checksums."""
        for home in self._folder.iterdir() if self._folder.is_dir() else ():
            if home.name not in checksums:
                shutil.rmtree(home, ignore_errors=True)

    def files(self, source: Source, manifest: Manifest) -> Files | None:
        """Give a source's files as a release had them, from wherever they came, or None when it had none or they are gone."""
        release = next((item for item in manifest.sources if item.id == source.id), None)
        if release is None:
            return None
        known = [self._folder / digest / name for name, digest in sorted(release.files.items())]
        if not all(path.is_file() for path in known):
            return None
        paths = {rule.name: found for rule in source.files if (found := _matching(source, rule, known))}
        if any(rule.required and rule.name not in paths for rule in source.files):
            return None
        files = Files(source.id, paths, origin=release.origin)
        return replace(files, version=version_of(source, files))


def _matching(source: Source, rule: FileRule, known: list[Path]) -> tuple[Path, ...]:
    """Choose the files of a rule by its patterns, or by the name at its owner's address."""
    owner = rule.url.rpartition("/")[2]
    for pattern in (*rule.patterns, owner):
        name = pattern.rpartition("/")[2]
        found = tuple(path for path in known if name and fnmatch(path.name, name))
        if found:
            return found if rule.many else (newest(source, rule, found),)
    return ()
