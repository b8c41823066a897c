"""The rows of a view, derived from the generic reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from pmkg.model.reads import Reads
from pmkg.model.views import View

R = TypeVar("R")


def derive(view: View[R], reader: Reads) -> dict[str, Sequence[R]]:
    """Derive every row of a view, by key, in the view's order; rows of equal order stay as they were derived."""
    rows: dict[str, list[R]] = defaultdict(list)
    for key, row in view.derive(reader):
        rows[key].append(row)
    return {key: tuple(sorted(found, key=view.order)) for key, found in rows.items()}


class DerivedRows:
    """Hold the rows of views that a store did not materialize, each view derived once.

    It does not hold the reader, so that a reader nobody asks any more closes its file at once.
    """

    def __init__(self) -> None:
        self._tables: dict[str, dict[str, Sequence[Any]]] = {}

    def of(self, view: View[R], keys: Iterable[str], reader: Reads) -> dict[str, Sequence[R]]:
        """Give the rows for each key that has any."""
        if view.name not in self._tables:
            self._tables[view.name] = derive(view, reader)
        table: dict[str, Sequence[R]] = self._tables[view.name]
        return {key: table[key] for key in keys if key in table}
