"""Names worked out by a process of their own: the same file, and a plain error when that process fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest
import small_graph as graph

from pmkg.errors import ReleaseError
from pmkg.store.sqlite_writer import SqliteWriter

NEVER = 1_000_000


@pytest.fixture
def writers() -> Iterator[list[SqliteWriter]]:
    begun: list[SqliteWriter] = []
    yield begun
    for writer in begun:
        writer.abandon()


def _filled(folder: Path, many: int, writers: list[SqliteWriter]) -> SqliteWriter:
    folder.mkdir()
    writer = SqliteWriter(folder, "release", graph.FACETS, lambda _folder, _manifest: None, many=many)
    writers.append(writer)
    writer.nodes(graph.nodes())
    writer.edges(graph.edges())
    writer.losses(graph.losses())
    return writer


def _workers() -> list[psutil.Process]:
    return [process for process in psutil.Process().children() if "spawn_main" in " ".join(process.cmdline())]


def _content(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(folder / "graph.sqlite")) as connection:
        stored = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in stored.fetchall()}  # noqa: S608


def test_another_process_writes_what_this_one_would(tmp_path: Path, writers: list[SqliteWriter]) -> None:
    beside, here = (_filled(tmp_path / str(many), many, writers) for many in (0, NEVER))
    assert beside.index() == here.index()
    assert _content(tmp_path / "0") == _content(tmp_path / str(NEVER))
    assert [path.name for path in (tmp_path / "0").iterdir()] == ["graph.sqlite"]


def test_a_process_that_is_killed_is_named(tmp_path: Path, writers: list[SqliteWriter]) -> None:
    writer = _filled(tmp_path / "draft", 0, writers)
    for process in _workers():
        process.kill()
    with pytest.raises(ReleaseError, match="the process that works out names was ended"):
        writer.index()


def test_a_process_that_cannot_write_says_what_this_one_would(tmp_path: Path, writers: list[SqliteWriter]) -> None:
    (tmp_path / "draft").mkdir()
    (tmp_path / "draft" / "names.sqlite").mkdir()
    (tmp_path / "draft").rename(tmp_path / "aside")
    writer = _filled(tmp_path / "draft", NEVER, writers)
    (tmp_path / "aside" / "names.sqlite").rename(tmp_path / "draft" / "names.sqlite")
    with pytest.raises(ReleaseError, match="could not write"):
        writer.index()


def test_a_draft_that_is_abandoned_leaves_no_process(tmp_path: Path, writers: list[SqliteWriter]) -> None:
    writer = _filled(tmp_path / "draft", 0, writers)
    assert _workers()
    writer.abandon()
    assert not _workers()
