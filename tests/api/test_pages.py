"""The clinicians' pages as files: what is served beside the API, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from api_client import Client, serving

from pmkg.api import ApiSettings, create_app, pages
from pmkg.store.memory_releases import MemoryReleases

_HTML = {"accept": "text/html,application/xhtml+xml"}
_ADDRESSES = ("/", "/answer", "/gene/HGNC:1097", "/evidence/civic.eid:1409", "/trial/NCT04421820", "/search")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """Pages as a build leaves them, and a file beside them that is not for readers."""
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>pmkg</title>", encoding="utf-8")
    (folder / "icon.svg").write_text("<svg/>", encoding="utf-8")
    (folder / "assets" / "index-1a2b.js").write_text("export {};\n" * 200, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return folder


@pytest.fixture
def client(built: Path, releases: MemoryReleases, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    monkeypatch.setattr(pages, "data_folder", lambda _name: built.parent)
    with serving(create_app(releases, ApiSettings())) as client:
        yield client


@pytest.mark.parametrize("address", _ADDRESSES)
def test_every_address_of_a_page_gives_the_document_under_a_strict_policy(client: Client, address: str) -> None:
    response = client.request("GET", address, headers=_HTML)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    assert response.headers["referrer-policy"] == "no-referrer"
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_a_file_with_its_digest_in_its_name_is_kept_and_sent_small(client: Client) -> None:
    response = client.request("GET", "/assets/index-1a2b.js")
    assert "immutable" in response.headers["cache-control"]
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.headers["content-encoding"] == "gzip"
    assert client.request("GET", "/icon.svg").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("address", ["/assets/gone.js", "/assets/../../secret.txt", "/%2e%2e/secret.txt", "/nothing"])
def test_what_is_no_page_is_not_found_and_nothing_outside_is_read(client: Client, address: str) -> None:
    response = client.request("GET", address)
    assert response.status_code == 404
    assert "secret" not in response.text


def test_the_api_is_the_same_beside_the_pages(client: Client) -> None:
    assert client.ask("{ releases { name } }")["releases"] == [{"name": "2026.1"}]
    assert client.request("GET", "/health").json() == {"status": "ok"}
    assert "Programs send a POST" in client.request("GET", "/graphql", headers=_HTML).text


def test_without_the_pages_the_api_works_and_the_way_to_them_is_said(
    releases: MemoryReleases, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pages, "data_folder", lambda _name: tmp_path)
    with serving(create_app(releases, ApiSettings())) as client:
        response = client.request("GET", "/", headers=_HTML)
        assert response.status_code == 404
        assert "make ui" in response.text
        assert client.ask("{ releases { name } }")["releases"]


def test_pages_that_are_built_anew_are_served_at_once(client: Client, built: Path) -> None:
    (built / "assets" / "index-3c4d.js").write_text("export {};", encoding="utf-8")
    assert client.request("GET", "/assets/index-3c4d.js").status_code == 200
