"""A bounded memory of what was decoded."""

from __future__ import annotations

from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class RecentCache(Generic[K, V]):
    """Keep the values used most recently, between ``size`` and twice ``size`` of them.

    Two generations instead of a linked list: a hit in the young one is one dictionary read without a lock, a full young
    generation becomes the old one. A race of two threads costs at most a repeated decode.
    """

    __slots__ = ("_old", "_size", "_young")

    def __init__(self, size: int) -> None:
        self._size = size
        self._young: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """Give the value of a key, or None; None itself is never kept."""
        value = self._young.get(key)
        if value is None:
            value = self._old.get(key)
            if value is not None:
                self.put(key, value)
        return value

    def put(self, key: K, value: V) -> None:
        """Keep a value."""
        if len(self._young) >= self._size:
            self._old, self._young = self._young, {}
        self._young[key] = value

    def recent(self, limit: int) -> list[K]:
        """Name the values kept last, the latest first, at most ``limit``."""
        young = list(self._young)
        older = [key for key in list(self._old) if key not in self._young]
        return [*reversed(young), *reversed(older)][:limit]

    def __len__(self) -> int:
        return len(self._young) + len(self._old)
