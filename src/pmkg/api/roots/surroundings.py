"""What stands beside a thing, its history over releases, and the tree of tumor types."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, cast

import strawberry

from pmkg.api.context import Info
from pmkg.api.names import identify
from pmkg.api.paging import offset, page_of_slice
from pmkg.api.rows import node_row
from pmkg.api.surroundings import GroupRow, HistoryRow, SurroundingsRow
from pmkg.api.types.arguments import After, AsOf, Named
from pmkg.api.types.connection import Connection
from pmkg.api.types.fields import field
from pmkg.api.types.surroundings import HistoryStep, Surroundings, TumorTreeNode
from pmkg.errors import RequestError
from pmkg.model.kinds import NodeKind
from pmkg.model.manifest import SCHEMA
from pmkg.questions.beside import beside
from pmkg.questions.thing_history import stand

_STEPS = 5
_MOST_STEPS = 20


@strawberry.type
class AroundThings:
    """Offer what stands around a thing, in one release and over all."""

    @field("What stands beside a node, by relation and kind, with counts; those of most common statements first.")
    def surroundings(self, info: Info, id: Named, as_of: AsOf = None) -> Surroundings:
        """Group the neighbors of a node."""
        reading = info.context.reading(as_of)
        center = identify(reading.reader, list(NodeKind), id)
        node = reading.reader.nodes([center])[center]
        groups = [GroupRow(group, reading.serving) for group in beside(reading.reader, node)]
        return cast(Surroundings, SurroundingsRow(node_row(node, reading.serving), groups))

    @field(
        "What became of a thing from each kept release to the next, newest first; those of another stored form are passed over."
    )
    def history(
        self,
        info: Info,
        id: Named,
        first: Annotated[int, strawberry.argument(description=f"Steps on a page, at most {_MOST_STEPS}.")] = _STEPS,
        after: After = None,
    ) -> Connection[HistoryStep]:
        """Compare the kept releases, two by two, for one thing that the current one holds."""
        if not 0 <= first <= _MOST_STEPS:
            raise RequestError(f"'first' is {first}; give a number from 0 to {_MOST_STEPS}")
        context = info.context
        center = identify(context.reading().reader, list(NodeKind), id)
        kept = [manifest for manifest in context.served.releases.list() if manifest.schema == SCHEMA]
        names = [manifest.release for manifest in kept]
        skip = offset(after)
        readings = [context.reading(name) for name in names[skip : skip + first + 1]] if first else []
        stands = [(reading.serving, stand(reading.reader, center)) for reading in readings]
        rows = [HistoryRow(earlier, later, (before, now)) for (later, now), (earlier, before) in pairwise(stands)]
        return cast(Connection[HistoryStep], page_of_slice(rows, skip, max(len(names) - 1, 0)))

    @field("Tissues and tumor types by label, each under one parent, with what the release holds of all kinds of it.")
    def tumor_tree(self, info: Info, as_of: AsOf = None) -> list[TumorTreeNode]:
        """List the tree of tumor types."""
        reading = info.context.reading(as_of)
        return cast(list[TumorTreeNode], list(reading.serving.tumor_tree))
