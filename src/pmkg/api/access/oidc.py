"""Tokens of an OpenID Connect issuer (RFC 7519, RFC 8725, RFC 9068): signature, issuer, audience, times, roles.

Imported only where an issuer is set. A token is believed for nothing before its signature is checked by a key of the issuer with an
algorithm that the operator pinned; what its header says of keys (``jku``, ``jwk``, ``x5u``) is not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jwt

from pmkg.api.access.issuer_keys import IssuerKeys
from pmkg.api.access.refusals import Unauthenticated
from pmkg.api.access.settings import Issuer
from pmkg.model.access import Caller, Role

_SECONDS_OF_CLOCKS = 30
_REQUIRED = ["exp", "iat", "iss", "aud", "sub"]
_TYPES = ("jwt", "at+jwt", "application/at+jwt")
_LONGEST_NAME = 200
_WRONG = "the token is not valid here: it is expired, or not signed by this server's issuer for this service"


class OidcTokens:
    """Read the tokens of one issuer (a ``Tokens``)."""

    def __init__(self, issuer: Issuer, keys: IssuerKeys | None = None) -> None:
        self._issuer, self._keys = issuer, keys or IssuerKeys(issuer)
        self._reader = jwt.PyJWT(options={"enforce_minimum_key_length": True})

    def caller(self, token: str) -> Caller:
        """Give who a token speaks of, with the roles that it names and that exist here; or raise :class:`Unauthenticated`."""
        try:
            claims = self._claims(token)
        except (jwt.PyJWTError, ValueError, TypeError, KeyError):
            raise Unauthenticated(_WRONG, given=True) from None
        return Caller(f"token:{_printable(claims['sub'])}", _roles(claims, self._issuer.roles))

    def _claims(self, token: str) -> dict[str, Any]:
        header = jwt.get_unverified_header(token)
        algorithm, name = header.get("alg"), header.get("kid")
        if algorithm not in self._issuer.algorithms or not isinstance(name, str) or "crit" in header:
            raise ValueError("header")
        if str(header.get("typ", "JWT")).lower() not in _TYPES:
            raise ValueError("type")
        found = self._keys.key(name)
        if found is None or found.get("alg", algorithm) != algorithm:
            raise ValueError("key")
        claims: dict[str, Any] = self._reader.decode(
            token,
            key=jwt.PyJWK(dict(found), algorithm=algorithm),
            algorithms=list(self._issuer.algorithms),
            audience=self._issuer.audience,
            issuer=self._issuer.url,
            leeway=_SECONDS_OF_CLOCKS,
            options={"require": _REQUIRED},
        )
        return claims


def _roles(claims: Mapping[str, Any], path: str) -> frozenset[Role]:
    """Read the roles that stand at a path of claims, as a list or as words; those of other services are left aside.

    >>> sorted(_roles({"realm_access": {"roles": ["clinician", "mail-admin"]}}, "realm_access.roles"))
    [<Role.CLINICIAN: 'clinician'>]
    """
    value: Any = claims
    for name in [path] if path in claims else path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    named = value.split() if isinstance(value, str) else value if isinstance(value, list) else []
    return frozenset(Role(name) for name in named if name in set(Role))


def _printable(subject: Any) -> str:
    """Give a subject as it may stand in an audit: on one line, and not without end."""
    return "".join(letter for letter in str(subject) if letter.isprintable())[:_LONGEST_NAME]
