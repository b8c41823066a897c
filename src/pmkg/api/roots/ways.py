"""Search by name, paths between nodes, and what is around a node."""

from __future__ import annotations

from typing import Annotated, Any, cast

import strawberry

from pmkg.api.context import Info
from pmkg.api.names import identify, search_names
from pmkg.api.paging import page_size
from pmkg.api.rows import RelationRow
from pmkg.api.settings import MAXIMUM_HOPS
from pmkg.api.types.arguments import AsOf, First
from pmkg.api.types.fields import field
from pmkg.api.types.graph import Neighborhood, Path, PathStep, SearchHit, SearchPage
from pmkg.api.types.vocabulary import SearchMode
from pmkg.api.walks import in_words, neighborhood
from pmkg.errors import RequestError
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.reads import Way

_MAXIMUM_DEPTH = 3
_MAXIMUM_PATHS = 50


@strawberry.type
class Ways:
    """Offer ways into and through the graph."""

    @field(
        "Nodes by their names, whole names before prefixes before words, each node once.",
        instead="searchPage: it says whether there are more.",
    )
    def search(
        self,
        info: Info,
        text: str,
        kinds: Annotated[list[NodeKind] | None, strawberry.argument(description="All when not given.")] = None,
        mode: SearchMode = SearchMode.ANY,
        first: First = None,
        as_of: AsOf = None,
    ) -> list[SearchHit]:
        """Search labels, synonyms, identifiers and mappings."""
        return _search(info, text, kinds, mode, first, as_of).hits

    @field("Nodes by their names, as search gives them, and whether there are more.")
    def search_page(
        self,
        info: Info,
        text: str,
        kinds: Annotated[list[NodeKind] | None, strawberry.argument(description="All when not given.")] = None,
        mode: SearchMode = SearchMode.ANY,
        first: First = None,
        as_of: AsOf = None,
    ) -> SearchPage:
        """Search, and say where the hits were cut."""
        return _search(info, text, kinds, mode, first, as_of)

    @field("The shortest paths between two nodes, over relations in either direction.")
    def path(
        self,
        info: Info,
        start: Annotated[str, strawberry.argument(name="from", description="An identifier or name.")],
        to: Annotated[str, strawberry.argument(description="An identifier or name.")],
        hops: Annotated[int, strawberry.argument(description=f"At most {MAXIMUM_HOPS}.")] = MAXIMUM_HOPS,
        limit: Annotated[int, strawberry.argument(description=f"At most {_MAXIMUM_PATHS}.")] = 10,
        as_of: AsOf = None,
    ) -> list[Path]:
        """Explain how two nodes are related."""
        _within("hops", hops, 1, MAXIMUM_HOPS)
        _within("limit", limit, 1, _MAXIMUM_PATHS)
        reading = info.context.reading(as_of)
        reader = reading.reader
        ends = identify(reader, list(NodeKind), start), identify(reader, list(NodeKind), to)
        found = reader.paths(*ends, hops, limit)
        nodes = reader.nodes(
            {end for steps in found for step in steps for end in (step.edge.subject, step.edge.object)}
        )
        paths = []
        for steps in found:
            words = in_words(steps, nodes)
            rows: list[Any] = [RelationRow(step.edge, reading.serving, step.reversed) for step in steps]
            shown = [PathStep(relation=row, text=text) for row, text in zip(rows, words, strict=True)]
            paths.append(Path(length=len(steps), text="; ".join(words), steps=shown))
        return paths

    @field("What is around a node, the nearest first.")
    def neighborhood(
        self,
        info: Info,
        id: Annotated[str, strawberry.argument(description="An identifier or name.")],
        kinds: Annotated[list[EdgeKind] | None, strawberry.argument(description="All when not given.")] = None,
        direction: Way = Way.BOTH,
        depth: Annotated[int, strawberry.argument(description=f"At most {_MAXIMUM_DEPTH}.")] = 1,
        limit: Annotated[int, strawberry.argument(description="Nodes besides the center, at most 500.")] = 100,
        as_of: AsOf = None,
    ) -> Neighborhood:
        """Walk from a node along its edges."""
        _within("depth", depth, 1, _MAXIMUM_DEPTH)
        size = page_size(limit)
        reading = info.context.reading(as_of)
        center = identify(reading.reader, list(NodeKind), id)
        return cast(Neighborhood, neighborhood(reading, center, kinds or (), direction, depth, size))


def _search(
    info: Info, text: str, kinds: list[NodeKind] | None, mode: SearchMode, first: int | None, as_of: str | None
) -> SearchPage:
    size = page_size(first)
    reading = info.context.reading(as_of)
    found = search_names(reading.reader, text, kinds or (), mode, size + 1)
    hits = [
        SearchHit(
            id=strawberry.ID(hit.id),
            kind=hit.kind,
            label=hit.label,
            name=hit.name,
            role=hit.role,
            serving=reading.serving,
        )
        for hit in found[:size]
    ]
    return SearchPage(hits=hits, truncated=len(found) > size)


def _within(name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise RequestError(f"{name!r} is {value}; give a number from {least} to {most}")
