"""News goes to a file, a feed or a webhook: whole or as a notice, signed, tried again, never lost."""

from __future__ import annotations

import json
import socket
import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from made_watches import NEW, NOON, OLD, SECRET, Home, publish, receiving

from pmkg.errors import RequestError
from pmkg.watches.watch import News
from pmkg.watches.webhook import check_address, check_secret, new_secret, signature

ATOM = "{http://www.w3.org/2005/Atom}"
OF_THE_PATIENT = ("BRAF", "V600E", "Trametinib", "Dabrafenib", "SKCM", "melanoma", "Mustermann")


def changed(home: Home) -> None:
    publish(home.path, "2026-02-01", NEW)
    assert len(home.run()) == 1


def test_a_file_gets_a_line_of_each_news_whole(home: Home) -> None:
    path = home.path / "news.jsonl"
    path.write_text("a line of somebody else\n", encoding="utf-8")
    home.watch(file=str(path))
    changed(home)
    assert home.deliver() == []
    publish(home.path, "2026-03-01", OLD)
    home.run()
    home.deliver()
    first, *lines = path.read_text(encoding="utf-8").splitlines()
    assert first == "a line of somebody else"
    told = [json.loads(line) for line in lines]
    assert [(news["since"], news["release"]) for news in told] == [
        ("2026-01-01", "2026-02-01"),
        ("2026-02-01", "2026-03-01"),
    ]
    assert told[0]["details"]["gained"][0]["regimen"]["label"] == "Trametinib"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_webhook_gets_a_signed_notice_without_a_word_of_the_patient(home: Home) -> None:
    with receiving() as receiver:
        home.watch(webhook=receiver.address)
        changed(home)
        assert home.deliver() == []
    (headers,), (body,), (told,) = receiver.headers, receiver.bodies, receiver.told
    assert receiver.paths == ["/hook?token=abc"], "nothing is added to the address"
    assert headers["webhook-timestamp"] == str(int(home.now.timestamp()))
    assert headers["webhook-id"] == told["id"]
    assert headers["webhook-signature"] == signature(SECRET, told["id"], int(home.now.timestamp()), body)
    assert told["counts"] == {"gained": 1, "lost": 1, "changed": 1, "unchanged": 0}
    assert {"told", "details"}.isdisjoint(told)
    assert not any(word in body.decode() + str(headers) for word in OF_THE_PATIENT)
    assert home.folder.waiting() == ()


def test_details_go_out_only_where_that_was_asked_for(home: Home) -> None:
    feed = home.path / "feed.atom"
    with receiving() as receiver:
        home.watch(webhook=receiver.address, feed=str(feed), details=True)
        changed(home)
        home.deliver()
    assert receiver.told[0]["details"]["gained"][0]["regimen"]["label"] == "Trametinib"
    assert "Trametinib" in feed.read_text(encoding="utf-8")


def test_a_webhook_that_fails_is_tried_again_within_a_run(home: Home) -> None:
    with receiving(500, 429, 200) as receiver:
        home.watch(webhook=receiver.address)
        changed(home)
        assert home.deliver() == []
    assert (len(receiver.bodies), len({headers["webhook-id"] for headers in receiver.headers})) == (3, 1)
    assert home.slept == [1.0, 4.0]


def test_what_a_webhook_does_not_take_waits_longer_and_longer_and_is_never_given_up(home: Home) -> None:
    with receiving(503) as receiver:
        home.watch(webhook=receiver.address)
        changed(home)
        waits = []
        for _ in range(14):
            (problem,) = home.deliver(pauses=())
            assert problem == "board-17: news could not go to its webhook: the webhook answered 503; it waits"
            (waiting,) = home.folder.waiting()
            due = datetime.fromisoformat(waiting.due)
            waits.append((due - home.now).total_seconds() / 60)
            home.now = due - timedelta(seconds=1)
            assert home.deliver() == [], "it is not due"
            home.now = due
        assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440, 1440]
        receiver.statuses = [200]
        assert home.deliver() == []
    assert home.folder.waiting() == ()


def test_a_forced_delivery_does_not_wait(home: Home) -> None:
    with receiving(503, 503, 503, 200) as receiver:
        home.watch(webhook=receiver.address)
        changed(home)
        assert home.deliver()
        assert home.deliver(forced=True) == []
    assert len(receiver.bodies) == 4


def test_one_channel_that_fails_keeps_no_other(home: Home) -> None:
    path = home.path / "news.jsonl"
    with receiving(500) as receiver:
        home.watch(webhook=receiver.address, file=str(path))
        changed(home)
        assert len(home.deliver()) == 1
    assert path.read_text(encoding="utf-8").count("\n") == 1
    assert [waiting.channel for waiting in home.folder.waiting()] == ["webhook"]


def test_a_redirect_is_no_delivery(home: Home) -> None:
    with receiving(302) as receiver:
        home.watch(webhook=receiver.address)
        changed(home)
        (problem,) = home.deliver()
    assert "the webhook answered 302" in problem
    assert len(receiver.bodies) == 3, "the address that it names is not asked"


def test_a_receiver_that_is_gone_is_told_without_its_address(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    home.watch(webhook=f"http://127.0.0.1:{port}/hook?token=abc")
    changed(home)
    (problem,) = home.deliver()
    assert "could not be reached (ConnectError)" in problem
    assert "token" not in problem


def test_a_file_that_cannot_be_written_waits(home: Home) -> None:
    folder = home.path / "gone"
    folder.mkdir()
    home.watch(file=str(folder / "news.jsonl"))
    folder.rmdir()
    changed(home)
    (problem,) = home.deliver()
    assert "No such file or directory; it waits" in problem
    folder.mkdir()
    assert home.deliver(forced=True) == []


def test_the_feed_is_one_that_readers_of_atom_take(home: Home) -> None:
    path = home.path / "feed.atom"
    watch = home.watch(feed=str(path))
    changed(home)
    home.deliver()
    home.later(days=30)
    publish(home.path, "2026-03-01", OLD)
    home.run()
    home.deliver()
    root = ElementTree.fromstring(path.read_bytes())  # noqa: S314  (our own feed)
    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}id") == f"urn:uuid:{watch.uid}"
    assert root.findtext(f"{ATOM}title") == "pmkg watch board-17"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "pmkg"
    entries = root.findall(f"{ATOM}entry")
    updated = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert updated == ["2026-01-31T12:00:00+00:00", "2026-01-01T12:00:00+00:00"]
    assert root.findtext(f"{ATOM}updated") == updated[0]
    ids = [str(entry.findtext(f"{ATOM}id")) for entry in entries]
    assert len({uuid.UUID(id.removeprefix("urn:uuid:")) for id in ids}) == 2
    assert entries[1].findtext(f"{ATOM}title") == (
        "board-17: 1 gained, 1 lost, 1 changed, 0 unchanged on release 2026-02-01, since release 2026-01-01"
    )
    assert all(entry.find(f"{ATOM}content").get("type") == "text" for entry in entries)  # type: ignore[union-attr]
    assert not any(word in path.read_text(encoding="utf-8") for word in OF_THE_PATIENT)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_feed_holds_the_newest_entries_only(home: Home) -> None:
    path = home.path / "feed.atom"
    watch = home.watch(feed=str(path))
    old = tuple(
        News(f"{number:032}", watch.name, watch.about, "a", "b", NOON.isoformat(), {}, "") for number in range(50)
    )
    home.folder.write(replace(watch, told=old))
    changed(home)
    home.deliver()
    entries = ElementTree.fromstring(path.read_bytes()).findall(f"{ATOM}entry")  # noqa: S314  (our own feed)
    assert len(entries) == 50
    assert "1 gained" in str(entries[0].findtext(f"{ATOM}title"))


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/hook",
        "ftp://example.org",
        "https://",
        "https://user:password@example.org/",
        "https://example.org/#x",
        "//example.org",
        "file:///etc/passwd",
        "http://localhost.example.org/",
    ],
)
def test_an_address_that_is_not_safe_is_refused(address: str) -> None:
    with pytest.raises(RequestError, match="webhook's address") as refused:
        check_address(address)
    assert "password@" not in str(refused.value)


def test_an_address_of_this_machine_needs_no_certificate() -> None:
    for address in (
        "https://example.org/hook?token=1",
        "http://127.0.0.1:8000/x",
        "http://localhost/x",
        "http://[::1]/x",
    ):
        assert check_address(address) == address


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_c2hvcnQ=", "whsec_???", "x" * 200])
def test_a_secret_that_is_too_short_or_none_is_refused_and_not_repeated(secret: str) -> None:
    with pytest.raises(RequestError, match="24 to 64 bytes") as refused:
        check_secret(secret)
    assert len(secret) < 8 or secret not in str(refused.value)


def test_secrets_are_drawn_and_kept_out_of_what_is_shown(home: Home) -> None:
    assert check_secret(new_secret()) != new_secret()
    watch = home.watch(webhook="https://example.org/")
    assert SECRET not in repr(watch)


def test_a_file_that_holds_broken_lines_is_added_to(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text('{"id": \n[1]\n', encoding="utf-8")
    home.watch(file=str(path))
    changed(home)
    assert home.deliver() == []
    assert path.read_text(encoding="utf-8").count("\n") == 3
