"""The rows of a view, derived from the generic reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

from pmkg.model.reads import Reads
from pmkg.model.views import View

R = TypeVar("R")


def derive(view: View[R], reader: Reads) -> dict[str, Sequence[R]]:
    """Derive every row of a view, by key, in the view's order; rows of equal order stay as they were derived."""
    rows: dict[str, list[R]] = defaultdict(list)
    for key, row in view.derive(reader):
        rows[key].append(row)
    return {key: tuple(sorted(found, key=view.order)) for key, found in rows.items()}
