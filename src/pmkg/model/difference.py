"""What differs between two releases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pmkg.model.graph import Edge, Node
from pmkg.model.manifest import Manifest


class Item(StrEnum):
    """Say what changed: a statement (an Evidence node that reifies a claim), another node, or an edge."""

    STATEMENT = "STATEMENT"
    NODE = "NODE"
    EDGE = "EDGE"


class ChangeType(StrEnum):
    """Say how something changed; a statement whose level of evidence is another is RELEVELED, whatever else changed."""

    ADDED = "ADDED"
    WITHDRAWN = "WITHDRAWN"
    RELEVELED = "RELEVELED"
    CHANGED = "CHANGED"


@dataclass(frozen=True, slots=True)
class Values:
    """Hold a field before and after, as text; "" is none."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """Hold one difference: what stood in the release before, what stands in the one after, None where there was or is nothing."""

    item: Item
    type: ChangeType
    before: Node | Edge | None
    after: Node | Edge | None
    fields: Mapping[str, Values]

    @property
    def thing(self) -> Node | Edge:
        """The node or edge as it stands, or as it stood last."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change of nothing")
        return found

    @property
    def kind(self) -> str:
        """The kind of the node or edge."""
        return self.thing.kind.value

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source that speaks of it, before or after."""
        return tuple(sorted({source for thing in (self.before, self.after) for source in _sources(thing)}))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Limit a difference; None or "" limits nothing."""

    item: Item | None = None
    type: ChangeType | None = None
    kind: str = ""
    source: str = ""

    def takes(self, item: Item, type: ChangeType, kind: str, sources: tuple[str, ...]) -> bool:
        """Whether a change is wanted."""
        return (
            self.item in (None, item)
            and self.type in (None, type)
            and self.kind in ("", kind)
            and (not self.source or self.source in sources)
        )


@dataclass(frozen=True, slots=True)
class ChangeCount:
    """Count changes of one sort: of one kind, of things that just these sources speak of."""

    item: Item
    type: ChangeType
    kind: str
    sources: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class SourceChange:
    """Say which version of a source went into two releases; None where it is in one of them only."""

    id: str
    before: str | None
    after: str | None


def source_changes(before: Manifest, after: Manifest) -> tuple[SourceChange, ...]:
    """Compare the versions of the sources of two releases, files included; equal ones are left out."""
    old, new = ({item.id: item for item in manifest.sources} for manifest in (before, after))
    return tuple(
        SourceChange(
            id,
            old[id].version if id in old else None,
            new[id].version if id in new else None,
        )
        for id in sorted({*old, *new})
        if id not in old or id not in new or (old[id].version, old[id].files) != (new[id].version, new[id].files)
    )


def _sources(thing: Node | Edge | None) -> tuple[str, ...]:
    if thing is None:
        return ()
    return thing.sources if isinstance(thing, Node) else (thing.source,)
