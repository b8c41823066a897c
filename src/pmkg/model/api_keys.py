"""How a key of the API is made and read.

A key is ``pmkg_<id>_<secret>``: 48 bits that name it and 256 random bits that nobody can guess. Its secret is kept as a SHA-256
digest. A slow hash protects words that people choose; here it would protect nothing, and let anybody keep the server busy by
sending wrong keys (NIST SP 800-63B, 5.1.2.2: secrets of 112 bits or more need an approved one-way function, and no more).
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from pmkg.errors import RequestError
from pmkg.model.access import ApiKey, Role

_FORM = re.compile(r"pmkg_([0-9a-f]{12})_([0-9a-f]{64})")
_LONGEST_LABEL = 80


def looks_like_key(text: str) -> bool:
    """Whether a text has the form of a key.

    >>> looks_like_key("pmkg_0123456789ab_" + "0" * 64)
    True
    """
    return _FORM.fullmatch(text) is not None


def key_id(text: str) -> str:
    """Give the public part of a key, "" where the text is none."""
    found = _FORM.fullmatch(text)
    return found[1] if found else ""


def make_key(label: str, roles: Iterable[Role], now: datetime, days: int | None = None) -> tuple[str, ApiKey]:
    """Make a key; its text is given once and kept nowhere.

    Raises :class:`RequestError` for a label, roles or a time that make no sense.
    """
    if not label.strip() or len(label) > _LONGEST_LABEL or not label.isprintable():
        raise RequestError(f"a key needs a label of 1 to {_LONGEST_LABEL} printable characters that says whose it is")
    if days is not None and days < 1:
        raise RequestError(f"{days} days is no time for a key; give at least 1, or none for a key without an end")
    given = frozenset(roles)
    if not given:
        raise RequestError(f"a key needs a role: {', '.join(Role)}")
    id, secret = secrets.token_hex(6), secrets.token_hex(32)
    expires = now + timedelta(days=days) if days is not None else None
    return f"pmkg_{id}_{secret}", ApiKey(id, label.strip(), given, _digest(secret), now, expires)


def opens(text: str, key: ApiKey) -> bool:
    """Whether a text is the key that a digest was kept of; the time it takes does not depend on how much of it is right."""
    found = _FORM.fullmatch(text)
    return found is not None and found[1] == key.id and hmac.compare_digest(_digest(found[2]), key.digest)


def _digest(secret: str) -> str:
    return hashlib.sha256(bytes.fromhex(secret)).hexdigest()
