"""Archives that blow up or point outside themselves are refused where they are read, and name their file."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmkg.errors import MalformedSource
from pmkg.ingest.catalog import select
from pmkg.ingest.load import load
from pmkg.model import bounded
from pmkg.model.source import Files, open_binary
from pmkg.model.table import reading

MEBI = 1 << 20


@pytest.fixture
def small_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a mebibyte for what any file may hold, so that a bomb need not be large."""
    monkeypatch.setattr(bounded, "HARMLESS", MEBI)


def files(path: Path) -> Files:
    return Files("gnomad", {"constraint": (path,)})


def archive(path: Path, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return path


@contextmanager
def refused(because: str) -> Iterator[None]:
    with pytest.raises(MalformedSource, match=because):
        yield


@pytest.mark.usefixtures("small_bound")
@pytest.mark.parametrize("name", ["table.tsv.gz", "table.txt.bgz"])
def test_a_gzip_bomb_is_refused_once_it_has_grown_past_all_measure(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(bytes(20 * MEBI)))
    with refused(f"{name}: .*decompresses to more than"), reading(files(path), path) as text:
        for _ in iter(lambda: text.read(MEBI), ""):
            pass
    with open_binary(path) as stream, pytest.raises(gzip.BadGzipFile):
        stream.read()


@pytest.mark.usefixtures("small_bound")
def test_a_bomb_that_a_loader_meets_is_a_malformed_source(tmp_path: Path) -> None:
    path = tmp_path / "constraint.bgz"
    path.write_bytes(gzip.compress((b"g" * 1_000 + b"\t1\n") * 28 * 1_024))
    with refused("gnomad: constraint.bgz"):
        load(select(["gnomad"])[0], files(path))


@pytest.mark.usefixtures("small_bound")
def test_a_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    path = archive(tmp_path / "drivers.zip", ("drivers.tsv", bytes(20 * MEBI)))
    with refused("states 20,971,520 bytes"), reading(files(path), path):
        pass


@pytest.mark.parametrize("name", ["../drivers.tsv", "a/../../drivers.tsv", "/etc/drivers.tsv", "..\\drivers.tsv"])
def test_an_archive_that_points_outside_itself_is_refused_and_writes_nothing(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "inside"
    folder.mkdir()
    path = archive(folder / "drivers.zip", ("drivers.tsv", b"SYMBOL\n"), (name, b"evil"))
    with refused("a place outside itself"), reading(files(path), path, "drivers.tsv"):
        pass
    assert [found for found in tmp_path.rglob("*") if found.is_file()] == [path]


@given(st.binary(max_size=1000))
def test_an_honest_archive_gives_just_what_it_holds(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("honest")
    (folder / "table.gz").write_bytes(gzip.compress(content))
    with open_binary(folder / "table.gz") as stream:
        assert stream.read() == content
    path = archive(folder / "table.zip", ("table.tsv", content))
    with zipfile.ZipFile(path) as made, bounded.open_member(made, made.getinfo("table.tsv")) as member:
        assert member.read() == content


def test_what_a_file_may_hold_grows_with_its_size() -> None:
    assert bounded.allowed(0) == bounded.HARMLESS
    assert bounded.allowed(bounded.HARMLESS) == bounded.RATIO * bounded.HARMLESS
