"""What must hold of a draft before it is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pmkg.ingest.load import Loaded
from pmkg.model.ledger import Loss, Reason

_TOLERATED = frozenset({Reason.DEPRECATED, Reason.DUPLICATE})


def check_bounds(loaded: Iterable[Loaded], losses: Iterable[Loss], sized: bool) -> Iterator[str]:
    """Report each source whose record count or loss lies outside its catalog entry.

    Counts are bounded in the full profile only (``sized``); the starter and a partial build are small on purpose.
    """
    lost = Counter(loss.source for loss in losses if loss.reason not in _TOLERATED)
    for item in loaded:
        source, records = item.source, item.records
        if sized and not source.minimum <= records <= source.maximum:
            expected = f"{source.minimum:,} to {source.maximum:,}"
            yield f"{source.id} gave {records:,} records, expected {expected}; is the file whole?"
        total = records + lost[source.id]
        if total and lost[source.id] / total > source.loss_bound:
            share = lost[source.id] / total
            yield f"{source.id} lost {share:.1%} of its records, at most {source.loss_bound:.1%} is allowed; see the ledger"
