"""``pmkg diff``: which nodes, statements and edges were added, withdrawn or changed between two releases."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from pmkg.cli.home import Home, Json, open_releases
from pmkg.errors import NotFound, RequestError

if TYPE_CHECKING:
    from pmkg.model.difference import Wanted
    from pmkg.model.manifest import Manifest

Before = Annotated[str, typer.Argument(help="A release, or a day such as 2026-11-20 for the newest built by its end.")]
ItemOption = Annotated[str, typer.Option("--item", help="Only statements, nodes or edges.")]
TypeOption = Annotated[str, typer.Option("--change", help="Only added, withdrawn, releveled or changed.")]
KindOption = Annotated[str, typer.Option("--kind", help="Only one kind of node or edge, such as Drug or targets.")]
SourceOption = Annotated[str, typer.Option("--source", help="Only what this source speaks of.")]
Limit = Annotated[int, typer.Option("--limit", min=0, help="How many changes of each sort of item to show.")]
Lines = Annotated[bool, typer.Option("--lines", help="Print every change as a line of JSON, whole; memory stays flat.")]


def diff(
    before: Before,
    after: Before,
    item: ItemOption = "",
    change: TypeOption = "",
    kind: KindOption = "",
    source: SourceOption = "",
    limit: Limit = 40,
    lines: Lines = False,
    json_output: Json = False,
    home: Home = None,
) -> None:
    """Show which nodes, statements and edges were added, withdrawn, releveled or changed between two releases."""
    from pmkg.cli.diff_output import print_difference, print_json, print_lines
    from pmkg.ports.as_of import release_as_of
    from pmkg.questions.release_difference import changes

    known = open_releases(home, unpublished=True)
    manifests = [known.open(release_as_of(known, name)).manifest() for name in (before, after)]
    wanted = _wanted(item, change, kind, source, manifests)
    old, new = (known.contents(manifest.release) for manifest in manifests)
    found = changes(old, new, wanted) if manifests[0].digest != manifests[1].digest else iter(())
    if lines:
        print_lines(found)
    elif json_output:
        print_json(manifests[0], manifests[1], found)
    else:
        print_difference(manifests[0], manifests[1], found, limit)
    sys.stdout.flush()


def _wanted(item: str, change: str, kind: str, source: str, manifests: list[Manifest]) -> Wanted:
    from pmkg.model.difference import ChangeType, Item, Wanted
    from pmkg.questions.release_difference import check_kind

    check_kind(kind)
    sources = sorted({each.id for manifest in manifests for each in manifest.sources})
    if source and source not in sources:
        raise NotFound(f"source {source!r}", tuple(sources))
    items = {each.lower(): each for each in Item} | {f"{each.lower()}s": each for each in Item}
    types = {each.lower(): each for each in ChangeType}
    if item and item.lower() not in items:
        raise RequestError(f"--item {item!r} is none of statement, node, edge")
    if change and change.lower() not in types:
        raise RequestError(f"--change {change!r} is none of {', '.join(types)}")
    return Wanted(items[item.lower()] if item else None, types[change.lower()] if change else None, kind, source)
