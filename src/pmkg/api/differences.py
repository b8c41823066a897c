"""What changed between two releases, as the server tells it: pages walked when asked for, counts kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from threading import Lock
from typing import Any

import orjson

from pmkg.api.paging import EdgeRow, PageInfoRow, read_cursor, write_cursor
from pmkg.api.refusals import InvalidCursor
from pmkg.model.difference import Change, ChangeCount, SourceChange, Wanted, source_changes
from pmkg.model.graph import Edge, Node
from pmkg.model.manifest import Manifest
from pmkg.ports import Contents, Releases
from pmkg.questions.release_difference import ChangeCounts, Cursor, changes, cursor_of

_KEPT = 16
"""Pairs of releases whose counts are kept; the counts of a pair take some kilobytes."""


class CountedDifferences:
    """Count what changed between pairs of releases, each pair once: releases never change.

    A walk that is stopped half way, because the request that began it has no more time, is taken up by the next one.
    """

    def __init__(self, releases: Releases) -> None:
        self._releases = releases
        self._walks: OrderedDict[tuple[str, str], _Walk] = OrderedDict()
        self._lock = Lock()

    def counts(self, before: str, after: str, breathe: Callable[[], None]) -> tuple[ChangeCount, ...]:
        """Count all changes of a pair; one walk at a time, so that a few requests cannot take all of the machine."""
        with self._lock:
            breathe()
            walk = self._walks.setdefault((before, after), _Walk())
            while len(self._walks) > _KEPT:
                self._walks.popitem(last=False)
            if not walk.ended:
                walk.go_on(self._releases.contents(before), self._releases.contents(after), breathe)
            return walk.counts.all()


@dataclass(slots=True)
class _Walk:
    counts: ChangeCounts = field(default_factory=ChangeCounts)
    behind: Cursor = ""
    ended: bool = False

    def go_on(self, before: Contents, after: Contents, breathe: Callable[[], None]) -> None:
        for change in changes(before, after, behind=self.behind, breathe=breathe):
            self.counts.add(change)
            self.behind = cursor_of(change)
        self.ended = True


@dataclass(frozen=True, slots=True)
class FieldRow:
    """Hold one field that differs."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Show one change."""

    item: str
    type: str
    kind: str
    id: str | None
    label: str
    subject: str | None
    object: str | None
    record: str | None
    sources: tuple[str, ...]
    fields: list[FieldRow]


class DifferenceRow:
    """Show the difference of two releases; the page is walked at once, the counts only where they are asked for."""

    def __init__(
        self,
        before: Manifest,
        after: Manifest,
        counts: Callable[[], tuple[ChangeCount, ...]],
        wanted: Wanted,
        found: list[Change],
        more: bool,
        started: bool,
    ) -> None:
        self.before, self.after = before.release, after.release
        self.same_content = before.digest == after.digest
        self.sources: tuple[SourceChange, ...] = source_changes(before, after)
        self._counts, self._wanted = counts, wanted
        self.nodes = [change_row(change) for change in found]
        cursors = [_write(cursor_of(change)) for change in found]
        self.edges = [EdgeRow(row, cursor) for row, cursor in zip(self.nodes, cursors, strict=True)]
        ends = (cursors[0], cursors[-1]) if cursors else (None, None)
        self.page_info = PageInfoRow(more, started, *ends)

    @cached_property
    def counts(self) -> tuple[ChangeCount, ...]:
        """The counts of all changes that the filter takes."""
        return tuple(
            item for item in self._counts() if self._wanted.takes(item.item, item.type, item.kind, item.sources)
        )

    @property
    def total_count(self) -> int:
        """How many changes the filter takes."""
        return sum(item.count for item in self.counts)


def difference_row(
    releases: Releases,
    counted: CountedDifferences,
    manifests: tuple[Manifest, Manifest],
    wanted: Wanted,
    size: int,
    after: str | None,
    breathe: Callable[[], None],
) -> DifferenceRow:
    """Walk one page of the difference of two releases."""
    before, now = manifests
    found: list[Change] = []
    if before.digest != now.digest and size:
        contents = releases.contents(before.release), releases.contents(now.release)
        found = list(islice(changes(*contents, wanted, _read(after), breathe), size + 1))

    def counts() -> tuple[ChangeCount, ...]:
        return () if before.digest == now.digest else counted.counts(before.release, now.release, breathe)

    return DifferenceRow(before, now, counts, wanted, found[:size], len(found) > size, bool(after))


def change_row(change: Change) -> ChangeRow:
    """Show a change: a node by its id and label, an edge by its ends and record."""
    thing = change.thing
    node, edge = (thing, None) if isinstance(thing, Node) else (None, thing)
    return ChangeRow(
        change.item,
        change.type,
        change.kind,
        node.id if node else None,
        node.label if node else _label(thing),
        edge.subject if edge else None,
        edge.object if edge else None,
        edge.record if edge else None,
        change.sources,
        [FieldRow(name, values.before, values.after) for name, values in change.fields.items()],
    )


def _label(thing: Node | Edge) -> str:
    return thing.label if isinstance(thing, Node) else f"{thing.subject} {thing.kind} {thing.object}"


def _write(cursor: Cursor) -> str:
    return write_cursor(orjson.dumps(cursor).decode(), 0)


def _read(text: str | None) -> Cursor:
    if not text:
        return ""
    try:
        found: Any = orjson.loads(read_cursor(text)[0])
    except orjson.JSONDecodeError:
        raise InvalidCursor(text) from None
    if isinstance(found, str):
        return found
    if isinstance(found, list) and len(found) == 5 and all(isinstance(part, str) for part in found):
        return (found[0], found[1], found[2], found[3], found[4])
    raise InvalidCursor(text)
