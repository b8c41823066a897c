"""Who is let in by a key, and who by none."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from api_access import RELEASES, Guarded, guarding, new_key

from pmkg.api.access.settings import AccessSettings
from pmkg.errors import RequestError
from pmkg.model.access import Role
from pmkg.model.api_keys import key_id
from pmkg.store.key_file import KeyFile
from pmkg.store.memory_releases import MemoryReleases


@pytest.fixture
def guarded(releases: MemoryReleases, tmp_path: Path) -> Iterator[Guarded]:
    with guarding(releases, tmp_path) as server:
        yield server


def test_a_key_lets_its_holder_read_and_nothing_else_does(guarded: Guarded) -> None:
    key = guarded.key(Role.PUBLIC)
    assert guarded.post(RELEASES, key).json() == {"data": {"releases": [{"name": "2026.1"}]}}
    refused = guarded.post(RELEASES)
    assert (refused.status_code, guarded.code(refused)) == (401, "UNAUTHENTICATED")
    assert refused.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("change", [-1, 30, 10])
def test_a_key_with_one_letter_changed_opens_nothing(guarded: Guarded, change: int) -> None:
    key = guarded.key(Role.OPERATOR)
    wrong = key[:change] + ("0" if key[change] != "0" else "1") + (key[change + 1 :] if change != -1 else "")
    refused = guarded.post(RELEASES, wrong)
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == 'Bearer error="invalid_token"'


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Basic dXNlcjpwYXNz",
        "{key}",
        "Bearer {key} {key}",
        "Bearer " + "a" * 9_000,
        "Token {key}",
    ],
)
def test_a_credential_in_another_form_is_refused(guarded: Guarded, header: str) -> None:
    told = header.replace("{key}", guarded.key(Role.PUBLIC))
    refused = guarded.post(RELEASES, headers={"authorization": told})
    assert refused.status_code == 401


def test_a_revoked_key_is_closed_at_once_in_a_running_server(guarded: Guarded) -> None:
    key = guarded.key(Role.PUBLIC)
    assert guarded.post(RELEASES, key).status_code == 200
    keys = KeyFile(guarded.home)
    kept = keys.find(key_id(key))
    assert kept is not None
    keys.put(replace(kept, revoked=datetime.now(UTC)))
    assert guarded.post(RELEASES, key).status_code == 401


def test_an_expired_key_opens_nothing(guarded: Guarded) -> None:
    past = datetime.now(UTC) - timedelta(days=3)
    assert guarded.post(RELEASES, new_key(guarded.home, Role.PUBLIC, days=2, now=past)).status_code == 401
    assert guarded.post(RELEASES, new_key(guarded.home, Role.PUBLIC, days=4, now=past)).status_code == 200


def test_a_key_is_kept_as_a_digest_that_only_its_owner_reads(guarded: Guarded) -> None:
    key = guarded.key(Role.CLINICIAN)
    path = guarded.home / "access" / "keys.json"
    kept = path.read_text(encoding="utf-8")
    assert key_id(key) in kept
    assert key.rpartition("_")[2] not in kept
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_damaged_file_of_keys_lets_nobody_in_and_says_nothing_of_itself(guarded: Guarded) -> None:
    key = guarded.key(Role.PUBLIC)
    (guarded.home / "access" / "keys.json").write_text("{", encoding="utf-8")
    refused = guarded.post(RELEASES, key)
    assert (refused.status_code, guarded.code(refused)) == (503, "ACCESS_UNAVAILABLE")
    assert str(guarded.home) not in refused.text


def test_every_route_but_those_of_probes_and_pages_asks_for_a_credential(guarded: Guarded) -> None:
    """A route that is added and says nothing of its callers is closed."""
    from starlette.routing import Route

    addresses = {
        (method, route.path.replace("{name}", "x").replace("{path:path}", ""))
        for route in guarded.client.app.router.routes
        if isinstance(route, Route)
        for method in route.methods or ()
    }
    opened = {
        (method, path)
        for method, path in addresses
        if guarded.client.request(method, path).status_code not in (401, 403)
    }
    probes = {
        ("GET", "/health"),
        ("GET", "/ready"),
        ("GET", "/graphql"),
        ("GET", "/graphql/assets/x"),
        ("GET", "/"),
        ("GET", "/openapi.json"),
    }
    assert {each for each in opened if each[0] != "HEAD"} == probes
    assert {path for method, path in opened if method == "HEAD"} == {path for _, path in probes}
    assert ("GET", "/metrics") in addresses - opened


def test_a_stranger_that_a_proxy_passed_on_does_not_count_as_sitting_at_this_machine(
    releases: MemoryReleases, tmp_path: Path
) -> None:
    with guarding(releases, tmp_path, auth="", local=True) as server:
        assert server.post(RELEASES).status_code == 200
        for header in ("forwarded", "x-forwarded-for", "x-real-ip", "via"):
            assert server.post(RELEASES, headers={header: "192.0.2.1"}).status_code == 401
        assert server.post(RELEASES, server.key(Role.PUBLIC), {"via": "192.0.2.1"}).status_code == 200


def test_a_wrong_credential_is_refused_even_where_none_is_needed(releases: MemoryReleases, tmp_path: Path) -> None:
    with guarding(releases, tmp_path, auth="none") as server:
        assert server.post(RELEASES).status_code == 200
        assert server.post(RELEASES, "pmkg_" + "0" * 12 + "_" + "0" * 64).status_code == 401


def test_many_wrong_credentials_from_one_address_must_wait(guarded: Guarded) -> None:
    answers = [guarded.post(RELEASES, "wrong") for _ in range(12)]
    assert answers[0].status_code == 401
    assert (answers[-1].status_code, guarded.code(answers[-1])) == (429, "RATE_LIMITED")
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert guarded.post(RELEASES, guarded.key(Role.PUBLIC)).status_code == 200


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"PMKG_ANONYMOUS": "king"}, "king"),
        ({"PMKG_ANONYMOUS": "public", "PMKG_AUTH": "required"}, "PMKG_ANONYMOUS"),
        ({"PMKG_OIDC_ISSUER": "https://id.example"}, "PMKG_OIDC_AUDIENCE"),
        ({"PMKG_OIDC_ISSUER": "http://id.example", "PMKG_OIDC_AUDIENCE": "a"}, "https"),
        (
            {"PMKG_OIDC_ISSUER": "https://id.example", "PMKG_OIDC_AUDIENCE": "a", "PMKG_OIDC_ALGORITHMS": "HS256"},
            "HS256",
        ),
        ({"PMKG_OIDC_ISSUER": "https://id.example", "PMKG_OIDC_AUDIENCE": "a", "PMKG_OIDC_ALGORITHMS": "none"}, "none"),
        ({"PMKG_RATE": "public"}, "public"),
        ({"PMKG_RATE": "public=0"}, "public=0"),
        ({"PMKG_RATE": "king=5"}, "king"),
        ({"PMKG_AUDIT": "maybe"}, "PMKG_AUDIT"),
        ({"PMKG_INTROSPECTION": "no"}, "PMKG_INTROSPECTION"),
        ({"PMKG_QUERIES": "some"}, "PMKG_QUERIES"),
        ({"PMKG_SAFELIST": "nowhere", "PMKG_QUERIES": "safelist"}, "PMKG_SAFELIST"),
        ({"PMKG_ORIGINS": "*"}, "PMKG_ORIGINS"),
        ({"PMKG_ORIGINS": "https://portal.example/"}, "PMKG_ORIGINS"),
        ({"PMKG_LOG": "loud"}, "PMKG_LOG"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named_before_anything_is_served(
    environment: dict[str, str], named: str
) -> None:
    with pytest.raises(RequestError, match=named):
        AccessSettings.read(environment)


def test_settings_of_access_are_read() -> None:
    read = AccessSettings.read(
        {
            "PMKG_ANONYMOUS": "public scientist",
            "PMKG_OIDC_ISSUER": "https://id.example/realms/a",
            "PMKG_OIDC_AUDIENCE": "pmkg",
            "PMKG_RATE": "public=30,operator=none",
            "PMKG_AUDIT": "off",
            "PMKG_INTROSPECTION": "off",
            "PMKG_QUERIES": "safelist",
            "PMKG_ORIGINS": "https://portal.example http://127.0.0.1:5173",
        }
    )
    assert read.anonymous == {Role.PUBLIC, Role.SCIENTIST}
    assert read.issuer is not None
    assert "HS256" not in read.issuer.algorithms
    rates = dict(read.rates)
    assert (rates[Role.PUBLIC].requests, rates[Role.OPERATOR].requests) == (30, None)
    assert (read.audited, read.introspection, read.safelist) == (False, False, True)
    assert read.origins == ("https://portal.example", "http://127.0.0.1:5173")
