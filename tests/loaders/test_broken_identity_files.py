"""A file that is cut off, or not what its owner documents, stops the load with the file's name and the remedy."""

from __future__ import annotations

import gzip
import importlib
from collections.abc import Callable
from pathlib import Path

import pytest

from pmkg.errors import MalformedSource
from pmkg.model.source import Files

FilesOf = Callable[[str, Path], Files]

each_file = pytest.mark.parametrize(
    ("source", "name"),
    [
        ("hgnc", "genes"),
        ("mondo", "terms"),
        ("mondo", "mappings"),
        ("disease-ontology", "terms"),
        ("disease-ontology", "xrefs"),
        ("oncotree", "versions"),
        ("hpo", "terms"),
        ("hpo", "annotations"),
        ("hpo", "genes"),
        ("clingen", "validity"),
        ("gnomad", "constraint"),
        ("intogen", "drivers"),
        ("cancerhotspots", "hotspots"),
    ],
)


def load_with(files: Files, name: str, path: Path) -> None:
    module = importlib.import_module(f"pmkg.loaders.{files.source.replace('-', '_')}")
    list(module.load(Files(files.source, {**files.paths, name: (path,)})))


@each_file
def test_a_truncated_file_is_named(source: str, name: str, files_of: FilesOf, fixtures: Path, tmp_path: Path) -> None:
    files = files_of(source, fixtures / source)
    whole = gzip.compress(files.path(name).read_bytes())
    broken = tmp_path / f"{files.path(name).name}.gz"
    broken.write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(MalformedSource, match="fetch it again") as caught:
        load_with(files, name, broken)
    assert broken.name in str(caught.value)


@each_file
def test_a_file_of_another_form_is_named(
    source: str, name: str, files_of: FilesOf, fixtures: Path, tmp_path: Path
) -> None:
    files = files_of(source, fixtures / source)
    other = tmp_path / files.path(name).name
    other.write_text("first\tsecond\n1\t2\n", encoding="utf-8")
    with pytest.raises(MalformedSource) as caught:
        load_with(files, name, other)
    assert caught.value.file == other.name
    assert caught.value.source == source


def test_json_of_another_form_is_no_oncotree_version(files_of: FilesOf, fixtures: Path, tmp_path: Path) -> None:
    other = tmp_path / "oncotree.json"
    other.write_text('{"TISSUE": {"children": {}}}', encoding="utf-8")
    with pytest.raises(MalformedSource, match="no node has code"):
        load_with(files_of("oncotree", fixtures / "oncotree"), "versions", other)


def test_an_archive_without_the_table_is_named(files_of: FilesOf, fixtures: Path, tmp_path: Path) -> None:
    other = tmp_path / "IntOGen-Drivers-20240920.zip"
    other.write_bytes(b"PK\x05\x06" + bytes(18))
    with pytest.raises(MalformedSource, match="0 files named"):
        load_with(files_of("intogen", fixtures / "intogen"), "drivers", other)


@pytest.mark.parametrize("source", ["hgnc", "mondo", "disease-ontology", "oncotree", "hpo"])
def test_the_starter_is_read_without_loss(source: str, files_of: FilesOf) -> None:
    folder = Path(__file__).resolve().parents[2] / "loaders" / "starter" / source
    module = importlib.import_module(f"pmkg.loaders.{source.replace('-', '_')}")
    records = list(module.load(files_of(source, folder)))
    assert records
    assert not [record for record in records if type(record).__name__ == "Rejected"]
