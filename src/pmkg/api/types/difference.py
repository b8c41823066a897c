"""What changed between two releases, and between the answers to one signature on them."""

from __future__ import annotations

import strawberry

from pmkg.api.types.answer import EvidenceItem, Option, TestToConsider, Tumor, Warning
from pmkg.api.types.connection import Connection
from pmkg.model.difference import ChangeType, Item


@strawberry.type(description="A source whose version or files are others; null where a release does not hold it.")
class SourceChange:
    """Show the version of a source in two releases."""

    id: str
    before: str | None
    after: str | None


@strawberry.type(description="How many changes of one sort there are, of things that just these sources speak of.")
class ChangeCount:
    """Count changes."""

    item: Item
    type: ChangeType
    kind: str
    sources: list[str]
    count: int


@strawberry.type(description="One field that differs, as text; empty where there is none.")
class ChangedField:
    """Show a field before and after."""

    name: str
    before: str
    after: str


@strawberry.type(description="One node or edge that was added, withdrawn, releveled or changed.")
class ReleaseChange:
    """Show one change."""

    item: Item
    type: ChangeType
    kind: str
    id: strawberry.ID | None = strawberry.field(description="Of a node or statement; null for an edge.")
    label: str
    subject: strawberry.ID | None = strawberry.field(description="Of an edge.")
    object: strawberry.ID | None = strawberry.field(description="Of an edge.")
    record: str | None = strawberry.field(description="Of an edge: the source's own locator.")
    sources: list[str] = strawberry.field(description="Every source that speaks of it, before or after.")
    fields: list[ChangedField]


@strawberry.type(description="What changed from one release to another.")
class ReleaseDiff(Connection[ReleaseChange]):
    """Show a page of changes, nodes by id and then edges, and the counts of all that the filter takes."""

    before: str = strawberry.field(name="from")
    after: str = strawberry.field(name="to")
    same_content: bool = strawberry.field(description="Whether the content digests are equal: nothing differs.")
    sources: list[SourceChange]
    counts: list[ChangeCount] = strawberry.field(
        description="Counted by a walk over both releases, some seconds once per pair; so is `totalCount`."
    )


@strawberry.input(description="Limits what of a difference is shown; what is left out limits nothing.")
class ReleaseDiffFilter:
    """Take a limit."""

    item: Item | None = None
    type: ChangeType | None = None
    kind: str | None = strawberry.field(default=None, description="A kind of node or edge, such as Evidence or treats.")
    source: str | None = strawberry.field(default=None, description="Only what this source speaks of.")


@strawberry.type(description="One field of an option that differs; lists item by item, empty where there is none.")
class OptionField:
    """Show a field of an option before and after."""

    name: str
    before: list[str]
    after: list[str]


@strawberry.type(description="A statement that both answers rest on and that weighs otherwise.")
class EvidenceChange:
    """Show a statement before and after."""

    before: EvidenceItem
    after: EvidenceItem


@strawberry.type(description="An option of both answers with another tier, status or evidence.")
class OptionChange:
    """Show an option before and after."""

    before: Option
    after: Option
    fields: list[OptionField]
    evidence_added: list[EvidenceItem]
    evidence_withdrawn: list[EvidenceItem]
    evidence_changed: list[EvidenceChange]


@strawberry.type(
    description="What became of the answer to one signature. Options are the same where regimen, effect and profile are."
)
class AnswerDiff:
    """Show options gained, lost and changed between two releases."""

    id: str
    before: str = strawberry.field(name="from")
    after: str = strawberry.field(name="to")
    tumor_before: Tumor = strawberry.field(name="tumorTypeBefore")
    tumor_after: Tumor = strawberry.field(name="tumorTypeAfter")
    same: bool = strawberry.field(description="Whether the two answers say the same.")
    gained: list[Option]
    lost: list[Option]
    changed: list[OptionChange]
    unchanged: int = strawberry.field(description="How many options are equal in all.")
    warnings_gained: list[Warning]
    warnings_lost: list[Warning]
    tests_gained: list[TestToConsider]
    tests_lost: list[TestToConsider]
