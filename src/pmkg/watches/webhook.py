"""Webhooks as https://www.standardwebhooks.com describes them: an id, a time, and a signature over both and the body.

The address is the one that was given, and nothing is added to it: what is told stands in the body alone. Redirects are not
followed, because a signed body is for the one who holds the secret.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import ssl
from functools import cache
from urllib.parse import urlsplit

import httpx

import pmkg
from pmkg.errors import RequestError

_PREFIX = "whsec_"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_SECONDS = 10.0


class NotDelivered(Exception):
    """Say why a webhook did not take its news; holds no address and nothing of the news."""


def new_secret() -> str:
    """Draw a secret of 192 bits."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(24)).decode()


def check_secret(secret: str) -> str:
    """Give a secret back, or raise :class:`RequestError` for one that is no base64 of 24 to 64 bytes."""
    try:
        size = len(_key(secret))
    except binascii.Error:
        size = 0
    if not 24 <= size <= 64:
        raise RequestError(
            f"the secret is not {_PREFIX} and the base64 of 24 to 64 bytes; leave it out to have one drawn"
        )
    return secret


def check_address(url: str) -> str:
    """Give an address back, or raise :class:`RequestError`: https, or http to this machine, without a name or a password."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise RequestError("a webhook's address begins with https://, or with http:// on this machine")
    if not parts.hostname or parts.username or parts.password or parts.fragment:
        raise RequestError("a webhook's address has a host, and neither a user, a password nor a fragment")
    return url


def signature(secret: str, id: str, timestamp: int, body: bytes) -> str:
    """Sign a message.

    >>> signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    """
    message = f"{id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(_key(secret), message, hashlib.sha256).digest()).decode()


def post(url: str, secret: str, id: str, timestamp: int, body: bytes) -> None:
    """Send a message once; raise :class:`NotDelivered` unless it was taken (2xx)."""
    headers = {
        "content-type": "application/json",
        "user-agent": f"pmkg/{pmkg.__version__}",
        "webhook-id": id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(secret, id, timestamp, body),
    }
    try:
        with httpx.stream(
            "POST", url, content=body, headers=headers, timeout=_SECONDS, follow_redirects=False
        ) as given:
            status = given.status_code
    except httpx.HTTPError as error:
        raise NotDelivered(f"the webhook could not be reached ({type(error).__name__})") from None
    if not 200 <= status < 300:
        raise NotDelivered(f"the webhook answered {status}")


@cache
def _certificates() -> ssl.SSLContext:
    """Read whom to trust once: it takes longer than a message."""
    return httpx.create_ssl_context()


def _key(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
