"""What an operator may set, and the limits that hold from day one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pmkg.api.access.settings import AccessSettings
from pmkg.errors import RequestError

DEFAULT_PAGE = 25
MAXIMUM_PAGE = 500
MAXIMUM_BATCH = 200
MAXIMUM_HOPS = 4
_AS_IS = AccessSettings()


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """Hold the settings of one server, read once where it is started.

    ``cost`` counts resolved fields as ``pmkg.api.limits`` estimates them; ``tokens`` bounds what a parser will look at;
    ``seconds`` bounds the reads of one request; ``workers`` is the number of requests answered at once. ``auth`` is
    ``required``, ``none`` or "", which allows anonymous reading on loopback only. ``hosts`` limits the Host header, () does not.
    ``local`` says that the server listens on loopback. ``document_length`` bounds the text of a document, which caches remember;
    ``body_seconds`` is how long a client may take to send a body.
    """

    auth: str = ""
    body_bytes: int = 8 * 1024 * 1024
    alterations: int = 50_000
    depth: int = 15
    cost: int = 250_000
    aliases: int = 50
    directives: int = 50
    tokens: int = 1_000
    seconds: float = 30.0
    workers: int = 4
    hosts: tuple[str, ...] = ()
    local: bool = False
    document_length: int = 100_000
    body_seconds: float = 10.0
    access: AccessSettings = _AS_IS

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> ApiSettings:
        """Read the settings from an environment: ``PMKG_AUTH`` is ``required``, ``none`` or not set; more in ``docs/security.md``.

        >>> ApiSettings.read({"PMKG_AUTH": "required"}).auth
        'required'
        """
        auth = environment.get("PMKG_AUTH", "")
        if auth not in ("", "none", "required"):
            raise RequestError(f"PMKG_AUTH is {auth!r}; leave it unset, or set it to 'required' or 'none'")
        return cls(auth=auth, access=AccessSettings.read(environment))
