"""Print what changed between two releases: as lines of JSON, as one JSON, or for a person."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from pmkg.cli.tables import in_words, print_line, print_whole
from pmkg.cli.terminal import console
from pmkg.model.codec import encode
from pmkg.model.difference import Change, ChangeCount, ChangeType, Item, source_changes
from pmkg.model.graph import Node
from pmkg.model.manifest import Manifest
from pmkg.questions.release_difference import counted


def print_lines(changes: Iterable[Change]) -> None:
    """Print each change on a line, with all that stood before and stands after."""
    for change in changes:
        whole = {
            **_plain(change),
            "before": encode(change.before) if change.before else None,
            "after": encode(change.after) if change.after else None,
        }
        sys.stdout.write(orjson.dumps(whole).decode() + "\n")


def print_json(before: Manifest, after: Manifest, changes: Iterable[Change]) -> None:
    """Print the versions of sources, the counts of all changes, and every statement that changed."""
    kept: dict[ChangeType, list[Change]] = defaultdict(list)
    counts = counted(_keeping(changes, kept))
    plain = {
        "before": before.release,
        "after": after.release,
        "added": [_id(change) for change in kept[ChangeType.ADDED]],
        "withdrawn": [_id(change) for change in kept[ChangeType.WITHDRAWN]],
        "releveled": [_id(change) for change in kept[ChangeType.RELEVELED]],
        "changed": [
            {"statement": _id(change), "label": _label(change), "fields": _fields(change)}
            for change in sorted([*kept[ChangeType.RELEVELED], *kept[ChangeType.CHANGED]], key=_id)
        ],
        "nodes": {
            kind: [before.nodes.get(kind, 0), after.nodes.get(kind, 0)]
            for kind in sorted({*before.nodes, *after.nodes})
        },
        "sources": [encode(source) for source in source_changes(before, after)],
        "counts": [
            {"item": each.item, "change": each.type, "kind": each.kind, "sources": each.sources, "count": each.count}
            for each in counts
        ],
    }
    sys.stdout.write(orjson.dumps(plain, option=orjson.OPT_INDENT_2).decode() + "\n")


def print_difference(before: Manifest, after: Manifest, changes: Iterable[Change], limit: int) -> None:
    """Print sources and counts, then the first changes of statements, nodes and edges."""
    shown: dict[Item, list[Change]] = {item: [] for item in Item}
    counts = counted(_sampling(changes, shown, limit))
    out = console()
    sources = [(each.id, each.before or "-", each.after or "-") for each in source_changes(before, after)]
    if sources:
        print_whole(out, ("Source", before.release, after.release), sources)
    if not counts:
        print_line(out, f"No difference between {before.release} and {after.release}.")
        return
    print_whole(out, ("What", "Kind", *map(in_words, ChangeType)), _table(counts))
    for item, sample in shown.items():
        rows = [(in_words(each.type), each.kind, _id(each), _label(each), _told(each)) for each in sample]
        if rows:
            print_whole(out, ("Change", "Kind", in_words(item).capitalize(), "Label", "Fields"), rows)
        rest = sum(each.count for each in counts if each.item is item) - len(rows)
        print_line(out, f"... and {rest:,} more; --limit shows more, --lines all" if rest else "")


def _keeping(changes: Iterable[Change], kept: dict[ChangeType, list[Change]]) -> Iterator[Change]:
    for change in changes:
        if change.item is Item.STATEMENT:
            kept[change.type].append(change)
        yield change


def _sampling(changes: Iterable[Change], shown: dict[Item, list[Change]], limit: int) -> Iterator[Change]:
    for change in changes:
        if len(shown[change.item]) < limit:
            shown[change.item].append(change)
        yield change


def _table(counts: Iterable[ChangeCount]) -> list[tuple[str, ...]]:
    sums: Counter[tuple[Item, str, ChangeType]] = Counter()
    for each in counts:
        sums[each.item, each.kind, each.type] += each.count
    kinds = sorted({(item, kind) for item, kind, _ in sums}, key=lambda pair: (list(Item).index(pair[0]), pair[1]))
    return [
        (
            in_words(item),
            kind,
            *(f"{sums[item, kind, type]:,}" if sums[item, kind, type] else "" for type in ChangeType),
        )
        for item, kind in kinds
    ]


def _plain(change: Change) -> dict[str, Any]:
    return {
        "item": change.item,
        "change": change.type,
        "kind": change.kind,
        "id": _id(change),
        "label": _label(change),
        "sources": change.sources,
        "fields": _fields(change),
    }


def _id(change: Change) -> str:
    thing = change.thing
    return thing.id if isinstance(thing, Node) else f"{thing.subject} {thing.kind} {thing.object}"


def _label(change: Change) -> str:
    thing = change.thing
    return thing.label if isinstance(thing, Node) else f"{thing.source} {thing.record}".rstrip()


def _fields(change: Change) -> dict[str, list[str]]:
    return {name: [values.before, values.after] for name, values in change.fields.items()}


def _told(change: Change) -> str:
    return "; ".join(f"{name}: {each.before or '-'} -> {each.after or '-'}" for name, each in change.fields.items())
