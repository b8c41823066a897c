"""Take what one record of a source yields whole, or reject the record: one odd row never stops a load."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache

from pmkg.model.ledger import Reason
from pmkg.model.records import Record, Reference, Rejected

BROKEN = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What reading a record raises that lacks a field, points to nothing or has another type of value."""

_SHOWN = 200


def whole_or_rejected(record: str, yielded: Iterable[Record]) -> Iterator[Record]:
    """Give what a loader makes of one record, or one :class:`Rejected` where it is not in the form that its owner documents.

    ``yielded`` is lazy. Nothing of a record that breaks half way is kept, for a claim without its second biomarker would say
    another thing. What is not text where text is declared counts as broken: it would fail later, far from its file.
    """
    try:
        made = list(yielded)
        for item in made:
            _require_texts(item)
    except BROKEN as error:
        yield Rejected(record, "record", f"{type(error).__name__}: {error}"[:_SHOWN], Reason.MALFORMED)
        return
    yield from made


def _require_texts(item: Record | Reference) -> None:
    for name, text in _fields(type(item)):  # type: ignore[arg-type]  # mypy: a class is hashable
        value = getattr(item, name)
        parts = value if isinstance(value, tuple) else (value,)
        for part in parts:
            if isinstance(part, Reference):
                _require_texts(part)
            elif text and not isinstance(part, str):
                raise TypeError(f"{name} is {part!r}, no text")


@cache
def _fields(kind: type) -> tuple[tuple[str, bool], ...]:
    """Give the fields of a record, and whether text is declared for each."""
    return tuple((field.name, field.type in ("str", "tuple[str, ...]")) for field in fields(kind))
