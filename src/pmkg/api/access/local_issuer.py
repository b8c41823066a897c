"""An issuer of tokens for development, on this machine only: whoever asks it gets a token with the role that they ask for.

Its key is made when it starts and lives in memory. It listens on loopback, and a server beyond loopback cannot be made to
believe it without saying so in its settings.
"""

from __future__ import annotations

import time
import uuid
from typing import Any
from urllib.parse import parse_qs

import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric import ec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from pmkg.api.access.routes import open_to_all
from pmkg.errors import RequestError
from pmkg.model.access import roles_named

_ALGORITHM = "ES256"
_LONGEST_LIFE = 24 * 3_600
_LARGEST = 10_000


class LocalIssuer:
    """Sign tokens and publish the key that checks them."""

    def __init__(self, url: str, audience: str) -> None:
        self.url, self.audience = url, audience
        self._key, self._name = ec.generate_private_key(ec.SECP256R1()), uuid.uuid4().hex[:12]

    def token(self, roles: list[str], subject: str = "developer", seconds: int = 3_600, **more: Any) -> str:
        """Sign a token; ``more`` are claims that take the place of the usual ones, None leaves one out."""
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": self.audience,
            "sub": subject,
            "iat": now,
            "exp": now + seconds,
            "roles": roles,
            **more,
        }
        said = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(said, self._key, _ALGORITHM, headers={"kid": self._name, "typ": "at+jwt"})

    def keys(self) -> dict[str, Any]:
        """Give the set of public keys (RFC 7517)."""
        public = orjson.loads(jwt.algorithms.ECAlgorithm.to_jwk(self._key.public_key()))
        return {"keys": [{**public, "kid": self._name, "use": "sig", "alg": _ALGORITHM}]}

    def discovery(self) -> dict[str, Any]:
        """Give the discovery document."""
        return {
            "issuer": self.url,
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint": f"{self.url}/token",
            "grant_types_supported": ["client_credentials"],
            "id_token_signing_alg_values_supported": [_ALGORITHM],
        }


def issuer_app(issuer: LocalIssuer) -> Starlette:
    """Serve an issuer: discovery, keys, and tokens for a POST of ``roles`` (and ``subject``, ``seconds``)."""

    @open_to_all
    async def discovery(_request: Request) -> JSONResponse:
        return JSONResponse(issuer.discovery())

    @open_to_all
    async def keys(_request: Request) -> JSONResponse:
        return JSONResponse(issuer.keys())

    @open_to_all
    async def token(request: Request) -> JSONResponse:
        body = (await request.body())[:_LARGEST]
        asked = {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
        try:
            roles = sorted(roles_named(asked.get("roles", "").replace(",", " ").split()))
            seconds = min(max(int(asked.get("seconds", "3600")), 1), _LONGEST_LIFE)
        except (RequestError, ValueError) as error:
            return JSONResponse({"error": "invalid_request", "error_description": str(error)}, 400)
        signed = issuer.token([str(role) for role in roles], asked.get("subject", "developer"), seconds)
        return JSONResponse({"access_token": signed, "token_type": "Bearer", "expires_in": seconds})

    return Starlette(
        routes=[
            Route("/.well-known/openid-configuration", discovery),
            Route("/keys", keys),
            Route("/token", token, methods=["POST"]),
        ]
    )
