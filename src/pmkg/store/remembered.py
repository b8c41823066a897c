"""What a reader remembers of a release, by name alone."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any

from pmkg.model.curie import Curie
from pmkg.model.kinds import EdgeKind
from pmkg.model.reads import Way
from pmkg.ports.reader import Remembered
from pmkg.store.cache import RecentCache


def remembered(
    nodes: Iterable[str],
    closures: RecentCache[tuple[EdgeKind, Way, Curie], Any],
    rows: RecentCache[tuple[str, str], Any],
    limit: int,
) -> Remembered:
    """Name what memories hold, at most ``limit`` of each."""
    reached = sorted(((kind, way), id) for kind, way, id in closures.recent(limit))
    packed = sorted(rows.recent(limit))
    return Remembered(
        tuple(map(Curie, nodes)),
        {key: tuple(id for _, id in group) for key, group in groupby(reached, itemgetter(0))},
        {view: tuple(key for _, key in group) for view, group in groupby(packed, itemgetter(0))},
    )
