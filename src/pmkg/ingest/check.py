"""What must hold of a draft before it is published."""

from __future__ import annotations

from collections import Counter, defaultdict
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
    lost: dict[str, Counter[str]] = defaultdict(Counter)
    for loss in losses:
        if loss.reason not in _TOLERATED:
            lost[loss.source][loss.record] += 1
    for item in loaded:
        source = item.source
        yield from check_size(item)
        share = _share(item, lost[source.id])
        if share > source.loss_bound:
            yield f"{source.id} lost {share:.1%} of its records, at most {source.loss_bound:.1%} is allowed; see the ledger"


def check_size(item: Loaded) -> Iterator[str]:
    """Report a source whose record count lies outside its catalog entry."""
    source, records = item.source, item.records
    if not source.minimum <= records <= source.maximum:
        expected = f"{source.minimum:,} to {source.maximum:,}"
        yield f"{source.id} gave {records:,} records, expected {expected}; is the file whole?"


def _share(item: Loaded, lost: Counter[str]) -> float:
    """Give the share of a source's records that met a loss.

    Several records may bear one number: the arm of a trial, a complex with its members. As many of them count as met a loss. A
    record with several losses counts once, and so does one that the loader rejected.
    """
    if not lost:
        return 0.0
    read = item.numbers() | Counter({loss.record for loss in item.losses if loss.reason not in _TOLERATED})
    return (lost & read).total() / max(read.total(), 1)
