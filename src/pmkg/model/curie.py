"""Compact identifiers as a type."""

from __future__ import annotations

import re

from pmkg.errors import InvalidCurie

_FORM = re.compile(r"[A-Za-z][A-Za-z0-9._-]*:\S+")


class Curie(str):
    """Hold one compact identifier, ``PREFIX:LOCAL``.

    A ``Curie`` is a string, so that it hashes, sorts and serializes as one; text from outside becomes one only by
    :meth:`parse`, once.

    >>> Curie.parse("HGNC:1097").local
    '1097'
    """

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Curie:
        """Read an identifier, or raise :class:`InvalidCurie`."""
        stripped = text.strip()
        if not _FORM.fullmatch(stripped):
            raise InvalidCurie(text)
        return cls(stripped)

    @classmethod
    def of(cls, prefix: str, local: str | int) -> Curie:
        """Join a prefix and a local identifier that are both known to be well formed."""
        return cls(f"{prefix}:{local}")

    @property
    def prefix(self) -> str:
        """The part before the first colon."""
        return self.partition(":")[0]

    @property
    def local(self) -> str:
        """The part after the first colon."""
        return self.partition(":")[2]
