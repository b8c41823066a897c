"""What an operator may set about access; every setting is checked where the server starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pmkg.errors import RequestError
from pmkg.model.access import Role, roles_named

ASYMMETRIC = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Algorithms by which an issuer signs with a key that this server does not have. One with a shared key is never taken."""

_PINNED = ("RS256", "PS256", "ES256", "EdDSA")
_ON_OFF = {"": None, "on": True, "off": False}


@dataclass(frozen=True, slots=True)
class Issuer:
    """Hold whose tokens are taken: an OpenID Connect issuer, the audience that names this API, where roles stand.

    ``roles`` is the claim that names roles, with dots into nested claims (``realm_access.roles``). ``keys`` is the address of the
    issuer's key set, "" to ask the issuer's discovery document.
    """

    url: str
    audience: str
    roles: str = "roles"
    keys: str = ""
    algorithms: tuple[str, ...] = _PINNED


@dataclass(frozen=True, slots=True)
class Rate:
    """Hold what a caller may use in a minute: requests, and cost as ``pmkg.api.limits`` estimates it; None does not limit."""

    requests: int | None
    cost: int | None = None


RATES: Mapping[Role, Rate] = {
    Role.PUBLIC: Rate(120, 500_000),
    Role.SCIENTIST: Rate(1_200, 10_000_000),
    Role.CLINICIAN: Rate(600, 5_000_000),
    Role.OPERATOR: Rate(600, 1_000_000),
}
"""Requests and cost a minute. A cost of 250,000 is about a second of one processor."""


@dataclass(frozen=True)
class AccessSettings:
    """Hold the settings of access.

    ``anonymous`` are the roles of a caller without a credential where anonymous reading is allowed: all of them, unless set.
    ``audited`` is None where audit goes with authentication: on, except for anonymous reading on loopback.
    """

    anonymous: frozenset[Role] = frozenset(Role)
    issuer: Issuer | None = None
    rates: tuple[tuple[Role, Rate], ...] = tuple(RATES.items())
    audited: bool | None = None
    introspection: bool = True
    safelist: bool = False
    safelist_folder: Path | None = None
    origins: tuple[str, ...] = ()
    log: str = field(default="plain")

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> AccessSettings:
        """Read the settings from an environment, or raise :class:`RequestError` that names the variable that is wrong."""
        safelist = _one_of(environment, "PMKG_QUERIES", ("any", "safelist")) == "safelist"
        folder = environment.get("PMKG_SAFELIST", "")
        if folder and not (safelist and Path(folder).is_dir()):
            raise RequestError(f"PMKG_SAFELIST is {folder!r}; it must be a folder, with PMKG_QUERIES=safelist")
        return cls(
            anonymous=_anonymous(environment),
            issuer=_issuer(environment),
            rates=_rates(environment.get("PMKG_RATE", "")),
            audited=_on_off(environment, "PMKG_AUDIT"),
            introspection=_on_off(environment, "PMKG_INTROSPECTION") is not False,
            safelist=safelist,
            safelist_folder=Path(folder) if folder else None,
            origins=_origins(environment.get("PMKG_ORIGINS", "")),
            log=_one_of(environment, "PMKG_LOG", ("plain", "json")),
        )


def _one_of(environment: Mapping[str, str], name: str, known: tuple[str, ...]) -> str:
    given = environment.get(name, "") or known[0]
    if given not in known:
        raise RequestError(f"{name} is {given!r}; set it to one of {', '.join(known)}, or leave it unset")
    return given


def _on_off(environment: Mapping[str, str], name: str) -> bool | None:
    given = environment.get(name, "")
    if given not in _ON_OFF:
        raise RequestError(f"{name} is {given!r}; leave it unset, or set it to 'on' or 'off'")
    return _ON_OFF[given]


def _words(text: str) -> list[str]:
    return text.replace(",", " ").split()


def _anonymous(environment: Mapping[str, str]) -> frozenset[Role]:
    given = _words(environment.get("PMKG_ANONYMOUS", ""))
    if given and environment.get("PMKG_AUTH") == "required":
        raise RequestError("PMKG_ANONYMOUS contradicts PMKG_AUTH=required; unset one of them")
    return roles_named(given) if given else frozenset(Role)


def _issuer(environment: Mapping[str, str]) -> Issuer | None:
    url, audience = environment.get("PMKG_OIDC_ISSUER", ""), environment.get("PMKG_OIDC_AUDIENCE", "")
    if not url and not audience:
        return None
    if not url or not audience:
        raise RequestError("PMKG_OIDC_ISSUER and PMKG_OIDC_AUDIENCE are set together: whose tokens, and meant for whom")
    algorithms = tuple(_words(environment.get("PMKG_OIDC_ALGORITHMS", ""))) or _PINNED
    unknown = sorted(set(algorithms) - set(ASYMMETRIC))
    if unknown:
        raise RequestError(f"PMKG_OIDC_ALGORITHMS has {unknown[0]!r}; take some of {', '.join(ASYMMETRIC)}")
    keys = environment.get("PMKG_OIDC_KEYS", "")
    for name, address in (("PMKG_OIDC_ISSUER", url), ("PMKG_OIDC_KEYS", keys)):
        if address and not safe_address(address):
            raise RequestError(f"{name} is {address!r}; it must begin with https:// (http:// on loopback only)")
    return Issuer(url, audience, environment.get("PMKG_OIDC_ROLES", "") or "roles", keys, algorithms)


def safe_address(url: str) -> bool:
    """Whether keys may be fetched from an address: by TLS, or from this machine.

    >>> safe_address("https://id.example/realms/a"), safe_address("http://id.example/"), safe_address("http://127.0.0.1:9/")
    (True, False, True)
    """
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    if parts.scheme == "https":
        return bool(parts.hostname)
    return parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1", "localhost")


def _rates(text: str) -> tuple[tuple[Role, Rate], ...]:
    rates = dict(RATES)
    for part in _words(text):
        name, _, number = part.partition("=")
        (role,) = roles_named([name])
        if number != "none" and not (number.isdecimal() and 0 < int(number) <= 1_000_000):
            raise RequestError(f"PMKG_RATE has {part!r}; write requests a minute, like public=60, or public=none")
        rates[role] = Rate(None) if number == "none" else Rate(int(number), rates[role].cost)
    return tuple(rates.items())


def _origins(text: str) -> tuple[str, ...]:
    from urllib.parse import urlsplit

    origins = tuple(_words(text))
    for origin in origins:
        parts = urlsplit(origin)
        if parts.scheme not in ("http", "https") or f"{parts.scheme}://{parts.netloc}" != origin or "*" in origin:
            raise RequestError(f"PMKG_ORIGINS has {origin!r}; write whole origins, like https://portal.example")
    return origins
