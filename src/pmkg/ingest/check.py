"""What must hold of a draft before it is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pmkg.ingest.load import Loaded
from pmkg.model.ledger import Loss, Reason

_TOLERATED = frozenset({Reason.DEPRECATED, Reason.DUPLICATE})


def check_bounds(loaded: Iterable[Loaded], losses: Iterable[Loss], sized: bool) -> Iterator[str]:
    """Report each source whose record count or loss lies outside its catalog entry.

    The starter is not ``sized``: it is small on purpose, speaks of genes and diseases that it does not hold, and is guarded by
    the clinical questions alone.
    """
    if not sized:
        return
    lost = Counter(loss.source for loss in losses if loss.reason not in _TOLERATED)
    for item in loaded:
        source, records = item.source, item.records
        if not source.minimum <= records <= source.maximum:
            expected = f"{source.minimum:,} to {source.maximum:,}"
            yield f"{source.id} gave {records:,} records, expected {expected}; is the file whole?"
        total = records + lost[source.id]
        if total and lost[source.id] / total > source.loss_bound:
            share = lost[source.id] / total
            yield f"{source.id} lost {share:.1%} of its records, at most {source.loss_bound:.1%} is allowed; see the ledger"
