"""The releases at one home."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from pmkg.model.manifest import Manifest, SetAside
from pmkg.ports.contents import Contents
from pmkg.ports.reader import GraphReader
from pmkg.ports.writer import GraphWriter


class Releases(Protocol):
    """List, open and draft releases."""

    def list(self) -> tuple[Manifest, ...]:
        """Give the manifests of all published releases, newest first."""
        ...

    def current(self) -> str:
        """Name the release that serves now, or raise :class:`NoRelease`."""
        ...

    def open(self, name: str = "") -> GraphReader:
        """Open a release read-only, the current one by default.

        Raises :class:`NoRelease`, :class:`UnknownSchema`, or :class:`NotPublished` for one that was set aside.
        """
        ...

    def aside(self) -> tuple[SetAside, ...]:
        """Give what was built, failed its checks and was set aside, newest first."""
        ...

    def contents(self, name: str = "") -> Contents:
        """Walk all that a release holds, the current one by default; raise as :meth:`open` does."""
        ...

    def draft(self, name: str) -> AbstractContextManager[GraphWriter]:
        """Begin a draft under the build lock, or raise :class:`BuildInProgress`; a draft not published is abandoned."""
        ...
