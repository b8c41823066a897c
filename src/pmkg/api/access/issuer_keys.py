"""The public keys of an issuer, fetched when they are needed and kept for a while.

An address is asked at most once in ten seconds, so that tokens with made-up key names cannot make this server ask it again and
again. Keys are fetched anew every five minutes; an issuer that does not answer is forgiven for an hour, after which a key that
it may have withdrawn opens nothing here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

import httpx
import orjson

from pmkg.api.access.settings import Issuer, safe_address
from pmkg.errors import AccessError

FRESH, FORGIVEN, COOL = 300.0, 3_600.0, 10.0
_SECONDS = 5.0
_LARGEST = 512 * 1024
_DISCOVERY = "/.well-known/openid-configuration"

Fetch = Callable[[str], bytes]


def fetch(url: str) -> bytes:
    """Fetch a small document; no redirect is followed. Raises :class:`AccessError`."""
    try:
        with httpx.Client(timeout=_SECONDS, follow_redirects=False) as client, client.stream("GET", url) as response:
            if response.status_code != 200:
                raise AccessError(f"{url} answered with status {response.status_code}")
            content = b""
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > _LARGEST:
                    raise AccessError(f"{url} sent more than {_LARGEST:,} bytes")
            return content
    except httpx.HTTPError as error:
        raise AccessError(f"{url} cannot be reached ({type(error).__name__})") from error


class IssuerKeys:
    """Hold the public keys of one issuer. Safe to use from several threads."""

    def __init__(self, issuer: Issuer, fetch: Fetch = fetch, now: Callable[[], float] = time.monotonic) -> None:
        self._issuer, self._fetch, self._now = issuer, fetch, now
        self._keys: Mapping[str, Mapping[str, Any]] = {}
        self._good = self._tried = float("-inf")
        self._lock = Lock()

    def key(self, name: str) -> Mapping[str, Any] | None:
        """Give the key of a name (``kid``), None where the issuer has none; raise :class:`AccessError` where it cannot be asked."""
        with self._lock:
            now = self._now()
            stale = now - self._good > FRESH
            if (stale or name not in self._keys) and now - self._tried >= COOL:
                self._tried = now
                try:
                    self._keys, self._good = self._fetched(), now
                except AccessError:
                    if now - self._good > FORGIVEN:
                        self._keys = {}
                        raise
            if now - self._good > FORGIVEN:
                raise AccessError(f"the keys of {self._issuer.url} could not be fetched")
            return self._keys.get(name)

    def _fetched(self) -> dict[str, Mapping[str, Any]]:
        address = self._issuer.keys or self._discovered()
        told = _object(address, self._fetch(address)).get("keys")
        if not isinstance(told, list):
            raise AccessError(f"{address} is no set of keys")
        return {key["kid"]: key for key in told if isinstance(key, dict) and _signs(key)}

    def _discovered(self) -> str:
        """Ask the discovery document where the keys are; it must speak of the issuer that was asked for."""
        url = self._issuer.url.rstrip("/") + _DISCOVERY
        told = _object(url, self._fetch(url))
        if told.get("issuer") != self._issuer.url:
            raise AccessError(f"{url} speaks of another issuer than PMKG_OIDC_ISSUER")
        address = told.get("jwks_uri")
        if not isinstance(address, str) or not safe_address(address):
            raise AccessError(f"{url} names no safe address of keys")
        return address


def _object(url: str, content: bytes) -> dict[str, Any]:
    try:
        told = orjson.loads(content)
    except orjson.JSONDecodeError:
        told = None
    if not isinstance(told, dict):
        raise AccessError(f"{url} sent no JSON object")
    return told


def _signs(key: dict[str, Any]) -> bool:
    """Whether a key of a set has a name and is a public key for signatures."""
    named = isinstance(key.get("kid"), str) and key.get("use", "sig") == "sig"
    return named and key.get("kty") in ("RSA", "EC", "OKP")
