"""What an operator may set, and the limits that hold from day one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pmkg.api.access.settings import AccessSettings
from pmkg.api.access.tls import Tls
from pmkg.errors import RequestError

DEFAULT_PAGE = 25
MAXIMUM_PAGE = 500
MAXIMUM_BATCH = 200
MAXIMUM_HOPS = 4
_MEBIBYTE = 1024 * 1024
_LARGEST_AMOUNT = 1_000_000
_AS_IS = AccessSettings()


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """Hold the settings of one server, read once where it is started.

    ``cost`` counts resolved fields as ``pmkg.api.limits`` estimates them; ``tokens`` bounds what a parser will look at;
    ``seconds`` bounds the reads of one request; ``workers`` is the number of requests answered at once. ``auth`` is
    ``required``, ``none`` or "", which allows anonymous reading on loopback only. ``hosts`` limits the Host header, () does not.
    ``local`` says that the server listens on loopback. ``document_length`` bounds the text of a document, which caches remember;
    ``body_seconds`` is how long a client may take to send a body.
    ``cache_bytes`` and ``cache_seconds`` bound the answers kept in memory, 0 bytes keeps none. ``drain_seconds`` is how long a
    server that was told to stop says so at ``/ready`` and goes on answering.
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
    cache_bytes: int = 64 * _MEBIBYTE
    cache_seconds: float = 900.0
    drain_seconds: float = 0.0
    local: bool = False
    document_length: int = 100_000
    body_seconds: float = 10.0
    access: AccessSettings = _AS_IS
    tls: Tls | None = None

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> ApiSettings:
        """Read the settings from an environment.

        ``PMKG_AUTH`` is ``required``, ``none`` or not set; ``PMKG_CACHE_MIB`` and ``PMKG_DRAIN_SECONDS`` are numbers of 0 or more;
        those of access are in ``docs/security.md``.

        >>> ApiSettings.read({"PMKG_AUTH": "required"}).auth
        'required'
        """
        auth = environment.get("PMKG_AUTH", "")
        if auth not in ("", "none", "required"):
            raise RequestError(f"PMKG_AUTH is {auth!r}; leave it unset, or set it to 'required' or 'none'")
        return cls(
            auth=auth,
            cache_bytes=int(_amount(environment, "PMKG_CACHE_MIB", 64) * _MEBIBYTE),
            drain_seconds=_amount(environment, "PMKG_DRAIN_SECONDS", 0),
            access=AccessSettings.read(environment),
            tls=Tls.read(environment),
        )


def _amount(environment: Mapping[str, str], name: str, default: float) -> float:
    text = environment.get(name, "")
    try:
        amount = float(text) if text else default
    except ValueError:
        amount = -1.0
    if not 0 <= amount <= _LARGEST_AMOUNT:
        raise RequestError(f"{name} is {text!r}; leave it unset, or set it to a number from 0 to {_LARGEST_AMOUNT:,}")
    return amount
