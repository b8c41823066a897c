"""The releases that a server holds open, and the move to a new one between requests."""

from __future__ import annotations

import logging
from collections import OrderedDict
from contextlib import suppress
from functools import cached_property
from threading import Lock

from pmkg.api.ask import Asking
from pmkg.api.differences import CountedDifferences
from pmkg.api.rehearsal import Rehearsal, rehearse
from pmkg.api.rows import SourceRow, source_rows
from pmkg.errors import NoRelease, PmkgError
from pmkg.model.curie import Curie
from pmkg.model.kinds import NodeKind
from pmkg.model.manifest import Manifest
from pmkg.model.reads import all_nodes
from pmkg.ports import GraphReader, Jobs, Releases
from pmkg.ports.as_of import release_as_of
from pmkg.questions.tumor_tree import TumorTreeNode, tumor_tree

logger = logging.getLogger("pmkg.api")
_HELD_OPEN = 4
_MADE_WHEN_ASKED = {"trials", "tumor_types", "tumor_tree"}


class Serving:
    """Hold one release open, with what is derived from it once: its sources, its question, its tumor types."""

    def __init__(self, reader: GraphReader) -> None:
        self.reader = reader
        self.asking = Asking(reader)

    @cached_property
    def manifest(self) -> Manifest:
        return self.reader.manifest()

    @cached_property
    def name(self) -> str:
        return self.manifest.release

    @cached_property
    def sources(self) -> dict[str, SourceRow]:
        return source_rows(self.manifest)

    @cached_property
    def tumor_types(self) -> frozenset[Curie]:
        """Every disease with an OncoTree code; walked once per release."""
        return frozenset(
            node.id for node in all_nodes(self.reader, NodeKind.DISEASE) if node.properties.get("oncotree")
        )

    @cached_property
    def tumor_tree(self) -> tuple[TumorTreeNode, ...]:
        """The tumor types as a tree, counted once per release: it takes a second."""
        return tumor_tree(self.reader)

    def make_what_was_made(self, before: Serving) -> None:
        """Work out what was asked for of another release and takes long: the trials, the tumor types and their tree."""
        for holder, other in ((self.asking, before.asking), (self, before)):
            for name in _MADE_WHEN_ASKED & vars(other).keys():
                getattr(holder, name)


class Served:
    """Open releases when they are asked for and keep the last few.

    Each request takes the release that is current when it begins and keeps it to its end, so that a new release is
    taken up between requests and no request is dropped. A pointer that cannot be followed leaves the last good release serving.
    With ``ahead``, a release that was published is made ready beside the one that serves, and serves from then on; else
    the first request that sees it opens it.
    """

    def __init__(self, releases: Releases, jobs: Jobs, ahead: bool = False) -> None:
        self.releases, self.jobs, self._ahead = releases, jobs, ahead
        self.differences = CountedDifferences(releases)
        self._open: OrderedDict[str, Serving] = OrderedDict()
        self._good: Serving | None = None
        self._next: Rehearsal | None = None
        self._told = ""
        self._lock = Lock()

    def current(self) -> Serving:
        """Give the release that serves now; raise :class:`NoRelease` when there has never been one."""
        try:
            serving = self._taken_up(self.releases.current())
        except PmkgError as error:
            if self._good is None:
                raise
            if self._told != error.code:
                self._told = error.code
                logger.warning(
                    "the current release cannot be read (%s); release %s goes on", error.code, self._good.name
                )
            return self._good
        self._good, self._told = serving, ""
        return serving

    def begin(self) -> None:
        """Make the current release ready, before the first request; where there is none yet, the first request says so."""
        with suppress(PmkgError):
            rehearse(self.current())

    def _taken_up(self, name: str) -> Serving:
        good = self._good
        if good is None or good.name == name or not self._ahead:
            return self._named(name)
        with self._lock:
            if self._next is None or self._next.name != name:
                self._next = Rehearsal(name, lambda: Serving(self.releases.open(name)), good)
            if not self._next.ended():
                return good
            ready, self._next = self._next, None
            return self._kept(name, ready.outcome())

    def as_of(self, name: str | None) -> Serving:
        """Give a release by name or day, the current one when none is told; raise :class:`NoRelease` for an unknown name."""
        if not name:
            return self.current()
        name = release_as_of(self.releases, name)
        if name not in self._open and name not in {manifest.release for manifest in self.releases.list()}:
            raise NoRelease("this server", name)
        return self._named(name)

    def _named(self, name: str) -> Serving:
        with self._lock:
            found = self._open.get(name)
            return self._kept(name, found or Serving(self.releases.open(name)))

    def _kept(self, name: str, serving: Serving) -> Serving:
        self._open[name] = serving
        self._open.move_to_end(name)
        while len(self._open) > _HELD_OPEN:
            self._open.popitem(last=False)
        return serving
