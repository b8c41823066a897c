"""Exclusions of tumor-agnostic approvals.

One label is often recorded by two sources, and only one of them writes down that it leaves a tumor out ("not indicated for
colorectal cancer"). An exclusion of an agency's tumor-agnostic approval holds for every record of that approval.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pmkg.ingest.statements import Normalized
from pmkg.model.curie import Curie
from pmkg.model.kinds import Effect, TumorScope
from pmkg.model.statement import Statement

_AGENCY = re.compile(r"[A-Za-z]+")
_Approval = tuple[str, Curie, Curie, Effect]


def share_exclusions(items: Iterable[Normalized]) -> Iterator[Normalized]:
    """Give the same items, tumor-agnostic statements of one approval with the exclusions of all its records."""
    known = list(items)
    excluded: dict[_Approval, set[Curie]] = defaultdict(set)
    for item in known:
        if (approval := _approval(item.statement)) and item.statement:
            excluded[approval].update(item.statement.excluded)
    for item in known:
        approval = _approval(item.statement)
        if item.statement is None or approval is None or not excluded[approval]:
            yield item
        else:
            yield replace(item, statement=replace(item.statement, excluded=tuple(sorted(excluded[approval]))))


def _approval(statement: Statement | None) -> _Approval | None:
    """Name the approval that a tumor-agnostic statement records: agency, profile, regimen and effect."""
    if statement is None or statement.scope is not TumorScope.AGNOSTIC or statement.regimen is None:
        return None
    agency = _AGENCY.match(statement.level)
    return (agency.group(0), statement.profile, statement.regimen.id, statement.effect) if agency else None
