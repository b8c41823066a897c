"""Join what several records say under one property name."""

from __future__ import annotations

from pmkg.model.graph import Value


def united(known: Value, value: Value) -> Value | None:
    """Give both values as one: the value where they are equal, the union of lists of words; None where they contradict.

    >>> united(["a"], ["b", "a"]), united(1, 1), united(1, 2)
    (['a', 'b'], 1, None)
    """
    if known == value:
        return known
    mine, others = _words(known), _words(value)
    return None if mine is None or others is None else [*sorted({*mine, *others})]


def _words(value: Value) -> list[str] | None:
    if not isinstance(value, list):
        return None
    words = [item for item in value if isinstance(item, str)]
    return words if len(words) == len(value) else None
