"""Tokens of an issuer: which are believed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import jwt
import orjson
import pytest
from api_access import ASK, BRAF, RELEASES
from api_client import Client, serving
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from pmkg.api import ApiSettings, create_app
from pmkg.api.access.authentication import Authenticator
from pmkg.api.access.issuer_keys import COOL, FORGIVEN, FRESH, IssuerKeys, fetch
from pmkg.api.access.local_issuer import LocalIssuer, issuer_app
from pmkg.api.access.oidc import OidcTokens
from pmkg.api.access.refusals import Unauthenticated
from pmkg.api.access.settings import ASYMMETRIC, AccessSettings, Issuer
from pmkg.errors import AccessError
from pmkg.model.access import Role
from pmkg.store.memory_releases import MemoryReleases

URL, AUDIENCE = "http://127.0.0.1:9400", "pmkg"
ISSUER = Issuer(URL, AUDIENCE)


class Web:
    """Serve an issuer's documents to :class:`IssuerKeys`, and count what is asked for."""

    def __init__(self, issuer: LocalIssuer) -> None:
        self.documents: dict[str, Any] = {
            f"{URL}/.well-known/openid-configuration": issuer.discovery(),
            f"{URL}/keys": issuer.keys(),
        }
        self.asked: list[str] = []
        self.down = False

    def fetch(self, url: str) -> bytes:
        self.asked.append(url)
        if self.down:
            raise AccessError(f"{url} is down")
        return orjson.dumps(self.documents[url])


@pytest.fixture
def issuer() -> LocalIssuer:
    return LocalIssuer(URL, AUDIENCE)


@pytest.fixture
def web(issuer: LocalIssuer) -> Web:
    return Web(issuer)


@pytest.fixture
def tokens(web: Web) -> OidcTokens:
    return OidcTokens(ISSUER, IssuerKeys(ISSUER, web.fetch))


def test_a_token_of_the_issuer_gives_its_subject_and_the_roles_that_exist_here(
    tokens: OidcTokens, issuer: LocalIssuer
) -> None:
    caller = tokens.caller(issuer.token(["clinician", "mail-admin"], "dr.who"))
    assert (caller.name, set(caller.roles), caller.authenticated) == ("token:dr.who", {Role.CLINICIAN}, True)


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "http://127.0.0.1:9401"},
        {"aud": "another-service"},
        {"aud": ["another-service"]},
        {"exp": -60},
        {"exp": None},
        {"exp": "tomorrow"},
        {"nbf": 600},
        {"iat": 600},
        {"sub": None},
        {"sub": 5},
        {"iss": None},
        {"aud": None},
    ],
)
def test_a_token_for_others_or_out_of_its_time_is_refused(
    tokens: OidcTokens, issuer: LocalIssuer, claims: dict[str, Any]
) -> None:
    # times are given in seconds from now, and now is when the token is made
    timed: dict[str, Any] = {
        name: int(time.time()) + value if isinstance(value, int) and name in ("exp", "nbf", "iat") else value
        for name, value in claims.items()
    }
    with pytest.raises(Unauthenticated):
        tokens.caller(issuer.token(["clinician"], **timed))


def test_a_clock_that_is_a_few_seconds_wrong_is_forgiven(tokens: OidcTokens, issuer: LocalIssuer) -> None:
    assert tokens.caller(issuer.token([], exp=int(time.time()) - 5)).roles == frozenset()


def test_a_token_of_another_key_under_the_same_name_is_refused(tokens: OidcTokens, issuer: LocalIssuer) -> None:
    name = jwt.get_unverified_header(issuer.token([]))["kid"]
    forged = jwt.encode(_claims(), ec.generate_private_key(ec.SECP256R1()), "ES256", headers={"kid": name})
    with pytest.raises(Unauthenticated):
        tokens.caller(forged)


def _claims() -> dict[str, Any]:
    now = int(time.time())
    return {"iss": URL, "aud": AUDIENCE, "sub": "x", "iat": now, "exp": now + 60, "roles": ["operator"]}


def test_a_token_without_signature_or_signed_with_the_public_key_as_a_secret_is_refused(
    tokens: OidcTokens, issuer: LocalIssuer, web: Web
) -> None:
    name = jwt.get_unverified_header(issuer.token([]))["kid"]
    public = web.documents[f"{URL}/keys"]["keys"][0]
    pem = (
        jwt.PyJWK(public)
        .key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )
    unsigned = jwt.encode(_claims(), "", "none", headers={"kid": name})
    import base64
    import hashlib
    import hmac

    head = base64.urlsafe_b64encode(orjson.dumps({"alg": "HS256", "kid": name, "typ": "JWT"})).rstrip(b"=")
    body = base64.urlsafe_b64encode(orjson.dumps(_claims())).rstrip(b"=")
    mac = base64.urlsafe_b64encode(hmac.new(pem.encode(), head + b"." + body, hashlib.sha256).digest()).rstrip(b"=")
    for forged in (unsigned, b".".join((head, body, mac)).decode()):
        with pytest.raises(Unauthenticated):
            tokens.caller(forged)


@pytest.mark.parametrize("header", [{"crit": ["x"], "x": 1}, {"typ": "dpop+jwt"}, {"kid": "unknown"}])
def test_a_header_that_asks_for_what_is_not_understood_is_refused(
    tokens: OidcTokens, issuer: LocalIssuer, header: dict[str, Any]
) -> None:
    name = jwt.get_unverified_header(issuer.token([]))["kid"]
    signed = jwt.encode(_claims(), issuer._key, "ES256", headers={"kid": name, **header})
    with pytest.raises(Unauthenticated):
        tokens.caller(signed)


def test_keys_that_a_token_brings_along_are_not_looked_at(tokens: OidcTokens, web: Web) -> None:
    own = LocalIssuer(URL, AUDIENCE)
    brought = {"jku": "http://127.0.0.1:6666/keys", "jwk": own.keys()["keys"][0], "kid": "own"}
    with pytest.raises(Unauthenticated):
        tokens.caller(jwt.encode(_claims(), own._key, "ES256", headers=brought))
    assert "http://127.0.0.1:6666/keys" not in web.asked


def test_an_algorithm_that_is_not_pinned_or_not_the_keys_own_is_refused(web: Web) -> None:
    private = rsa.generate_private_key(65_537, 2_048)
    public = {**orjson.loads(jwt.algorithms.RSAAlgorithm.to_jwk(private.public_key())), "kid": "r", "use": "sig"}
    web.documents[f"{URL}/keys"] = {"keys": [public, {**public, "kid": "bound", "alg": "PS256"}]}

    def read(algorithm: str, name: str, pinned: tuple[str, ...]) -> frozenset[Role]:
        tokens = OidcTokens(replace(ISSUER, algorithms=pinned), IssuerKeys(ISSUER, web.fetch))
        return tokens.caller(jwt.encode(_claims(), private, algorithm, headers={"kid": name})).roles

    assert read("RS256", "r", ("RS256",)) == {Role.OPERATOR}
    assert read("PS256", "r", ("RS256", "PS256")) == {Role.OPERATOR}
    assert read("PS256", "bound", ("RS256", "PS256")) == {Role.OPERATOR}
    for algorithm, name, pinned in (("RS512", "r", ("RS256",)), ("RS256", "bound", ("RS256", "PS256"))):
        with pytest.raises(Unauthenticated):
            read(algorithm, name, pinned)
    assert not any(name.startswith("HS") or name == "none" for name in ASYMMETRIC)


def test_a_short_key_of_an_issuer_is_refused(web: Web) -> None:
    private = rsa.generate_private_key(65_537, 1_024)  # noqa: S505  (the point of the test)
    public = {**orjson.loads(jwt.algorithms.RSAAlgorithm.to_jwk(private.public_key())), "kid": "r", "use": "sig"}
    web.documents[f"{URL}/keys"] = {"keys": [public]}
    with pytest.warns(jwt.InsecureKeyLengthWarning):
        short = jwt.encode(_claims(), private, "RS256", headers={"kid": "r"})
    with pytest.raises(Unauthenticated):
        OidcTokens(ISSUER, IssuerKeys(ISSUER, web.fetch)).caller(short)


@pytest.mark.parametrize("text", ["", "x", "a.b.c", "eyJhbGciOiJFUzI1NiJ9..", "é.é.é", "." * 100])
def test_any_text_that_is_no_token_is_refused_without_a_crash(tokens: OidcTokens, text: str) -> None:
    with pytest.raises(Unauthenticated):
        tokens.caller(text)


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_made_up_key_names_do_not_make_the_server_ask_the_issuer_again_and_again(web: Web) -> None:
    clock = Clock()
    keys = IssuerKeys(ISSUER, web.fetch, clock)
    assert all(keys.key(f"made-up-{number}") is None for number in range(50))
    assert len(web.asked) == 2
    clock.now += COOL
    assert keys.key("made-up") is None
    assert len(web.asked) == 4


def test_a_key_that_the_issuer_adds_is_found_and_one_that_it_withdraws_is_forgotten(web: Web) -> None:
    clock, newer = Clock(), LocalIssuer(URL, AUDIENCE)
    keys = IssuerKeys(ISSUER, web.fetch, clock)
    old = web.documents[f"{URL}/keys"]["keys"][0]["kid"]
    new = newer.keys()["keys"][0]["kid"]
    assert keys.key(old)
    web.documents[f"{URL}/keys"] = newer.keys()
    clock.now += COOL
    assert keys.key(new)
    assert keys.key(old) is None


def test_an_issuer_that_is_down_is_forgiven_for_an_hour_and_then_opens_nothing(web: Web) -> None:
    clock = Clock()
    keys = IssuerKeys(ISSUER, web.fetch, clock)
    name = web.documents[f"{URL}/keys"]["keys"][0]["kid"]
    assert keys.key(name)
    web.down = True
    clock.now += FRESH + 1
    assert keys.key(name)
    clock.now += FORGIVEN
    for _ in range(2):
        with pytest.raises(AccessError):
            keys.key(name)


@pytest.mark.parametrize(
    "document",
    [
        [],
        {},
        {"issuer": "http://127.0.0.1:1", "jwks_uri": f"{URL}/keys"},
        {"issuer": URL},
        {"issuer": URL, "jwks_uri": "http://elsewhere.example/keys"},
        {"issuer": URL, "jwks_uri": "file:///etc/passwd"},
    ],
)
def test_a_discovery_document_that_is_not_the_issuers_own_is_refused(web: Web, document: object) -> None:
    web.documents[f"{URL}/.well-known/openid-configuration"] = document
    with pytest.raises(AccessError):
        IssuerKeys(ISSUER, web.fetch).key("any")
    assert not any("elsewhere" in url or "passwd" in url for url in web.asked)


@pytest.mark.parametrize(
    "keys", [{"keys": "x"}, {"keys": [{"kty": "oct", "kid": "a", "k": "c2VjcmV0"}, 5, {"kty": "RSA"}]}]
)
def test_a_set_of_keys_is_taken_for_public_keys_only(web: Web, keys: dict[str, Any]) -> None:
    web.documents[f"{URL}/keys"] = keys
    reader = IssuerKeys(ISSUER, web.fetch)
    if isinstance(keys["keys"], str):
        with pytest.raises(AccessError):
            reader.key("a")
    else:
        assert reader.key("a") is None


@pytest.fixture
def client(releases: MemoryReleases, tokens: OidcTokens) -> Iterator[Client]:
    settings = AccessSettings(issuer=ISSUER)
    authenticator = Authenticator(settings, required=True, local=False, tokens=tokens)
    given = ApiSettings(auth="required", access=settings)
    with serving(create_app(releases, given, authenticator=authenticator)) as client:
        yield client


def test_a_server_answers_by_the_roles_of_a_token(client: Client, issuer: LocalIssuer, web: Web) -> None:
    def status(query: str, token: str, **variables: Any) -> int:
        headers = {"authorization": f"Bearer {token}"}
        json = {"query": query, "variables": variables}
        return client.request("POST", "/graphql", json=json, headers=headers).status_code

    assert status(ASK, issuer.token(["clinician"]), s=BRAF) == 200
    assert status(ASK, issuer.token(["public"]), s=BRAF) == 403
    assert status(RELEASES, issuer.token(["public"])) == 200
    assert status(RELEASES, issuer.token([])) == 403
    assert status(RELEASES, issuer.token(["public"], aud="other")) == 401


def test_an_issuer_that_cannot_be_asked_is_no_crash_and_lets_nobody_in(
    client: Client, issuer: LocalIssuer, web: Web
) -> None:
    web.down = True
    headers = {"authorization": f"Bearer {issuer.token(['clinician'])}"}
    response = client.request("POST", "/graphql", json={"query": RELEASES}, headers=headers)
    assert response.status_code == 503
    assert response.json()["errors"][0]["extensions"]["code"] == "ACCESS_UNAVAILABLE"
    assert URL not in response.text


def test_the_local_issuer_gives_tokens_that_its_published_keys_check(issuer: LocalIssuer) -> None:
    import asyncio

    async def ask(method: str, path: str, **options: Any) -> httpx.Response:
        transport = httpx.ASGITransport(issuer_app(issuer))
        async with httpx.AsyncClient(transport=transport, base_url=URL) as http:
            return await http.request(method, path, **options)

    def sent(url: str) -> bytes:
        return asyncio.run(ask("GET", url.removeprefix(URL))).content

    told = asyncio.run(ask("POST", "/token", data={"roles": "clinician operator", "subject": "me"})).json()
    caller = OidcTokens(ISSUER, IssuerKeys(ISSUER, sent)).caller(told["access_token"])
    assert (caller.name, set(caller.roles)) == ("token:me", {Role.CLINICIAN, Role.OPERATOR})
    assert asyncio.run(ask("POST", "/token", data={"roles": "king"})).status_code == 400
    assert asyncio.run(ask("POST", "/token", data={"roles": "public", "seconds": "x"})).status_code == 400


def test_keys_are_fetched_without_following_redirects_and_within_bounds(tmp_path: Path) -> None:
    import threading
    from http.server import BaseHTTPRequestHandler, HTTPServer

    class Lying(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302 if self.path == "/moved" else 200)
            self.send_header("location", "/keys")
            self.end_headers()
            self.wfile.write(b"{}" if self.path == "/keys" else b" " * 600_000)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Lying) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        base = f"http://127.0.0.1:{server.server_port}"
        assert fetch(f"{base}/keys") == b"{}"
        for path in ("/moved", "/large"):
            with pytest.raises(AccessError):
                fetch(base + path)
        server.shutdown()
        thread.join()
    with pytest.raises(AccessError, match="cannot be reached"):
        fetch(f"{base}/keys")
