"""Searches that an earlier version kept become watches: none is lost, and none is told as new again."""

from __future__ import annotations

import stat
from pathlib import Path

import orjson
import pytest

from pmkg.watches.folder import WatchFolder
from pmkg.watches.saved_searches import take_over
from pmkg.watches.watch import About, Watch

SIGNATURE = {"tumorType": "SKCM", "alterations": ["BRAF V600E"]}
FOUND = {"NCT00000001": "ELIGIBLE", "NCT00000002": "POSSIBLE"}


def saved(home: Path, name: str, signature: object = None) -> Path:
    path = home / "searches" / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    kept = {"signature": signature or {"id": "p", **SIGNATURE}, "release": "2026.1", "found": FOUND}
    path.write_bytes(orjson.dumps(kept))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> WatchFolder:
    return WatchFolder(tmp_path)


def test_a_search_becomes_a_watch_about_trials_that_knows_what_it_found(tmp_path: Path, folder: WatchFolder) -> None:
    path = saved(tmp_path, "board")
    assert list(take_over(tmp_path, folder)) == ["the search board is now the watch board about trials"]
    watch = folder.read("board")
    assert (watch.about, watch.signature, watch.release, watch.found) == (About.TRIALS, SIGNATURE, "2026.1", FOUND)
    assert not path.exists()
    assert stat.S_IMODE((tmp_path / "watches" / "board.json").stat().st_mode) == 0o600
    assert list(take_over(tmp_path, folder)) == []


def test_without_searches_nothing_is_made(tmp_path: Path, folder: WatchFolder) -> None:
    assert list(take_over(tmp_path, folder)) == []
    assert list(tmp_path.iterdir()) == []


def test_a_take_over_that_was_killed_half_way_is_ended_by_the_next(tmp_path: Path, folder: WatchFolder) -> None:
    saved(tmp_path, "board")
    list(take_over(tmp_path, folder))
    uid = folder.read("board").uid
    saved(tmp_path, "board")
    list(take_over(tmp_path, folder))
    assert (folder.names(), folder.read("board").uid) == (("board",), uid)


def test_a_watch_that_has_the_name_keeps_it(tmp_path: Path, folder: WatchFolder) -> None:
    with folder.locked():
        folder.write(Watch("board", "u", About.DRUGS, {"tumorType": "LUAD"}, "2026.1", {}))
    saved(tmp_path, "board")
    assert list(take_over(tmp_path, folder)) == ["the search board is now the watch board-search about trials"]
    assert (folder.read("board").about, folder.read("board-search").signature) == (About.DRUGS, SIGNATURE)
    saved(tmp_path, "board", {"tumorType": "BRCA"})
    (told,) = take_over(tmp_path, folder)
    assert "delete one of the three" in told
    assert (tmp_path / "searches" / "board.json").exists()


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"signature": 1, "release": "a", "found": {}}'])
def test_what_is_no_search_stays_and_is_told(tmp_path: Path, folder: WatchFolder, content: bytes) -> None:
    path = saved(tmp_path, "torn")
    path.write_bytes(content)
    saved(tmp_path, "whole")
    told = list(take_over(tmp_path, folder))
    assert told == [
        f"{path} holds no search; delete it, and add a watch in its place",
        "the search whole is now the watch whole about trials",
    ]
    assert path.read_bytes() == content
    assert folder.names() == ("whole",)
