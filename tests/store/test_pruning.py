"""Old releases are removed, and nobody who reads one ever notices."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from datetime import timedelta
from multiprocessing.synchronize import Event
from pathlib import Path

import orjson
import pytest
import small_graph as graph
from hypothesis import given, settings
from hypothesis import strategies as st

from pmkg.errors import BuildInProgress, NoRelease
from pmkg.ingest.kept import KeptFiles
from pmkg.model.source import Files
from pmkg.store import SqliteReleases
from pmkg.store.sqlite_prune import Pruned

FORK = multiprocessing.get_context("fork")
NOW = timedelta(0)


def home_of(path: Path, *names: str) -> SqliteReleases:
    home = SqliteReleases(path, graph.FACETS)
    for number, name in enumerate(names, start=1):
        graph.publish(home, name, f"2026-01-{number:02}")
    return home


def names(home: SqliteReleases) -> list[str]:
    return [manifest.release for manifest in home.list()]


def test_the_newest_are_kept_and_the_bytes_of_the_others_are_counted(tmp_path: Path) -> None:
    home = home_of(tmp_path, "a", "b", "c", "d")
    size = sum(path.stat().st_size for name in ("a", "b") for path in (tmp_path / "releases" / name).iterdir())
    found = home.prune(2, NOW)
    assert (found.removed, found.bytes, found.left) == (["b", "a"], size, {})
    assert (names(home), home.current()) == (["d", "c"], "d")
    with pytest.raises(NoRelease):
        home.open("a")
    assert not list((tmp_path / "drafts").iterdir())


def test_a_trial_removes_nothing(tmp_path: Path) -> None:
    home = home_of(tmp_path, "a", "b")
    assert home.prune(1, NOW, dry=True).removed == ["a"]
    assert names(home) == ["b", "a"]


def test_the_release_that_serves_stays_whatever_its_age(tmp_path: Path) -> None:
    home = home_of(tmp_path, "a", "b", "c")
    (tmp_path / "current").write_text("a\n", encoding="utf-8")
    assert home.prune(1, NOW).removed == ["b"]
    assert names(home) == ["c", "a"]


def test_what_was_replaced_a_short_while_ago_stays(tmp_path: Path) -> None:
    home = home_of(tmp_path, "a", "b", "c")
    found = home.prune(1, timedelta(hours=1))
    assert (found.removed, set(found.left)) == ([], {"a", "b"})
    long_ago = time.time() - 7200
    os.utime(tmp_path / "releases" / "b" / "manifest.json", (long_ago, long_ago))
    assert home.prune(1, timedelta(hours=1)).removed == ["a"], "it was b that replaced it"


def test_a_release_of_another_schema_is_removed_in_its_turn(tmp_path: Path) -> None:
    home = home_of(tmp_path, "a", "b", "c")
    manifest = tmp_path / "releases" / "a" / "manifest.json"
    manifest.write_bytes(orjson.dumps({**orjson.loads(manifest.read_bytes()), "schema": 1}))
    assert home.prune(2, NOW).removed == ["a"]


def test_a_folder_that_is_no_release_is_left_and_told(tmp_path: Path) -> None:
    home = home_of(tmp_path, "a", "b")
    (tmp_path / "releases" / "notes").mkdir()
    found = home.prune(1, NOW)
    assert found.removed == ["a"]
    assert "manifest cannot be read" in found.left["notes"]


def test_nothing_is_removed_while_a_build_runs(tmp_path: Path) -> None:
    home = home_of(tmp_path, "a", "b")
    with home.draft("c"), pytest.raises(BuildInProgress):
        home.prune(1, NOW)
    assert names(home) == ["b", "a"]


def test_files_of_sources_that_no_release_has_any_more_go_with_it(tmp_path: Path) -> None:
    home, kept = home_of(tmp_path, "a", "b"), KeptFiles(tmp_path / "files")
    for name in ("old", "new"):
        path = tmp_path / f"{name}.txt"
        path.write_text(name, encoding="utf-8")
        kept.keep(Files("civic", {name: (path,)}))
    old, new = sorted((tmp_path / "files").iterdir(), key=lambda folder: next(folder.iterdir()).name, reverse=True)
    for name, folder in (("a", old), ("b", new)):
        path = tmp_path / "releases" / name / "manifest.json"
        data = orjson.loads(path.read_bytes())
        path.write_bytes(orjson.dumps({**data, "sources": [{**data["sources"][0], "files": {"x": folder.name}}]}))
    home.prune(1, NOW, kept.keep_only, dry=True)
    assert len(list((tmp_path / "files").iterdir())) == 2
    home.prune(1, NOW, kept.keep_only)
    assert list((tmp_path / "files").iterdir()) == [new]


def _read_until(home: Path, name: str, opened: Event, leave: Event) -> None:
    reader = SqliteReleases(home, graph.FACETS).open(name)
    opened.set()
    leave.wait(60)
    os._exit(0 if reader.nodes([graph.BRAF.id]) else 1)


def test_a_release_that_another_process_reads_stays_until_it_ends(tmp_path: Path) -> None:
    home = home_of(tmp_path, "a", "b")
    opened, leave = FORK.Event(), FORK.Event()
    process = FORK.Process(target=_read_until, args=(tmp_path, "a", opened, leave))
    process.start()
    assert opened.wait(60)
    assert home.prune(1, NOW).left == {"a": "somebody is reading it"}
    leave.set()
    process.join()
    assert process.exitcode == 0
    assert home.prune(1, NOW).removed == ["a"]


def test_a_reader_and_a_walk_in_this_process_keep_their_release(tmp_path: Path) -> None:
    home = home_of(tmp_path, "a", "b")
    for use in (home.open, home.contents):
        held = use("a")
        assert home.prune(1, NOW).left == {"a": "somebody is reading it"}
        del held
    assert home.prune(1, NOW).removed == ["a"]


def _read_all(home: Path, seconds: float) -> None:
    """Open whatever is listed, over and over: it is read whole, or it is not there."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        releases = SqliteReleases(home, graph.FACETS)
        for manifest in releases.list():
            try:
                reader = releases.open(manifest.release)
            except NoRelease:
                continue
            if not (reader.nodes([graph.BRAF.id]) and reader.check() == []):
                os._exit(1)
    os._exit(0)


def test_readers_never_meet_half_a_release_while_releases_come_and_go(tmp_path: Path) -> None:
    home = home_of(tmp_path, "r00")
    readers = [FORK.Process(target=_read_all, args=(tmp_path, 3.0)) for _ in range(2)]
    for reader in readers:
        reader.start()
    removed = 0
    for number in range(1, 16):
        graph.publish(home, f"r{number:02}", f"2026-02-{number:02}")
        removed += len(home.prune(1, NOW).removed)
    for reader in readers:
        reader.join()
        assert reader.exitcode == 0
    assert removed


def _prune_until_step(home: Path, step: int) -> None:
    seen = 0

    def count(event: str, _: object) -> None:
        nonlocal seen
        if event in ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree"):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    SqliteReleases(home, graph.FACETS).prune(1, NOW)
    os._exit(0)


def test_killed_before_each_step_every_release_that_is_left_is_whole(tmp_path: Path) -> None:
    home = home_of(tmp_path, "a", "b")
    for step in range(1, 100):
        process = FORK.Process(target=_prune_until_step, args=(tmp_path, step))
        process.start()
        process.join()
        assert home.current() == "b"
        for name in names(home):
            home.verify(name)
        assert sorted(names(home)) == sorted(folder.name for folder in (tmp_path / "releases").iterdir())
        if process.exitcode == 0:
            break
    assert step > 4
    graph.publish(home, "c", "2026-03-01")
    assert not list((tmp_path / "drafts").iterdir()), "what was left half removed goes with the next build"


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 6), st.integers(1, 5), st.data())
def test_whatever_is_kept_is_the_newest_and_the_one_that_serves(count: int, keep: int, data: st.DataObject) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        home = home_of(path, *(f"r{number}" for number in range(count)))
        current = f"r{data.draw(st.integers(0, count - 1))}"
        (path / "current").write_text(f"{current}\n", encoding="utf-8")
        before = names(home)
        found: Pruned = home.prune(keep, NOW)
        assert names(home) == [name for number, name in enumerate(before) if number < keep or name == current]
        assert sorted([*found.removed, *names(home)]) == sorted(before)
        assert home.current() == current
