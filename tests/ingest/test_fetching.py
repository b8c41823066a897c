"""Fetching from an owner's address: a server of this machine stands in for the owner."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lying_owner import CONTENT, MadeClock, Reply, honest, serving, source_at, unanswered

from pmkg.errors import MissingFile
from pmkg.ingest.fetch import Cache
from pmkg.ingest.locate import Origin, Place, locate


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def fetched_before(folder: Path, days: float) -> Path:
    """Put the file into the cache as if it had been fetched so many days ago."""
    path = folder / "gnomad" / "table.tsv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"old")
    then = (datetime.now(UTC) - timedelta(days=days)).timestamp()
    os.utime(path, (then, then))
    return path


def test_a_file_comes_from_its_owner_and_then_from_the_cache(folder: Path) -> None:
    with serving(honest()) as owner:
        source = source_at(f"{owner.address}/table.tsv")
        path = Cache(folder).fetch(source, source.files[0])
        assert path.read_bytes() == CONTENT
        assert path.is_relative_to(folder / "gnomad")
        assert Cache(folder).fetch(source, source.files[0]) == path
        assert owner.paths == ["/table.tsv"]
    assert Cache(folder).fetch(source, source.files[0]) == path
    assert [found.name for found in folder.rglob("*") if not found.name.startswith(".")] == ["gnomad", "table.tsv"]


def test_a_build_from_the_owners_finds_what_they_give(folder: Path) -> None:
    with serving(honest()) as owner:
        files = locate(source_at(f"{owner.address}/table.tsv"), Place(Origin.OWNERS, fetch=Cache(folder).fetch))
    assert files.path("table").read_bytes() == CONTENT


def test_a_file_that_its_owner_does_not_have_is_named_with_its_address_and_the_cause(folder: Path) -> None:
    with (
        serving(Reply(b"", 404)) as owner,
        pytest.raises(MissingFile, match=rf"{owner.address}/withdrawn.tsv \(404 Not Found"),
    ):
        locate(source_at(f"{owner.address}/withdrawn.tsv"), Place(Origin.OWNERS, fetch=Cache(folder).fetch))
    assert not list(folder.rglob("*.tsv"))


def test_an_owner_that_does_not_answer_gives_nothing_and_the_cause_is_told(folder: Path) -> None:
    source = source_at(unanswered())
    with pytest.raises(MissingFile, match="refused"):
        Cache(folder, clock=MadeClock().clock()).fetch(source, source.files[0])


@pytest.mark.parametrize(
    ("schedule", "days", "fetched"),
    [
        ("daily", 0.9, False),
        ("daily", 1.1, True),
        ("weekly", 6, False),
        ("weekly", 8, True),
        ("monthly", 30, False),
        ("monthly", 32, True),
        ("manual", 3650, False),
    ],
)
def test_a_file_is_fetched_anew_once_a_period_of_its_schedule(
    folder: Path, schedule: str, days: float, fetched: bool
) -> None:
    path = fetched_before(folder, days)
    with serving(honest()) as owner:
        source = source_at(f"{owner.address}/table.tsv", schedule)
        assert Cache(folder).fetch(source, source.files[0]) == path
        assert Cache(folder).fetch(source, source.files[0]) == path
    assert path.read_bytes() == (CONTENT if fetched else b"old")
    assert len(owner.paths) == fetched


def test_a_source_that_is_named_is_fetched_whatever_its_age(folder: Path) -> None:
    path = fetched_before(folder, 0)
    with serving(Reply(b"<new>")) as owner:
        source = source_at(f"{owner.address}/table.tsv")
        Cache(folder, again=frozenset({"hgnc"})).fetch(source, source.files[0])
        assert path.read_bytes() == b"old"
        Cache(folder, again=frozenset({"gnomad"})).fetch(source, source.files[0])
        assert path.read_bytes() == b"<new>"


@pytest.mark.parametrize("answering", [True, False])
def test_what_cannot_be_fetched_anew_stays_in_use_and_is_told_with_its_date(folder: Path, answering: bool) -> None:
    path = fetched_before(folder, 9)
    source = source_at(unanswered(), "weekly")
    told: list[str] = []
    clock = MadeClock(datetime.now(UTC)).clock()
    assert Cache(folder, answering=answering, warn=told.append, clock=clock).fetch(source, source.files[0]) == path
    assert path.read_bytes() == b"old"
    (warning,) = told
    assert f"gnomad: table as fetched on {datetime.now(UTC).date() - timedelta(days=9)}" in warning
    assert ("refused" if answering else "no owner answers") in warning


def test_the_cache_says_whether_it_holds_a_source(folder: Path) -> None:
    cache = Cache(folder, answering=False)
    source = source_at("https://example.org/table.tsv")
    assert not cache.holds([source])
    fetched_before(folder, 400)
    assert cache.holds([source])
    assert not cache.holds([source, source_at("https://example.org/other.tsv")])
    assert not cache.holds([source_at("")])


def test_a_file_whose_address_changed_in_the_catalog_is_fetched_from_the_new_one(folder: Path) -> None:
    with serving(honest()) as owner:
        for place in ("old", "new", "new"):
            source = source_at(f"{owner.address}/{place}/table.tsv")
            Cache(folder).fetch(source, source.files[0])
        assert owner.paths == ["/old/table.tsv", "/new/table.tsv"]


def test_a_build_of_what_is_here_asks_no_owner(folder: Path) -> None:
    source = source_at(unanswered(), "daily")
    with pytest.raises(MissingFile, match="never fetched"):
        Cache(folder).held(source, source.files[0])
    path = fetched_before(folder, 400)
    assert Cache(folder).held(source, source.files[0]) == path
