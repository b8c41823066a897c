"""Downloads from an owner that lies: what comes is whole and what was stated, or what came before stays."""

from __future__ import annotations

import base64
import gzip
import hashlib
import multiprocessing
import threading
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lying_owner import CONTENT, NOON, MadeClock, Reply, cache_at, honest, serving, source_at, unanswered

from pmkg.errors import DownloadFailed, MissingFile
from pmkg.ingest.digests import mismatch, stated_digests
from pmkg.ingest.download import Limits
from pmkg.ingest.owner_file import beside, read_record
from pmkg.model.source import FileRule, Source

NEW = b"symbol\tscore\nBRAF\t2\nEGFR\t3\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def made() -> MadeClock:
    return MadeClock()


def fetched(folder: Path, made: MadeClock, source: Source, limits: Limits | None = None) -> Path:
    return cache_at(folder, made, limits).fetch(source, source.files[0])


def refused(folder: Path, made: MadeClock, source: Source, limits: Limits | None = None) -> str:
    with pytest.raises(MissingFile) as told:
        fetched(folder, made, source, limits)
    assert not [path for path in (folder / "gnomad").iterdir() if not path.name.startswith(".")]
    return str(told.value)


# what did not change is not sent again


def test_an_unchanged_file_is_asked_for_by_its_etag_and_not_sent(folder: Path, made: MadeClock) -> None:
    with serving(honest()) as owner:
        source = source_at(f"{owner.address}/table.tsv")
        path = fetched(folder, made, source)
        made.time += timedelta(days=9)
        assert fetched(folder, made, source).read_bytes() == CONTENT
        assert ["if-none-match" in headers for headers in owner.asked] == [False, True]
    told = read_record(path)
    assert (told.fetched, told.checked) == (NOON, NOON + timedelta(days=9))
    assert told.sha256 == hashlib.sha256(CONTENT).hexdigest()


def test_a_date_of_change_serves_where_there_is_no_etag(folder: Path, made: MadeClock) -> None:
    date = format_datetime(NOON, usegmt=True)
    with serving(Reply(headers={"Last-Modified": date}), Reply(b"", 304)) as owner:
        source = source_at(f"{owner.address}/table.tsv")
        fetched(folder, made, source)
        assert fetched(folder, made, source).read_bytes() == CONTENT
        assert owner.asked[1]["if-modified-since"] == date


def test_a_changed_file_replaces_the_one_before(folder: Path, made: MadeClock) -> None:
    with serving(honest(), honest(NEW, '"two"')) as owner:
        source = source_at(f"{owner.address}/table.tsv")
        fetched(folder, made, source)
        path = fetched(folder, made, source)
    assert path.read_bytes() == NEW
    assert read_record(path).etag == '"two"'


def test_a_file_that_was_spoiled_here_is_fetched_whole_again(folder: Path, made: MadeClock) -> None:
    with serving(honest()) as owner:
        source = source_at(f"{owner.address}/table.tsv")
        fetched(folder, made, source).write_bytes(b"spoiled")
        assert fetched(folder, made, source).read_bytes() == CONTENT


def test_an_owner_that_says_not_modified_to_whoever_has_nothing_is_not_believed(folder: Path, made: MadeClock) -> None:
    with serving(Reply(b"", 304)) as owner:
        assert "304" in refused(folder, made, source_at(f"{owner.address}/table.tsv"))


# what broke off is resumed


def test_a_body_that_breaks_off_is_resumed_where_it_broke(folder: Path, made: MadeClock) -> None:
    cut = Reply(CONTENT[:7], headers={"ETag": '"one"'}, promised=len(CONTENT))
    with serving(cut, honest()) as owner:
        assert fetched(folder, made, source_at(f"{owner.address}/table.tsv")).read_bytes() == CONTENT
        assert owner.asked[1]["range"] == "bytes=7-"
        assert owner.asked[1]["if-range"] == '"one"'
    assert len(made.slept) == 1
    assert not [path.name for path in (folder / "gnomad").iterdir() if ".part" in path.name]


def test_another_process_resumes_what_one_left(folder: Path, made: MadeClock) -> None:
    cut = Reply(CONTENT[:7], headers={"ETag": '"one"'}, promised=len(CONTENT))
    with serving(cut, honest()) as owner:
        source = source_at(f"{owner.address}/table.tsv")
        refused(folder, made, source, Limits(tries=1))
        assert beside(folder / "gnomad" / "table.tsv", ".part").read_bytes() == CONTENT[:7]
        assert fetched(folder, made, source).read_bytes() == CONTENT
        assert owner.asked[1]["range"] == "bytes=7-"


def test_a_file_that_changed_meanwhile_is_begun_anew(folder: Path, made: MadeClock) -> None:
    cut = Reply(CONTENT[:7], headers={"ETag": '"one"'}, promised=len(CONTENT))
    with serving(cut, honest(NEW, '"two"')) as owner:
        assert fetched(folder, made, source_at(f"{owner.address}/table.tsv")).read_bytes() == NEW


@pytest.mark.parametrize(
    "wrong",
    [
        Reply(b"<wrong>", 206, {"Content-Range": "bytes 3-9/20"}),
        Reply(b"<short>", 206, {"Content-Range": f"bytes 7-13/{len(CONTENT)}"}),
        Reply(b"", 416),
    ],
)
def test_a_part_that_does_not_fit_is_not_put_to_the_rest(folder: Path, made: MadeClock, wrong: Reply) -> None:
    cut = Reply(CONTENT[:7], headers={"ETag": '"one"'}, promised=len(CONTENT))
    with serving(cut, wrong, honest()) as owner:
        source = source_at(f"{owner.address}/table.tsv", sha256=hashlib.sha256(CONTENT).hexdigest())
        assert fetched(folder, made, source, Limits(tries=6)).read_bytes() == CONTENT


def test_a_body_that_always_breaks_off_leaves_what_was_there(folder: Path, made: MadeClock) -> None:
    cut = Reply(NEW[:7], headers={"ETag": 'W/"weak"'}, promised=len(NEW))
    with serving(honest(), cut) as owner:
        source = source_at(f"{owner.address}/table.tsv")
        fetched(folder, made, source)
        told: list[str] = []
        failures: list[DownloadFailed] = []
        cache = cache_at(folder, made)
        cache = replace(cache, warn=told.append, failed=lambda _, error: failures.append(error))
        path = cache.fetch(source, source.files[0])
        assert path.read_bytes() == CONTENT
        assert not [headers for headers in owner.asked if "range" in headers], "a weak ETag tells no bytes apart"
    assert "as fetched on 2026-01-01 is used" in told[0]
    assert [failure.url for failure in failures] == [f"{owner.address}/table.tsv"]
    assert read_record(path).failing_since is not None


# what was stated is held against what came


@pytest.mark.parametrize(
    "headers",
    [
        {"Repr-Digest": f"sha-256=:{base64.b64encode(bytes(32)).decode()}:"},
        {"Digest": f"SHA-256={base64.b64encode(bytes(32)).decode()}"},
        {"Content-MD5": base64.b64encode(bytes(16)).decode()},
        {"x-goog-hash": f"crc32c=AAAAAA==,md5={base64.b64encode(bytes(16)).decode()}"},
    ],
)
def test_a_wrong_checksum_is_refused(folder: Path, made: MadeClock, headers: dict[str, str]) -> None:
    with serving(Reply(headers=headers)) as owner:
        assert "another checksum" in refused(folder, made, source_at(f"{owner.address}/table.tsv"))
        assert len(owner.asked) == Limits().tries


def test_the_checksum_of_the_catalog_is_held_against_what_comes(folder: Path, made: MadeClock) -> None:
    with serving(honest()) as owner:
        url = f"{owner.address}/table.tsv"
        assert "sha256" in refused(folder, made, source_at(url, sha256="00" * 32))
        assert fetched(folder, made, source_at(url, sha256=hashlib.sha256(CONTENT).hexdigest())).is_file()


@given(st.binary(max_size=40), st.sampled_from(["md5", "sha256", "sha512"]), st.booleans())
def test_a_digest_is_found_right_of_just_the_bytes_that_it_is_of(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, algorithm: str, older: bool
) -> None:
    path = tmp_path_factory.mktemp("digest") / "file"
    path.write_bytes(content)
    value = base64.b64encode(hashlib.new(algorithm, content).digest()).decode()
    name = {"md5": "md5", "sha256": "sha-256", "sha512": "sha-512"}[algorithm]
    headers = {"digest": f"{name.upper()}={value}"} if older else {"repr-digest": f"{name}=:{value}:, unknown=:AA==:"}
    assert mismatch(path, stated_digests(headers, whole=True)) == ""
    path.write_bytes(content + b"x")
    assert mismatch(path, stated_digests(headers, whole=True)) == algorithm


# trouble that may pass is waited for, other trouble is not


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_trouble_that_passes_is_waited_for(folder: Path, made: MadeClock, status: int) -> None:
    with serving(Reply(b"busy", status), Reply(b"busy", status), honest()) as owner:
        assert fetched(folder, made, source_at(f"{owner.address}/table.tsv")).read_bytes() == CONTENT
    assert len(made.slept) == 2
    assert 0.5 <= made.slept[0] <= 1.5
    assert 1.0 <= made.slept[1] <= 2.0


@pytest.mark.parametrize("told", ["40", format_datetime(NOON + timedelta(seconds=40), usegmt=True)])
def test_the_owner_says_how_long_to_wait(folder: Path, made: MadeClock, told: str) -> None:
    with serving(Reply(b"", 429, {"Retry-After": told}), honest()) as owner:
        fetched(folder, made, source_at(f"{owner.address}/table.tsv"))
    assert made.slept == [40.0]


def test_a_long_wait_is_left_to_the_schedule(folder: Path, made: MadeClock) -> None:
    failures: list[DownloadFailed] = []
    with serving(Reply(b"", 503, {"Retry-After": "7200"})) as owner:
        source = source_at(f"{owner.address}/table.tsv")
        cache = replace(cache_at(folder, made), failed=lambda _, error: failures.append(error))
        with pytest.raises(MissingFile, match="asks to wait 7,200 s"):
            cache.fetch(source, source.files[0])
        assert len(owner.asked) == 1
    assert made.slept == []
    assert failures[0].retry_after == NOON + timedelta(hours=2)


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_refusal_is_final(folder: Path, made: MadeClock, status: int) -> None:
    with serving(Reply(b"no", status)) as owner:
        assert f"({status} " in refused(folder, made, source_at(f"{owner.address}/table.tsv"))
        assert len(owner.asked) == 1


def test_an_owner_that_does_not_answer_is_tried_again_and_named(folder: Path, made: MadeClock) -> None:
    assert "refused" in refused(folder, made, source_at(unanswered()))
    assert len(made.slept) == Limits().tries - 1


# what has no end is ended


def test_a_slow_drip_ends_at_the_deadline_and_what_came_is_kept(folder: Path, made: MadeClock) -> None:
    over = threading.Event()
    made.step = 60.0
    with serving(Reply(headers={"ETag": '"one"'}, pause=over), honest()) as owner:
        source = source_at(f"{owner.address}/table.tsv")
        assert "took longer than 300 s" in refused(folder, made, source, Limits(seconds=300))
        over.set()
        came = beside(folder / "gnomad" / "table.tsv", ".part").stat().st_size
        assert 0 < came < len(CONTENT)
        assert fetched(folder, made, source).read_bytes() == CONTENT
        assert owner.asked[1]["range"] == f"bytes={came}-"


def test_an_owner_that_falls_silent_is_left(folder: Path, made: MadeClock) -> None:
    over = threading.Event()

    def silent(_path: str, _headers: dict[str, str]) -> Reply:
        over.wait(20)
        return Reply()

    with serving(silent) as owner:
        assert "timed out" in refused(folder, made, source_at(f"{owner.address}/t.tsv"), Limits(tries=1, silence=0.1))
        over.set()


def test_a_redirect_is_followed_with_its_conditions(folder: Path, made: MadeClock) -> None:
    def moved(path: str, headers: dict[str, str]) -> Reply:
        return Reply(b"", 302, {"Location": "/there.tsv"}) if path == "/table.tsv" else honest()(path, headers)

    with serving(moved) as owner:
        source = source_at(f"{owner.address}/table.tsv")
        fetched(folder, made, source)
        assert fetched(folder, made, source).read_bytes() == CONTENT
        assert owner.paths == ["/table.tsv", "/there.tsv"] * 2
        assert owner.asked[3]["if-none-match"] == '"one"'


def test_a_loop_of_redirects_ends(folder: Path, made: MadeClock) -> None:
    with serving(Reply(b"", 302, {"Location": "/table.tsv"})) as owner:
        assert "redirects more than 5 times" in refused(folder, made, source_at(f"{owner.address}/table.tsv"))
        assert len(owner.asked) == 6


@pytest.mark.parametrize("place", ["ftp://127.0.0.1/table.tsv", "file:///etc/hostname"])
def test_a_redirect_out_of_the_web_is_refused(folder: Path, made: MadeClock, place: str) -> None:
    with serving(Reply(b"", 302, {"Location": place})) as owner:
        refused(folder, made, source_at(f"{owner.address}/table.tsv"))


def test_a_file_larger_than_allowed_is_refused_before_it_is_sent(folder: Path, made: MadeClock) -> None:
    with serving(Reply(b"x" * 100)) as owner:
        assert "larger than the 99 bytes" in refused(
            folder, made, source_at(f"{owner.address}/table.tsv", max_bytes=99)
        )
        assert len(owner.asked) == 1


def test_a_compressed_answer_counts_by_what_it_holds(folder: Path, made: MadeClock) -> None:
    bomb = gzip.compress(bytes(10_000_000))
    with serving(Reply(bomb, headers={"Content-Encoding": "gzip"})) as owner:
        url = f"{owner.address}/table.tsv"
        assert "larger than the 1,000,000 bytes" in refused(folder, made, source_at(url, max_bytes=1_000_000))
        assert fetched(folder, made, source_at(url, max_bytes=10_000_000)).stat().st_size == 10_000_000
        assert owner.asked[0]["accept-encoding"] == "identity"


def test_an_answer_of_no_stated_size_is_bounded_too(folder: Path, made: MadeClock) -> None:
    body = b"80\r\n" + b"x" * 128 + b"\r\n0\r\n\r\n"
    with serving(Reply(body, headers={"Transfer-Encoding": "chunked"})) as owner:
        refused(folder, made, source_at(f"{owner.address}/table.tsv", max_bytes=127))


# processes do not fetch one thing twice


def _fetch(folder: Path, url: str, ready: Path) -> None:
    source = source_at(url, "daily")
    ready.touch()
    cache_at(folder, MadeClock()).fetch(source, source.files[0])


def test_two_processes_ask_an_owner_one_after_the_other(folder: Path, tmp_path: Path) -> None:
    asked, overlapped, free = threading.Event(), threading.Event(), threading.Event()
    at_once: list[int] = []
    inside = threading.Semaphore(1)

    def held(path: str, headers: dict[str, str]) -> Reply:
        at_once.append(inside.acquire(blocking=False))
        (asked if at_once[-1] else overlapped).set()
        free.wait(20)
        inside.release()
        return honest()(path, headers)

    with serving(held) as owner:
        context = multiprocessing.get_context("spawn")
        ready = [tmp_path / f"ready-{number}" for number in range(2)]
        both = [context.Process(target=_fetch, args=(folder, f"{owner.address}/table.tsv", path)) for path in ready]
        for process in both:
            process.start()
        assert asked.wait(60)
        while not all(path.exists() for path in ready):
            threading.Event().wait(0.01)
        assert not overlapped.wait(0.5), "both asked at once"
        free.set()
        for process in both:
            process.join()
        assert [process.exitcode for process in both] == [0, 0]
        assert all(at_once), "both asked at once"


def test_a_redirect_from_https_to_http_is_not_followed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import httpx

    from pmkg.ingest.download import Download

    def moved(request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"Location": "http://owner.example/table.tsv"}, request=request)

    transport, client = httpx.MockTransport(moved), httpx.Client
    monkeypatch.setattr(httpx, "Client", lambda **options: client(transport=transport, **options))
    with pytest.raises(DownloadFailed, match=r"redirects from https to http://owner\.example"):
        Download("https://owner.example/table.tsv", tmp_path / "part", {}).run()


def test_a_rule_of_the_catalog_bounds_what_is_downloaded() -> None:
    assert FileRule("table", ("*",)).max_bytes == 1 << 30
