"""Who a request comes from: a key of this home, a token of the issuer, or nobody that is known."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from starlette.requests import HTTPConnection

from pmkg.api.access.refusals import Unauthenticated
from pmkg.api.access.settings import AccessSettings
from pmkg.model.access import Caller
from pmkg.model.api_keys import key_id, looks_like_key, opens
from pmkg.ports.access import Keys

_WRONG = "the credential is not valid here: it is unknown, expired, revoked or meant for another service"
_NEEDED = (
    "a key or token is needed here, as 'Authorization: Bearer ...': the server listens beyond this machine, or was started with "
    "PMKG_AUTH=required; whoever runs it makes keys with 'pmkg keys create'"
)
_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_LONGEST = 8_192


class Tokens(Protocol):
    """Read tokens of an issuer."""

    def caller(self, token: str) -> Caller:
        """Give who a token speaks of, or raise :class:`Unauthenticated` or :class:`pmkg.errors.AccessError`; may take seconds."""
        ...


@dataclass(frozen=True, slots=True)
class Authenticator:
    """Tell who sends a request.

    ``required`` lets nobody in without a credential. Where it is not, a request without one is anonymous, unless ``local`` and a
    proxy passed it on: behind a proxy on this machine everybody would seem to sit at it. A wrong credential is refused
    everywhere: a caller who believes to be known is never answered as a stranger.
    """

    settings: AccessSettings
    required: bool
    local: bool
    keys: Keys | None = None
    tokens: Tokens | None = None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def caller(self, request: HTTPConnection) -> Caller:
        """Give the caller, or raise :class:`Unauthenticated`."""
        header = request.headers.getlist("authorization")
        if not header:
            return self._anonymous(request)
        scheme, _, credential = header[0].partition(" ")
        credential = credential.strip()
        if len(header) > 1 or scheme.lower() != "bearer" or not 0 < len(credential) <= _LONGEST:
            raise Unauthenticated("send one credential, as 'Authorization: Bearer ...'", given=True)
        if looks_like_key(credential):
            return self._of_key(credential)
        if self.tokens is None:
            raise Unauthenticated(_WRONG, given=True)
        return await asyncio.to_thread(self.tokens.caller, credential)

    def _of_key(self, text: str) -> Caller:
        key = self.keys.find(key_id(text)) if self.keys else None
        if key is None or not opens(text, key) or not key.valid(self.now()):
            raise Unauthenticated(_WRONG, given=True)
        return Caller(f"key:{key.id}", key.roles)

    def _anonymous(self, request: HTTPConnection) -> Caller:
        passed_on = self.local and any(name in request.headers for name in _PASSED_ON)
        if self.required or passed_on:
            raise Unauthenticated(_NEEDED, given=False)
        return Caller("anonymous", self.settings.anonymous, authenticated=False)
