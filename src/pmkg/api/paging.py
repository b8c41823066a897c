"""Relay connections over a release, forward from a cursor.

A cursor names a place by what the store's own cursor and the position after it say, so that every edge has one and any
store can serve it: ``after`` is the cursor of the page that the edge stood on, ``skip`` how many of it came before and with it.
Every page is read from the store's own cursor, so that no cursor of a store's list skips more than one page.
Pages of a list follow each other without gap or repeat on one release; name the release with ``asOf`` to stay on it.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pmkg.api.refusals import InvalidCursor
from pmkg.api.settings import DEFAULT_PAGE, MAXIMUM_PAGE
from pmkg.errors import RequestError, TooLarge
from pmkg.model.graph import Node
from pmkg.model.reads import Page


@dataclass(frozen=True, slots=True)
class PageInfoRow:
    """Say whether there is more, and where this page begins and ends."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """Pair an item with its cursor."""

    node: Any
    cursor: str


@dataclass(frozen=True, slots=True)
class ConnectionRow:
    """Hold one page of a list."""

    nodes: list[Any]
    edges: list[EdgeRow]
    page_info: PageInfoRow
    total_count: int


def write_cursor(after: str, skip: int) -> str:
    """Write a place as an opaque cursor.

    >>> read_cursor(write_cursor("HGNC:5", 3))
    ('HGNC:5', 3)
    """
    return base64.urlsafe_b64encode(f"{skip}|{after}".encode()).decode()


def read_cursor(text: str | None) -> tuple[str, int]:
    """Read a cursor back, or raise :class:`InvalidCursor`; no cursor is the beginning."""
    if not text:
        return "", 0
    try:
        skip, bar, after = base64.b64decode(text, altchars=b"-_", validate=True).decode().partition("|")
        if not bar or not skip.isdecimal() or int(skip) > MAXIMUM_PAGE * 1_000_000:
            raise InvalidCursor(text)
        return after, int(skip)
    except (binascii.Error, ValueError) as error:
        raise InvalidCursor(text) from error


def page_size(first: int | None) -> int:
    """Check the size of a page: 25 when it is not given, at most 500."""
    if first is None:
        return DEFAULT_PAGE
    if first < 0:
        raise RequestError(f"'first' is {first}; give a number from 0 to {MAXIMUM_PAGE}")
    if first > MAXIMUM_PAGE:
        raise TooLarge("the page ('first')", first, MAXIMUM_PAGE)
    return first


def page_of_store(
    find: Callable[[str, int], Page], show: Callable[[Node], Any], first: int | None, after: str | None
) -> ConnectionRow:
    """Read one page by ``find(after, limit)``, which a store answers."""
    size = page_size(first)
    start, skip = read_cursor(after)
    if skip > MAXIMUM_PAGE:
        raise InvalidCursor(str(after))
    if skip:
        passed = find(start, skip)
        if not passed.next:
            return _connection([], [], False, True, passed.total)
        start = passed.next
    page = find(start, max(size, 1))
    nodes = page.nodes[:size]
    cursors = [write_cursor(start, index) for index in range(1, len(nodes) + 1)]
    if nodes and len(nodes) == len(page.nodes) and page.next:
        cursors[-1] = write_cursor(page.next, 0)
    more = len(nodes) < len(page.nodes) or bool(page.next)
    return _connection([show(node) for node in nodes], cursors, more, bool(after), page.total)


def page_of_list(
    items: Sequence[Any], show: Callable[[Any], Any], first: int | None, after: str | None
) -> ConnectionRow:
    """Cut one page out of a list that is already here."""
    size = page_size(first)
    skip = offset(after)
    return page_of_slice([show(item) for item in items[skip : skip + size]], skip, len(items))


def offset(after: str | None) -> int:
    """Read a cursor as the number of items before the page."""
    return read_cursor(after)[1]


def page_of_slice(rows: list[Any], skip: int, total: int) -> ConnectionRow:
    """Show a slice that begins after ``skip`` of ``total`` items."""
    cursors = [write_cursor("", skip + index) for index in range(1, len(rows) + 1)]
    return _connection(rows, cursors, skip + len(rows) < total, skip > 0, total)


def _connection(rows: list[Any], cursors: list[str], more: bool, before: bool, total: int) -> ConnectionRow:
    info = PageInfoRow(more, before, cursors[0] if cursors else None, cursors[-1] if cursors else None)
    edges = [EdgeRow(row, cursor) for row, cursor in zip(rows, cursors, strict=True)]
    return ConnectionRow(rows, edges, info, total)
