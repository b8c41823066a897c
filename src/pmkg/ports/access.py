"""Keys of callers, and the audit of what they asked about patients."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from pmkg.model.access import ApiKey


class Keys(Protocol):
    """Keep the digests of keys at a home. Safe to use from several processes and threads."""

    def find(self, id: str) -> ApiKey | None:
        """Give what is kept of a key by its public part, None where there is none; what was just revoked is revoked here."""
        ...

    def list(self) -> tuple[ApiKey, ...]:
        """Give all keys, oldest first, revoked ones too."""
        ...

    def put(self, key: ApiKey) -> None:
        """Add a key, or put it in the place of the one with its id."""
        ...


class Audit(Protocol):
    """Keep, in order and for good, that something was asked about a patient; never what."""

    def append(self, entry: Mapping[str, Any]) -> None:
        """Add one entry, or raise :class:`pmkg.errors.AuditUnavailable`: what cannot be audited is not answered."""
        ...

    def entries(self) -> Iterator[Mapping[str, Any]]:
        """Give the entries, oldest first."""
        ...
