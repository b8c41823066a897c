"""The releases at one home, each a folder with one SQLite file and its manifest.

    <home>/current                        the name of the release that serves, replaced by one atomic rename
    <home>/releases/<name>/graph.sqlite   never changed once it is here
    <home>/releases/<name>/manifest.json
    <home>/aside/<name>/                  a draft that failed its checks, never published (pmkg.store.sqlite_aside)
    <home>/drafts/<name>-<pid>/           what a build writes; gone when it ends, or at the next build
    <home>/build.lock                     held by the one build that may run

A draft becomes a release by renaming its folder, after every file in it was synced; then the pointer moves. Killed at
any instant, a build leaves either no trace among the releases or a whole one.
"""

from __future__ import annotations

import builtins
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
from filelock import FileLock, Timeout

from pmkg.errors import BuildInProgress, NoRelease, NotPublished, ReleaseError, RequestError, UnknownSchema
from pmkg.model.codec import decode
from pmkg.model.manifest import SCHEMA, Manifest, SetAside
from pmkg.model.views import VIEWS, View
from pmkg.store.disk import sync
from pmkg.store.listing import Facets
from pmkg.store.release_use import Use
from pmkg.store.sqlite_aside import SqliteAside
from pmkg.store.sqlite_contents import SqliteContents
from pmkg.store.sqlite_prune import Pruned, prune
from pmkg.store.sqlite_reader import SqliteReader
from pmkg.store.sqlite_writer import GRAPH, MANIFEST, SqliteWriter, storing

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*")


class SqliteReleases:
    """List, open and draft the releases at a home (a ``Releases``).

    With ``unpublished``, what was set aside is opened by its name too, to be looked into.
    """

    def __init__(
        self,
        home: Path,
        facets: Facets | None = None,
        views: tuple[View[Any], ...] = VIEWS,
        *,
        unpublished: bool = False,
    ) -> None:
        self._home, self._facets, self._views = home, facets or {}, views
        self._aside, self._unpublished = SqliteAside(home), unpublished
        self._releases, self._drafts, self._pointer = home / "releases", home / "drafts", home / "current"

    def list(self) -> tuple[Manifest, ...]:
        """Give the manifests of all whole releases of this schema, newest first; :meth:`open` says what is wrong with others."""
        folders = self._releases.iterdir() if self._releases.is_dir() else ()
        found = []
        for folder in folders:
            try:
                found.append(self._manifest(folder.name))
            except ReleaseError:
                continue
        return tuple(sorted(found, key=lambda manifest: (manifest.built_at, manifest.release), reverse=True))

    def current(self) -> str:
        """Name the release that serves now, or raise :class:`NoRelease`."""
        try:
            text = self._pointer.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise NoRelease(str(self._home)) from None
        name = text.removesuffix("\n")
        if name == text or not _NAME.fullmatch(name):
            raise ReleaseError(f"the pointer {self._pointer} is torn; run 'pmkg build'")
        return name

    def open(self, name: str = "") -> SqliteReader:
        """Open a release read-only, the current one by default; raise :class:`NoRelease` or :class:`UnknownSchema`."""
        chosen = name or self.current()
        with self._in_use(chosen) as use:
            manifest = self._manifest(chosen)
            reader = SqliteReader.open(self.file(chosen), manifest)
            use.of(reader)
        if reader.digest != manifest.digest:
            raise ReleaseError(
                f"the manifest and the graph of release {chosen} do not belong together; run 'pmkg build'"
            )
        return reader

    def contents(self, name: str = "") -> SqliteContents:
        """Walk all that a release holds, the current one by default; raise as :meth:`open` does."""
        chosen = self.open(name).manifest().release
        with self._in_use(chosen) as use:
            contents = SqliteContents(self.file(chosen))
            use.of(contents)
        return contents

    @contextmanager
    def _in_use(self, name: str) -> Iterator[Use]:
        """Keep a release from being removed while it is opened; whoever opens it says for how long from then on."""
        folder = self._folder(name)
        try:
            use = Use(folder / MANIFEST)
        except FileNotFoundError as error:
            if folder.is_dir():
                raise ReleaseError(f"release {name} at {folder} has no manifest; run 'pmkg build'") from error
            raise NoRelease(str(self._home), name) from None
        try:
            yield use
        except BaseException:
            use.end()
            raise

    def aside(self) -> tuple[SetAside, ...]:
        """Give what was built, failed its checks and was set aside, newest first."""
        return self._aside.list()

    def file(self, name: str) -> Path:
        """Give the SQLite file of a release that :meth:`open` opens."""
        return self._folder(name) / GRAPH

    def _folder(self, name: str) -> Path:
        """Give the folder of a release that may be opened."""
        folder = self._releases / name
        if not _NAME.fullmatch(name):
            raise NoRelease(str(self._home), name)
        if folder.is_dir():
            return folder
        found = self._aside.find(name)
        if found is None:
            raise NoRelease(str(self._home), name)
        if not (self._unpublished and found.kept):
            raise NotPublished(name, found.problems)
        return self._aside.folder(name)

    def _manifest(self, name: str) -> Manifest:
        folder = self._folder(name)
        path = folder / MANIFEST
        try:
            data = orjson.loads(path.read_bytes())
            schema = int(data.get("schema", SCHEMA))
            if schema != SCHEMA:
                raise UnknownSchema(name, schema, SCHEMA)
            manifest = decode(Manifest, data)
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise ReleaseError(f"the manifest {path} is torn ({error}); run 'pmkg build'") from error
        if manifest.release != name or not (folder / GRAPH).is_file():
            raise ReleaseError(f"release {name} at {folder} is not whole; run 'pmkg build'")
        return manifest

    @contextmanager
    def draft(self, name: str) -> Iterator[SqliteWriter]:
        """Begin a draft under the build lock, or raise :class:`BuildInProgress`; a draft not published is dropped."""
        if not _NAME.fullmatch(name):
            raise RequestError(f"{name!r} is no name for a release; use letters, digits, dots and dashes")
        with self._locked():
            if (self._releases / name).exists() or self._aside.folder(name).exists():
                raise ReleaseError(
                    f"release {name} exists already at {self._home}; releases never change, choose another name"
                )
            folder = self._drafts / f"{name}-{os.getpid()}"
            self._clear_drafts()
            try:
                with self._writer(folder, name) as writer:
                    yield writer
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _writer(self, folder: Path, name: str) -> Iterator[SqliteWriter]:
        with storing(folder, OSError):
            folder.mkdir(parents=True)
        writer = SqliteWriter(folder, name, self._facets, self._publish, self._views, self._aside.keep)
        try:
            yield writer
        finally:
            writer.abandon()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        lock = FileLock(self._home / "build.lock", timeout=0)
        with storing(self._home, OSError):
            self._home.mkdir(parents=True, exist_ok=True)
            try:
                lock.acquire()
            except Timeout:
                raise BuildInProgress(str(self._home)) from None
        try:
            yield
        finally:
            lock.release()

    def _clear_drafts(self) -> None:
        # Whoever holds the lock is the only living build, so every draft here was left by a dead one.
        for left in self._drafts.iterdir() if self._drafts.is_dir() else ():
            shutil.rmtree(left, ignore_errors=True)

    def _publish(self, folder: Path, manifest: Manifest) -> None:
        self._releases.mkdir(exist_ok=True)
        sync(folder)
        folder.rename(self._releases / manifest.release)
        sync(self._releases)
        self._point(manifest.release)

    def _point(self, name: str) -> None:
        fresh = self._home / "current.new"
        fresh.write_text(f"{name}\n", encoding="utf-8")
        sync(fresh)
        fresh.replace(self._pointer)
        sync(self._home)

    def prune(
        self,
        keep: int,
        grace: timedelta,
        forget: Callable[[frozenset[str]], None] = lambda _: None,
        dry: bool = False,
    ) -> Pruned:
        """Remove all but the newest releases under the build lock; see :mod:`pmkg.store.sqlite_prune` for what stays.

        ``forget`` is told the checksums of all source files of the releases that are left. Raises :class:`BuildInProgress`.
        """
        with self._locked():
            current = self.current()
            found = prune(self._releases, self._drafts, current, keep, grace, time.time(), dry)
            if not dry:
                forget(self._source_files())
        return found

    def _source_files(self) -> frozenset[str]:
        """Give the checksums of the files of every release that is here, whatever its schema."""
        manifests = [orjson.loads(path.read_bytes()) for path in self._releases.glob(f"*/{MANIFEST}")]
        return frozenset(
            checksum
            for data in manifests
            for source in data["sources"]
            for checksum in source.get("files", {}).values()
        )

    def verify(self, name: str = "") -> Manifest:
        """Check a release page by page, or raise :class:`ReleaseError`; for tests and for a doubtful disk."""
        reader = self.open(name)
        problems: builtins.list[str] = reader.check()
        if problems:
            raise ReleaseError(f"release {reader.manifest().release} is damaged ({problems[0]}); run 'pmkg build'")
        return reader.manifest()
